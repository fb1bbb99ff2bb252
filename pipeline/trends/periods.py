"""Periods: from a document's date to the label of the period it falls in, and back.

Labels sort in time: ``2025`` (year), ``2025-H1`` (half-year), ``2025-Q2`` (quarter) and
``2025-05-29`` (meeting: everything of one day is one meeting). A document without a date falls in
``zonder datum``, which sorts after all of them.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

Period = Literal["meeting", "quarter", "half-year", "year"]
PERIODS: tuple[Period, ...] = ("meeting", "quarter", "half-year", "year")
UNDATED = "zonder datum"
NEAR_DAYS = 60
"""A meeting counts as "a year earlier" when it lies at most this many days from that day."""


def as_dates(values: pd.Series[str]) -> pd.Series[pd.Timestamp]:
    """Return dates (datetimes, ``datetime.date`` or ISO text) as timestamps; NaT where none."""
    text = values.map(lambda value: "" if pd.isna(value) else str(value)[:10])
    return pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")


def period_of(date: pd.Timestamp | None, *, period: Period = "year") -> str:
    """Return the label of the period that ``date`` falls in.

    Raises:
        ValueError: ``period`` is not one of :data:`PERIODS`.
    """
    if period not in PERIODS:
        raise ValueError(f"unknown period {period!r}; choose one of {', '.join(PERIODS)}")
    if date is None or pd.isna(date):
        return UNDATED
    if period == "quarter":
        return f"{date.year}-Q{date.quarter}"
    if period == "half-year":
        return f"{date.year}-H{1 if date.month <= 6 else 2}"
    return str(date.year) if period == "year" else date.strftime("%Y-%m-%d")


def middle(label: str) -> pd.Timestamp:
    """Return the day in the middle of a period, where a chart puts its point.

    Raises:
        ValueError: the label is no period with a date.
    """
    if label == UNDATED:
        raise ValueError("a period without a date has no place in time")
    year, _, part = label.partition("-")
    if not part:
        return pd.Timestamp(int(year), 7, 1)
    if part.startswith("H"):
        return pd.Timestamp(int(year), 6 * int(part[1:]) - 2, 1)
    if part.startswith("Q"):
        return pd.Timestamp(int(year), 3 * int(part[1:]) - 1, 15)
    return pd.Timestamp(label)


def year_earlier(label: str, known: list[str]) -> str | None:
    """Return the same period a year before ``label`` among ``known`` labels, or None.

    For meetings it is the one nearest to the same day a year earlier, within
    :data:`NEAR_DAYS` days.
    """
    if label == UNDATED:
        return None
    year, dash, part = label.partition("-")
    if not dash or part[0] in "HQ":
        earlier = f"{int(year) - 1}{dash}{part}"
        return earlier if earlier in known else None
    wanted = pd.Timestamp(label) - pd.DateOffset(years=1)
    distances = {
        k: abs((pd.Timestamp(k) - wanted).days) for k in known if k not in (UNDATED, label)
    }
    near = min(distances, key=lambda k: (distances[k], k), default=None)
    return near if near is not None and distances[near] <= NEAR_DAYS else None
