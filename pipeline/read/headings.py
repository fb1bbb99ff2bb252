"""Which pieces are headings, and by which evidence.

Markup decides where the source has it (``#``, h1-h6, Word styles, underlined lines). In a source
without it, a piece is a heading when all of this holds:

1. it is short: at most 16 words and 130 characters, on one line;
2. it does not close like a sentence: no final full stop, comma, semicolon or dash; a final ``?`` or
   ``!`` is allowed for at most 14 words, a final ``:`` for at most 5 words and not before a list;
3. it does not hold two sentences, is no list item, caption, "lees meer", share, cookie, author or
   date line (``boilerplate`` in ``resources/read/layout.toml``), does not begin like a sentence
   of nine words or more ("We ...", "Daarna ..."), and begins with a capital or digit (or has at
   most six words);
4. it introduces something: what follows is a longer paragraph, a list, or a heading that does.
   So the last piece is never a heading, and neither are the lines of an enumeration of five or
   more short lines (names, programme items) except the last before a paragraph.

All capitals, bold, a section number and the name of a pillar are evidence of their own: they free a
piece from the comparison of length in 4. A site label ("Nieuws") before the title is a heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.read import dates
from pipeline.read.draft import Piece
from pipeline.read.rules import layout

_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}\.|[A-Z][.)])\s+\S")
_TWO_SENTENCES = re.compile(r"[\w)”’\"']{3,}[.]\s+[A-ZÀ-Þ‘“\"']")
_SENTENCE_END = re.compile(r"[.!?…][\s)\]”’\"'»]*\Z")
_OPEN_END = re.compile(r"[.,;–—-]\Z")
_EDGE_MARKS = re.compile(r"\A[#>*_\s]+|[*_#\s]+\Z")
_EDGE_NUMBER = re.compile(r"\A\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=[^\W\d]{2})")
_WHITE = re.compile(r"\s+")
_LONG_RUN = 5
_SHORT = 210


def is_pillar(line: str) -> bool:
    """Return whether a heading names one of the pillars."""
    return layout().pillar.fullmatch(_bare(line)) is not None


def leaves_pillar(line: str) -> bool:
    """Return whether a heading ends the section of the pillar above it."""
    return layout().leaves.fullmatch(_bare(line)) is not None


def is_label(line: str) -> bool:
    """Return whether a line is a site label such as "Nieuws"."""
    return layout().label.fullmatch(_bare(line)) is not None


def is_boilerplate(line: str) -> bool:
    """Return whether a line is a caption, a "lees meer", share, cookie, author or date line."""
    bare = _bare(line)
    return layout().boilerplate.fullmatch(bare) is not None or dates.is_only_date(
        line.strip("#*_> ")
    )


def is_numbered(line: str) -> bool:
    """Return whether a line begins with a section number ("2.", "1.3", "IV.", "A.")."""
    return _NUMBER.match(line) is not None


def is_capitals(line: str) -> bool:
    """Return whether a line of at least four letters has no lower-case ones."""
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 3 and all(not c.islower() for c in letters)


def ends_sentence(line: str) -> bool:
    """Return whether a line closes with ``.``, ``!``, ``?`` or an ellipsis (quotes aside)."""
    return _SENTENCE_END.search(line) is not None


def looks_like_heading(line: str) -> bool:
    """Return whether a line by itself could be a heading (evidence 1-3 of this module)."""
    words = len(line.split())
    if not 0 < words <= 16 or len(line) > 130 or "\n" in line or "\r" in line:
        return False
    if _OPEN_END.search(line):
        return False
    if is_pillar(line) or is_label(line):
        return True
    if line.endswith(("…", "...")) or is_boilerplate(line):
        return False
    if (line[-1] in "?!" and words > 14) or (line[-1] == ":" and words > 5):
        return False
    if _TWO_SENTENCES.search(line) and not is_numbered(line):
        return False
    if words >= 9 and line[-1] not in "?!:" and layout().sentence.fullmatch(line):
        return False
    first = next((c for c in line if c.isalnum()), "")
    return bool(first) and (not first.islower() or words <= 6)


def decide_kinds(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Give every piece a kind.

    Pieces that the source marked keep theirs. When the source marks two headings or more, of the
    others only bold pieces and site labels may be headings; otherwise the evidence above decides.
    """
    marked = sum(piece.kind == "heading" for piece in pieces) >= 2
    lines = [text[p.start : min(p.end, p.start + 400)] for p in pieces]
    found = [
        _is_open(piece, line, marked) and looks_like_heading(line)
        for piece, line in zip(pieces, lines, strict=True)
    ]
    strong = [c and _is_strong(p, line) for c, p, line in zip(found, pieces, lines, strict=True)]
    candidates = _without_enumerations(found, strong)
    decided: list[Piece] = []
    following: Piece | None = None
    for piece, line, candidate in zip(pieces[::-1], lines[::-1], candidates[::-1], strict=True):
        heading = piece.kind == "heading" or (
            candidate and following is not None and _introduces(piece, line, following)
        )
        decided.append(replace(piece, kind="heading" if heading else "paragraph"))
        if heading or not (_short(piece) and is_boilerplate(line)):
            following = decided[-1]
    return decided[::-1]


def _is_open(piece: Piece, line: str, marked: bool) -> bool:
    """Whether the words of a piece may decide that it is a heading."""
    if piece.kind is not None or piece.item or not _short(piece):
        return False
    return piece.emphasis or not marked or is_label(line)


def _short(piece: Piece) -> bool:
    return piece.end - piece.start <= _SHORT


def _is_strong(piece: Piece, line: str) -> bool:
    return (
        piece.emphasis
        or is_capitals(line)
        or is_numbered(line)
        or is_pillar(line)
        or is_label(line)
    )


def _without_enumerations(candidates: list[bool], strong: list[bool]) -> list[bool]:
    """Drop runs of five or more candidates, except strong ones and the last of a run.

    The first two pieces stay as well: a document may open with label and title.
    """
    kept = list(candidates)
    start = 0
    while start < len(candidates):
        end = start
        while end < len(candidates) and candidates[end]:
            end += 1
        if end - start >= _LONG_RUN:
            for i in range(max(start, 2), end - 1):
                kept[i] = strong[i]
        start = end + 1
    return kept


def _introduces(piece: Piece, line: str, following: Piece) -> bool:
    """Evidence 4; ``following`` is the next decided piece that is no boilerplate."""
    if following.kind == "heading":
        return True
    if line.endswith(":") and following.item:
        return False
    if _is_strong(piece, line) or following.item:
        return True
    return following.end - following.start > len(line)


@lru_cache(maxsize=512)
def _bare(line: str) -> str:
    """Return a line without marks of emphasis, numbering and heading around it, composed (NFC)."""
    line = _EDGE_MARKS.sub("", line)
    line = _EDGE_NUMBER.sub("", line)
    return unicodedata.normalize("NFC", _WHITE.sub(" ", line))
