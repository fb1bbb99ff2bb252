"""What a scorer says about a passage, and how that becomes the labels of a paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from pipeline.classify.counts import Floats
from pipeline.records import Evidence, Labels, Theme
from pipeline.taxonomy import Taxonomy
from pipeline.training import MAX_THEMES

MAX_EVIDENCE = 5


@dataclass(frozen=True, slots=True)
class Scores:
    """Calibrated probabilities (shares, 0-1) for one passage.

    Attributes:
        themes: per theme id, that the passage has the theme.
        pillars: per pillar id, that this is the passage's pillar; they sum to 1.
        evidence: per theme id, the terms that spoke for it, strongest first; offsets into the
            passage's text.
    """

    themes: Mapping[str, float]
    pillars: Mapping[str, float]
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities below which nothing is said.

    Attributes:
        main: per theme id, below it the passage gets no theme at all when this is its best one;
            a theme that is not listed uses ``default``.
        further: for the second and third theme.
        default: see ``main``.
    """

    main: Mapping[str, float] = field(default_factory=dict)
    further: float = 0.4
    default: float = 0.4


def probability(odds: Floats) -> Floats:
    """Turn log odds into probabilities (shares, 0-1)."""
    return np.asarray(1 / (1 + np.exp(-odds)))


def decide(
    scores: Scores, *, paragraph: int, offset: int, taxonomy: Taxonomy, thresholds: Thresholds
) -> Labels:
    """Turn scores into labels: one pillar, and one to three themes or none when unsure.

    Args:
        scores: what the scorer said.
        paragraph: block index.
        offset: where the passage starts in the document; evidence is shifted by it.
        taxonomy: for the themes' home pillars and the order of ties.
        thresholds: below which nothing is said.
    """
    ranked = sorted(taxonomy.theme_ids, key=lambda theme: -scores.themes.get(theme, 0.0))
    best = ranked[0]
    chosen: list[str] = []
    if scores.themes.get(best, 0.0) >= thresholds.main.get(best, thresholds.default):
        more = [t for t in ranked[1:MAX_THEMES] if scores.themes.get(t, 0.0) >= thresholds.further]
        chosen = [best, *more]
    pillar = max(taxonomy.pillar_ids, key=lambda pillar: scores.pillars.get(pillar, 0.0))
    return Labels(
        paragraph=paragraph,
        pillar=pillar,
        pillar_confidence=round(scores.pillars.get(pillar, 0.0), 4),
        themes=tuple(
            Theme(
                theme=theme,
                pillar=taxonomy.pillar_of[theme],
                confidence=round(scores.themes[theme], 4),
                evidence=tuple(
                    Evidence(e.start + offset, e.end + offset, e.term)
                    for e in scores.evidence.get(theme, ())[:MAX_EVIDENCE]
                ),
            )
            for theme in chosen
        ),
    )
