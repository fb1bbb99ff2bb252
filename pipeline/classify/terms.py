"""Finds the terms of a taxonomy in a text, with their offsets.

A term is one or more words; ``*`` at the start or end of a word stands for any letters. Case and
accents do not count. Where terms overlap, the one with most letters wins (ties stay together).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|'(?=[^\W_]))*")
_TERM_WORD = re.compile(r"\*?[^\W_](?:[^\W_]|'(?=[^\W_]))*\*?")
_MIN_AFFIX = 3


class Word(NamedTuple):
    """A word of the text: its folded form and its offsets (end exclusive)."""

    form: str
    start: int
    end: int


class Term(NamedTuple):
    """A term and whose it is; ``strong`` terms speak by themselves, others need company."""

    owner: str
    text: str
    strong: bool = True


class TermMatch(NamedTuple):
    """A term found in a text; offsets count characters of that text, end exclusive."""

    start: int
    end: int
    term: Term


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return a word without case and accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=256)
def words(text: str) -> tuple[Word, ...]:
    """Split text into folded words; a hyphen divides, an apostrophe inside a word does not."""
    plain = text.replace("\u2019", "'").replace("\u2018", "'")
    return tuple(Word(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(plain))


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int
    last: int
    letters: int
    term: Term


class TermIndex:
    """All terms of a taxonomy, ready to be found; safe to share, remembers the words it saw."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._exact: dict[str, int] = {}
        self._prefix: dict[str, int] = {}
        self._suffix: dict[str, int] = {}
        self._infix: dict[str, int] = {}
        self._letters: list[int] = []
        self._phrases: defaultdict[int, list[tuple[tuple[int, ...], Term]]] = defaultdict(list)
        self._seen: dict[str, frozenset[int]] = {}
        for term in terms:
            patterns = tuple(self._add(word) for word in _TERM_WORD.findall(term.text))
            if patterns:
                self._phrases[patterns[0]].append((patterns, term))

    def find(self, text: str) -> list[TermMatch]:
        """Return the terms in ``text``, in order of place, without those inside a longer one."""
        tokens = words(text)
        candidates = self._candidates([self._patterns(token.form) for token in tokens])
        taken: dict[int, tuple[int, int, int]] = {}
        kept = []
        for found in sorted(candidates, key=lambda c: -c.letters):
            span = (found.first, found.last, found.letters)
            places = range(found.first, found.last + 1)
            if all(taken.get(place, span) == span for place in places):
                taken.update(dict.fromkeys(places, span))
                kept.append(found)
        kept.sort(key=lambda c: c.first)
        return [TermMatch(tokens[c.first].start, tokens[c.last].end, c.term) for c in kept]

    def _candidates(self, patterns: list[frozenset[int]]) -> list[_Candidate]:
        found = []
        for first, here in enumerate(patterns):
            for pattern in sorted(here):
                for phrase, term in self._phrases.get(pattern, ()):
                    last = first + len(phrase) - 1
                    if last < len(patterns) and all(
                        part in patterns[first + offset] for offset, part in enumerate(phrase)
                    ):
                        letters = sum(self._letters[part] for part in phrase)
                        found.append(_Candidate(first, last, letters, term))
        return found

    def _add(self, word: str) -> int:
        stem = fold(word.strip("*").replace("\u2019", "'"))
        opens, closes = word.startswith("*"), word.endswith("*")
        table = (
            self._infix if opens and closes
            else self._suffix if opens
            else self._prefix if closes
            else self._exact
        )  # fmt: skip
        if stem not in table:
            table[stem] = len(self._letters)
            self._letters.append(2 * len(stem) + (not opens and not closes))
        return table[stem]

    def _patterns(self, form: str) -> frozenset[int]:
        if form not in self._seen:
            self._seen[form] = frozenset(self._match(form))
        return self._seen[form]

    def _match(self, form: str) -> Iterable[int]:
        if form in self._exact:
            yield self._exact[form]
        for cut in range(_MIN_AFFIX, len(form) + 1):
            if form[:cut] in self._prefix:
                yield self._prefix[form[:cut]]
            if form[-cut:] in self._suffix:
                yield self._suffix[form[-cut:]]
            for start in range(len(form) - cut + 1) if self._infix else ():
                if form[start : start + cut] in self._infix:
                    yield self._infix[form[start : start + cut]]
