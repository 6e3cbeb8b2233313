"""Times spaCy on texts, each once, caches cold, loading left out. Prints one JSON object.

Usage: python bench/spacy_throughput.py WHEEL TEXTS.jsonl    (one thread: see the environment cargo xtask bench sets)
"""

import json
import sys
import time
from pathlib import Path

from spacy_model import load, read_texts


def main() -> None:
    wheel, texts = (Path(argument) for argument in sys.argv[1:3])
    nlp = load(wheel)
    records = [text for _, text in read_texts(texts)]
    cpu, wall = time.process_time(), time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(records))
    seconds = {"cpu_seconds": time.process_time() - cpu, "wall_seconds": time.perf_counter() - wall}
    print(json.dumps({"tokens": tokens, **seconds}))


if __name__ == "__main__":
    main()
