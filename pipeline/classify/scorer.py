"""Scores passages for any taxonomy: with the trained model where it knows a theme, else by terms.

A theme of the taxonomy that the model knows by its id gets the model's probability (its terms may
have been changed by the user and still count). A theme that ``replaces`` trained themes, or that a
mapping file maps them to, gets theirs. Every other theme is scored by its terms alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np

from pipeline.classify.counts import Floats, TermCounter
from pipeline.classify.features import Row
from pipeline.classify.keywords import (
    KeywordScorer,
    home_pillars,
    pillar_evidence,
)
from pipeline.classify.mapping import replaced_themes
from pipeline.classify.model import ThemeModel
from pipeline.classify.passage import Mask, Passage, passages
from pipeline.classify.scores import Scores, Thresholds, decide, probability
from pipeline.errors import ModelError
from pipeline.records import Evidence, Labels, Recap
from pipeline.taxonomy import Taxonomy, TaxonomyTheme, load_taxonomy

Score = Callable[[Sequence[Passage]], list[Scores]]
_MIN_SHARE = 1e-6


def label_recap(
    recap: Recap,
    score: Score,
    *,
    masks: Iterable[Mask],
    taxonomy: Taxonomy,
    thresholds: Thresholds,
) -> list[Labels]:
    """Label every paragraph of a recap.

    Args:
        recap: the document.
        score: scores the passages of one document, in order.
        masks: the names' offsets into ``recap.text``, see :func:`passages`.
        taxonomy: whose themes.
        thresholds: below which nothing is said.
    """
    found = passages(recap, masks=masks)
    return [
        decide(
            scores,
            paragraph=index,
            offset=recap.blocks[index].start,
            taxonomy=taxonomy,
            thresholds=thresholds,
        )
        for index, scores in zip(found, score(list(found.values())), strict=True)
    ]


class ThemeScorer:
    """Scores passages for a taxonomy with a trained model."""

    def __init__(
        self,
        taxonomy: Taxonomy,
        *,
        model: ThemeModel,
        mapping: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self.taxonomy = taxonomy
        self._model = model
        self._counter = TermCounter(_trained_taxonomy(taxonomy, model.themes))
        self._maker = model.features(self._counter)
        self._mapping = mapping or {}
        self._replaced = replaced_themes(taxonomy, self._mapping)
        self._home = home_pillars(taxonomy)
        self._new = [t.id for t in taxonomy.themes if t.id not in model.themes]
        self._keywords = KeywordScorer(taxonomy, weights=model.weights) if self._new else None

    @property
    def thresholds(self) -> Thresholds:
        """The model's thresholds; themes it does not know get its default."""
        return self._model.thresholds

    def score(self, passages: Sequence[Passage]) -> list[Scores]:
        """Score the passages of one document, in order.

        The passages around one count too; nothing outside the document does.
        """
        rows = [self._maker.row(passage) for passage in passages]
        odds = np.array([self._model.odds(row) for row in rows])
        by_terms = self._keywords.score(passages) if self._keywords else [None] * len(passages)
        if self._model.context and len(passages) > 1:
            counts = [row.counts for row in rows]
            sure = np.array([self._added(scores) for scores in by_terms])
            odds = self._model.context.odds(odds, passages, counts, sure=sure)
        return [self._finish(*parts) for parts in zip(passages, odds, rows, by_terms, strict=True)]

    def _added(self, by_terms: Scores | None) -> float:
        """Return the chance of the best theme that stands for no trained one; 0 without any."""
        added = [theme for theme in self._new if not self._replaced[theme]]
        return max((by_terms.themes[theme] for theme in added), default=0.0) if by_terms else 0.0

    def _finish(self, passage: Passage, odds: Floats, row: Row, by_terms: Scores | None) -> Scores:
        dense = self._maker.dense_size
        chances = probability(odds).tolist()
        themes: dict[str, float] = dict(zip(self._model.themes, chances, strict=True))
        evidence = self._model.evidence(passage, row.counts, dense=dense)
        named = row.counts.pillars
        if by_terms and self._keywords:
            themes, evidence = self._adapt(themes, evidence, by_terms)
            named = self._keywords.named_pillars(passage)
        ordered = np.array([themes[theme] for theme in self.taxonomy.theme_ids])
        pillars = self._model.pillar.probabilities(
            pillar_evidence(ordered, named, self._home), self.taxonomy.pillar_ids
        )
        return Scores(
            themes={theme: themes[theme] for theme in self.taxonomy.theme_ids},
            pillars=dict(zip(self.taxonomy.pillar_ids, pillars.tolist(), strict=True)),
            evidence=evidence,
        )

    def _adapt(
        self,
        trained: Mapping[str, float],
        evidence: Mapping[str, tuple[Evidence, ...]],
        by_terms: Scores,
    ) -> tuple[dict[str, float], dict[str, tuple[Evidence, ...]]]:
        """Put the probabilities of new, renamed, merged and mapped themes beside the trained."""
        themes = dict(trained)
        found = dict(evidence)
        for theme in self._new:
            sources = self._replaced[theme]
            none_of_them = np.prod(
                [1 - trained[s] * self._part(s, theme, by_terms.themes) for s in sources]
            )
            themes[theme] = max(1 - float(none_of_them), by_terms.themes[theme])
            terms = [*by_terms.evidence.get(theme, ())]
            terms += [item for source in sources for item in evidence.get(source, ())]
            found[theme] = tuple({item.start: item for item in reversed(terms)}.values())[::-1]
        return themes, found

    def _part(self, source: str, theme: str, by_terms: Mapping[str, float]) -> float:
        """Return the share of a trained theme's probability that goes to one mapped theme."""
        targets = self._mapping.get(source, ())
        if theme not in targets or len(targets) < 2:
            return 1.0
        total = sum(by_terms[target] + _MIN_SHARE for target in targets)
        return (by_terms[theme] + _MIN_SHARE) / total


def _trained_taxonomy(taxonomy: Taxonomy, trained: Sequence[str]) -> Taxonomy:
    """Return the trained themes in the model's order, with the user's terms where they differ."""
    if taxonomy.theme_ids == tuple(trained):
        return taxonomy
    shipped = load_taxonomy()
    if shipped.theme_ids != tuple(trained):
        raise ModelError(
            "the theme model was trained for another taxonomy than the one in the config; "
            "name that taxonomy there, or retrain"
        )
    own = {theme.id: theme for theme in taxonomy.themes}
    themes: list[TaxonomyTheme] = [
        theme.model_copy(update=own[theme.id].model_dump(include={"terms", "ambiguous"}))
        if theme.id in own and own[theme.id].terms
        else theme
        for theme in shipped.themes
    ]
    return Taxonomy(pillars=shipped.pillars, themes=tuple(themes))
