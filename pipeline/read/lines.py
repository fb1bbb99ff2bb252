"""Plain text to pieces: which lines belong together.

Three layouts occur, and the document itself says which it has:

* blank lines between the blocks: lines without a blank line between stay together (list items,
  line breaks inside a paragraph), except a heading that is glued to its paragraph in a document
  that puts no headings on their own;
* one line is one paragraph: most lines follow each other without a blank line and differ in
  length or are long;
* hard-wrapped: most lines follow each other, the longest has 45 to 100 characters, and they break
  only where the next word would not have fitted.

List items that follow each other are one piece in all three. A line of only spaces, no-break
spaces or zero-width characters is blank. A line of only rule characters (``-----``, ``***``, ``•``)
is a mark, no block, and separates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipeline.read.draft import Piece, trim
from pipeline.read.headings import ends_sentence, is_pillar, looks_like_heading

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_RULE = re.compile(r"[\s\u200b\ufeff\-‐‑–—_*=~•·●▪◦○■□§#+.|>]+\Z")
_ITEM = re.compile(r"(?:[•·●▪◦○■□‣⁃∙➢►✓✔*+o-]|[-–—]|\(?[a-z0-9]{1,2}\))\s+\S", re.ASCII)
_WRAP_LIMITS = (45, 100)


@dataclass(frozen=True, slots=True)
class Line:
    """A visible line: offsets without surrounding white space, and whether it is a list item."""

    start: int
    end: int
    item: bool

    @property
    def length(self) -> int:
        """Number of characters."""
        return self.end - self.start


def is_item(line: str) -> bool:
    """Return whether a trimmed line begins with a bullet or a bracketed letter or number."""
    return _ITEM.match(line) is not None


def split_chunks(text: str) -> list[list[Line]]:
    """Return the visible lines of ``text``, grouped by the blank lines between them."""
    chunks: list[list[Line]] = []
    open_chunk = False
    for start, end in _lines(text):
        start, end = trim(text, start, end)
        if start == end or _RULE.match(text, start, end):
            open_chunk = False
            continue
        if not open_chunk:
            chunks.append([])
            open_chunk = True
        chunks[-1].append(Line(start, end, is_item(text[start:end])))
    return chunks


def plain_pieces(text: str) -> tuple[Piece, ...]:
    """Cut plain text into pieces in order; the kinds are left open."""
    chunks = split_chunks(text)
    if _is_dense(chunks):
        width = _wrap_width(text, chunks)
        if width is None:
            groups = [g for chunk in chunks for g in _one_by_one(chunk)]
        else:
            groups = [g for chunk in chunks for g in _unwrap(text, chunk, width)]
    else:
        groups = list(_loosen(text, chunks))
    return tuple(Piece(g[0].start, g[-1].end, item=g[0].item) for g in groups)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for found in _BREAK.finditer(text):
        yield position, found.start()
        position = found.end()
    yield position, len(text)


def _pairs(chunks: Sequence[Sequence[Line]]) -> Iterator[tuple[Line, Line]]:
    """Lines that follow each other without a blank line, list items left aside."""
    for chunk in chunks:
        for first, second in pairwise(chunk):
            if not second.item:
                yield first, second


def _is_dense(chunks: Sequence[Sequence[Line]]) -> bool:
    """Whether at least 40 % of the lines follow the one before without a blank line."""
    lines = sum(not line.item for chunk in chunks for line in chunk)
    return lines > 1 and sum(1 for _ in _pairs(chunks)) >= 0.4 * (lines - 1)


def _wrap_width(text: str, chunks: Sequence[Sequence[Line]]) -> int | None:
    """Return the width at which the text is hard-wrapped, or None when it is not."""
    pairs = list(_pairs(chunks))
    width = max(first.length for first, _ in pairs)
    if not _WRAP_LIMITS[0] <= width <= _WRAP_LIMITS[1]:
        return None
    full = sum(not _would_fit(text, first, second, width) for first, second in pairs)
    return width if full >= 0.5 * len(pairs) else None


def _would_fit(text: str, first: Line, second: Line, width: int) -> bool:
    """Whether the next line's first word had room left at the end of the line."""
    word = text[second.start : second.end].split(maxsplit=1)[0]
    return first.length + 1 + len(word) <= 0.9 * width


def _one_by_one(chunk: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield every line by itself, but list items that follow each other together."""
    for item, found in groupby(chunk, key=lambda line: line.item):
        lines = list(found)
        yield from [lines] if item else [[line] for line in lines]


def _unwrap(text: str, chunk: Sequence[Line], width: int) -> Iterator[list[Line]]:
    """Join the lines of hard-wrapped paragraphs; a line that ends early ends its paragraph."""
    group = [chunk[0]]
    for first, second in pairwise(chunk):
        early = _would_fit(text, first, second, width)
        starts_anew = text[second.start].isupper() or text[second.start].isdigit()
        begins_list = second.item and not group[0].item
        if begins_list or (early and starts_anew and not second.item):
            yield group
            group = []
        group.append(second)
    yield group


def _loosen(text: str, chunks: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """Separate headings from the paragraph they are glued to, where that is the convention."""
    alone = sum(len(c) == 1 and looks_like_heading(text[c[0].start : c[0].end]) for c in chunks[2:])
    glued = [_has_glued_heading(text, chunk) for chunk in chunks]
    separate = sum(glued) > alone
    for chunk, has_heading in zip(chunks, glued, strict=True):
        first = text[chunk[0].start : chunk[0].end]
        if has_heading and (separate or is_pillar(first)):
            yield chunk[:1]
            yield chunk[1:]
        else:
            yield chunk


def _has_glued_heading(text: str, chunk: Sequence[Line]) -> bool:
    """Whether the first line is like a heading and what follows is a sentence or a list."""
    if len(chunk) < 2 or chunk[0].item:
        return False
    first, second, last = chunk[0], chunk[1], chunk[-1]
    if not looks_like_heading(text[first.start : first.end]):
        return False
    return second.item or (
        second.length > first.length and ends_sentence(text[last.start : last.end])
    )
