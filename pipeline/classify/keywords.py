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

import numpy as np

from pipeline.classify.counts import Counts, Floats, TermCounter
from pipeline.classify.passage import Passage
from pipeline.classify.scores import Scores
from pipeline.records import Evidence
from pipeline.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class KeywordWeights:
    """The fitted numbers of the shared regressions.

    Attributes:
        theme: one weight per field of :data:`pipeline.classify.counts.FIELDS`.
        theme_intercept: in log odds.
        pillar: weights of the log odds of (best theme of the pillar, any theme of the pillar) and
            of a heading that names the pillar.
        pillar_prior: log odds per pillar id for a passage that says nothing; a pillar that is not
            listed has 0.
    """

    theme: tuple[float, ...]
    theme_intercept: float
    pillar: tuple[float, float, float]
    pillar_prior: dict[str, float]

    @classmethod
    def load(cls, path: Path) -> KeywordWeights:
        """Read the weights from a JSON file."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            theme=tuple(data["theme"]),
            theme_intercept=data["theme_intercept"],
            pillar=tuple(data["pillar"]),
            pillar_prior=data["pillar_prior"],
        )

    def save(self, path: Path) -> None:
        """Write the weights to a JSON file."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


class KeywordScorer:
    """Scores passages by the terms of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy, *, weights: KeywordWeights) -> None:
        self.taxonomy = taxonomy
        self._weights = weights
        self._counter = TermCounter(taxonomy)
        self._pillar = np.array(
            [taxonomy.pillar_ids.index(theme.pillar) for theme in taxonomy.themes]
        )
        self._prior = np.array([weights.pillar_prior.get(p, 0.0) for p in taxonomy.pillar_ids])

    def score(self, passages: Sequence[Passage]) -> list[Scores]:
        """Score passages; what is said of one does not depend on the others in the list."""
        return [self._score(self._counter.count(passage)) for passage in passages]

    def _score(self, counts: Counts) -> Scores:
        odds = counts.themes @ np.array(self._weights.theme) + self._weights.theme_intercept
        themes = 1 / (1 + np.exp(-odds))
        pillars = softmax(
            pillar_evidence(themes, counts.pillars, self._pillar) @ np.array(self._weights.pillar)
            + self._prior
        )
        return Scores(
            themes=dict(zip(self.taxonomy.theme_ids, themes.tolist(), strict=True)),
            pillars=dict(zip(self.taxonomy.pillar_ids, pillars.tolist(), strict=True)),
            evidence=term_evidence(counts),
        )


def pillar_evidence(themes: Floats, named: Floats, pillar_of_theme: Floats) -> Floats:
    """Return an array (pillars, 3): best theme, any theme, named by a heading.

    Args:
        themes: probability per theme.
        named: 1 per pillar that a heading names.
        pillar_of_theme: place of the home pillar per theme.
    """
    rows = []
    for place in range(len(named)):
        own = themes[pillar_of_theme == place]
        best = own.max() if len(own) else 0.0
        rows.append((best, 1 - np.prod(1 - own), named[place]))
    return np.array(rows)


def softmax(odds: Floats) -> Floats:
    """Turn log odds into probabilities that sum to 1."""
    powers = np.exp(odds - odds.max())
    return np.asarray(powers / powers.sum())


def term_evidence(counts: Counts) -> dict[str, tuple[Evidence, ...]]:
    """Return the terms found per theme, strong ones first, each term once."""
    found: dict[str, dict[str, Evidence]] = {}
    for match in sorted(counts.matches, key=lambda m: not m.term.strong):
        evidence = Evidence(match.start, match.end, match.term.text)
        found.setdefault(match.term.owner, {}).setdefault(match.term.text, evidence)
    return {theme: tuple(terms.values()) for theme, terms in found.items()}
