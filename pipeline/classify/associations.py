"""Words that keep company with a theme's terms in open text, though they are no terms themselves.

``resources/theme_words.txt`` has one word per line, folded, with a score per theme::

    aanrijtijden<tab>gezondheid 1.4<tab>veiligheid 1.9

A score is the log of how much more often than usual a theme's terms stand in the texts that hold
the word (pointwise mutual information, Church & Hanks 1990, smoothed);
``corpus/registers/build_theme_words.py`` makes the file from titles of parliamentary papers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from pipeline.classify.terms import words

NAME = "theme_words.txt"
HIGHEST = 4.0

Scores = tuple[tuple[str, float], ...]


class Associations:
    """Says how much the words of a text have to do with each theme."""

    def __init__(self, scores: Mapping[str, Scores], theme_ids: Sequence[str]) -> None:
        place = {theme: number for number, theme in enumerate(theme_ids)}
        self._themes = len(place)
        self._scores = {
            word: tuple(
                (place[theme], min(score, HIGHEST)) for theme, score in entries if theme in place
            )
            for word, entries in scores.items()
        }

    def of(self, text: str) -> np.ndarray:
        """Return an array (themes,): summed scores of the different words, by their root number."""
        found = [
            self._scores[form]
            for form in dict.fromkeys(word.form for word in words(text))
            if form in self._scores
        ]
        total = np.zeros(self._themes)
        for entries in found:
            for theme, score in entries:
                total[theme] += score
        return np.asarray(total / np.sqrt(max(len(found), 1)))


@cache
def shipped_scores() -> Mapping[str, Scores]:
    """Read the scores that are shipped, by folded word."""
    text = (files("pipeline") / "resources" / NAME).read_text(encoding="utf-8")
    return dict(_parse(line) for line in text.splitlines())


def _parse(line: str) -> tuple[str, Scores]:
    word, *entries = line.split("\t")
    pairs = (entry.split(" ") for entry in entries)
    return word, tuple((theme, float(score)) for theme, score in pairs)
