"""Reads the labelled paragraphs that the name recogniser and the theme classifier learn from.

The format is plain UTF-8 text, one file per writer, two lines per record, a blank line between
records::

    @ wonen, ruimte | fysiek | De Fysieke pijler > Themagroep Woningmarkt
    In [Weert](CITY) liet [Mirjam van der Loo](PER) zien hoe de Huisvestingswet uitpakt.

The first line has the themes (main theme first), the pillar, and the headings above the paragraph
from outermost to innermost (may be empty); the second line is the paragraph. Names are marked as
``[name](PER)``, ``[name](ORG)`` or ``[name](CITY)`` in both. ``[name](ORG?)`` is a doubtful name;
it is read as plain text.

A file may also hold whole recaps, whose headings stand on lines of their own::

    % recap

    # Terugblik netwerkdag in [Weert](CITY)

    ## De Fysieke pijler

    @ wonen, ruimte | fysiek
    In [Weert](CITY) liet [Mirjam van der Loo](PER) zien hoe de Huisvestingswet uitpakt.

``#`` is a title, which governs nothing, more of them are deeper headings. The records until the
next ``% recap`` or the end of the file are the paragraphs of one document, in order. ``% hard
recap`` starts one that was written to be harder than recaps are: it trains as the others do, but
is left out where scores and certainty are measured.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, cast

from pipeline.errors import InputError
from pipeline.records import Label

_MARK = re.compile(r"\[([^\[\]]+)\]\((PER|ORG|CITY)\)")
_DOUBTFUL = re.compile(r"\[([^\[\]]+)\]\((?:PER|ORG|CITY)\?\)")
_BROKEN_MARK = re.compile(r"\]\(|\((?:PER|ORG|CITY)\)")
_HEADING = re.compile(r"#{1,6} ")
_RECAPS = {"% recap": False, "% hard recap": True}
_ID = re.compile(r"[a-z][a-z0-9_]*")
MAX_THEMES = 3


class MarkedSpan(NamedTuple):
    """A marked name; ``start``/``end`` count characters of the plain text, end exclusive."""

    start: int
    end: int
    label: Label


class MarkedText(NamedTuple):
    """Text without its marks, and the names that were marked in it, in order."""

    text: str
    spans: tuple[MarkedSpan, ...]


@dataclass(frozen=True, slots=True)
class TrainingParagraph:
    """One labelled paragraph.

    Attributes:
        writer: stem of the file, one writer per file.
        line: number of the record's first line in the file, from 1.
        themes: one to three theme ids, the main theme first.
        pillar: id of the pillar.
        headings: plain headings above the paragraph, outermost first.
        heading_spans: the names marked in each heading.
        text: the plain paragraph.
        spans: the names marked in the paragraph, offsets into ``text``.
        recap: which whole recap of the file it is part of, from 1; 0 when it stands alone.
        above: of a recap, the headings (title too) between the paragraph before and this one.
        hard: whether the recap was written to be harder than recaps are.
    """

    writer: str
    line: int
    themes: tuple[str, ...]
    pillar: str
    headings: tuple[str, ...]
    heading_spans: tuple[tuple[MarkedSpan, ...], ...]
    text: str
    spans: tuple[MarkedSpan, ...]
    recap: int = 0
    above: tuple[MarkedText, ...] = ()
    hard: bool = False


@dataclass(slots=True)
class _Place:
    """Where a reader is in a file: which recap, below which headings."""

    recap: int = 0
    hard: bool = False
    open: list[tuple[int, MarkedText]] = field(default_factory=list)
    above: list[MarkedText] = field(default_factory=list)

    def start_recap(self, *, hard: bool) -> None:
        self.recap += 1
        self.hard = hard
        self.open, self.above = [], []

    def add_heading(self, line: str) -> None:
        if not self.recap:
            raise ValueError(f"heading '{line}' outside a recap; start one with '% recap'")
        marks, _, marked = line.partition(" ")
        heading = parse_marks(marked.strip())
        self.above.append(heading)
        self.open = [entry for entry in self.open if entry[0] < len(marks)]
        if len(marks) > 1:
            self.open.append((len(marks), heading))


def parse_marks(marked: str) -> MarkedText:
    """Strip ``[name](LABEL)`` marks and return the plain text with the names' offsets.

    Doubtful names (``[name](LABEL?)``) become plain text.

    Raises:
        ValueError: a mark is broken (unknown label, missing or nested bracket).
    """
    marked = _DOUBTFUL.sub(r"\1", marked)
    parts: list[str] = []
    spans: list[MarkedSpan] = []
    length = last = 0
    for match in _MARK.finditer(marked):
        between, name = marked[last : match.start()], match.group(1)
        start = length + len(between)
        length = start + len(name)
        parts += [between, name]
        spans.append(MarkedSpan(start, length, cast(Label, match.group(2))))
        last = match.end()
    parts.append(marked[last:])
    if broken := _BROKEN_MARK.search("\0".join(parts[::2])):
        raise ValueError(f"broken mark near '{broken.group()}'; write [name](PER|ORG|CITY)")
    return MarkedText("".join(parts), tuple(spans))


def read_training(
    folder: Path,
    *,
    themes: Collection[str] | None = None,
    pillars: Collection[str] | None = None,
) -> list[TrainingParagraph]:
    """Read every ``*.txt`` of a folder (not of its subfolders), in order of file name.

    Args:
        folder: folder with one file per writer, or one such file.
        themes: the theme ids that are allowed; ``None`` allows every well-formed id.
        pillars: the pillar ids that are allowed; ``None`` likewise.

    Raises:
        InputError: the folder holds no training text, or a record is wrong; the message names
            file and line.
    """
    paths = [folder] if folder.is_file() else sorted(folder.glob("*.txt"))
    if not paths:
        raise InputError(f"{folder}: no training text (*.txt) here")
    return [record for path in paths for record in _read_file(path, themes, pillars)]


def _read_file(
    path: Path, themes: Collection[str] | None, pillars: Collection[str] | None
) -> Iterator[TrainingParagraph]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    place = _Place()
    for number, record in _records(lines):
        try:
            if len(record) == 1 and record[0] in _RECAPS:
                place.start_recap(hard=_RECAPS[record[0]])
            elif len(record) == 1 and _HEADING.match(record[0]):
                place.add_heading(record[0])
            else:
                yield _parse_record(path.stem, number, record, place, themes, pillars)
                place.above = []
        except ValueError as error:
            raise InputError(f"{path}, line {number}: {error}") from error


def _records(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of first line, lines) per run of lines that are not blank."""
    record: list[str] = []
    number = 0
    for number, line in enumerate(lines, start=1):
        if line.strip():
            record.append(line.strip())
        elif record:
            yield number - len(record), record
            record = []
    if record:
        yield number - len(record) + 1, record


