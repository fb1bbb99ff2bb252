"""New names for old: people, organisations and cities to put into training paragraphs.

Half of what a small model learns from a fixed list is the list. So most people get a name drawn
from long lists, part of those names is altered by a letter or glued from two others, and
organisations and cities are drawn or made up by pattern, each of the shape of what it replaces.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

_VOWEL_RUNS = re.compile(r"[aeiouyáéèëïöü]+", re.IGNORECASE)
_LETTERS = "abdefghijklmnoprstuvwz"


@dataclass(frozen=True, slots=True)
class NameLists:
    """Names to draw from; ``*_weights`` are relative frequencies, empty for equal ones."""

    given: Sequence[str]
    surnames: Sequence[str]
    surname_weights: Sequence[float]
    cities: Sequence[str]
    large_cities: Sequence[str]
    organisations: Sequence[str]
    _by_shape: dict[str, list[str]] = field(default_factory=dict)

    def organisations_like(self, name: str) -> list[str]:
        """Return the organisations of the same shape (see :func:`shape_of`)."""
        if not self._by_shape:
            for organisation in self.organisations:
                self._by_shape.setdefault(shape_of(organisation), []).append(organisation)
        return self._by_shape.get(shape_of(name), [])


def shape_of(name: str) -> str:
    """Classify an organisation's name by what can stand in its place in a sentence."""
    words = name.split()
    if len(words) == 1:
        if sum(c.isupper() or c.isdigit() for c in name) >= max(2, len(name) - 2):
            return "abbreviation"
        return "word"
    first = words[0].lower()
    if first in {
        "ministerie",
        "stichting",
        "vereniging",
        "hogeschool",
        "universiteit",
        "provincie",
    }:
        return first
    return "phrase"


def mutate(word: str, rng: random.Random) -> str:
    """Change, drop, double or swap one letter inside a word of four letters or more."""
    inner = [i for i in range(1, len(word)) if word[i].isalpha() and word[i].islower()]
    if len(word) < 4 or not inner:
        return word
    at = rng.choice(inner)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + rng.choice(_LETTERS) + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + rng.choice(_LETTERS) + word[at:]
    return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]


def glue(first: str, second: str) -> str:
    """Make a new name of the beginning of one and the end of another, cut at a vowel."""
    heads = [m.start() for m in _VOWEL_RUNS.finditer(first) if m.start() >= 2]
    tails = [m.start() for m in _VOWEL_RUNS.finditer(second) if 1 <= m.start() < len(second) - 1]
    if not heads or not tails or " " in first + second:
        return first
    return first[: heads[-1]] + second[tails[0] :].lower()


