"""Dutch personal names: their parts, their normal form, and whether two forms can be one name.

A name is compared as a sequence of words. Dutch writes the tussenvoegsel in lower case after a
given name or initial and with a capital elsewhere ("Jan de Wilde", "De Wilde"), so case is never
compared; nor are the kinds of apostrophe, hyphen and space. Accents are compared, except where
:func:`fit` says so.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´ʹ′＇"), "'")
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_LETTERS = dict(zip(map(ord, "øłđı"), "oldi", strict=True))
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+|[^\W\d_]")
_GENITIVE = re.compile(r"'s?$")


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words that are known to be in or before names, in lower case without full stop."""

    particles: frozenset[str]
    honorifics: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """Load the word lists of ``resources/names/personal_names.toml``."""
    path = files("pipeline") / "resources" / "names" / "personal_names.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return NameWords(
        particles=frozenset(data["particles"]),
        honorifics=frozenset(data["honorifics"]),
        female=frozenset(data["gender"]["f"]),
        male=frozenset(data["gender"]["m"]),
    )


def plain(text: str) -> str:
    """Return the text in NFC with straight apostrophes, plain hyphens and single spaces."""
    text = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).translate(_HYPHENS)
    return " ".join(text.replace("\u00ad", "").split())


def fold(text: str) -> str:
    """Return the text in lower case without accents, ``ij`` for ``ĳ`` and ``ÿ``."""
    text = text.replace("ĳ", "ij").replace("ÿ", "ij").casefold()
    text = text.translate(_LETTERS)
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words_of(name: str) -> tuple[str, ...]:
    """Split a name into comparable words, honorifics at its start and genitive left out.

    >>> words_of("dr. Jan-Peter van ’t Hoff")
    ('jan-peter', 'van', "'t", 'hoff')
    """
    text = re.sub(r"\s*-\s*", "-", plain(name)).casefold()
    text = re.sub(r"(?<=\.)(?=[^\W\d_]{2})", " ", text)
    words = text.split()
    while len(words) > 1 and words[0].rstrip(".") in name_words().honorifics:
        words = words[1:]
    if words:
        words[-1] = _GENITIVE.sub("", words[-1]).rstrip(".,;:") if len(words[-1]) > 2 else words[-1]
    return tuple(word for word in words if word)


def name_key(name: str) -> str:
    """Return the normal form under which equal names meet; accents are kept."""
    return " ".join(words_of(name))


def is_initials(word: str) -> bool:
    """Say whether a (lower-case) word is one or more initials: ``j.``, ``j.p.``, ``th.``, ``j``."""
    return bool(_INITIALS.fullmatch(word)) and (word.endswith(".") or len(word) == 1)


def is_particle(word: str) -> bool:
    """Say whether a word is a tussenvoegsel."""
    return word.casefold().rstrip(".") in name_words().particles


def gender_of(honorific: str) -> str:
    """Return ``f`` or ``m`` for an honorific that tells it, else ""."""
    word = honorific.casefold().rstrip(".")
    return "f" if word in name_words().female else "m" if word in name_words().male else ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name split into comparable words (see :func:`words_of`).

    ``given`` holds given names or initials, ``surname`` the tussenvoegsels and the rest. A single
    word or a name that starts with a tussenvoegsel has no ``given``.
    """

    given: tuple[str, ...]
    surname: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words in order."""
        return self.given + self.surname

    @property
    def full(self) -> bool:
        """True when there is a given name or initial besides the surname."""
        return bool(self.given)

    @property
    def initials_only(self) -> bool:
        """True when all given names are initials."""
        return bool(self.given) and all(is_initials(word) for word in self.given)


@lru_cache(maxsize=20_000)
def parse_name(text: str) -> Name:
    """Split a name into given names and surname.

    Without a tussenvoegsel to mark the border, the last word is taken for the surname; double
    surnames without hyphen therefore keep their first part in ``given``, which :func:`fit` allows
    for.
    """
    words = words_of(text)
    if len(words) < 2 or is_particle(words[0]):
        return Name((), words)
    for index in range(1, len(words) - 1):
        if is_particle(words[index]) or is_particle(words[index].rpartition("-")[2]):
            return Name(words[:index], words[index:])
    return Name(words[:-1], words[-1:])


class Fit(IntEnum):
    """How well a short form fits a full name; lower is better."""

    SAME = 0
    PART = 1
    PIECE = 2
    SPELLING = 3
    GENITIVE = 4
    NONE = 9


def _initial_letters(given: tuple[str, ...]) -> str:
    """Return the first letters of given names and initials: ``j.p.`` and ``jan peter`` -> jp."""
    letters = []
    for word in given:
        if is_initials(word):
            letters += [c for c in word if c.isalpha()]
        else:
            letters += [part[0] for part in word.split("-") if part]
    return "".join(letters)


