"""How figures, dates and periods are written in Dutch."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from pipeline.trends.periods import UNDATED

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
NBSP = "\u00a0"
MINUS = "\u2212"
ORDINALS = ("eerste", "tweede", "derde", "vierde")


def number(value: int) -> str:
    """Return ``12345`` as ``12.345``."""
    return f"{value:,}".replace(",", ".")


def percent(share: float) -> str:
    """Return a share (0-1) as ``14 %``, with one decimal below 1 %; a dash when there is none."""
    if math.isnan(share):
        return "–"
    value = share * 100
    if 0 < value < 0.95:
        return f"{value:.1f}".replace(".", ",") + f"{NBSP}%"
    return f"{_half_up(value)}{NBSP}%"


def interval(low: float, high: float) -> str:
    """Return an interval of shares as ``10–19 %``."""
    if math.isnan(low):
        return "–"
    return f"{_half_up(low * 100)}–{_half_up(high * 100)}{NBSP}%"


def points(change: float) -> str:
    """Return a difference of shares as ``+6`` or ``−2`` percentage points; a dash when none."""
    if math.isnan(change):
        return "–"
    value = _half_up(abs(change) * 100)
    sign = "" if value == 0 else ("+" if change > 0 else MINUS)
    return f"{sign}{value}"


def date(day: pd.Timestamp | None) -> str:
    """Return ``29 mei 2025``, or ``zonder datum``."""
    if day is None or pd.isna(day):
        return UNDATED
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: pd.Timestamp) -> str:
    """Return ``29 mei ’25``."""
    month = "mrt" if day.month == 3 else MONTHS[day.month - 1][:3]
    return f"{day.day} {month} ’{day.year % 100:02}"


def period_name(label: str) -> str:
    """Return a period's label as it is read in a sentence: ``het tweede kwartaal van 2025``."""
    year, _, part = label.partition("-")
    if label == UNDATED or not part:
        return label
    if part[0] == "H":
        return f"de {ORDINALS[int(part[1]) - 1]} helft van {year}"
    if part[0] == "Q":
        return f"het {ORDINALS[int(part[1]) - 1]} kwartaal van {year}"
    return date(pd.Timestamp(label))


def in_period(label: str) -> str:
    """Return a period with its preposition: ``in 2025``, ``op 29 mei 2025``."""
    if label == UNDATED:
        return "in verslagen zonder datum"
    return ("op " if label.count("-") == 2 else "in ") + period_name(label)


def in_span(labels: Sequence[str]) -> str:
    """Return consecutive periods with their preposition: ``in 2021–2023``, ``in 2021``."""
    if len(labels) == 1:
        return in_period(labels[0])
    if "-" not in labels[0]:
        return f"in {labels[0]}–{labels[-1]}"
    return f"van {period_name(labels[0])} tot en met {period_name(labels[-1])}"


def counted(count: int, one: str, many: str) -> str:
    """Return ``1 alinea`` or ``23 alinea's``."""
    return f"{number(count)}{NBSP}{one if count == 1 else many}"


def lower_first(text: str) -> str:
    """Return text as it stands inside a sentence; abbreviations (``MKB``) keep their capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _half_up(value: float) -> int:
    """Round halves up, as readers do (Python rounds them to even)."""
    return math.floor(value + 0.5 + 1e-9)
