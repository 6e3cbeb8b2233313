"""Parses texts with spaCy and writes what `claimant parse --whole --format json` writes for them.

Usage: python bench/spacy_parse.py WHEEL TEXTS.jsonl OUT.jsonl
"""

import json
import sys
from pathlib import Path

from spacy.tokens import Doc
from spacy_model import load, read_texts


def token_rows(doc: Doc) -> list[dict]:
    """One object a token; offsets count characters."""
    starts = {sentence.start for sentence in doc.sents} if len(doc) else set()
    return [
        {
            "start": token.idx,
            "end": token.idx + len(token.text),
            "text": token.text,
            "lemma": token.lemma_,
            "pos": token.pos_,
            "tag": token.tag_,
            "morph": str(token.morph),
            "head": token.head.i,
            "dep": token.dep_,
            "sent_start": token.i in starts,
            "space_after": bool(token.whitespace_),
        }
        for token in doc
    ]


def noun_chunks(doc: Doc) -> list[dict]:
    """The base noun phrases, where the language has them."""
    if not len(doc) or doc.vocab.get_noun_chunks is None:
        return []
    return [{"start_token": c.start, "end_token": c.end, "root": c.root.i} for c in doc.noun_chunks]


def row(doc: Doc, name: str) -> dict:
    """A whole document."""
    entities = [{"start_token": e.start, "end_token": e.end, "label": e.label_} for e in doc.ents]
    return {
        "id": name,
        "text": doc.text,
        "tokens": token_rows(doc),
        "entities": entities,
        "noun_chunks": noun_chunks(doc),
    }


def main() -> None:
    wheel, texts, out = (Path(argument) for argument in sys.argv[1:4])
    nlp = load(wheel)
    records = ((text, name) for name, text in read_texts(texts))
    with out.open("w", encoding="utf-8") as lines:
        for doc, name in nlp.pipe(records, as_tuples=True, batch_size=16):
            lines.write(json.dumps(row(doc, name), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
