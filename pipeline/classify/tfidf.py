"""Weighs tokens by how rare they are: of one document, or of many at once for training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from pipeline.classify.counts import Floats

_MIN_DOCUMENTS = 2


@dataclass(frozen=True, slots=True)
class Bag:
    """How often each token is in each of many documents, counted once for all folds.

    Attributes:
        vocabulary: the tokens, sorted.
        counts: array (documents, tokens).
    """

    vocabulary: NDArray[np.str_]
    counts: csr_matrix

    @classmethod
    def of(cls, documents: Sequence[Iterable[str]]) -> Bag:
        """Count the tokens of documents."""
        found = [Counter(document) for document in documents]
        vocabulary = sorted({token for document in found for token in document})
        place = {token: column for column, token in enumerate(vocabulary)}
        columns = [place[token] for document in found for token in document]
        values = [float(number) for document in found for number in document.values()]
        ends = np.cumsum([0, *(len(document) for document in found)])
        counts = csr_matrix((values, columns, ends), shape=(len(found), len(vocabulary)))
        return cls(np.array(vocabulary, dtype=np.str_), counts)

    def part(self, places: NDArray[np.intp]) -> Bag:
        """Return some of the documents, with the whole vocabulary."""
        return Bag(self.vocabulary, self.counts[places])


class TfIdf:
    """Sublinear TF-IDF of tokens, rows of length 1.

    ``place`` gives the place of a token in ``vocabulary``; ``highest`` is the weight of the rarest.
    """

    def __init__(self, vocabulary: Sequence[str], idf: Floats) -> None:
        self.vocabulary = list(vocabulary)
        self.idf = idf
        self.highest = float(idf.max(initial=0.0))
        self.place = {form: place for place, form in enumerate(vocabulary)}

    @classmethod
    def fit(cls, bag: Bag) -> TfIdf:
        """Learn the vocabulary: the tokens that at least two of the documents hold."""
        holding = bag.counts.getnnz(axis=0)
        kept = np.flatnonzero(holding >= _MIN_DOCUMENTS)
        idf = np.log((1 + bag.counts.shape[0]) / (1 + holding[kept])) + 1
        return cls(bag.vocabulary[kept].tolist(), idf)

    def matrix(self, bag: Bag) -> csr_matrix:
        """Return the weights of the tokens of all documents: array (documents, vocabulary).

        The bag is the one it was fitted on, or another part of the same.
        """
        columns = np.searchsorted(bag.vocabulary, np.array(self.vocabulary, dtype=np.str_))
        counts: csr_matrix = bag.counts[:, columns]
        counts.data = (1 + np.log(counts.data)) * self.idf[counts.indices]
        return csr_matrix(normalize(counts)) if len(columns) else counts

    def row(self, document: Iterable[str]) -> tuple[NDArray[np.intp], Floats]:
        """Return the places in the vocabulary and the weights of a document's tokens."""
        found = Counter(self.place[token] for token in document if token in self.place)
        places = np.array(sorted(found), dtype=np.intp)
        weights = np.array([1 + np.log(found[place]) for place in places]) * self.idf[places]
        norm = np.linalg.norm(weights)
        return places, weights / norm if norm else weights
