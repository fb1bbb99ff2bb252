"""The words around names that tell what they are, read from ``resources/name_context.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class ContextWords:
    """Sets of words in lower case (``never_names`` as written); see the comments in the file."""

    city_before: frozenset[str]
    city_denied_before: frozenset[str]
    city_denied_after: frozenset[str]
    city_words: frozenset[str]
    districts: frozenset[str]
    particles: frozenset[str]
    foreign_particles: frozenset[str]
    honorifics: frozenset[str]
    person_verbs: frozenset[str]
    person_before: frozenset[str]
    never_names: frozenset[str]
    venue_before: frozenset[str]
    district_before: frozenset[str]
    named_by_head: frozenset[str]
    head_inside: frozenset[str]
    capital_heads: frozenset[str]

    def denied_before(self, label: str) -> frozenset[str]:
        """Return the words right behind which no name of that label stands."""
        if label == "CITY":
            return self.city_denied_before | self.district_before
        return self.venue_before


@cache
def context_words() -> ContextWords:
    """Return the shipped context words."""
    text = (files("pipeline") / "resources" / "name_context.toml").read_text(encoding="utf-8")
    return ContextWords(**{key: frozenset(words) for key, words in tomllib.loads(text).items()})


def opens_sentence(doc: Doc, index: int) -> bool:
    """Say whether a token opens a sentence, a line, a quote or a list item."""
    if index == 0:
        return True
    before = doc[index - 1]
    return before.is_space or before.text[-1] in ".!?:•“\"‘'(–—>-|…"
