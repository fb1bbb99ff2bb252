"""Scores themes and pillars by terms alone: works for any taxonomy, without training text.

One logistic regression is shared by all themes: it weighs how many terms of a theme stand in the
paragraph and in its headings, not which theme they are of. So a theme that a user adds with ten
terms is scored as the shipped ones are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.counts import Counts, Floats, TermCounter
from pipeline.classify.passage import Passage
from pipeline.classify.scores import Scores, probability
from pipeline.records import Evidence
from pipeline.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class PillarWeights:
    """What makes a pillar likely, the same for every pillar.

    Attributes:
        evidence: weights of (best theme of the pillar, any theme of the pillar, named by a
            heading).
        prior: log odds per pillar id for a passage that says nothing; a pillar that is not listed
            has 0.
    """

    evidence: tuple[float, float, float]
    prior: dict[str, float]

    def probabilities(self, evidence: Floats, pillar_ids: Sequence[str]) -> Floats:
        """Return probabilities per pillar from an array (pillars, 3) of evidence."""
        prior = np.array([self.prior.get(pillar, 0.0) for pillar in pillar_ids])
        odds = evidence @ np.array(self.evidence) + prior
        powers = np.exp(odds - odds.max())
        return np.asarray(powers / powers.sum())


@dataclass(frozen=True, slots=True)
class KeywordWeights:
    """The fitted numbers of the shared regressions.

    Attributes:
        theme: one weight per field of :data:`pipeline.classify.counts.FIELDS`.
        intercept: of the log odds of a theme.
        pillar: how theme probabilities and headings make a pillar.
    """

    theme: tuple[float, ...]
    intercept: float
    pillar: PillarWeights

    def odds(self, themes: Floats) -> Floats:
        """Return log odds per theme from an array (..., themes, FIELDS) of counts."""
        return np.asarray(themes @ np.array(self.theme) + self.intercept)

    @classmethod
    def load(cls, path: Path) -> KeywordWeights:
        """Read the weights from a JSON file."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(tuple(data["theme"]), data["intercept"], load_pillar_weights(data["pillar"]))

    def save(self, path: Path) -> None:
        """Write the weights to a JSON file."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


def load_pillar_weights(data: dict[str, Any]) -> PillarWeights:
    """Make pillar weights from what ``dataclasses.asdict`` made of them."""
    first, second, third = data["evidence"]
    return PillarWeights((first, second, third), data["prior"])


class KeywordScorer:
    """Scores passages by the terms of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy, *, weights: KeywordWeights) -> None:
        self.taxonomy = taxonomy
        self._weights = weights
        self._counter = TermCounter(taxonomy)
        self._pillar = home_pillars(taxonomy)

    def score(self, passages: Sequence[Passage]) -> list[Scores]:
        """Score passages; what is said of one does not depend on the others in the list."""
        return [self._score(self._counter.count(passage)) for passage in passages]

    def named_pillars(self, passage: Passage) -> Floats:
        """Return how far the passage's headings name each pillar, see :class:`Counts`."""
        return self._counter.count(Passage("", passage.headings)).pillars

    def _score(self, counts: Counts) -> Scores:
        themes = probability(self._weights.odds(counts.themes))
        evidence = pillar_evidence(themes, counts.pillars, self._pillar)
        pillars = self._weights.pillar.probabilities(evidence, self.taxonomy.pillar_ids)
        return Scores(
            themes=dict(zip(self.taxonomy.theme_ids, themes.tolist(), strict=True)),
            pillars=dict(zip(self.taxonomy.pillar_ids, pillars.tolist(), strict=True)),
            evidence=term_evidence(counts),
        )


def home_pillars(taxonomy: Taxonomy) -> NDArray[np.intp]:
    """Return the place of the home pillar of every theme."""
    places = [taxonomy.pillar_ids.index(theme.pillar) for theme in taxonomy.themes]
    return np.array(places, dtype=np.intp)


def pillar_evidence(themes: Floats, named: Floats, pillar_of_theme: NDArray[np.intp]) -> Floats:
    """Return an array (pillars, 3): best theme, any theme, named by a heading.

    Args:
        themes: probability per theme.
        named: how far a heading names each pillar (0-1).
        pillar_of_theme: place of the home pillar per theme.
    """
    rows = []
    for place in range(len(named)):
        own = themes[pillar_of_theme == place]
        best = own.max() if len(own) else 0.0
        rows.append((best, 1 - np.prod(1 - own), named[place]))
    return np.array(rows)


def term_evidence(counts: Counts) -> dict[str, tuple[Evidence, ...]]:
    """Return the terms found per theme, strong ones first, each term and each place once."""
    found: dict[str, dict[str, Evidence]] = {}
    places: set[tuple[str, int, int]] = set()
    for match in sorted(counts.matches, key=lambda m: not m.term.strong):
        term, place = match.term, (match.term.owner, match.start, match.end)
        if place not in places:
            evidence = Evidence(match.start, match.end, term.text)
            found.setdefault(term.owner, {}).setdefault(term.text, evidence)
        places.add(place)
    return {theme: tuple(terms.values()) for theme, terms in found.items()}
