"""When the meeting was: the date of the recap, and how sure that is.

``date_source`` is, from sure to unsure:

* ``front_matter``: the file's own front matter says it;
* ``file_name``: a full date in the file name;
* ``text``: a full date in the text, in a sentence about the meeting or near the top;
* ``text_weekday``: weekday, day and month in the text; the year follows, because the weekday must
  fit, from the other years in the document; or "afgelopen donderdag" and the day of publication;
* ``html_metadata``: the page says when the event was, or when it was published;
* ``text_partial``: day and month in the text; the year is guessed from the other years;
* ``document_metadata``: when the file was made;
* ``none``: nothing says it.

Dates of the next meeting, of publication (when the text knows better), deadlines and laws are left
aside by the words around them (``resources/read/context.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath

from pipeline.read.dates import DateMention, find_dates, is_only_date, name_dates, weekdays
from pipeline.read.sentences import Sentence, context_rules
from pipeline.read.year_clues import YearClues, from_years, within_limits, year_clues
from pipeline.records import Severity

_ENOUGH = 2.0
_LAST_WEEKDAY = re.compile(
    r"\b(?:afgelopen|vorige)\s+((?:maan|dins|woens|donder|vrij|zater|zon)dag)", re.IGNORECASE
)
Note = tuple[Severity, str]


@dataclass(frozen=True, slots=True)
class _Candidate:
    mention: DateMention
    score: float
    written: str


@dataclass(frozen=True, slots=True)
class MeetingDate:
    """ISO date or None, its ``date_source`` and what to tell the user (Dutch)."""

    date: str | None
    source: str
    notes: tuple[Note, ...] = ()


def find_meeting_date(
    found: Sequence[Sentence], *, file_name: str, metadata: dict[str, str]
) -> MeetingDate:
    """Return the date of the meeting.

    Args:
        found: the sentences of the document.
        file_name: name of the file, with or without folders and suffix.
        metadata: of the draft; keys ``date``, ``date_source``, ``event_date`` are used.
    """
    name = PurePosixPath(file_name).stem
    if metadata.get("date_source") == "front_matter" and (given := _front_matter(metadata["date"])):
        return MeetingDate(given, "front_matter")
    named = name_dates(name)
    if named and (year := named[0].year) and (day := named[0].in_year(year)):
        return MeetingDate(day.isoformat(), "file_name")
    if metadata.get("event_date"):
        return MeetingDate(metadata["event_date"], "html_metadata")
    clues = year_clues(found, name=name, metadata=metadata)
    candidates = sorted(_candidates(found), key=lambda c: (-c.score, c.mention.start))
    likely = [c for c in candidates if c.score >= _ENOUGH]
    guess: MeetingDate | None = None
    for candidate in likely:
        resolved, sure = _resolve(candidate, clues)
        if resolved and sure:
            return resolved
        guess = guess or resolved
    return guess or _past_week(found, metadata) or _published(metadata) or _unknown(likely)


def _past_week(found: Sequence[Sentence], metadata: dict[str, str]) -> MeetingDate | None:
    """Return the last such weekday before publication, of ``afgelopen donderdag`` in the opening.

    The day of publication is in the text ("geplaatst op 12 oktober 2021") or the page's own.
    """
    names = [m for s in found if s.opening and not s.other for m in _LAST_WEEKDAY.findall(s.text)]
    published = next((day for s in found if s.publication for day in _full_dates(s.text)), None)
    if published is None and metadata.get("date_source") == "html_metadata":
        published = date.fromisoformat(metadata["date"])
    if not names or published is None:
        return None
    back = (published.weekday() - weekdays()[names[0].lower()]) % 7 or 7
    return MeetingDate((published - timedelta(days=back)).isoformat(), "text_weekday")


def _full_dates(text: str) -> list[date]:
    days = [m.in_year(m.year) for m in find_dates(text) if m.year]
    return [day for day in days if day]


def _unknown(likely: Sequence[_Candidate]) -> MeetingDate:
    note = _NO_DATE
    if likely:
        note = f"jaar bij de datum '{likely[0].written}' niet gevonden; {_ADVICE}"
    return MeetingDate(None, "none", (("info", note),))


_ADVICE = "zet de datum in de bestandsnaam, bijvoorbeeld 2024-05-29_verslag.txt"
_NO_DATE = f"datum van de bijeenkomst niet gevonden; {_ADVICE}"


def _front_matter(value: str) -> str | None:
    days = _full_dates(re.sub(r"(?<=\d)T\d.*", "", value))
    return days[0].isoformat() if days else None


def _published(metadata: dict[str, str]) -> MeetingDate | None:
    source = metadata.get("date_source", "")
    if source not in ("html_metadata", "document_metadata") or not metadata.get("date"):
        return None
    what = "publicatie van de pagina" if source == "html_metadata" else "het maken van het bestand"
    note = f"datum {metadata['date']} is die van {what}; de tekst noemt geen datum van bijeenkomst"
    return MeetingDate(metadata["date"], source, (("info", note),))


def _candidates(found: Sequence[Sentence]) -> list[_Candidate]:
    return [
        _Candidate(
            mention,
            _score(sentence, mention),
            " ".join(sentence.text[mention.start : mention.end].split()),
        )
        for sentence in found
        for mention in find_dates(sentence.text)
    ]


def _score(sentence: Sentence, mention: DateMention) -> float:
    """Say how likely a date is the meeting's; over 2 is enough."""
    before = sentence.text[max(0, mention.start - 30) : mention.start]
    top = sentence.heading and sentence.order == 0
    score = 2.0 * (sentence.opening or sentence.heading) + top
    score += 3.0 * sentence.meeting - 4.0 * sentence.other - sentence.last
    score += (mention.weekday is not None) + 0.5 * (mention.year is not None)
    if context_rules()["before"].search(before):
        score -= 4.0
    if sentence.publication:
        score -= 3.0
    elif is_only_date(sentence.text.strip()):
        score += 0.5
    law = mention.day == 1 and mention.month in (1, 7) and mention.weekday is None
    return score - 2.0 * (law and not sentence.meeting)


def _resolve(candidate: _Candidate, clues: YearClues) -> tuple[MeetingDate | None, bool]:
    """Return the date with its source, and whether it may be taken without looking further."""
    mention = candidate.mention
    if mention.year is not None:
        day = mention.in_year(mention.year)
        return (MeetingDate(day.isoformat(), "text") if day else None), True
    limited = within_limits(mention, clues)
    day = limited or from_years(mention, clues)
    if day is None:
        return None, False
    if mention.weekday is not None:
        return MeetingDate(day.isoformat(), "text_weekday"), True
    note = (
        f"jaar {day.year} bij de datum '{candidate.written}' is afgeleid uit andere jaren in het "
        "document"
    )
    return MeetingDate(day.isoformat(), "text_partial", (("info", note),)), limited is not None
