"""Context of a recap: title, date with its source, event, host city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.read.draft import Draft
from pipeline.read.host_city import IsCity, city_names, find_host_city, is_city
from pipeline.read.meeting_date import MeetingDate, find_meeting_date
from pipeline.read.sentences import OPENING, Sentence, context_rules, sentences
from pipeline.records import Block, Severity

BESTUURLIJK = "bestuurlijke netwerkdag"
AMBTELIJK = "ambtelijke netwerkdag"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Context:
    """What the document is about; see :class:`~pipeline.records.Recap` for the fields."""

    title: str
    date: str | None
    date_source: str
    event: str
    host_city: str | None
    notes: tuple[tuple[Severity, str], ...] = ()


def find_context(
    draft: Draft, blocks: Sequence[Block], *, source: str, is_city: IsCity = is_city
) -> Context:
    """Find title, date, event and host city.

    What the front matter says comes first. The title is then the title heading, then that of the
    metadata. For date and date source see :mod:`pipeline.read.meeting_date`, for the host
    :func:`pipeline.read.host_city.find_host_city`.

    Args:
        draft: text and metadata.
        blocks: its blocks.
        source: path of the file; its name may hold the date.
        is_city: says whether a name is a city.
    """
    title = find_title(draft, blocks)
    found = sentences(draft.text, blocks)
    meeting: MeetingDate = find_meeting_date(found, file_name=source, metadata=draft.metadata)
    return Context(
        title=title,
        date=meeting.date,
        date_source=meeting.source,
        event=find_event(found, title=title, stated=draft.metadata.get("event", "")),
        host_city=_stated_city(draft, is_city)
        or find_host_city(
            found, title=title, file_name=PurePosixPath(source).stem, is_city=is_city
        ),
        notes=meeting.notes,
    )


def find_title(draft: Draft, blocks: Sequence[Block]) -> str:
    """Return the title on one line: front matter, title heading, other metadata, or ""."""
    stated = draft.title if draft.metadata.get("date_source") == "front_matter" else ""
    heading = next((b for b in blocks if b.kind == "heading" and b.level == 1), None)
    text = draft.text[heading.start : heading.end] if heading else ""
    return " ".join((stated or text.strip("#*_ ") or draft.title).split())


def find_event(found: Sequence[Sentence], *, title: str, stated: str = "") -> str:
    """Return the kind of meeting: title first, then the opening, then the rest.

    Sentences about the next or another meeting do not count. Of two kinds in one text the first
    counts.
    """
    opening = [s.text for s in found if not s.other and s.order < OPENING]
    rest = [s.text for s in found if not s.other and s.order >= OPENING]
    for text in (stated, title, *opening, *rest):
        if event := _event_in(text):
            return event
    return OTHER


def _event_in(text: str) -> str:
    rules = context_rules()
    official, political = rules["ambtelijk"].search(text), rules["bestuurlijk"].search(text)
    if official and political:
        return AMBTELIJK if official.start() < political.start() else BESTUURLIJK
    return AMBTELIJK if official else BESTUURLIJK if political else ""


def _stated_city(draft: Draft, is_city: IsCity) -> str | None:
    stated = draft.metadata.get("host_city", "")
    span = next(city_names(stated, is_city), None)
    return stated[slice(*span)] if span else None
