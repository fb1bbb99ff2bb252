"""Names of organisations: their normal form, and whether one abbreviates another."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pipeline.names.people import fold, plain

_GENITIVE = re.compile(r"(?<=\w)'s?$")
_ABBREVIATION = re.compile(r"[A-ZÀ-Þ][\w&+/-]{1,11}")


@dataclass(frozen=True, slots=True)
class OrganisationWords:
    """Words that do not tell one organisation from another, in lower case.

    ``legal`` are the legal forms among ``leading``; ``introductions`` stand between a name and its
    abbreviation; ``small`` are left out when initials are taken.
    """

    leading: tuple[str, ...]
    trailing: tuple[str, ...]
    introductions: tuple[str, ...]
    small: frozenset[str]
    legal: frozenset[str]


@lru_cache(maxsize=1)
def organisation_words() -> OrganisationWords:
    """Load the word lists of ``resources/names/organisation_names.toml``."""
    path = files("pipeline") / "resources" / "names" / "organisation_names.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return OrganisationWords(
        leading=tuple(sorted(data["leading"], key=len, reverse=True)),
        trailing=tuple(data["trailing"]),
        introductions=tuple(data["introductions"]),
        small=frozenset(data["small_words"]),
        legal=frozenset(data["legal"]),
    )


def display(text: str) -> str:
    """Return a name with single spaces, a single word without genitive ("Divosa's")."""
    text = plain(text)
    return text if " " in text else _GENITIVE.sub("", text)


Drop = Literal["article", "legal", "description"]


@lru_cache(maxsize=20_000)
def organisation_key(name: str, *, drop: Drop = "article") -> str:
    """Return the form under which spellings of one name meet.

    Case, accents, apostrophes, hyphens and a leading article are dropped; with ``legal`` also
    "stichting", "B.V." and the like, with ``description`` also words such as "adviesbureau", each
    as far as something is left.
    """
    text = re.sub(r"^(?:de|het|een) ", "", fold(display(name)))
    if drop != "article":
        text = _core(text, drop)
    text = re.sub(r"['.\"“”]", "", text)
    return " ".join(re.sub(r"[-/]", " ", text).split())


def _core(text: str, drop: Drop) -> str:
    words = organisation_words()
    for word in map(fold, words.leading):
        if text.startswith(word + " ") and (drop == "description" or word in words.legal):
            text = text[len(word) + 1 :]
            break
    for word in words.trailing:
        if text.endswith(" " + word):
            text = text[: -len(word) - 1]
    return text


def is_abbreviation_of(short: str, long: str) -> bool:
    """Say whether ``short`` is made of the initials of ``long``, small words in or out.

    >>> is_abbreviation_of("VSB", "Vereniging voor Stedelijk Beheer")
    True
    """
    letters = re.sub(r"[^a-z0-9]", "", fold(short))
    words = re.findall(r"[a-z0-9]+", fold(long))
    kept = [word for word in words if word not in organisation_words().small]
    initials = {"".join(word[0] for word in group) for group in (words, kept) if len(group) > 1}
    return len(letters) > 1 and letters in initials


def may_abbreviate(short: str, long: str) -> bool:
    """Say whether a name in brackets is short enough, and of letters of the long name in order."""
    if len(short) * 2 > len(long) or not _ABBREVIATION.fullmatch(short):
        return False
    letters = iter(fold(long))
    return all(letter in letters for letter in re.sub(r"\W", "", fold(short)))
