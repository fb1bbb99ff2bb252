"""Turns a passage into numbers: what its terms say, its rhetoric, its words and its terms apart.

Everything is a function of one passage, so a label never depends on the rest of a batch. Case,
accents and numbers do not count; long words also count by their runs of four letters, which brings
compounds (``woningbouwopgave``, ``bouwopgave``) together.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from spacy.lang.nl.stop_words import STOP_WORDS

from pipeline.classify.counts import Counts, Floats, TermCounter
from pipeline.classify.keywords import KeywordWeights
from pipeline.classify.passage import Passage
from pipeline.classify.terms import Term, TermIndex, words
from pipeline.classify.tfidf import Bag, TfIdf

_LETTERS = 4
_LONG_WORD = 5


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
    def fit(cls, bags: Bags) -> Vocabularies:
        """Learn all three from training passages."""
        return cls(TfIdf.fit(bags.text), TfIdf.fit(bags.heading), TfIdf.fit(bags.terms))

    @property
    def size(self) -> int:
        """Number of sparse features."""
        return sum(len(part.vocabulary) for part in (self.text, self.heading, self.terms))

    def row(self, passage: Passage, counts: Counts) -> tuple[NDArray[np.intp], Floats]:
        """Return places (text first, then heading, then terms) and weights of a passage."""
        first, second = len(self.text.vocabulary), len(self.heading.vocabulary)
        text = self.text.row(tokens(passage.text))
        heading = self.heading.row(heading_tokens(passage))
        terms = self.terms.row(term_tokens(counts))
        return (
            np.concatenate((text[0], heading[0] + first, terms[0] + first + second)),
            np.concatenate((text[1], heading[1], terms[1])),
        )


def term_tokens(counts: Counts) -> list[str]:
    """Name the terms found in a paragraph by their theme and their text."""
    return [f"{match.term.owner}:{match.term.text}" for match in counts.matches]


def heading_tokens(passage: Passage) -> list[str]:
    """Return the tokens of a paragraph's headings."""
    return tokens(" ".join(passage.headings))


def tokens(text: str) -> list[str]:
    """Return the folded words of a text without numbers, long words with their runs of letters.

    A run is marked by ``#``; ``<`` and ``>`` stand where the word begins and ends.
    """
    return [
        token for word in words(text) if not word.form.isdigit() for token in _tokens(word.form)
    ]


@lru_cache(maxsize=65_536)
def _tokens(form: str) -> tuple[str, ...]:
    if len(form) < _LONG_WORD or form in STOP_WORDS:
        return (form,)
    whole = f"<{form}>"
    runs = ("#" + whole[i : i + _LETTERS] for i in range(len(whole) - _LETTERS + 1))
    return (form, *runs)


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
class Bags:
    """What is in training passages, counted once for all folds.

    Attributes:
        text: tokens of the paragraphs.
        heading: tokens of their headings.
        terms: terms of the taxonomy in the paragraphs.
        cues: array (passages, cues).
    """

    text: Bag
    heading: Bag
    terms: Bag
    cues: Floats

    @classmethod
    def of(cls, passages: Sequence[Passage], counter: TermCounter) -> tuple[Bags, list[Counts]]:
        """Count what is in passages; also returns the counts of their terms."""
        cue_counter = CueCounter()
        counts, texts, cues = [], [], []
        for passage in passages:  # all of one passage at once: its words are split once
            counts.append(counter.count(passage))
            texts.append(tokens(passage.text))
            cues.append(cue_counter.count(passage.text))
        bags = cls(
            text=Bag.of(texts),
            heading=Bag.of([heading_tokens(passage) for passage in passages]),
            terms=Bag.of([term_tokens(found) for found in counts]),
            cues=np.stack(cues),
        )
        return bags, counts

    def part(self, places: NDArray[np.intp]) -> Bags:
        """Return some of the passages."""
        text, heading, terms = (bag.part(places) for bag in (self.text, self.heading, self.terms))
        return Bags(text, heading, terms, self.cues[places])


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

    def row(self, passage: Passage) -> Row:
        """Make the features of one passage."""
        counts = self._counter.count(passage)
        dense = (self.weights.odds(counts.themes) / 4, self._cues.count(passage.text) / 2)
        places, weights = self.vocabularies.row(passage, counts)
        return Row(
            columns=np.concatenate((np.arange(self.dense_size), places + self.dense_size)),
            values=np.concatenate((*dense, counts.pillars, weights)),
            counts=counts,
        )

    def matrix(self, bags: Bags, counts: Sequence[Counts]) -> csr_matrix:
        """Return the features of training passages: array (passages, features), as in ``row``."""
        terms = self.weights.odds(np.stack([found.themes for found in counts]))
        pillars = np.stack([found.pillars for found in counts])
        dense = np.concatenate((terms / 4, bags.cues / 2, pillars), axis=1)
        known = self.vocabularies
        parts = (
            known.text.matrix(bags.text),
            known.heading.matrix(bags.heading),
            known.terms.matrix(bags.terms),
        )
        return csr_matrix(hstack([csr_matrix(dense), *parts]))
