"""Counts per meeting: how many paragraphs there were, and how many had each theme and pillar.

The paragraph is what is counted, the meeting (all recaps of one day) is what is sampled:
paragraphs of one recap are not independent of each other, so everything that says how sure a
figure is starts from these counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.trends.periods import as_dates

Tables = dict[str, pd.DataFrame]
Unit = tuple[str, str, str]
"""(level, pillar, theme): ``("theme", "fysiek", "wonen")``, ``("pillar", "fysiek", "")``,
``("none", "", "")`` for paragraphs without a theme, ``("total", "", "")`` for all paragraphs."""

KEY = ["doc_id", "paragraph"]


@dataclass(frozen=True, slots=True)
class MeetingCounts:
    """Counts of all dated meetings.

    Attributes:
        dates: day of each meeting, ascending.
        totals: paragraphs per meeting, shape (meetings,).
        units: what is counted, one per column of ``counts``.
        counts: paragraphs per meeting and unit, shape (meetings, units).
    """

    dates: pd.DatetimeIndex
    totals: NDArray[np.int64]
    units: tuple[Unit, ...]
    counts: NDArray[np.int64]


def dated_paragraphs(tables: Tables) -> pd.DataFrame:
    """Return one row per paragraph of an analysed document: doc_id, paragraph, pillar, date.

    Documents whose status is not ``ok`` (duplicates, other languages) are not counted.
    """
    documents = tables["documents"]
    analysed = documents[documents["status"].astype(str) == "ok"]
    dates = pd.Series(as_dates(analysed["date"]).to_numpy(), index=analysed["doc_id"].astype(str))
    paragraphs = tables["paragraphs"][[*KEY, "pillar"]].copy()
    paragraphs["doc_id"] = paragraphs["doc_id"].astype(str)
    paragraphs["pillar"] = (
        paragraphs["pillar"].astype(object).where(paragraphs["pillar"].notna(), "")
    )
    paragraphs = paragraphs[paragraphs["doc_id"].isin(dates.index)].reset_index(drop=True)
    return paragraphs.assign(date=dates.reindex(paragraphs["doc_id"]).to_numpy())


def undated_documents(tables: Tables) -> pd.DataFrame:
    """Return the analysed documents without a date (all columns of ``documents``)."""
    documents = tables["documents"]
    undated = as_dates(documents["date"]).isna() & (documents["status"].astype(str) == "ok")
    return documents[undated].reset_index(drop=True)


def home_pillars(tables: Tables) -> dict[str, str]:
    """Return the pillar of each theme: the one most rows of ``themes`` give it."""
    rows = tables["themes"].groupby(["theme", "pillar"], observed=True).size().reset_index(name="n")
    rows = rows.sort_values(["theme", "n", "pillar"], ascending=[True, False, True])
    first = rows.drop_duplicates("theme")
    return dict(zip(first["theme"].astype(str), first["pillar"].astype(str), strict=True))


def unit_members(tables: Tables) -> pd.DataFrame:
    """Return one row per paragraph and unit it counts for: doc_id, paragraph, date, unit columns.

    A paragraph with three themes counts for each of them, so shares of themes add up to more than
    1; shares of pillars add up to 1.
    """
    paragraphs = dated_paragraphs(tables)
    themes = (
        tables["themes"][[*KEY, "theme"]].drop_duplicates().astype({"doc_id": str, "theme": str})
    )
    of_theme = paragraphs.drop(columns="pillar").merge(themes, on=KEY)
    of_theme["pillar"] = of_theme["theme"].map(home_pillars(tables))
    has_theme = paragraphs.set_index(KEY).index.isin(of_theme.set_index(KEY).index)
    parts = [
        of_theme.assign(level="theme"),
        paragraphs[paragraphs["pillar"] != ""].assign(level="pillar", theme=""),
        paragraphs[~has_theme].assign(level="none", pillar="", theme=""),
        paragraphs.assign(level="total", pillar="", theme=""),
    ]
    return pd.concat(parts, ignore_index=True)[[*KEY, "date", "level", "pillar", "theme"]]


def meeting_counts(members: pd.DataFrame) -> MeetingCounts:
    """Count :func:`unit_members` per dated meeting; ``total`` becomes ``totals``."""
    dated = members[members["date"].notna()]
    totals = dated[dated["level"] == "total"].groupby("date").size().sort_index()
    parts = dated[dated["level"] != "total"]
    table = (
        parts.groupby(["date", "level", "pillar", "theme"])
        .size()
        .unstack(["level", "pillar", "theme"], fill_value=0)
        .reindex(totals.index, fill_value=0)
        .sort_index(axis=1)
    )
    units: list[Unit] = [(str(unit[0]), str(unit[1]), str(unit[2])) for unit in table.columns]
    return MeetingCounts(
        dates=pd.DatetimeIndex(totals.index),
        totals=np.asarray(totals, dtype=np.int64),
        units=tuple(units),
        counts=np.asarray(table, dtype=np.int64).reshape(len(totals), len(units)),
    )
