"""Scores the shipped theme classifier on whole recaps, with the names of the gold blanked out.

Run from the top of the repository: ``python -m benchmarks.themes_gold [corpus/gold]``; prints
every measure with its 95 % bootstrap interval over documents, precision by coverage, and scores
per theme.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.classify.component import MODEL
from pipeline.classify.evaluate import evaluate
from pipeline.classify.model import load_model
from pipeline.classify.scorer import ThemeScorer
from pipeline.evaluate.baselines import ALWAYS, judge_scores
from pipeline.evaluate.gold import read_gold
from pipeline.taxonomy import load_taxonomy


def main(folder: Path) -> None:
    documents = read_gold(folder)
    scorer = ThemeScorer(load_taxonomy(), model=load_model(MODEL))
    tax = scorer.taxonomy
    report = evaluate(
        judge_scores(documents, scorer.score, taxonomy=tax, thresholds=scorer.thresholds)
    )
    always = evaluate(judge_scores(documents, scorer.score, taxonomy=tax, thresholds=ALWAYS))
    print(f"{len(documents)} documents, at the thresholds:")
    print(report.summary.round(3).to_string(index=False))
    print("\nalways answering:")
    print(always.summary.round(3).to_string(index=False))
    print("\nprecision by coverage, always answering:")
    print(always.coverage.round(3).to_string(index=False))
    print("\nper theme, always answering:")
    print(always.themes.round(2).to_string(index=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("corpus/gold"))
