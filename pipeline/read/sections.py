"""Levels of headings and which headings govern a block."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.draft import Piece
from pipeline.read.headings import is_boilerplate, is_capitals, is_label, is_pillar, leaves_pillar
from pipeline.records import Block

LABEL_LEVEL = 6
_DEPTH = re.compile(r"\d{1,2}(?:\.\d{1,2})*(?=[.)]?\s)")


def build_blocks(text: str, pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """Turn decided pieces into blocks with levels and governing headings.

    Levels are those of the markup when it uses more than one below the title. Otherwise the title
    is 1; a heading that names a pillar is 2; a heading right below another heading is one deeper
    than that one; section numbers give their own depth; other headings are 2, or 3 inside a
    pillar. A pillar governs until the next pillar or a heading that leaves it (``leaves`` in
    ``layout.toml``). The title and the site label govern nothing.
    """
    title = title_index(text, pieces)
    levels = _Levels(text, pieces, title).all()
    first = title if title is not None else 0
    blocks: list[Block] = []
    stack: list[int] = []
    for i, piece in enumerate(pieces):
        kind = piece.kind or "paragraph"
        silent = i == title or (i < first and levels[i] == LABEL_LEVEL)
        if kind == "heading" and not silent:
            stack = [h for h in stack if levels[h] < levels[i]]
        above = () if silent else tuple(stack)
        blocks.append(Block(i, kind, piece.start, piece.end, levels[i], above))
        if kind == "heading" and not silent:
            stack.append(i)
    return tuple(blocks)


def title_index(text: str, pieces: Sequence[Piece]) -> int | None:
    """Return which piece is the title.

    It is the only heading of level 1 in the markup, else the first heading that is no site label
    and no pillar, provided that no paragraph (boilerplate apart) comes before it.
    """
    first_level = [i for i, piece in enumerate(pieces) if piece.level == 1]
    if len(first_level) == 1:
        return first_level[0]
    for i, piece in enumerate(pieces):
        line = text[piece.start : min(piece.end, piece.start + 400)]
        if piece.kind != "heading":
            if is_boilerplate(line):
                continue
            return None
        if not is_label(line):
            return None if is_pillar(line) else i
    return None


class _Levels:
    """Walks over the headings and remembers whether a pillar or capital heading is open."""

    def __init__(self, text: str, pieces: Sequence[Piece], title: int | None) -> None:
        self._pieces = pieces
        self._title = title
        self._lines = [text[p.start : p.end] if p.kind == "heading" else "" for p in pieces]
        below = {
            p.level
            for i, p in enumerate(pieces)
            if p.kind == "heading" and i != title and not is_label(self._lines[i])
        }
        self._trust_markup = len(below) > 1  # 0 is a bold line among marked headings
        self._ranked_capitals = self._has_ranked_capitals()
        self._inside = False
        self._pillar_depth = 0

    def all(self) -> list[int]:
        """Return the level of every piece, 0 for paragraphs."""
        levels: list[int] = []
        for i, piece in enumerate(self._pieces):
            levels.append(self._level(i, levels) if piece.kind == "heading" else 0)
        return levels

    def _has_ranked_capitals(self) -> bool:
        """Whether some headings (not the title) are in capitals and others are not."""
        lines = [line for i, line in enumerate(self._lines) if line and i != self._title]
        capitals = sum(is_capitals(line) for line in lines)
        pillars = [is_capitals(line) for line in lines if is_pillar(line)]
        return 0 < capitals < len(lines) and all(pillars)

    def _level(self, i: int, levels: Sequence[int]) -> int:
        line, title = self._lines[i], self._title
        if i == title:
            return 1
        if is_label(line) and title is not None and i < title:
            return LABEL_LEVEL
        if self._trust_markup:
            return self._marked(i, line, levels)
        return min(self._inferred(i, line, levels), LABEL_LEVEL)

    def _marked(self, i: int, line: str, levels: Sequence[int]) -> int:
        """Return the level of the markup; a bold and a marked pillar are of the same level."""
        level = self._pieces[i].level
        if is_pillar(line) and not (i and self._lines[i - 1]):
            above = [h for h in range(i) if self._lines[h] and is_pillar(self._lines[h])]
            if above and bool(level) != bool(self._pieces[above[-1]].level):
                return levels[above[-1]]
        return level or self._below_markup(i)

    def _below_markup(self, i: int) -> int:
        """One deeper than the marked heading above: bold lines among marked headings."""
        above = (p.level for p in self._pieces[i::-1] if p.level)
        return min(next(above, 1) + 1, LABEL_LEVEL)

    def _inferred(self, i: int, line: str, levels: Sequence[int]) -> int:
        below = bool(i) and self._lines[i - 1] != "" and i - 1 != self._title
        if below and is_pillar(self._lines[i - 1]) and is_pillar(line):
            return levels[i - 1] + 1
        if is_pillar(line) or (self._ranked_capitals and is_capitals(line)):
            self._inside, self._pillar_depth = True, _depth(line)
            return 2
        if leaves_pillar(line):
            self._inside = False
            return 2
        if depth := _depth(line):
            self._inside = self._inside and depth > self._pillar_depth
            return 2 + depth - self._pillar_depth if self._inside else 1 + depth
        if below and levels[i - 1] < LABEL_LEVEL:
            return levels[i - 1] + 1
        return 3 if self._inside else 2


def _depth(line: str) -> int:
    """Return how deep a section number is: 1 for "2.", 2 for "2.1", 0 without one."""
    number = _DEPTH.match(line)
    return number[0].count(".") + 1 if number else 0