class NameMaker:
    """Draws names; one instance per training stream, all chance from one generator."""

    def __init__(self, lists: NameLists, rng: random.Random, *, novelty: float = 0.35) -> None:
        self.lists = lists
        self.rng = rng
        self.novelty = novelty
        self.given_set = frozenset(lists.given)

    def _new(self, name: str, pool: Sequence[str]) -> str:
        if self.rng.random() >= self.novelty:
            return name
        if self.rng.random() < 0.5:
            return " ".join([*name.split()[:-1], mutate(name.split()[-1], self.rng)])
        return glue(name, self.rng.choice(pool))

    def given(self) -> str:
        """Draw a given name, sometimes a double one or initials."""
        name = self._new(self.rng.choice(self.lists.given), self.lists.given)
        roll = self.rng.random()
        if roll < 0.03:
            return f"{name}-{self.rng.choice(self.lists.given)}"
        if roll < 0.06:
            return f"{name} {self.rng.choice(self.lists.given)}"
        return name

    def initials(self) -> str:
        """Draw one to three initials, with full stops."""
        letters = self.rng.choices("ABCDEFGHJKLMNPRSTWYZ", k=self.rng.choice((1, 1, 2, 2, 3)))
        return "".join(f"{letter}." for letter in letters)

    def surname(self) -> str:
        """Draw a surname with its particles in lower case, sometimes a double one."""
        lists = self.lists
        if self.rng.random() < 0.4 and lists.surname_weights:
            name = self.rng.choices(lists.surnames, cum_weights=lists.surname_weights)[0]
        else:
            name = self.rng.choice(lists.surnames)
        name = self._new(name, lists.surnames)
        if self.rng.random() < 0.04:
            other = self.rng.choice(lists.surnames)
            return f"{name}-{capitalise_particle(other)}"
        return name

    def city(self) -> str:
        """Draw a city, half of the time a large one; a few are made up."""
        pool = self.lists.large_cities if self.rng.random() < 0.5 else self.lists.cities
        name = self.rng.choice(pool)
        if self.rng.random() < self.novelty * 0.5:
            return self._new(name, self.rng.choices(self.lists.cities, k=3))
        return name

    def organisation(self, old: str) -> str:
        """Draw or make up an organisation of the shape of ``old``."""
        shape = shape_of(old)
        pool = self.lists.organisations_like(old)
        if pool and self.rng.random() < 0.6:
            new = self.rng.choice(pool)
            return new if self.rng.random() > self.novelty else self._alter(new)
        return self.invented(shape) or old

    def _alter(self, name: str) -> str:
        words = name.split()
        if len(words) == 1 and shape_of(name) == "abbreviation":
            return self.abbreviation()
        at = self.rng.randrange(len(words))
        words[at] = mutate(words[at], self.rng)
        return " ".join(words)

    def abbreviation(self) -> str:
        """Make up an abbreviation such as ``VSB``, ``NLdoet`` or ``P18``."""
        rng = self.rng
        letters = "".join(
            rng.choices("ABCDEFGHIKLMNOPRSTUVWZ", k=rng.choice((2, 3, 3, 3, 4, 4, 5)))
        )
        roll = rng.random()
        if roll < 0.1:
            return letters[0] + str(rng.randrange(2, 60))
        if roll < 0.16:
            return letters[:-1] + letters[-1].lower()
        return letters

    def coined(self) -> str:
        """Make up one word as companies and foundations do."""
        rng = self.rng
        base = glue(rng.choice(self.lists.surnames).split()[-1], rng.choice(self.lists.cities))
        word: str = (base[: rng.randrange(4, 8)] + rng.choice(_parts()["word_ends"])).capitalize()
        roll = rng.random()
        if roll < 0.08:
            return word + "!"
        if roll < 0.16:
            return word.lower() + ".nl"
        if roll < 0.22:
            return word.lower()
        if roll < 0.30 and len(word) > 6:
            return word[:4] + word[4:].capitalize()
        return word + str(rng.choice(_parts()["numbers"])) if roll < 0.36 else word

    def phrase(self) -> str:
        """Make up a name of two or three words."""
        rng, parts = self.rng, _parts()
        surname, other = (capitalise_particle(rng.choice(self.lists.surnames)) for _ in range(2))
        city = rng.choice(self.lists.cities)
        patterns: tuple[Callable[[], str], ...] = (
            lambda: f"{surname} & {other}",
            lambda: f"Bureau {surname}",
            lambda: f"{surname} {rng.choice(parts['after_surname'])}",
            lambda: f"{rng.choice(parts['before_coined'])} {self.coined()}",
            lambda: f"{self.coined()} {city}",
            lambda: f"{rng.choice(parts['before_city'])} {city}",
        )
        return rng.choice(patterns)()

    def ministry(self) -> str:
        """Draw a ministry, by its full name or abbreviation."""
        word = "Ministerie" if self.rng.random() < 0.25 else "ministerie"
        return f"{word} van {self.rng.choice(_parts()['ministries'])}"

    def headed(self, head: str) -> str:
        """Make up the name of a foundation or association."""
        word = head.capitalize() if self.rng.random() < 0.6 else head
        return f"{word} {self.coined() if self.rng.random() < 0.6 else self.phrase()}"

    def invented(self, shape: str) -> str | None:
        """Make up an organisation of a shape, None when there is no pattern for it."""
        makers: dict[str, Callable[[], str]] = {
            "abbreviation": self.abbreviation,
            "word": self.coined,
            "phrase": self.phrase,
            "ministerie": self.ministry,
            "stichting": lambda: self.headed("stichting"),
            "vereniging": lambda: self.headed("vereniging"),
        }
        return makers[shape]() if shape in makers else None


@cache
def _parts() -> dict[str, Any]:
    text = (files("pipeline") / "resources" / "coined_names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def capitalise_particle(surname: str) -> str:
    """Return a surname as written without a given name before it: ``De Wilde``."""
    return surname[:1].upper() + surname[1:] if surname[:1].isalpha() else surname
