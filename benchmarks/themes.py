"""Compares designs of the theme classifier on writers that their training did not contain.

Run: ``python -m benchmarks.themes [corpus/training]`` (some ten minutes of processor time);
prints a Markdown table for all paragraphs, one for those of whole recaps, which were not read
while the terms were collected, and one for recaps that were written to be hard; the last row of
these adds the second regression, which reads a paragraph in its document. Every number is from
folds that never divide a writer; calibration is fitted on the other folds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from pipeline.classify.baselines import DESIGNS, Design
from pipeline.classify.counts import TermCounter
from pipeline.classify.fit import (
    FURTHER,
    Labelled,
    fit_calibration,
    left_out_context,
    writer_folds,
)
from pipeline.classify.keywords import home_pillars
from pipeline.classify.scores import probability
from pipeline.classify.train import labelled
from pipeline.taxonomy import load_taxonomy
from pipeline.training import read_training

HEAD = (
    "| design | main theme | micro-F1 | precision at 80 % | pillar | ECE |\n"
    "|---|---|---|---|---|---|"
)


def left_out(design: Design, data: Labelled, counter: TermCounter) -> np.ndarray:
    odds = np.zeros(data.themes.shape)
    folds = list(writer_folds(data))
    for inside, outside in folds:
        predict = design(data.part(inside), counter)
        odds[outside] = predict([data.passages[i] for i in outside])
    calibrated = np.zeros(odds.shape)
    for inside, outside in folds:
        slope, intercept = fit_calibration(odds[inside], data.themes[inside])
        calibrated[outside] = slope * odds[outside] + intercept
    return calibrated


def scores(odds: np.ndarray, data: Labelled, counter: TermCounter) -> list[float]:
    chances = probability(odds)
    place = np.arange(len(odds))
    best, top = chances.argmax(axis=1), chances.max(axis=1)
    right = data.themes[place, best]
    chosen = chances >= FURTHER
    chosen[place, best] = True
    f1 = 2 * (chosen & data.themes).sum() / (chosen.sum() + data.themes.sum())
    surest = right[np.argsort(-top)[: int(0.8 * len(top))]].mean()
    bins = np.minimum((top * 10).astype(int), 9)
    error = sum(abs((top - right)[bins == b].sum()) for b in range(10)) / len(top)
    pillar = (home_pillars(counter.taxonomy)[best] == data.pillars).mean()
    return [right.mean(), f1, surest, pillar, error]


def row(name: str, odds: np.ndarray, data: Labelled, counter: TermCounter) -> str:
    values = " | ".join(f"{value:.3f}" for value in scores(odds, data, counter))
    return f"| {name} | {values} |"


def main(folder: Path) -> None:
    taxonomy = load_taxonomy()
    counter = TermCounter(taxonomy)
    data = labelled(read_training(folder, themes=taxonomy.theme_ids), counter)
    recaps = np.flatnonzero(data.documents >= 0)
    whole = data.part(recaps)
    of_recaps: dict[str, np.ndarray] = {}
    print(f"All {len(set(data.writers))} writers:\n\n{HEAD}")
    for name, design in DESIGNS.items():
        odds = left_out(design, data, counter)
        print(row(name, odds, data, counter), flush=True)
        of_recaps[name] = odds[recaps]
    # the last design is the shipped one
    around = left_out_context(of_recaps[name], whole)
    of_recaps["the same, read in its document (shipped)"] = around
    for title, chosen in (("Whole recaps", ~whole.hard), ("Hard recaps", whole.hard)):
        places = np.flatnonzero(chosen)
        part = whole.part(places)
        number = len(set(part.writers))
        print(f"\n{title}, {number} writers, {len(places)} paragraphs:\n\n{HEAD}")
        for name, odds in of_recaps.items():
            print(row(name, odds[places], part, counter))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("corpus/training"))