def given_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether two sets of given names can be one person's: initials, or one leaves some out."""
    if not one or not other:
        return True
    one, other = _unhyphenated(one), _unhyphenated(other)
    initials = all(map(is_initials, one)) or all(map(is_initials, other))
    if initials:
        a, b = _initial_letters(one), _initial_letters(other)
        return a.startswith(b) or b.startswith(a)
    short, long = sorted((one, other), key=len)
    if short[0] != long[0] and not any(map(is_initials, (short[0], long[0]))):
        return False
    if is_initials(short[0]) != is_initials(long[0]) and short[0][0] != long[0][0]:
        return False
    rest = iter(long[1:])
    return all(any(_same_given(word, there) for there in rest) for word in short[1:])


def _unhyphenated(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(part for word in words for part in word.split("-") if part)


def _same_given(one: str, other: str) -> bool:
    if is_initials(one) or is_initials(other):
        return one[0] == other[0]
    return one == other


def _bare(surname: tuple[str, ...]) -> tuple[str, ...]:
    """Return the surname without leading tussenvoegsels (never empty)."""
    index = 0
    while index < len(surname) - 1 and is_particle(surname[index]):
        index += 1
    return surname[index:]


def surname_parts(surname: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the parts of a hyphenated (married) surname, as word sequences.

    >>> surname_parts(("smits-van", "den", "berg"))
    [('smits',), ('van', 'den', 'berg')]
    """
    return [tuple(part.split()) for part in " ".join(surname).split("-") if part.strip()]


def _is_run(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Say whether ``short`` begins or ends ``long`` and is shorter."""
    return 0 < len(short) < len(long) and (
        long[: len(short)] == short or long[-len(short) :] == short
    )


def _fit_surnames(short: tuple[str, ...], long: tuple[str, ...]) -> Fit:
    if short == long:
        return Fit.SAME
    parts = surname_parts(long)
    if len(parts) > 1 and (short in parts or surname_parts(short) == parts[::-1]):
        return Fit.PIECE
    if _bare(short) == _bare(long) and (short == _bare(short) or long == _bare(long)):
        return Fit.PIECE
    return Fit.NONE


@lru_cache(maxsize=50_000)
def fit(short: Name, full: Name) -> Fit:
    """Say how well ``short`` can be a shorter form of ``full``.

    SAME: equal words. PART: the surname alone, given names alone, initials for given names, or a
    given name left out. PIECE: one half of a hyphenated surname, or a surname whose tussenvoegsel
    was left out. SPELLING: one of these once accents and hyphens are ignored. GENITIVE: with a
    genitive s ("Hermsens"), which is only right where the sentence allows it. NONE: not
    the same name.
    """
    found = _fit_exact(short, full)
    if found is not Fit.NONE:
        return found
    short, full = _folded(short), _folded(full)
    if _fit_exact(short, full) is not Fit.NONE:
        return Fit.SPELLING
    last = short.surname[-1] if short.surname else ""
    if len(last) > 4 and last.endswith("s"):
        stem = Name(short.given, (*short.surname[:-1], last[:-1]))
        if full.full and _fit_surnames(stem.surname, full.surname) is not Fit.NONE:
            return Fit.GENITIVE if given_names_agree(stem.given, full.given) else Fit.NONE
    return Fit.NONE


def _fit_exact(short: Name, full: Name) -> Fit:
    if short.words == full.words:
        return Fit.SAME
    if short.full and full.full:
        surname = _fit_surnames(short.surname, full.surname)
        if surname is not Fit.NONE and given_names_agree(short.given, full.given):
            return max(Fit.PART, surname)
    if _is_run(short.words, full.words) and not is_particle(short.words[-1]):
        starts = full.words[: len(short.words)] == short.words
        if starts and not short.initials_only:
            return Fit.PART
        if not starts:
            before = full.words[-len(short.words) - 1]
            return Fit.PIECE if is_particle(before) else Fit.PART
    if len(short.words) == 1 and short.words[0] in full.words[1:-1]:
        return Fit.NONE if is_particle(short.words[0]) else Fit.PIECE
    if not short.full and full.full:
        surname = _fit_surnames(short.surname, full.surname)
        if surname is not Fit.NONE:
            return max(Fit.PART, surname)
        if len(short.words) == 1 and short.words[0] in full.given[0].split("-")[:1]:
            return Fit.PIECE
    return Fit.NONE


def _folded(name: Name) -> Name:
    return Name(_unhyphenated(map(fold, name.given)), _unhyphenated(map(fold, name.surname)))
