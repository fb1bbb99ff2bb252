"""Turn a training paragraph into endless variants: other names, other typography, other order."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from pipeline.extract.context import context_words
from pipeline.extract.ner.names import (
    NameMaker,
    capitalise_particle,
    mutate,
)
from pipeline.training import MarkedSpan, MarkedText

_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.)+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_OPENS = re.compile(r"(?:[.!?:]\s|\n|[•“\"(]\s?|^)$")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])")


def refill(texts: Sequence[MarkedText], maker: NameMaker, *, rate: float) -> list[MarkedText]:
    """Replace names in texts that belong together (headings and their paragraph).

    The same person, organisation or city gets the same new name everywhere; a person named in
    full and later by surname or given name keeps those forms.

    Args:
        texts: marked texts; offsets in each count from its own start.
        maker: draws the new names.
        rate: share (0-1) of the names that are replaced.
    """
    people = _People([t.text[s.start : s.end] for t in texts for s in t.spans if s.label == "PER"])
    chosen: dict[tuple[str, str], str] = {}

    def new_name(name: str, label: str) -> str:
        if (name, label) not in chosen:
            chosen[name, label] = _replace(name, label, maker, people, rate)
        return chosen[name, label]

    return [_substitute(text, new_name) for text in texts]


def _replace(name: str, label: str, maker: NameMaker, people: _People, rate: float) -> str:
    if label == "PER":
        return people.rename(name, maker, rate)
    if maker.rng.random() >= rate * (0.8 if label == "CITY" else 0.65):
        return name
    return maker.city() if label == "CITY" else maker.organisation(name)


def _substitute(text: MarkedText, new_name: Callable[[str, str], str]) -> MarkedText:
    parts: list[str] = []
    spans: list[MarkedSpan] = []
    last = length = 0
    for span in text.spans:
        between = text.text[last : span.start]
        name = new_name(text.text[span.start : span.end], span.label)
        start = length + len(between)
        length = start + len(name)
        parts += [between, name]
        spans.append(MarkedSpan(start, length, span.label))
        last = span.end
    return MarkedText("".join([*parts, text.text[last:]]), tuple(spans))


def _is_particle(word: str) -> bool:
    words = context_words()
    return word.lower() in words.particles | words.foreign_particles


def split_name(name: str) -> tuple[str, str]:
    """Split ``Jan Peter van der Berg`` into given names and surname with its particles."""
    words = name.split()
    first = next(
        (
            i
            for i, word in enumerate(words[:-1])
            if _is_particle(word) or _is_particle(word.rpartition("-")[2])
        ),
        len(words) - 1,
    )
    return " ".join(words[:first]), " ".join(words[first:])


class _People:
    """Renames the people of one text consistently."""

    def __init__(self, names: Sequence[str]) -> None:
        self.given = {g for g, _ in map(split_name, names) if g}
        self.new: dict[str, str] = {}
        self.keep: bool | None = None

    def rename(self, name: str, maker: NameMaker, rate: float) -> str:
        if self.keep is None:
            self.keep = maker.rng.random() >= rate
        if self.keep:
            return name
        given, surname = split_name(name)
        if not given and (surname in self.given or self._looks_given(surname, maker)):
            return self._part(surname, maker, "given")
        new_surname = self._part(surname.lower(), maker, "surname")
        if given:
            return f"{self._part(given, maker, 'given')} {new_surname}"
        return capitalise_particle(new_surname)

    def _looks_given(self, word: str, maker: NameMaker) -> bool:
        return " " not in word and word in maker.given_set

    def _part(self, part: str, maker: NameMaker, kind: str) -> str:
        if part not in self.new:
            if kind == "surname":
                self.new[part] = maker.surname()
            elif _INITIALS.match(part):
                self.new[part] = maker.initials()
            else:
                self.new[part] = maker.given()
        return self.new[part]


def typography(text: MarkedText, rng: random.Random) -> MarkedText:
    """Vary apostrophes, quotes, spaces and hyphens; every replacement keeps the length."""
    out = text.text
    if rng.random() < 0.5:
        out = out.replace("'", "’")
    elif rng.random() < 0.5:
        out = out.replace("’", "'")
    if rng.random() < 0.2:
        out = out.replace("“", '"').replace("”", '"')
    if rng.random() < 0.05:
        out = out.replace("-", "\u2011")
    if rng.random() < 0.15:
        at = [m.start() for m in re.finditer(" ", out)]
        for i in rng.sample(at, k=min(len(at), 3)):
            out = out[:i] + "\u00a0" + out[i + 1 :]
    return MarkedText(out, text.spans)


def capitals(text: MarkedText) -> MarkedText:
    """Write a text in capitals; letters whose capital is longer (``ß``) stay."""
    upper = (letter.upper() for letter in text.text)
    pairs = zip(text.text, upper, strict=True)
    return MarkedText("".join(u if len(u) == 1 else t for t, u in pairs), text.spans)


def alter_words(
    text: MarkedText, rng: random.Random, *, rate: float, openers: float, words: Sequence[str]
) -> MarkedText:
    """Alter or replace words that are no names, so that neither rare nor capitalised means name.

    Args:
        text: marked text.
        rng: source of chance.
        rate: share (0-1) of capitalised words in which a letter changes; others at a quarter.
        openers: share (0-1) of the words that open a sentence that another ordinary word
            replaces; other words at a tenth of it.
        words: ordinary Dutch words, in lower case.
    """
    inside = [(s.start, s.end) for s in text.spans]
    edits: list[tuple[int, int, str]] = []
    for match in _WORD.finditer(text.text):
        if any(a < match.end() and match.start() < b for a, b in inside):
            continue
        new = _other_word(text.text, match, rng, rate, openers, words)
        if new != match.group():
            edits.append((match.start(), match.end(), new))
    return _edit(text, edits)


def _other_word(
    text: str,
    match: re.Match[str],
    rng: random.Random,
    rate: float,
    openers: float,
    words: Sequence[str],
) -> str:
    word = match.group()
    opens = _OPENS.search(text, max(0, match.start() - 3), match.start()) or not match.start()
    if opens and word[0].isupper() and rng.random() < openers:
        return rng.choice(words).capitalize()
    if not opens and word.islower() and rng.random() < openers / 10:
        return rng.choice(words)
    if rng.random() < (rate if word[0].isupper() else rate / 4):
        return mutate(word, rng)
    return word


def _edit(text: MarkedText, edits: Sequence[tuple[int, int, str]]) -> MarkedText:
    """Apply replacements (in order, outside all spans) and shift the spans."""
    parts: list[str] = []
    spans: list[MarkedSpan] = []
    waiting = list(text.spans)
    last = shift = 0
    for start, end, new in edits:
        while waiting and waiting[0].start < start:
            span = waiting.pop(0)
            spans.append(MarkedSpan(span.start + shift, span.end + shift, span.label))
        parts += [text.text[last:start], new]
        shift += len(new) - (end - start)
        last = end
    spans += [MarkedSpan(s.start + shift, s.end + shift, s.label) for s in waiting]
    return MarkedText("".join([*parts, text.text[last:]]), tuple(spans))


def sentences(text: MarkedText) -> list[MarkedText]:
    """Split into sentences, each with the spans that lie wholly in it; offsets from its start."""
    cuts = [0, *(m.end() for m in _SENTENCE.finditer(text.text)), len(text.text)]
    cuts = [c for c in cuts if not any(s.start < c < s.end for s in text.spans)]
    return [
        MarkedText(
            text.text[a:b].rstrip(),
            tuple(
                MarkedSpan(s.start - a, s.end - a, s.label)
                for s in text.spans
                if a <= s.start and s.end <= b
            ),
        )
        for a, b in pairwise(cuts)
        if text.text[a:b].strip()
    ]


def join(texts: Sequence[MarkedText], separator: str) -> MarkedText:
    """Join marked texts, shifting their spans."""
    out = ""
    spans: list[MarkedSpan] = []
    for text in texts:
        if out:
            out += separator
        spans += [MarkedSpan(s.start + len(out), s.end + len(out), s.label) for s in text.spans]
        out += text.text
    return MarkedText(out, tuple(spans))
