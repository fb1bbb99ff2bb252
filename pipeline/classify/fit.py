"""Fits the classifier: the learning itself, on labelled passages, with scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack, kron, vstack
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pipeline.classify.context import ContextWeights, place_features, shared_features
from pipeline.classify.counts import Counts, Floats, TermCounter
from pipeline.classify.features import FeatureMaker, Vocabularies
from pipeline.classify.keywords import (
    KeywordWeights,
    PillarWeights,
    home_pillars,
    pillar_evidence,
)
from pipeline.classify.model import ThemeModel
from pipeline.classify.passage import Passage
from pipeline.classify.scores import Thresholds, probability
from pipeline.taxonomy import Taxonomy

STRENGTH = 4.0
PRECISION = 0.95
MIN_ANSWERED = 0.85
MAX_FOLDS = 5
FURTHER = 0.4
"""Threshold of the second and third theme: half of the micro-F1 that readers reach among each
other (0.84), which maximises F1 when probabilities are calibrated (Lipton et al. 2014)."""

_NO_PILLAR = PillarWeights((0.0, 0.0, 0.0), {})


@dataclass(frozen=True)
class Labelled:
    """Labelled passages with what was counted in them.

    Attributes:
        passages: names blanked out.
        themes: boolean array (passages, themes).
        pillars: place of the pillar per passage.
        writers: who wrote each passage; folds never divide a writer.
        documents: number of the recap that each passage is part of, -1 for lone passages; the
            passages of a recap are beside each other.
        counts: the terms in each passage.
    """

    passages: Sequence[Passage]
    themes: NDArray[np.bool_]
    pillars: NDArray[np.intp]
    writers: NDArray[np.str_]
    documents: NDArray[np.intp]
    counts: Sequence[Counts]

    def part(self, places: NDArray[np.intp]) -> Labelled:
        """Return some of the passages."""
        return Labelled(
            [self.passages[i] for i in places], self.themes[places], self.pillars[places],
            self.writers[places], self.documents[places], [self.counts[i] for i in places],
        )  # fmt: skip


def fit_keywords(data: Labelled) -> KeywordWeights:
    """Fit the regression over term counts that all themes share (without its pillar part)."""
    fields = np.stack([counts.themes for counts in data.counts])
    shared = LogisticRegression(max_iter=1000).fit(
        fields.reshape(-1, fields.shape[2]), data.themes.ravel()
    )
    return KeywordWeights(
        tuple(np.round(shared.coef_[0], 4).tolist()),
        round(float(shared.intercept_[0]), 4),
        _NO_PILLAR,
    )


def fit_model(data: Labelled, counter: TermCounter) -> ThemeModel:
    """Fit one regression per theme; not calibrated, without thresholds and pillars."""
    weights = fit_keywords(data)
    vocabularies = Vocabularies.fit(data.passages, data.counts)
    maker = FeatureMaker(counter, weights=weights, vocabularies=vocabularies)
    rows = [maker.row(p, counts=c) for p, c in zip(data.passages, data.counts, strict=True)]
    matrix = maker.matrix(rows)
    fitted = [_regression(matrix, column) for column in data.themes.T]
    return ThemeModel(
        themes=counter.taxonomy.theme_ids,
        coefficients=np.stack([coefficients for coefficients, _ in fitted], axis=1),
        intercepts=np.array([intercept for _, intercept in fitted]),
        calibration=(1.0, 0.0),
        pillar=_NO_PILLAR,
        weights=weights,
        vocabularies=vocabularies,
        context=None,
        thresholds=Thresholds(),
        manifest={},
    )


def _regression(matrix: csr_matrix, column: NDArray[np.bool_]) -> tuple[Floats, float]:
    """Return coefficients and intercept; a theme without text is never likely."""
    if not column.any():
        return np.zeros(matrix.shape[1]), -float(np.log(len(column) + 1))
    regression = LogisticRegression(
        C=STRENGTH, solver="liblinear", tol=1e-2, max_iter=500, random_state=0
    ).fit(matrix, column)
    return regression.coef_[0], float(regression.intercept_[0])


def left_out_odds(data: Labelled, counter: TermCounter) -> tuple[Floats, Floats]:
    """Return log odds (passages, themes) by models that did not see the passage's writer.

    Returns:
        Those of the classifier and those of the keyword regression.
    """
    trained = np.zeros(data.themes.shape)
    keywords = np.zeros(data.themes.shape)
    folds = GroupKFold(min(MAX_FOLDS, len(set(data.writers))))
    for inside, outside in folds.split(data.passages, groups=data.writers):
        model = fit_model(data.part(inside), counter)
        maker = model.features(counter)
        for place in outside:
            counts = data.counts[place]
            row = maker.row(data.passages[place], counts=counts)
            trained[place] = model.odds(row)
            keywords[place] = model.weights.odds(counts.themes)
    return trained, keywords


def fit_context(odds: Floats, data: Labelled) -> ContextWeights:
    """Fit the second regression on left-out log odds (calibrated) of whole recaps.

    Args:
        odds: of the passages in ``data``.
        data: passages of recaps only.
    """
    themes = data.themes.shape[1]
    usual = probability(odds).mean(axis=0)
    documents = _documents(data)
    shared, places = [], []
    for document in documents:
        passages = [data.passages[i] for i in document]
        counts = [data.counts[i] for i in document]
        features = shared_features(odds[document], passages, counts, usual=usual)
        shared.append(features.reshape(-1, features.shape[2]))
        places.append(kron(place_features(passages), np.eye(themes)))
    matrix: csr_matrix = csr_matrix(hstack([csr_matrix(np.concatenate(shared)), vstack(places)]))
    order = np.concatenate(documents)
    regression = LogisticRegression(max_iter=2000, fit_intercept=False)
    weights = regression.fit(matrix, data.themes[order].ravel()).coef_[0]
    width = shared[0].shape[1]
    return ContextWeights(weights[:width], weights[width:].reshape(-1, themes), usual)


def apply_context(weights: ContextWeights, odds: Floats, data: Labelled) -> Floats:
    """Return log odds with what the documents around the passages say."""
    result = odds.copy()
    for document in _documents(data):
        passages = [data.passages[i] for i in document]
        counts = [data.counts[i] for i in document]
        result[document] = weights.odds(odds[document], passages, counts)
    return result


def left_out_context(odds: Floats, data: Labelled) -> Floats:
    """Return log odds by second regressions that did not see the passage's writer."""
    result = odds.copy()
    folds = GroupKFold(min(MAX_FOLDS, len(set(data.writers))))
    for inside, outside in folds.split(odds, groups=data.writers):
        weights = fit_context(odds[inside], data.part(inside))
        result[outside] = apply_context(weights, odds[outside], data.part(outside))
    return result


