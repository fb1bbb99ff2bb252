"""Scores the shipped theme classifier on whole recaps, with the names of the gold blanked out.

Run from the top of the repository: ``python -m benchmarks.themes_gold [corpus/gold]``; prints
every measure with its 95 % bootstrap interval over documents, precision by coverage, and scores
per theme.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.classify.component import MODEL
from pipeline.classify.evaluate import Judged, evaluate, judge
from pipeline.classify.model import load_model
from pipeline.classify.passage import passages
from pipeline.classify.scorer import ThemeScorer
from pipeline.classify.scores import Thresholds, decide
from pipeline.evaluate.gold import GoldDocument, read_gold
from pipeline.read import read_file
from pipeline.taxonomy import load_taxonomy

ALWAYS = Thresholds(default=0.0)


def judged(
    documents: Sequence[GoldDocument], scorer: ThemeScorer, thresholds: Thresholds
) -> list[Judged]:
    """Label all paragraphs of the documents and put the labels beside the gold."""
    found = []
    for document in documents:
        recap = read_file(document.path, source=document.name)
        masks = [(span.start, span.end) for span in document.spans if not span.optional]
        parts = passages(recap, masks=masks)
        scores = scorer.score(list(parts.values()))
        labels = [
            decide(
                score,
                paragraph=index,
                offset=recap.blocks[index].start,
                taxonomy=scorer.taxonomy,
                thresholds=thresholds,
            )
            for index, score in zip(parts, scores, strict=True)
        ]
        found += judge(document, recap.blocks, labels)
    return found


def main(folder: Path) -> None:
    documents = read_gold(folder)
    scorer = ThemeScorer(load_taxonomy(), model=load_model(MODEL))
    report = evaluate(judged(documents, scorer, scorer.thresholds))
    always = evaluate(judged(documents, scorer, ALWAYS))
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
