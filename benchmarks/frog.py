"""Accuracy and speed against Frog, on the same texts in one run.

    apt-get install frog frogdata
    python -m benchmarks.frog [GOLD_DIR]

Frog's labels are mapped to ours: per -> PER, org -> ORG, loc -> CITY when the municipality
register has the place (the same help that other spaCy models get). Default: ``corpus/gold``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from pipeline.evaluate import GoldDocument, compare_names, read_gold, score_names
from pipeline.evaluate.gold import GoldSpan
from pipeline.extract.load import load
from pipeline.registers import default_registers

LABELS = {"per": "PER", "org": "ORG", "loc": "CITY"}
COLUMNS = 7


def frog_names(documents: Sequence[GoldDocument]) -> tuple[list[list[GoldSpan]], float]:
    """Return Frog's names per text, and the seconds of the whole program, its start included."""
    with tempfile.TemporaryDirectory() as folder:
        texts, results = Path(folder) / "texts", Path(folder) / "results"
        texts.mkdir()
        results.mkdir()
        for document in documents:
            (texts / document.path.name).write_text(document.text, encoding="utf-8")
        start = perf_counter()
        subprocess.run(
            ["frog", "--skip=pac", f"--testdir={texts}", f"--outputdir={results}"],
            capture_output=True,
            check=True,
            cwd=folder,
        )
        seconds = perf_counter() - start
        found = [next(results.glob(f"{d.path.name}*")).read_text("utf-8") for d in documents]
    pairs = zip(found, documents, strict=True)
    return [list(_spans(columns, document.text)) for columns, document in pairs], seconds


def _spans(columns: str, text: str) -> Iterator[GoldSpan]:
    at = 0
    first, label = -1, ""
    for line in [*columns.splitlines(), ""]:
        cells = line.split("\t")
        tag = cells[6] if len(cells) >= COLUMNS else "O"
        if label and not tag.startswith("I-"):
            yield from _span(text, first, at, label)
            label = ""
        if len(cells) < COLUMNS:
            continue
        word = cells[1].replace("_", " ")
        found = text.find(word, at)
        if found >= 0:
            if tag.startswith("B-"):
                first, label = found, tag[2:].lower()
            at = found + len(word)


def _span(text: str, start: int, end: int, label: str) -> Iterator[GoldSpan]:
    name = text[start:end]
    if label in LABELS and (label != "loc" or default_registers().is_place(name)):
        yield GoldSpan(start, end, name, LABELS[label])


def main(folder: Path) -> None:
    """Print F1 and words per second of both."""
    if shutil.which("frog") is None:
        print("frog is not installed (Debian: apt-get install frog frogdata); nothing compared")
        return
    documents = read_gold(folder)
    words = sum(len(d.text.split()) for d in documents)
    frog, frog_seconds = frog_names(documents)
    nlp = load()
    start = perf_counter()
    ours = [nlp(document.text)._.mentions for document in documents]
    seconds = {"frog": frog_seconds, "terugblik": perf_counter() - start}
    for name, found in (("frog", frog), ("terugblik", ours)):
        counts = [compare_names(d, f) for d, f in zip(documents, found, strict=True)]
        cells = [f"{s.label} {s.f1.value:.3f}" for s in score_names(counts)]
        print(f"{name:10} F1 {'  '.join(cells)}  {words / seconds[name]:,.0f} words/s")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("corpus/gold"))
