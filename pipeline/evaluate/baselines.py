"""Themes of gold documents by simple classifiers, to see what the shipped one is worth."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.classify.baselines import BASELINES, Predict
from pipeline.classify.counts import TermCounter
from pipeline.classify.evaluate import Judged, ThemeReport, evaluate, judge
from pipeline.classify.keywords import home_pillars
from pipeline.classify.passage import Passage
from pipeline.classify.scorer import Score, label_recap
from pipeline.classify.scores import Scores, Thresholds, probability
from pipeline.classify.train import labelled
from pipeline.evaluate.gold import GoldDocument
from pipeline.read import read_file
from pipeline.taxonomy import Taxonomy
from pipeline.training import read_training

ALWAYS = Thresholds(default=0.0)


def baseline_reports(
    gold: Sequence[GoldDocument], training: Path, *, taxonomy: Taxonomy
) -> dict[str, ThemeReport]:
    """Fit each baseline on training text and score it on gold; it always answers.

    Args:
        gold: at least one document with labelled paragraphs.
        training: folder with training text, see :mod:`pipeline.training`.
        taxonomy: whose themes.

    Raises:
        InputError: the training text is wrong, or has other themes.
    """
    counter = TermCounter(taxonomy)
    paragraphs = read_training(training, themes=taxonomy.theme_ids, pillars=taxonomy.pillar_ids)
    data = labelled(paragraphs, counter)
    return {
        name: evaluate(
            judge_scores(
                gold,
                _scorer(design(data, counter), taxonomy),
                taxonomy=taxonomy,
                thresholds=ALWAYS,
            )
        )
        for name, design in BASELINES.items()
    }


def judge_scores(
    gold: Sequence[GoldDocument], score: Score, *, taxonomy: Taxonomy, thresholds: Thresholds
) -> list[Judged]:
    """Label the paragraphs of gold documents, the names of the gold blanked out, and compare.

    Args:
        gold: documents.
        score: scores the passages of one document, in order.
        taxonomy: whose themes.
        thresholds: below which nothing is said.
    """
    found = []
    for document in gold:
        recap = read_file(document.path, source=document.name)
        masks = [(span.start, span.end) for span in document.spans if not span.optional]
        labels = label_recap(recap, score, masks=masks, taxonomy=taxonomy, thresholds=thresholds)
        found += judge(document, recap.blocks, labels)
    return found


def _scorer(predict: Predict, taxonomy: Taxonomy) -> Score:
    """Make scores of log odds; the pillar is the home of the best theme."""
    home = home_pillars(taxonomy)
    pillars = len(taxonomy.pillars)

    def score(parts: Sequence[Passage]) -> list[Scores]:
        if not parts:
            return []
        found = []
        for chances in probability(predict(parts)):
            shares = np.bincount(home, weights=chances, minlength=pillars)
            shares = np.where(np.arange(pillars) == home[chances.argmax()], 1 + shares, shares)
            found.append(
                Scores(
                    themes=dict(zip(taxonomy.theme_ids, chances.tolist(), strict=True)),
                    pillars=dict(
                        zip(taxonomy.pillar_ids, (shares / shares.sum()).tolist(), strict=True)
                    ),
                )
            )
        return found

    return score
