"""Counts the terms of every theme in a passage: the evidence that needs no training text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.associations import Associations, shipped_scores
from pipeline.classify.passage import Passage
from pipeline.classify.terms import Term, TermIndex, TermMatch, words
from pipeline.taxonomy import Taxonomy

Floats = NDArray[np.float64]

_ARTICLES = frozenset({"de", "het", "een"})
_FURTHER_UP = 0.5

FIELDS = (
    "strong", "weak", "strong_share", "weak_share", "first", "rare",
    "inner_strong", "inner_weak", "outer_strong", "outer_weak", "heading_share",
    "company", "heading_company",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """What the terms say about one passage.

    Attributes:
        themes: array (themes, FIELDS).
        pillars: array (pillars,), 1 where the heading right above names the pillar, less where the
            innermost one to do so is further away.
        matches: the terms found in the paragraph, offsets into its text.
    """

    themes: Floats
    pillars: Floats
    matches: tuple[TermMatch, ...]


class TermCounter:
    """Counts a taxonomy's terms; made once per taxonomy.

    Args:
        taxonomy: whose terms.
        associations: of words that are no terms; ``None`` for those that are shipped.
    """

    def __init__(self, taxonomy: Taxonomy, *, associations: Associations | None = None) -> None:
        self.taxonomy = taxonomy
        self._company = associations or Associations(shipped_scores(), taxonomy.theme_ids)
        self._place = {theme: place for place, theme in enumerate(taxonomy.theme_ids)}
        self._terms = TermIndex(_theme_terms(taxonomy))
        self._pillars = TermIndex(
            Term(pillar.id, name) for pillar in taxonomy.pillars for name in pillar.headings
        )

    def count(self, passage: Passage) -> Counts:
        """Count the terms in a passage; a term counts once however often it is there."""
        matches = self._terms.find(passage.text)
        inner = self._terms.find(passage.headings[-1]) if passage.headings else []
        outer = [m for heading in passage.headings[:-1] for m in self._terms.find(heading)]
        strong, weak = self._distinct(matches)
        inner_strong, inner_weak = self._distinct(inner)
        outer_strong, outer_weak = self._distinct(outer)
        heading = inner_strong + outer_strong + 0.3 * (inner_weak + outer_weak)
        columns = (
            np.log1p(strong), np.log1p(weak), _share(strong), _share(strong + 0.3 * weak),
            self._first(matches), (strong + weak == 1).astype(float),
            np.log1p(inner_strong), np.log1p(inner_weak),
            np.log1p(outer_strong), np.log1p(outer_weak), _share(heading),
            self._company.of(passage.text), self._company.of(" ".join(passage.headings)),
        )  # fmt: skip
        return Counts(np.stack(columns, axis=1), self._named_pillar(passage), tuple(matches))

    def _distinct(self, matches: Iterable[TermMatch]) -> tuple[Floats, Floats]:
        found = Counter(
            (m.term.owner, m.term.strong) for m in {m.term: m for m in matches}.values()
        )
        strong, weak = np.zeros(len(self._place)), np.zeros(len(self._place))
        for (owner, is_strong), number in found.items():
            (strong if is_strong else weak)[self._place[owner]] = number
        return strong, weak

    def _first(self, matches: list[TermMatch]) -> Floats:
        """Return 1 for the theme of the first strong term of the paragraph."""
        first = np.zeros(len(self._place))
        for match in matches:
            if match.term.strong:
                first[self._place[match.term.owner]] = 1
                break
        return first

    def _named_pillar(self, passage: Passage) -> Floats:
        """Mark the pillars that the innermost heading to name one names.

        Less so when it is not the one right above: a heading in between often leads elsewhere.
        """
        named = np.zeros(len(self.taxonomy.pillars))
        weight = 1.0
        for heading in reversed(passage.headings):
            whole = [word.form for word in words(heading) if word.form not in _ARTICLES]
            for match in self._pillars.find(heading):
                if " " in match.term.text or len(whole) == 1:
                    named[self.taxonomy.pillar_ids.index(match.term.owner)] = weight
            if named.any():
                break
            weight = _FURTHER_UP
        return named


def _theme_terms(taxonomy: Taxonomy) -> Iterable[Term]:
    for theme in taxonomy.themes:
        yield from (Term(theme.id, term, True) for term in theme.terms)
        yield from (Term(theme.id, term, False) for term in theme.ambiguous)


def _share(counts: Floats) -> Floats:
    total = counts.sum()
    return counts / total if total else counts
