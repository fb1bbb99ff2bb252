"""Adjectives of places (``Groningse``, ``Haagse``, ``Deventer``) back to the place.

The regular ones follow from the name by Dutch spelling; the others are in adjectives.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_VOWELS = "aeiouy"
_OPEN = re.compile(r"^(.*[^aeiouy])([aeou])([^aeiouywx])en?$")


def regular_adjectives(name: str) -> Iterator[str]:
    """Yield the forms that Dutch spelling allows for the adjective of a one-word place name.

    ``Tilburg`` gives Tilburgse and Tilburgs, ``Nijmegen`` Nijmeegse, ``Zwolle`` Zwolse, ``Almere``
    Almeerse, ``Breda`` Bredase, ``Oss`` Osse. More forms than exist are given for some names; that
    does no harm, since they are only looked up.
    """
    for stem in _stems(name):
        if stem.endswith("s"):
            yield stem + "e"
            yield stem
        else:
            yield stem + "se"
            yield stem + "s"
            if stem.endswith(("aa", "ee", "oo", "uu")):
                continue
    if name.endswith(("en", "um", "em", "er")):
        yield name + "er" if not name.endswith("er") else name


def _stems(name: str) -> Iterator[str]:
    """Yield the name and its shortened forms to which -se is put."""
    yield name
    if name.endswith("en") and len(name) > 5:
        yield _close(name[:-2])
    elif name.endswith("e") and name[-2] not in _VOWELS:
        yield _close(name[:-1])
    match = _OPEN.match(name)
    if match:
        yield match[1] + match[2] * 2 + match[3]


def _close(stem: str) -> str:
    """Write a stem with one final consonant (Zwoll -> Zwol)."""
    return stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] not in _VOWELS else stem
