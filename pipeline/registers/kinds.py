"""The kind of an organisation that is in no register, from the head word of its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.registers.spelling import name_key
from pipeline.registers.tables import Row, choice

KIND_COLUMNS = ("word", "kind", "compound")


@dataclass(frozen=True, slots=True)
class HeadWord:
    """A word that tells a kind; ``compound``: also as the end of a longer word."""

    word: str
    kind: str
    compound: bool


def head_word_from_row(row: Row) -> HeadWord:
    """Build a head word from a row of organisation_kinds.csv; ``ValueError`` names the field."""
    if not (row["word"] and row["kind"]):
        raise ValueError("word or kind is empty")
    compound = choice(row["compound"], "compound", ("0", "1")) == "1"
    return HeadWord(name_key(row["word"]), row["kind"], compound)


class Kinds:
    """Head words and their kinds; immutable."""

    def __init__(self, rows: Iterable[HeadWord]) -> None:
        words = tuple(rows)
        self._words: Mapping[str, str] = {w.word: w.kind for w in words}
        ends = [w for w in words if w.compound]
        self._ends = tuple(sorted(ends, key=lambda w: (-len(w.word), w.word)))

    def of(self, name: str) -> str:
        """Return the kind that a name tells (``Stichting Buurtkracht`` -> stichting), or "".

        The first word decides, then the last, then the others from the left; a compound counts
        by its end (``Welzijnsstichting``).
        """
        words = name_key(name).split()
        order = words[:1] + words[-1:] + words[1:-1]
        return next((kind for word in order if (kind := self._kind(word))), "")

    def _kind(self, word: str) -> str:
        if word in self._words:
            return self._words[word]
        return next(
            (w.kind for w in self._ends if word.endswith(w.word) and len(word) > len(w.word) + 2),
            "",
        )
