"""Reads a paragraph in its place in the document: a second regression on top of the first.

A short paragraph often goes on about what the one before it said, and the first and last
paragraphs of a recap are mostly about the meeting itself. The first regression sees a paragraph
and its headings only; this one weighs its verdict again with the verdicts on the paragraphs around
it (stacking, Wolpert 1992). All themes share the weights of what they have in common; each theme
has its own for the place in the document. Learned from whole recaps, on verdicts of models that
had not seen their writers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.classify.counts import Counts, Floats
from pipeline.classify.passage import Passage
from pipeline.classify.scores import probability

_ITEM = re.compile(r"\s*(?:[-–—•*·>▪◦]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_POINTER = re.compile(
    r"\W*(?:lees|bekijk|meer (?:lezen|weten|informatie|over)|download|zie ook)\b", re.IGNORECASE
)

AROUND = (
    "own", "chance", "own_short", "lead", "list", "before", "after", "section", "document",
    "unsure_list",
)  # fmt: skip
PLACES = ("always", "first", "last", "no_heading", "short", "pointer")

_HIGHEST_ODDS = 6.0
_SHORT = 15.0
"""Words by which the weight of being short falls by a factor e."""
_FEW = 2
"""Paragraphs that are about nothing in particular, added to those around: two or three paragraphs
do not yet say what a document is about."""


@dataclass(frozen=True)
class ContextWeights:
    """The fitted numbers of the second regression.

    Attributes:
        shared: one weight per field of ``FIELDS`` and ``AROUND``, the same for all themes.
        places: array (PLACES, themes).
        usual: array (themes,), share of the paragraphs of a recap that have the theme.
    """

    shared: Floats
    places: Floats
    usual: Floats

    def odds(
        self,
        odds: Floats,
        passages: Sequence[Passage],
        counts: Sequence[Counts],
        *,
        sure: Floats | float = 0.0,
    ) -> Floats:
        """Return new log odds (paragraphs, themes); see :func:`shared_features`."""
        shared = shared_features(odds, passages, counts, usual=self.usual, sure=sure)
        return np.asarray(shared @ self.shared + place_features(passages) @ self.places)

    def calibrated(self, slope: float, intercept: float) -> ContextWeights:
        """Return weights whose log odds are ``slope`` times these plus ``intercept``."""
        places = slope * self.places
        places[PLACES.index("always")] += intercept
        return ContextWeights(slope * self.shared, places, self.usual)

    def as_dict(self) -> dict[str, Any]:
        """Return what a JSON file can hold."""
        names = ("shared", "places", "usual")
        return {name: np.round(getattr(self, name), 4).tolist() for name in names}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ContextWeights:
        """Make it from what :meth:`as_dict` returned."""
        return cls(**{name: np.array(values) for name, values in data.items()})


def shared_features(
    odds: Floats,
    passages: Sequence[Passage],
    counts: Sequence[Counts],
    *,
    usual: Floats,
    sure: Floats | float = 0.0,
) -> Floats:
    """Return an array (paragraphs, themes, FIELDS and AROUND) for one document.

    What other paragraphs are about counts as far as the paragraph itself is unsure.

    Args:
        odds: log odds (paragraphs, themes) by the first regression.
        passages: the paragraphs, in order.
        counts: the terms in them.
        usual: see :class:`ContextWeights`.
        sure: per paragraph, the chance of its best theme that the first regression does not know
            (one that a user added).
    """
    own = np.clip(odds, -_HIGHEST_ODDS, _HIGHEST_ODDS)
    chance = probability(odds)
    unsure = 1 - np.maximum(chance.max(axis=1), sure)[:, None]
    short = _short(passages)[:, None]
    likelier = chance - usual
    beside = _list_beside(likelier, passages)
    around = [chance, own * short, _lead(own), beside]
    around += [part * unsure for part in (*_others(likelier, passages), beside)]
    fields = np.stack([found.themes for found in counts])
    return np.concatenate((fields, np.stack([own, *around], axis=2)), axis=2)


def place_features(passages: Sequence[Passage]) -> Floats:
    """Return an array (paragraphs, PLACES) for one document."""
    place = np.arange(len(passages))
    columns = (
        np.ones(len(passages)),
        place == 0,
        place == len(passages) - 1,
        [not passage.headings for passage in passages],
        _short(passages),
        [bool(_POINTER.match(passage.text)) for passage in passages],
    )
    return np.stack([np.asarray(column, dtype=float) for column in columns], axis=1)


def _others(likelier: Floats, passages: Sequence[Passage]) -> list[Floats]:
    """Say what the paragraph before, the one after, the section and the document are about.

    Each is an array (paragraphs, themes): how much likelier than usual; 0 where there is none. The
    one before and after count only in the same section.
    """
    before, after, section, document = (np.zeros(likelier.shape) for _ in range(4))
    number = len(passages)
    sections = np.array([passage.section for passage in passages])
    for place in range(number):
        if place and sections[place - 1] == sections[place]:
            before[place] = likelier[place - 1]
            after[place - 1] = likelier[place]
        beside = sections == sections[place]
        beside[place] = False
        if beside.any():
            section[place] = likelier[beside].sum(axis=0) / (beside.sum() + _FEW)
        document[place] = (likelier.sum(axis=0) - likelier[place]) / (number - 1 + _FEW)
    return [before, after, section, document]


def _list_beside(likelier: Floats, passages: Sequence[Passage]) -> Floats:
    """Say what the rest of the list is about, its lead-in included; 0 outside lists."""
    found = np.zeros(likelier.shape)
    start = 0
    for end in range(1, len(passages) + 1):
        if end < len(passages) and _goes_on(passages[end - 1], passages[end]):
            continue
        total = likelier[start:end].sum(axis=0)
        found[start:end] = (total - likelier[start:end]) / (end - start)
        start = end
    return found


def _goes_on(before: Passage, after: Passage) -> bool:
    """Say whether a paragraph is in one list with the one before it, or is led in by it."""
    if before.section != after.section:
        return False
    led_in = before.text.rstrip().endswith(":")
    return led_in or bool(_ITEM.match(before.text) and _ITEM.match(after.text))


def _lead(odds: Floats) -> Floats:
    """Return by how much a theme leads the next best, or lags behind the best (below 0)."""
    ranked = np.sort(odds, axis=1)
    best, second = ranked[:, -1:], ranked[:, -2:-1]
    return np.where(odds == best, odds - second, odds - best)


def _short(passages: Sequence[Passage]) -> Floats:
    lengths = np.array([len(passage.text.split()) for passage in passages])
    return np.asarray(np.exp(-lengths / _SHORT))
