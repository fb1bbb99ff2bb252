"""Dutch dates in text and in file names: where they stand and what they say.

Understood: ``29 mei 2024``, ``wo. 29 mei '24``, ``3 en 4 oktober 2023`` and ``3-4 oktober`` and
``30 september t/m 1 oktober 2023`` (the first day counts), ``1e maart``, ``29-05-2024``,
``29/5/2024``, ``29.05.2024``, ``2024-05-29``, abbreviated months, upper case, and any spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.read.rules import load_table

FIRST_YEAR, LAST_YEAR = 1990, 2099


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written; ``start``/``end`` are offsets into the searched text, end exclusive.

    Attributes:
        start: first character, weekday included.
        end: one past the last character.
        day: day of the month of the first day meant.
        month: 1-12.
        year: four digits, or None when the text leaves it out.
        weekday: 0 (Monday) to 6 when it is written, else None.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None = None
    weekday: int | None = None

    def in_year(self, year: int) -> date | None:
        """Return the date in ``year``; None when it does not exist or the weekday contradicts."""
        try:
            found = date(year, self.month, self.day)
        except ValueError:
            return None
        return found if self.weekday in (None, found.weekday()) else None


@cache
def _months() -> dict[str, int]:
    return dict(load_table("dates")["months"])


@cache
def weekdays() -> dict[str, int]:
    """Return the number (0 is Monday) of each weekday, by its names in lower case."""
    return dict(load_table("dates")["weekdays"])


@cache
def _written() -> re.Pattern[str]:
    months = "|".join(sorted(_months(), key=len, reverse=True))
    days = "|".join(sorted(weekdays(), key=len, reverse=True))
    month = rf"(?P<{{}}>{months})\b\.?"
    link = r"\s*(?:en|&|\+|t/m|t\.?e\.?m\.?|tot\s+en\s+met|tot|-|‑|–|—|/)\s*"
    return re.compile(
        rf"(?:\b(?P<weekday>{days})\b\.?,?\s+(?:de\s+)?)?"
        rf"(?<![\d.,/-])\b(?P<day>\d{{1,2}})(?:e|de|ste)?"
        rf"(?:\s*(?:{month.format('month0')})?{link}(?:(?:{days})\.?\s+)?\d{{1,2}}(?:e|de|ste)?)?"
        rf"[\s-]*{month.format('month')}"
        rf"(?:,?[\s-]*(?P<year>(?:19|20)\d\d)\b|\s*['’‘](?P<short>\d\d)\b)?",
        re.IGNORECASE,
    )


@cache
def _numeric() -> re.Pattern[str]:
    days = "|".join(sorted(weekdays(), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?P<weekday>{days})\b\.?,?\s+)?(?<![\d./-])(?:"
        r"(?P<year1>(?:19|20)\d\d)(?P<s1>[-./_])(?P<month1>\d{1,2})(?P=s1)(?P<day1>\d{1,2})|"
        r"(?P<day2>\d{1,2})(?P<s2>[-./_])(?P<month2>\d{1,2})(?P=s2)(?P<year2>(?:19|20)\d\d)"
        r")(?![\d/-])",
        re.IGNORECASE,
    )


def find_dates(text: str) -> list[DateMention]:
    """Return all dates in ``text`` in order of place; impossible ones (31 april) are left out."""
    found = [*_find_written(text), *_find_numeric(text)]
    return sorted(found, key=lambda mention: mention.start)


def is_only_date(line: str) -> bool:
    """Return whether a line holds a date and nothing more than a time, place mark or weekday."""
    if len(line) > 60:
        return False
    for mention in find_dates(line):
        rest = line[: mention.start] + line[mention.end :]
        rest = re.sub(
            r"(?i)\b(?:datum|op|om|van|tot|uur|nieuws|geplaatst)\b|\d{1,2}[:.]\d\d", "", rest
        )
        if not re.search(r"\w", rest):
            return True
    return False


def name_dates(name: str) -> list[DateMention]:
    """Return the full dates in a file name such as ``2024-05-29_deventer`` or ``20240529``."""
    spaced = re.sub(r"(?<=[^\W\d])[_-]+|[_-]+(?=[^\W\d])|_", " ", name)
    found = [m for text in (name, spaced) for m in find_dates(text) if m.year is not None]
    for match in re.finditer(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)", name):
        year, month, day = (int(g) for g in match.groups())
        found.append(DateMention(*match.span(), day, month, year))
    return [m for m in found if m.year is not None and m.in_year(m.year)]


def iso_date(value: str) -> str | None:
    """Return the first full date in ``value`` (ISO with or without time, or Dutch) as ISO date."""
    head = re.sub(r"(?<=\d)T\d.*", "", value.strip())
    for mention in find_dates(head):
        if mention.year is not None and (found := mention.in_year(mention.year)):
            return found.isoformat()
    return None


def _find_written(text: str) -> Iterator[DateMention]:
    for match in _written().finditer(text):
        month = _months()[(match["month0"] or match["month"]).lower()]
        year = int(match["year"]) if match["year"] else None
        if match["short"]:
            year = 2000 + int(match["short"])
        yield from _checked(match, int(match["day"]), month, year)


def _find_numeric(text: str) -> Iterator[DateMention]:
    for match in _numeric().finditer(text):
        which = "1" if match["year1"] else "2"
        day, month, year = (int(match[part + which]) for part in ("day", "month", "year"))
        yield from _checked(match, day, month, year)


def _checked(match: re.Match[str], day: int, month: int, year: int | None) -> Iterator[DateMention]:
    weekday = weekdays()[match["weekday"].lower()] if match["weekday"] else None
    mention = DateMention(match.start(), match.end(), day, month, year, weekday)
    if year is not None and mention.in_year(year) is None:
        mention = DateMention(match.start(), match.end(), day, month, year)  # weekday is wrong
    exists = DateMention(0, 0, day, month).in_year(year or 2024) is not None
    if exists and (year is None or FIRST_YEAR <= year <= LAST_YEAR):
        yield mention
