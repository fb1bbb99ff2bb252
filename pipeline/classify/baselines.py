"""Simple scorers to compare the classifier with, and labels of left-out writers by each.

Every baseline gives log odds of themes; pillars follow from them as in the classifier.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from pipeline.classify.counts import Floats, TermCounter
from pipeline.classify.fit import Labelled, fit_keywords, fit_model
from pipeline.classify.passage import Passage
from pipeline.classify.terms import words

Predict = Callable[[Sequence[Passage]], Floats]
Design = Callable[[Labelled, TermCounter], Predict]


def majority(data: Labelled, counter: TermCounter) -> Predict:
    """Say for every passage how frequent each theme is."""
    share = data.themes.mean(axis=0).clip(1e-6, 1 - 1e-6)
    odds = np.log(share / (1 - share))
    return lambda passages: np.tile(odds, (len(passages), 1))


def keywords(data: Labelled, counter: TermCounter) -> Predict:
    """Count terms only, with weights that all themes share."""
    weights = fit_keywords(data)
    return lambda passages: np.array([weights.odds(counter.count(p).themes) for p in passages])


def classifier(data: Labelled, counter: TermCounter) -> Predict:
    """Be the first regression that is shipped: terms, rhetoric and words, one per theme."""
    model = fit_model(data, counter)
    maker = model.features(counter)
    return lambda passages: np.array([model.odds(maker.row(p)) for p in passages])


def words_only(
    data: Labelled, counter: TermCounter, *, headings: bool = False, svm: bool = False
) -> Predict:
    """Fit TF-IDF of words with logistic regression (or a linear SVM), headings apart or not."""
    make = {"tokenizer": _forms, "token_pattern": None, "lowercase": False, "min_df": 2}
    return _linear(
        data, [TfidfVectorizer(sublinear_tf=True, **make) for _ in (0, 1)], headings, svm
    )


BASELINES: dict[str, Design] = {
    "majority": majority,
    "keywords": keywords,
    "TF-IDF + LR": words_only,
}
DESIGNS: dict[str, Design] = {
    **BASELINES,
    "TF-IDF + LR, headings": lambda d, c: words_only(d, c, headings=True),
    "TF-IDF + SVM, headings": lambda d, c: words_only(d, c, headings=True, svm=True),
    "terms, cues and words": classifier,
}


def _forms(text: str) -> list[str]:
    return [word.form for word in words(text)]


def _linear(
    data: Labelled, vectorizers: list[TfidfVectorizer], headings: bool, svm: bool
) -> Predict:
    vectorizers[0].fit([p.text for p in data.passages])
    if headings:
        vectorizers[1].fit([" ".join(p.headings) for p in data.passages])

    def matrix(passages: Sequence[Passage]) -> csr_matrix:
        parts = [vectorizers[0].transform([p.text for p in passages])]
        if headings:
            parts.append(vectorizers[1].transform([" ".join(p.headings) for p in passages]))
        stacked: csr_matrix = hstack(parts).tocsr()
        return stacked

    known = matrix(data.passages)
    fitted = [
        (LinearSVC(C=0.5, random_state=0) if svm else LogisticRegression(C=5, solver="liblinear"))
        .fit(known, column)
        for column in data.themes.T
    ]  # fmt: skip
    return lambda passages: np.stack(
        [f.decision_function(matrix(passages)) for f in fitted], axis=1
    )
