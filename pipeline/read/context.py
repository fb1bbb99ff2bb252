"""Context of a recap: title, date with its source, event, host city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.read.draft import Draft
from pipeline.records import Block, Severity


@dataclass(frozen=True, slots=True)
class Context:
    """What the document is about; see :class:`~pipeline.records.Recap` for the fields."""

    title: str = ""
    date: str | None = None
    date_source: str = "none"
    event: str = "other"
    host_city: str | None = None
    notes: tuple[tuple[Severity, str], ...] = ()


def find_context(draft: Draft, blocks: Sequence[Block], *, source: str) -> Context:
    """Find title."""
    title = next((draft.text[b.start : b.end] for b in blocks if b.level == 1), draft.title)
    return Context(title=title)
