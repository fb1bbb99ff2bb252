"""Lines of a PDF to paragraphs and headings.

A line begins a new paragraph when the space above it is over 1.25 times the usual one, when font
size or boldness changes, when it begins with a bullet, or when the line above ended its sentence
early. Larger type than the body makes a heading, the largest the title; bold type of body size may
be one (evidence in :mod:`pipeline.read.headings`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from pipeline.read.draft import Piece
from pipeline.read.headings import ends_sentence, looks_like_heading
from pipeline.read.lines import is_item

_PAGE_NUMBER = re.compile(
    r"(?i)[-–|\s]*(?:pagina|blad|p\.?)?\s*\d{1,3}\s*(?:(?:/|van)\s*\d{1,3})?[-–|\s]*"
)
_HYPHENATED = re.compile(r"[^\W\d_]{2,}[-\u2010\u00ad]\Z")
_LARGER = 1.12


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line: its text, height on the page and font size in points, boldness, page from 0."""

    text: str
    y: float
    size: float
    bold: bool
    page: int


def without_furniture(pages: Sequence[Sequence[PdfLine]]) -> list[PdfLine]:
    """Return all lines without page numbers and the running heads and feet of the pages.

    A running line is one of the first or last two of a page and stands, digits aside, on at least
    two pages and half of all.
    """
    edges = [[*page[:2], *page[2:][-2:]] for page in pages]
    counts = Counter(key for edge in edges for key in {_without_digits(line) for line in edge})
    needed = max(2, len(pages) / 2)
    kept: list[PdfLine] = []
    for page, edge in zip(pages, edges, strict=True):
        running = {id(x) for x in edge if counts[_without_digits(x)] >= needed}
        numbers = {id(x) for x in edge if _PAGE_NUMBER.fullmatch(x.text)}
        kept += [line for line in page if id(line) not in running | numbers]
    return kept


def paragraphs(lines: Sequence[PdfLine]) -> Iterator[tuple[str, Piece]]:
    """Yield text and piece (offsets 0) of every paragraph and heading."""
    body = _body_size(lines)
    larger = sorted({line.size for line in lines if line.size >= _LARGER * body}, reverse=True)
    for group in _groups(lines):
        text = _join([line.text for line in group])
        first = group[0]
        if first.size in larger and looks_like_heading(text):
            yield text, Piece(0, 0, "heading", min(larger.index(first.size) + 1, 6))
        else:
            bold = all(line.bold for line in group)
            yield text, Piece(0, 0, item=is_item(text), emphasis=bold)


def _without_digits(line: PdfLine) -> str:
    return re.sub(r"\d+", "#", line.text)


def _body_size(lines: Sequence[PdfLine]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _groups(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    usual = _usual_gap(lines)
    longest = max(len(line.text) for line in lines)
    group = [lines[0]]
    for above, line in pairwise(lines):
        if _begins_paragraph(above, line, usual, longest):
            yield group
            group = []
        group.append(line)
    yield group


def _usual_gap(lines: Sequence[PdfLine]) -> float:
    """Return the lower quartile of the heights between lines of one font on one page."""
    gaps = [
        above.y - line.y
        for above, line in pairwise(lines)
        if above.page == line.page and above.size == line.size and above.y > line.y
    ]
    return quantiles(gaps, n=4)[0] if len(gaps) > 1 else (gaps or [0.0])[0]


def _begins_paragraph(above: PdfLine, line: PdfLine, usual: float, longest: int) -> bool:
    if abs(above.size - line.size) > 0.6 or above.bold != line.bold or is_item(line.text):
        return True
    closed = ends_sentence(above.text)
    if above.page != line.page or above.y < line.y:
        return closed or (line.text[0].isupper() and len(above.text) < 0.6 * longest)
    if above.y - line.y > 1.25 * max(usual, 0.5 * line.size):
        return True
    return closed and len(above.text) < 0.75 * longest and not line.text[0].islower()


def _join(lines: Sequence[str]) -> str:
    """Join the lines of a paragraph; a word broken at the end of a line becomes whole again."""
    text = lines[0]
    for line in lines[1:]:
        if _HYPHENATED.search(text) and re.match(r"(?!(?:en|of|tot)\b)[a-zà-ÿ]", line):
            text = text[:-1] + line
        elif _HYPHENATED.search(text) and line[0].isupper():
            text += line
        else:
            text = f"{text} {line}"
    return text
