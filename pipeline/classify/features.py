"""Turns a passage into numbers: what its terms say, its rhetoric, its words and its terms apart.

Everything is a function of one passage, so a label never depends on the rest of a batch. Case,
accents and numbers do not count; long words also count by their first and last letters, which
brings compounds (``woningbouwopgave``, ``bouwopgave``) together.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.classify.counts import Counts, Floats, TermCounter
from pipeline.classify.keywords import KeywordWeights
from pipeline.classify.passage import Passage
from pipeline.classify.terms import Term, TermIndex, words

_AFFIX = 6
_LONG_WORD = 8
_MIN_DOCUMENTS = 2


class TfIdf:
    """Sublinear TF-IDF of tokens, rows of length 1.

    ``place`` gives the place of a token in ``vocabulary``.
    """

    def __init__(self, vocabulary: Sequence[str], idf: Floats) -> None:
        self.vocabulary = list(vocabulary)
        self.idf = idf
        self.place = {form: place for place, form in enumerate(vocabulary)}

    @classmethod
    def fit(cls, documents: Iterable[Iterable[str]]) -> TfIdf:
        """Learn the vocabulary: the tokens that at least two of the documents hold."""
        seen = [set(document) for document in documents]
        holding = Counter(token for document in seen for token in document)
        vocabulary = sorted(t for t, number in holding.items() if number >= _MIN_DOCUMENTS)
        counts = np.array([holding[token] for token in vocabulary], dtype=float)
        return cls(vocabulary, np.log((1 + len(seen)) / (1 + counts)) + 1)

    def row(self, document: Iterable[str]) -> tuple[NDArray[np.intp], Floats]:
        """Return the places in the vocabulary and the weights of a document's tokens."""
        found = Counter(self.place[token] for token in document if token in self.place)
        places = np.array(sorted(found), dtype=np.intp)
        weights = np.array([1 + np.log(found[place]) for place in places]) * self.idf[places]
        norm = np.linalg.norm(weights)
        return places, weights / norm if norm else weights


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """What the classifier learned to look for.

    Attributes:
        text: words of the paragraph, see :func:`tokens`.
        heading: words of its headings.
        terms: terms of the taxonomy found in the paragraph, see :func:`term_tokens`.
    """

    text: TfIdf
    heading: TfIdf
    terms: TfIdf

    @classmethod
    def fit(cls, passages: Sequence[Passage], counts: Sequence[Counts]) -> Vocabularies:
        """Learn all three from training passages and what was counted in them."""
        return cls(
            text=TfIdf.fit(tokens(passage.text) for passage in passages),
            heading=TfIdf.fit(tokens(" ".join(passage.headings)) for passage in passages),
            terms=TfIdf.fit(term_tokens(found) for found in counts),
        )

    @property
    def size(self) -> int:
        """Number of sparse features."""
        return sum(len(part.vocabulary) for part in (self.text, self.heading, self.terms))

    def row(self, passage: Passage, counts: Counts) -> tuple[NDArray[np.intp], Floats]:
        """Return places (text first, then heading, then terms) and weights of a passage."""
        first, second = len(self.text.vocabulary), len(self.heading.vocabulary)
        text = self.text.row(tokens(passage.text))
        heading = self.heading.row(tokens(" ".join(passage.headings)))
        terms = self.terms.row(term_tokens(counts))
        return (
            np.concatenate((text[0], heading[0] + first, terms[0] + first + second)),
            np.concatenate((text[1], heading[1], terms[1])),
        )


def term_tokens(counts: Counts) -> list[str]:
    """Name the terms found in a paragraph by their theme and their text."""
    return [f"{match.term.owner}:{match.term.text}" for match in counts.matches]


@lru_cache(maxsize=16_384)  # training goes over the same texts for every fold
def tokens(text: str) -> tuple[str, ...]:
    """Return the folded words of a text without numbers, with ``^first`` and ``last$``."""
    found: list[str] = []
    for word in words(text):
        if not word.form.isdigit():
            found.append(word.form)
            if len(word.form) >= _LONG_WORD:
                found += ["^" + word.form[:_AFFIX], word.form[-_AFFIX:] + "$"]
    return tuple(found)


class CueCounter:
    """Counts the words of ``resources/cues.toml``: the rhetoric of a network day."""

    def __init__(self) -> None:
        text = (files("pipeline") / "resources" / "cues.toml").read_text(encoding="utf-8")
        cues = tomllib.loads(text)["cues"]
        self.ids: list[str] = [cue["id"] for cue in cues]
        self._index = TermIndex(Term(cue["id"], term) for cue in cues for term in cue["terms"])

    def count(self, text: str) -> Floats:
        """Return one number per cue: log(1 + distinct terms found)."""
        found = Counter(term.owner for term in {match.term for match in self._index.find(text)})
        return np.log1p([found[cue] for cue in self.ids])


@dataclass(frozen=True, slots=True)
class Row:
    """The features of one passage that are not 0; ``counts`` is kept for the evidence."""

    columns: NDArray[np.intp]
    values: Floats
    counts: Counts


class FeatureMaker:
    """Makes the rows of the classifier; its parts are learned or loaded."""

    def __init__(
        self, counter: TermCounter, *, weights: KeywordWeights, vocabularies: Vocabularies
    ) -> None:
        self.weights = weights
        self.vocabularies = vocabularies
        self._counter = counter
        self._cues = CueCounter()
        taxonomy = counter.taxonomy
        self.dense_size = len(taxonomy.themes) + len(self._cues.ids) + len(taxonomy.pillars)

    def row(self, passage: Passage, *, counts: Counts | None = None) -> Row:
        """Make the features of one passage; pass its ``counts`` when they are known already."""
        counts = counts or self._counter.count(passage)
        dense = (self.weights.odds(counts.themes) / 4, self._cues.count(passage.text) / 2)
        places, weights = self.vocabularies.row(passage, counts)
        return Row(
            columns=np.concatenate((np.arange(self.dense_size), places + self.dense_size)),
            values=np.concatenate((*dense, counts.pillars, weights)),
            counts=counts,
        )

    def matrix(self, rows: Sequence[Row]) -> csr_matrix:
        """Put rows together for scikit-learn: dense features, then the vocabularies."""
        pointer = np.cumsum([0, *(len(row.columns) for row in rows)])
        columns = np.concatenate([row.columns for row in rows])
        values = np.concatenate([row.values for row in rows])
        width = self.dense_size + self.vocabularies.size
        return csr_matrix((values, columns, pointer), shape=(len(rows), width))