def _documents(data: Labelled) -> list[NDArray[np.intp]]:
    """Return the places of the passages of each recap of two paragraphs or more."""
    starts = np.flatnonzero(np.diff(data.documents)) + 1
    parts = np.split(np.arange(len(data.documents)), starts)
    return [part for part in parts if len(part) > 1 and data.documents[part[0]] >= 0]


def fit_calibration(odds: Floats, themes: NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and intercept that turn left-out log odds into calibrated ones (Platt)."""
    platt = LogisticRegression(C=1e6).fit(odds.reshape(-1, 1), themes.ravel())
    return round(float(platt.coef_[0, 0]), 4), round(float(platt.intercept_[0]), 4)


def fit_pillars(themes: Floats, data: Labelled, taxonomy: Taxonomy) -> PillarWeights:
    """Fit how left-out theme probabilities and headings make a pillar.

    A heading that names a pillar weighs no less than a certain theme: by the annotation
    guidelines the section decides, and training text has few such headings.
    """
    home = home_pillars(taxonomy)
    pairs = zip(themes, data.counts, strict=True)
    evidence = np.stack([pillar_evidence(row, counts.pillars, home) for row, counts in pairs])
    start = np.zeros(3 + len(taxonomy.pillars))
    found = minimize(partial(_pillar_loss, evidence=evidence, gold=data.pillars), start).x
    values = [round(float(value), 4) for value in found]
    first, second, named = values[:3]
    third = round(max(named, first + second), 4)
    prior = dict(zip(taxonomy.pillar_ids, values[3:], strict=True))
    return PillarWeights((first, second, third), prior)


def _pillar_loss(values: Floats, *, evidence: Floats, gold: NDArray[np.intp]) -> float:
    likelihood = log_softmax(evidence @ values[:3] + values[3:], axis=1)
    shrink = 1e-4 * float(values @ values)
    return shrink - float(likelihood[np.arange(len(gold)), gold].mean())


def fit_thresholds(odds: Floats, themes: NDArray[np.bool_], taxonomy: Taxonomy) -> Thresholds:
    """Choose thresholds on left-out log odds (calibrated).

    The main theme's is the lowest that gives the wished precision, but never so high that fewer
    than ``MIN_ANSWERED`` of the theme's paragraphs are answered.
    """
    chances = probability(odds)
    best = chances.argmax(axis=1)
    top = chances.max(axis=1)
    right = themes[np.arange(len(best)), best]
    main = {
        theme: _main_threshold(top[best == place], right[best == place])
        for place, theme in enumerate(taxonomy.theme_ids)
        if (best == place).any()
    }
    default = _main_threshold(top, right)
    return Thresholds(main=main, further=FURTHER, default=default)


def _main_threshold(top: Floats, right: NDArray[np.bool_]) -> float:
    order = np.argsort(-top, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    precise = np.flatnonzero(precision >= PRECISION)
    answered = max(
        int(precise[-1]) + 1 if len(precise) else 0, int(np.ceil(MIN_ANSWERED * len(top)))
    )
    if answered >= len(top):
        return round(float(top.min()) / 2, 4)
    return round(float(top[order][answered - 1]), 4)
