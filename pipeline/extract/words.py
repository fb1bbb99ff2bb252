"""Ordinary Dutch words: what a capital at the start of a sentence does not make a name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def ordinary_words() -> frozenset[str]:
    """Return word forms that open Dutch government text writes in lower case most of the time.

    Source: word counts over motions, parliamentary papers and laws (see the README beside the
    registers); a word counts when it stands there at least five times in lower case and seldom
    with a capital.
    """
    text = (files("pipeline") / "resources" / "words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
