"""Speed: words per second of the name model alone and of the whole pipeline, in one run.

    python -m benchmarks.speed [FOLDER]

The ratio is the figure to read: machines differ and are noisy. Default: ``corpus/gold``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from pipeline.extract.load import load, load_model
from pipeline.read import find_inputs, read_file
from pipeline.workers import annotate_recap

ROUNDS = 5


def timed(job: Callable[[], object]) -> float:
    """Return the seconds a job takes."""
    start = perf_counter()
    job()
    return perf_counter() - start


def main(folder: Path) -> None:
    """Time both over the same texts, turn by turn."""
    inputs, _ = find_inputs([folder])
    recaps = [read_file(item.path, source=item.source) for item in inputs]
    words = sum(len(recap.text.split()) for recap in recaps)
    alone, whole = load_model("terugblik"), load()
    texts = [recap.text for recap in recaps]
    rounds = [
        (
            timed(lambda: list(alone.pipe(texts))),
            timed(lambda: [annotate_recap(whole, recap) for recap in recaps]),
        )
        for _ in range(ROUNDS + 1)
    ][1:]
    names, everything = (median(column) for column in zip(*rounds, strict=True))
    print(f"{len(recaps)} recaps, {words} words, median of {ROUNDS} rounds")
    print(f"spacy.pipe, names only: {words / names:,.0f} words/s")
    print(f"whole pipeline:         {words / everything:,.0f} words/s")
    print(f"ratio: {names / everything:.2f} of the speed of names only")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("corpus/gold"))
