"""Which year a day and month without a year belong to, from what else the document says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipeline.read.dates import DateMention, find_dates, is_only_date
from pipeline.read.sentences import Sentence, context_rules

_YEAR = re.compile(r"(?<![\d.,€-])(20[0-4]\d)(?![\d%]|[.,]\d)")
_RECENT = 3
_YEAR_OF_DAYS = timedelta(days=370)


@dataclass(slots=True)
class YearClues:
    """What the document says about years, apart from the date itself.

    Attributes:
        not_after: days that came after the meeting, the most trusted first: publication of the
            page, the next meeting, a line with only a date.
        made: when the file was made, which may be long after.
        named: years in the file name and the title.
        years: all years in the text that are no goals ("in 2030").
        past: those of them that had passed ("eind 2023").
    """

    not_after: list[date] = field(default_factory=list)
    made: date | None = None
    named: list[int] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    past: set[int] = field(default_factory=set)


def year_clues(found: Sequence[Sentence], *, name: str, metadata: dict[str, str]) -> YearClues:
    """Collect the clues of a document.

    Args:
        found: its sentences.
        name: its file name without suffix.
        metadata: of the draft; ``date`` counts when it is that of publication or of the file.
    """
    clues, rules = YearClues(), context_rules()
    bare: list[date] = []
    clues.named = [int(y) for y in _YEAR.findall(re.sub(r"[-_.]", " ", name))]
    source = metadata.get("date_source")
    if source == "html_metadata":
        clues.not_after.append(date.fromisoformat(metadata["date"]))
    elif source == "document_metadata":
        clues.made = date.fromisoformat(metadata["date"])
    for sentence in found:
        for mention in find_dates(sentence.text):
            day = mention.in_year(mention.year) if mention.year else None
            if day and (sentence.other or sentence.publication):
                if not rules["earlier"].search(sentence.text):
                    clues.not_after.append(day)
            elif day and is_only_date(sentence.text.strip()):
                bare.append(day)
        _add_years(sentence, clues)
    clues.not_after += bare
    return clues


def _add_years(sentence: Sentence, clues: YearClues) -> None:
    rules = context_rules()
    for match in _YEAR.finditer(sentence.text):
        year = int(match[1])
        if year in rules["goal_years"]:
            continue
        clues.years.append(year)
        if sentence.heading and sentence.order == 0:
            clues.named.append(year)
        if rules["past_year"].search(sentence.text[max(0, match.start() - 40) : match.start()]):
            clues.past.add(year)


def within_limits(mention: DateMention, clues: YearClues) -> date | None:
    """Return the date in the year of the title or file name, or last before a known later day."""
    for year in clues.named:
        if day := mention.in_year(year):
            return day
    days = (_latest_before(mention, limit) for limit in clues.not_after)
    return next((day for day in days if day), None)


def from_years(mention: DateMention, clues: YearClues) -> date | None:
    """Return the date in the likeliest year the text names, else last before the file was made."""
    days = (mention.in_year(year) for year in _likely_years(mention, clues))
    found = next((day for day in days if day), None)
    if found is None and clues.made:
        return _latest_before(mention, clues.made)
    return found


def _latest_before(mention: DateMention, limit: date) -> date | None:
    """Return the last such day in the year up to and with ``limit``."""
    days = (mention.in_year(year) for year in (limit.year, limit.year - 1))
    return next((d for d in days if d and limit - _YEAR_OF_DAYS <= d <= limit), None)


def _likely_years(mention: DateMention, clues: YearClues) -> list[int]:
    """Return years in order of likelihood: the latest named first, then those next to them.

    Years long before the latest one ("tot 2003 een munitiefabriek") come last.

    A year that has passed ("eind 2023") comes after the next one for days in its first half.
    Without a weekday only the most likely year is given.
    """
    if not clues.years:
        return []
    latest = max(clues.years)
    passed = latest in clues.past and mention.month <= 7
    first = latest + 1 if passed else latest
    if mention.weekday is None:
        return [first]
    named = sorted(set(clues.years), reverse=True)
    recent = [year for year in named if year >= latest - _RECENT]
    beside = [year + step for step in (1, -1, 2, -2) for year in recent]
    return list(dict.fromkeys([first, *recent, *beside, *named]))
