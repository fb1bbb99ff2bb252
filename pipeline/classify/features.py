"""Turns a passage into numbers: what its terms say, its rhetoric, and its words.

Everything is a function of one passage, so a label never depends on the rest of a batch. Case,
accents and numbers do not count; long words also count by their first and last letters, which
brings compounds (``woningbouwopgave``, ``bouwopgave``) together.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
    """Sublinear TF-IDF of words and of the affixes of long words, rows of length 1.

    ``place`` gives the place of a token in ``vocabulary``.
    """

    def __init__(self, vocabulary: Sequence[str], idf: Floats) -> None:
        self.vocabulary = list(vocabulary)
        self.idf = idf
        self.place = {form: place for place, form in enumerate(vocabulary)}

    @classmethod
    def fit(cls, texts: Iterable[str]) -> TfIdf:
        """Learn the vocabulary: what stands in at least two of the texts."""
        seen = [set(tokens(text)) for text in texts]
        documents = Counter(token for text in seen for token in text)
        vocabulary = sorted(t for t, number in documents.items() if number >= _MIN_DOCUMENTS)
        counts = np.array([documents[token] for token in vocabulary], dtype=float)
        return cls(vocabulary, np.log((1 + len(seen)) / (1 + counts)) + 1)

    def row(self, text: str) -> tuple[NDArray[np.intp], Floats]:
        """Return the places in the vocabulary and the weights of a text's tokens."""
        found = Counter(self.place[t] for t in tokens(text) if t in self.place)
        places = np.array(sorted(found), dtype=np.intp)
        weights = np.array([1 + np.log(found[place]) for place in places]) * self.idf[places]
        norm = np.linalg.norm(weights)
        return places, weights / norm if norm else weights


def tokens(text: str) -> list[str]:
    """Return the folded words of a text without numbers, with ``^first`` and ``last$``."""
    found = []
    for word in words(text):
        if not word.form.isdigit():
            found.append(word.form)
            if len(word.form) >= _LONG_WORD:
                found += ["^" + word.form[:_AFFIX], word.form[-_AFFIX:] + "$"]
    return found


class CueCounter:
    """Counts the words of ``resources/cues.toml``: the rhetoric of a network day."""

    def __init__(self) -> None:
        text = (files("pipeline") / "resources" / "cues.toml").read_text(encoding="utf-8")
        cues = tomllib.loads(text)["cues"]
        self.ids: list[str] = [cue["id"] for cue in cues]
        self._indices = [TermIndex(Term(c["id"], term) for term in c["terms"]) for c in cues]

    def count(self, text: str) -> Floats:
        """Return one number per cue: log(1 + distinct terms found)."""
        return np.log1p([len({match.term for match in i.find(text)}) for i in self._indices])


@dataclass(frozen=True, slots=True)
class Row:
    """The features of one passage; ``counts`` is kept for the evidence."""

    dense: Floats
    words: tuple[NDArray[np.intp], Floats]
    heading_words: tuple[NDArray[np.intp], Floats]
    counts: Counts


class FeatureMaker:
    """Makes the rows of the classifier; its parts are learned by ``fit`` or loaded."""

    def __init__(
        self, counter: TermCounter, *, weights: KeywordWeights, text: TfIdf, heading: TfIdf
    ) -> None:
        self.weights = weights
        self.text = text
        self.heading = heading
        self._counter = counter
        self._cues = CueCounter()

    @property
    def dense_size(self) -> int:
        """Number of dense features: themes, cues and pillars."""
        taxonomy = self._counter.taxonomy
        return len(taxonomy.themes) + len(self._cues.ids) + len(taxonomy.pillars)

    def row(self, passage: Passage, *, counts: Counts | None = None) -> Row:
        """Make the features of one passage; pass its ``counts`` when they are known already."""
        counts = counts or self._counter.count(passage)
        dense = (self.weights.odds(counts.themes) / 4, self._cues.count(passage.text) / 2)
        return Row(
            dense=np.concatenate((*dense, counts.pillars)),
            words=self.text.row(passage.text),
            heading_words=self.heading.row(" ".join(passage.headings)),
            counts=counts,
        )

    def matrix(self, rows: Sequence[Row]) -> csr_matrix:
        """Put rows together for scikit-learn: dense, words, heading words."""
        second, third = self.dense_size, self.dense_size + len(self.text.vocabulary)
        every = np.arange(self.dense_size)
        columns = [
            np.concatenate((every, r.words[0] + second, r.heading_words[0] + third)) for r in rows
        ]
        values = [np.concatenate((r.dense, r.words[1], r.heading_words[1])) for r in rows]
        pointer = np.cumsum([0, *(len(c) for c in columns)])
        width = third + len(self.heading.vocabulary)
        return csr_matrix(
            (np.concatenate(values), np.concatenate(columns), pointer), shape=(len(rows), width)
        )
