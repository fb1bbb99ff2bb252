"""Ordinary Dutch words: what a capital at the start of a sentence does not make a name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def ordinary_words() -> frozenset[str]:
    """Return word forms that are written in lower case, or only open sentences with a capital.

    Source: word counts over motions, parliamentary papers and laws, and the training text;
    ``corpus/registers/build_words.py`` has the counts that are asked for.
    """
    text = (files("pipeline") / "resources" / "words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
