"""Markdown (.md): the file's own text; pieces cover the visible words without the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.read.draft import Draft, Piece, trim
from pipeline.read.front_matter import split_front_matter

_LINE = re.compile(r"[^\n\r]*(?:\r\n|\n|\r|\Z)")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t\xa0]+")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*\Z")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-+)[ \t]*\Z")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,}|[|:\- \t]{3,})\Z")
_MARKS = re.compile(
    r"(?:[ \t]*(?:>|[-*+•](?=[ \t\xa0])|\d{1,3}[.)](?=[ \t\xa0])|\[[ xX]\](?=[ \t]))[ \t\xa0]*)+"
)
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|\*|_)(?=\S)(?P<inner>.+?)(?<=\S)\1\s*:?\Z", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)\Z")
_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")


@dataclass(slots=True)
class _Open:
    """The paragraph that is being read."""

    start: int = -1
    end: int = -1
    item: bool = False

    def close(self) -> tuple[int, int, bool] | None:
        found = (self.start, self.end, self.item) if self.start >= 0 else None
        self.start = self.end = -1
        return found


def read_markdown(text: str) -> Draft:
    """Return the draft of a Markdown text; front matter becomes metadata, not a piece."""
    metadata, body = split_front_matter(text)
    pieces = tuple(_pieces(text, body))
    return Draft(text, pieces, metadata.pop("title", ""), metadata)


def _pieces(text: str, position: int) -> Iterator[Piece]:
    open_piece = _Open()
    fenced = False
    for match in _LINE.finditer(text, position):
        start, end = trim(text, *match.span())
        line = match[0].rstrip("\r\n")
        if _FENCE.match(line):
            fenced = not fenced
            start = end
        if open_piece.start >= 0 and (under := _UNDERLINE.match(line)) and not open_piece.item:
            found = open_piece.close()
            assert found is not None
            yield Piece(found[0], found[1], "heading", 1 if under[1][0] == "=" else 2)
        elif start == end or (not fenced and (_RULE.match(line) or _IMAGE.match(line.strip()))):
            yield from _closed(text, open_piece)
        elif not fenced and (heading := _HEADING.match(line)):
            yield from _closed(text, open_piece)
            stop = match.start() + (
                closing.start() if (closing := _CLOSING.search(line)) else len(line)
            )
            start, stop = _inside_emphasis(text, *trim(text, match.start() + heading.end(), stop))
            if start < stop:
                yield Piece(start, stop, "heading", len(heading[1]))
        else:
            yield from _line(text, open_piece, match.start(), start, end, line)
    yield from _closed(text, open_piece)


def _line(
    text: str, open_piece: _Open, line_start: int, start: int, end: int, line: str
) -> Iterator[Piece]:
    """Begin a piece with this line, or add the line to the open one."""
    marks = _MARKS.match(line)
    item = marks is not None and re.search(r"[-*+•\d]", marks[0]) is not None
    if marks is not None:
        start = max(start, line_start + marks.end())
    if item or (open_piece.start >= 0 and _is_bold(text[open_piece.start : open_piece.end])):
        yield from _closed(text, open_piece)
    start, end = trim(text, start, end)
    if start == end:
        return
    if open_piece.start < 0:
        open_piece.start, open_piece.item = start, item
    open_piece.end = end


def _closed(text: str, open_piece: _Open) -> Iterator[Piece]:
    found = open_piece.close()
    if found is None:
        return
    start, end, item = found
    emphasis = not item and _is_bold(text[start:end])
    start, end = _inside_emphasis(text, start, end)
    yield Piece(start, end, item=item, emphasis=emphasis)


def _is_bold(line: str) -> bool:
    """Whether a whole line is bold, as headings without ``#`` are."""
    whole = _EMPHASIS.match(line)
    return whole is not None and len(whole[1]) >= 2 and whole[1] not in whole["inner"]


def _inside_emphasis(text: str, start: int, end: int) -> tuple[int, int]:
    whole = _EMPHASIS.match(text[start:end])
    if whole is None or whole[1] in whole["inner"]:
        return start, end
    return trim(text, start + whole.start("inner"), start + whole.end("inner"))
