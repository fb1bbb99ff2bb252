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

SAME_PILLAR = 0.5
"""Probability that two paragraphs under one heading have the same pillar for that reason; a
cautious guess, not fitted."""

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


def share_pillars(pillars: Sequence[Floats], sections: Sequence[int]) -> list[Floats]:
    """Let the paragraphs under one heading share what they say about their pillar.

    Args:
        pillars: per paragraph, the probabilities of the pillars.
        sections: what section each paragraph stands in, -1 for none.
    """
    result = []
    for place, (own, section) in enumerate(zip(pillars, sections, strict=True)):
        beside = [
            other
            for number, other in enumerate(pillars)
            if number != place and sections[number] == section
        ]
        if section >= 0 and beside:
            prior = SAME_PILLAR * np.mean(beside, axis=0) + (1 - SAME_PILLAR) / len(own)
            own = own * prior / (own * prior).sum()
        result.append(own)
    return result


def _log_odds(chances: Floats) -> Floats:
    return np.asarray(np.log(chances / (1 - chances)))
