"""Loads a spaCy pipeline straight from its wheel, whatever the wheel's layout and the Python it says it is for."""

import json
import warnings
import zipfile
from pathlib import Path
from typing import Iterator

import spacy
from spacy.language import Language


def load(wheel: Path) -> Language:
    """Unpacks the wheel beside itself, once, and loads the pipeline in it."""
    folder = wheel.with_suffix("")
    if not folder.is_dir():
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    config = min(folder.rglob("config.cfg"), key=lambda path: len(path.parts))
    # The pipelines were made with other patch versions of spaCy, which it warns of.
    warnings.filterwarnings("ignore", category=UserWarning, module="spacy")
    nlp = spacy.load(config.parent)
    nlp.max_length = 1_000_000_000
    return nlp


def read_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yields id and text of each line of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield record["id"], record["text"]
