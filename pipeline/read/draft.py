"""What a format hands over: text, pieces of it, and what the file says about itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.records import BlockKind, Severity

#: Characters that show nothing: white space, no-break and zero-width spaces, byte-order marks.
INVISIBLE = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\xad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that becomes a block.

    Attributes:
        start: first character, offset into the draft's text.
        end: one past the last character.
        kind: what the source's markup says it is, or None when it says nothing.
        level: 1-6 for a heading whose depth the source gives, else 0.
        item: True for a list item, table row or other line that cannot be a heading.
        emphasis: True when all of it is bold or underlined, which may mean a heading.
    """

    start: int
    end: int
    kind: BlockKind | None = None
    level: int = 0
    item: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before its context is known.

    Attributes:
        text: the text all offsets count in.
        pieces: ordered, disjoint stretches of it.
        title: title from metadata, or "".
        metadata: what the file says about itself; keys ``date``, ``date_source``, ``event``,
            ``host_city`` (each optional).
        notes: severity and Dutch message of what was noticed.
    """

    text: str
    pieces: tuple[Piece, ...]
    title: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    notes: tuple[tuple[Severity, str], ...] = ()


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without invisible characters at both ends (``end == start``: empty)."""
    while end > start and text[end - 1] in INVISIBLE:
        end -= 1
    while start < end and text[start] in INVISIBLE:
        start += 1
    return start, end


def assemble(parts: Iterable[tuple[str, Piece]]) -> tuple[str, tuple[Piece, ...]]:
    """Join texts with a blank line between, and give each piece its offsets.

    Args:
        parts: the visible text of each block with a piece whose offsets are ignored.

    Returns:
        The text and the pieces; parts without visible text are left out.
    """
    texts: list[str] = []
    pieces: list[Piece] = []
    position = 0
    for raw, piece in parts:
        start, end = trim(raw, 0, len(raw))
        if start == end:
            continue
        visible = re.sub(r"\n\s*\n", "\n", raw[start:end])
        texts.append(visible)
        pieces.append(replace(piece, start=position, end=position + len(visible)))
        position += len(visible) + 2
    return "\n\n".join(texts), tuple(pieces)
