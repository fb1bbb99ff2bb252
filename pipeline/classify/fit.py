"""Fits the classifier: the learning itself, on labelled passages, with scikit-learn."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack, kron, vstack
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from pipeline.classify.context import ContextWeights, place_features, shared_features
from pipeline.classify.counts import Counts, Floats, TermCounter
from pipeline.classify.features import Bags, FeatureMaker, Vocabularies
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

STRENGTH = 2.0
PRECISION = 0.95
MIN_ANSWERED = 0.8
MAX_FOLDS = 5
_UNSEEN = 0.03
"""Weight added to every feature inside and outside a theme, so that no ratio is infinite."""
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
        hard: which are of recaps that were written to be harder than recaps are.
        counts: the terms in each passage.
        bags: the words in all of them.
    """

    passages: Sequence[Passage]
    themes: NDArray[np.bool_]
    pillars: NDArray[np.intp]
    writers: NDArray[np.str_]
    documents: NDArray[np.intp]
    hard: NDArray[np.bool_]
    counts: Sequence[Counts]
    bags: Bags

    def part(self, places: NDArray[np.intp]) -> Labelled:
        """Return some of the passages."""
        return Labelled(
            [self.passages[i] for i in places], self.themes[places], self.pillars[places],
            self.writers[places], self.documents[places], self.hard[places],
            [self.counts[i] for i in places], self.bags.part(places),
        )  # fmt: skip


def writer_folds(data: Labelled) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Yield the places of the passages inside and outside each fold; none divides a writer."""
    folds = GroupKFold(min(MAX_FOLDS, len(set(data.writers))))
    yield from folds.split(data.passages, groups=data.writers)


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
    vocabularies = Vocabularies.fit(data.bags)
    maker = FeatureMaker(counter, weights=weights, vocabularies=vocabularies)
    matrix = maker.matrix(data.bags, data.counts)
    scales = np.ones((maker.dense_size + vocabularies.size, data.themes.shape[1]))
    scales[maker.dense_size :] = _one_sided(matrix[:, maker.dense_size :], data.themes)
    # liblinear works outside the interpreter lock; threads below its own only get in the way
    with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(os.cpu_count()) as threads:
        fitted = list(threads.map(partial(_regression, matrix), data.themes.T, scales.T))
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


def _regression(
    matrix: csr_matrix, column: NDArray[np.bool_], scale: Floats
) -> tuple[Floats, float]:
    """Return coefficients and intercept; a theme without text is never likely.

    The larger the scale of a feature, the less the regression holds back its coefficient.
    """
    if not column.any():
        return np.zeros(matrix.shape[1]), -float(np.log(len(column) + 1))
    scaled = matrix.copy()
    scaled.data *= scale[scaled.indices]
    regression = LogisticRegression(
        C=STRENGTH, solver="liblinear", tol=1e-2, max_iter=500, random_state=0
    ).fit(scaled, column)
    return regression.coef_[0] * scale, float(regression.intercept_[0])


def _one_sided(matrix: csr_matrix, themes: NDArray[np.bool_]) -> Floats:
    """Say how one-sided each feature is per theme: array (features, themes), 1 on average.

    It is the root of how far the log-count ratio of naive Bayes is from 0. Scaling features by
    that ratio before a linear classifier is Wang & Manning 2012, "Baselines and Bigrams"; the root
    did better on left-out writers.
    """
    inside = np.asarray(matrix.T @ themes) + _UNSEEN
    outside = np.asarray(matrix.sum(axis=0)).T - inside + 2 * _UNSEEN
    ratio = np.abs(np.log(inside / inside.sum(axis=0)) - np.log(outside / outside.sum(axis=0)))
    return np.asarray(np.sqrt(ratio / ratio.mean(axis=0)))


def left_out_odds(data: Labelled, counter: TermCounter) -> tuple[Floats, Floats]:
    """Return log odds (passages, themes) by models that did not see the passage's writer.

    Returns:
        Those of the classifier and those of the keyword regression.
    """
    trained = np.zeros(data.themes.shape)
    keywords = np.zeros(data.themes.shape)
    for inside, outside in writer_folds(data):
        model = fit_model(data.part(inside), counter)
        left_out = data.part(outside)
        matrix = model.features(counter).matrix(left_out.bags, left_out.counts)
        trained[outside] = matrix @ model.coefficients + model.intercepts
        keywords[outside] = model.weights.odds(np.stack([c.themes for c in left_out.counts]))
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
    regression = LogisticRegression(solver="newton-cholesky", fit_intercept=False)
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
    for inside, outside in writer_folds(data):
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

    The lowest that give the wished precision, but never so high that fewer than ``MIN_ANSWERED``
    are answered. A theme's is halfway between what its own paragraphs say and what all say: its
    own are few, and alone they did worse on left-out writers.
    """
    chances = probability(odds)
    best = chances.argmax(axis=1)
    top = chances.max(axis=1)
    right = themes[np.arange(len(best)), best]
    default = _main_threshold(top, right)
    main = {
        theme: round((default + _main_threshold(top[best == place], right[best == place])) / 2, 4)
        for place, theme in enumerate(taxonomy.theme_ids)
        if (best == place).any()
    }
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
