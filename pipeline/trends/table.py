"""The ``trends`` table: shares per period, with intervals, changes and labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.tabulate.schema import conform, empty
from pipeline.trends.counts import MeetingCounts, Tables, meeting_counts, unit_members
from pipeline.trends.intervals import design_effects, wilson
from pipeline.trends.periods import UNDATED, Period, period_of, year_earlier
from pipeline.trends.significance import TOO_LITTLE, fits, p_values, rises, trend_labels

UNIT = ["level", "pillar", "theme"]


def trends(tables: Tables, *, period: Period = "year", seed: int = 0) -> pd.DataFrame:
    """Return the share of paragraphs per theme and pillar in each period.

    Every period that has paragraphs gets a row for every unit, also when it is 0; the period
    ``zonder datum`` holds the documents without a date, which take no part in changes and trends.

    Args:
        tables: needs ``documents``, ``paragraphs`` and ``themes``.
        period: ``meeting`` (all recaps of one day), ``quarter``, ``half-year`` or ``year``.
        seed: of the permutation test; the same seed gives the same table.

    Returns:
        The table of the design (``pipeline.tabulate.schema``), sorted by its first four columns;
        pillar and theme are missing where a row is about neither. ``level`` is ``theme``,
        ``pillar``, ``none`` (paragraphs without a theme) or ``total`` (all paragraphs; share 1).
        ``share``, ``low`` and ``high`` are 0-1, the interval as in
        :mod:`pipeline.trends.intervals`; ``change`` is the share minus that of the previous
        period with paragraphs. ``trend`` is about the whole time, see
        :mod:`pipeline.trends.significance`, so it is the same in all rows of a unit; missing for
        ``total``.

    Raises:
        ValueError: ``period`` is not one of the four.
    """
    members = unit_members(tables)
    meetings = meeting_counts(members)
    labels = trend_labels(p_values(meetings, seed=seed), rises(meetings))
    return _table(members, meetings, labels, period)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What :func:`analyse` found, from one count and one round of tests.

    Attributes:
        tables: the trends table of each period that was asked for.
        tests: as :func:`trend_tests`.
    """

    tables: dict[Period, pd.DataFrame]
    tests: pd.DataFrame


def analyse(tables: Tables, *, periods: Iterable[Period], seed: int = 0) -> Analysis:
    """Return :func:`trends` for several periods and :func:`trend_tests`, counting once."""
    members = unit_members(tables)
    meetings = meeting_counts(members)
    tests = _tests(meetings, seed)
    labels = list(tests["trend"])
    found = {period: _table(members, meetings, labels, period) for period in periods}
    return Analysis(found, tests)


def trend_tests(tables: Tables, *, seed: int = 0) -> pd.DataFrame:
    """Return the test behind each label, one row per unit.

    Columns: level, pillar, theme, meetings (with the unit), paragraphs, first, last (fitted shares
    at the first and last meeting), odds_ratio (per year) with low and high, p (before correction),
    trend.
    """
    return _tests(meeting_counts(unit_members(tables)), seed)


def _table(
    members: pd.DataFrame, meetings: MeetingCounts, found: list[str], period: Period
) -> pd.DataFrame:
    """Return the trends table of one kind of period; ``found`` is the label of each unit."""
    if members.empty:
        return empty("trends")
    names = {date: period_of(date, period=period) for date in members["date"].unique()}
    rows = _shares(members.assign(period=[names[date] for date in members["date"]]))
    labels = dict(zip(meetings.units, found, strict=True))
    units = list(rows[UNIT].itertuples(index=False, name=None))
    rows["trend"] = ["" if u[0] == "total" else labels.get(u, TOO_LITTLE) for u in units]
    rows = _with_bounds(rows, units, meetings)
    rows["change"] = rows[rows["period"] != UNDATED].groupby(UNIT)["share"].diff()
    return conform("trends", rows.sort_values(["period", *UNIT]))


def _tests(counts: MeetingCounts, seed: int) -> pd.DataFrame:
    fitted = fits(counts)
    p = p_values(counts, seed=seed)
    return pd.DataFrame(
        {
            **{name: [unit[i] for unit in counts.units] for i, name in enumerate(UNIT)},
            "meetings": (counts.counts > 0).sum(axis=0),
            "paragraphs": counts.counts.sum(axis=0),
            **{
                name: [getattr(fit, name) for fit in fitted]
                for name in ("first", "last", "odds_ratio", "low", "high")
            },
            "p": p,
            "trend": trend_labels(p, rises(counts)),
        }
    )


def with_year_earlier(table: pd.DataFrame) -> pd.DataFrame:
    """Return the trends table with a column ``change_year``: share minus a year earlier."""
    known = sorted(set(table["period"]) - {UNDATED})
    earlier = {label: year_earlier(label, known) for label in known}
    keys = table[["period", *UNIT]].fillna("").itertuples(index=False, name=None)
    shares = dict(zip(keys, table["share"], strict=True))
    changes = [
        share - shares.get((earlier.get(p), *u), np.nan) for (p, *u), share in shares.items()
    ]
    return table.assign(change_year=np.round(np.array(changes, dtype=float), 4))


def _shares(members: pd.DataFrame) -> pd.DataFrame:
    """Count every unit in every period, zeros included, and divide by the period's paragraphs."""
    counts = members.groupby(["period", *UNIT]).size().rename("paragraphs")
    units = members[UNIT].drop_duplicates()
    grid = pd.DataFrame({"period": sorted(members["period"].unique())}).merge(units, how="cross")
    rows = grid.merge(counts.reset_index(), on=["period", *UNIT], how="left")
    rows["paragraphs"] = rows["paragraphs"].fillna(0).astype("int64")
    totals = rows[rows["level"] == "total"].set_index("period")["paragraphs"]
    rows["total"] = rows["period"].map(totals)
    rows["share"] = rows["paragraphs"] / rows["total"]
    return rows.sort_values(["period", *UNIT], ignore_index=True)


def _with_bounds(
    rows: pd.DataFrame, units: list[tuple[str, str, str]], meetings: MeetingCounts
) -> pd.DataFrame:
    effects = dict(zip(meetings.units, design_effects(meetings), strict=True))
    design = np.array([effects.get(unit, 1.0) for unit in units])
    low, high = wilson(
        rows["paragraphs"].to_numpy(dtype=float), rows["total"].to_numpy(dtype=float), design=design
    )
    whole = (rows["level"] == "total").to_numpy()
    rows["low"], rows["high"] = np.where(whole, 1.0, low), np.where(whole, 1.0, high)
    return rows
