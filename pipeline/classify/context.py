"""Lets a paragraph that does not say what it is about lean on those beside it.

A short paragraph often goes on about what the one before it said. What its neighbours in the
section are about is then a prior: with probability ``COHERENCE`` it is about the same, else about
anything.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.classify.counts import Floats

COHERENCE = 0.2
"""Cautious guess, not fitted: the training paragraphs stand alone. Higher values were no better."""

SURE = 0.5
"""A paragraph whose best theme is at least this probable needs no neighbours."""

_BASE = 0.058
"""Probability of a theme in the training text: 1.28 themes per paragraph among 22."""


def lean_on_neighbours(odds: Sequence[Floats], sections: Sequence[int]) -> list[Floats]:
    """Add what the neighbours say to the log odds of unsure paragraphs of one document.

    Args:
        odds: per paragraph, in order, an array with the log odds of the themes.
        sections: what section each paragraph stands in.
    """
    chances = [1 / (1 + np.exp(-values)) for values in odds]
    result = []
    for place, values in enumerate(odds):
        beside = [
            chances[other]
            for other in (place - 1, place + 1)
            if 0 <= other < len(odds) and sections[other] == sections[place]
        ]
        if beside and chances[place].max() < SURE:
            prior = COHERENCE * np.mean(beside, axis=0) + (1 - COHERENCE) * _BASE
            values = values + _log_odds(prior) - _log_odds(np.array(_BASE))
        result.append(values)
    return result


def _log_odds(chances: Floats) -> Floats:
    return np.asarray(np.log(chances / (1 - chances)))