def _parse_record(
    writer: str,
    line: int,
    record: list[str],
    place: _Place,
    themes: Collection[str] | None,
    pillars: Collection[str] | None,
) -> TrainingParagraph:
    if len(record) != 2 or not record[0].startswith("@ "):
        raise ValueError("a record is two lines: '@ themes | pillar | headings' and the paragraph")
    fields = [part.strip() for part in record[0][2:].split("|", 2)]
    if not 2 <= len(fields) <= 3:
        raise ValueError(f"'{record[0]}' must have two or three fields divided by '|'")
    if place.recap and len(fields) == 3:
        raise ValueError("in a recap the headings are lines of their own, not a third field")
    theme_ids = tuple(part.strip() for part in fields[0].split(","))
    if not 1 <= len(theme_ids) <= MAX_THEMES or len(set(theme_ids)) != len(theme_ids):
        raise ValueError(f"'{fields[0]}' must be one to {MAX_THEMES} different themes")
    for theme in theme_ids:
        _check_id("theme", theme, themes)
    _check_id("pillar", fields[1], pillars)
    own = [parse_marks(h.strip()) for h in [*fields, ""][2].split(" > ") if h.strip()]
    headings = own or [heading for _, heading in place.open]
    paragraph = parse_marks(record[1])
    return TrainingParagraph(
        writer=writer,
        line=line,
        themes=theme_ids,
        pillar=fields[1],
        headings=tuple(heading.text for heading in headings),
        heading_spans=tuple(heading.spans for heading in headings),
        text=paragraph.text,
        spans=paragraph.spans,
        recap=place.recap,
        above=tuple(place.above),
        hard=place.hard,
    )


def _check_id(kind: str, value: str, known: Collection[str] | None) -> None:
    if not _ID.fullmatch(value):
        raise ValueError(f"{kind} '{value}' must be lower-case letters, digits and '_'")
    if known is not None and value not in known:
        raise ValueError(f"unknown {kind} '{value}'; known: {', '.join(sorted(known))}")
