"""Writes the two tables that lie in spaCy's code and not in its models, for crates/parse to embed.

Usage: python bench/spacy_tables.py FOLDER    (cargo xtask spacy-tables does this)
"""

import sys
from pathlib import Path

import spacy
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.symbols import IDS

HEAD = """\
# {what}, spaCy {version}.
# Copyright (C) 2016-2024 ExplosionAI GmbH, 2016 spaCy GmbH, 2015 Matthew Honnibal, MIT licence. Written by bench/spacy_tables.py.
"""


def write_table(path: Path, what: str, rows: dict) -> None:
    """Writes one tab-separated table with a head that says where it comes from."""
    lines = [f"{key}\t{value}\n" for key, value in rows.items()]
    path.write_text(HEAD.format(what=what, version=spacy.__version__) + "".join(lines), encoding="utf-8")


def main() -> None:
    folder = Path(sys.argv[1])
    what = "Words and the norm that spaCy gives them in every language: BASE_NORMS of spacy/lang/norm_exceptions.py"
    write_table(folder / "base_norms.tsv", what, BASE_NORMS)
    write_table(folder / "symbols.tsv", "Strings with an id of their own: IDS of spacy/symbols.pyx", IDS)


if __name__ == "__main__":
    main()
