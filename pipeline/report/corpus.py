"""Everything the report's forms say is computed from this: the tables, tidied, and their trends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from pipeline.report.labels import Labels, read_labels
from pipeline.trends import Period, analyse, with_year_earlier
from pipeline.trends.counts import Tables, dated_paragraphs
from pipeline.trends.periods import UNDATED, as_dates
from pipeline.trends.who import LABELS, Label, entity_paragraphs

NEEDED = (
    "documents",
    "paragraphs",
    "themes",
    "entities",
    "people",
    "organisations",
    "cities",
    "roles",
    "problems",
)

MODEL_ONLY = "model"
"""Source of a mention that no register or rule confirms."""


@dataclass(frozen=True)
class Corpus:
    """Tables with missing text as "" and dates as timestamps, and what was computed from them.

    Attributes:
        tables: documents (analysed or not), paragraphs and the rest.
        run: the content of run.json; may be empty.
        period: kind of period that shares are given for.
        labels: names of themes and pillars.
        trends: the trends table of ``period`` with ``change_year`` and ``total``, the paragraphs
            of the period.
        meetings: the same per meeting.
        tests: the test behind each trend label.
    """

    tables: Tables
    run: Mapping[str, Any]
    period: Period
    labels: Labels
    trends: pd.DataFrame
    meetings: pd.DataFrame
    tests: pd.DataFrame

    @cached_property
    def paragraphs(self) -> pd.DataFrame:
        """The paragraphs of analysed documents with their date."""
        return dated_paragraphs(self.tables)

    @cached_property
    def named(self) -> dict[Label, pd.DataFrame]:
        """The paragraphs that name each person, organisation and city."""
        return {label: entity_paragraphs(self.tables, label) for label in LABELS}

    @cached_property
    def unsure(self) -> frozenset[tuple[str, str]]:
        """Label and id of names that only the model saw, and only once: often no name at all."""
        rows = self.tables["entities"].groupby(["label", "entity_id"])["source"].agg(list)
        single = rows[[sources == [MODEL_ONLY] for sources in rows]]
        return frozenset((str(label), str(entity)) for label, entity in single.index)

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The analysed documents, by date and id."""
        documents = self.tables["documents"]
        return documents[documents["status"] == "ok"].sort_values(["date", "doc_id"])

    @property
    def periods(self) -> list[str]:
        """The periods with a date, ascending."""
        return sorted(set(self.trends["period"]) - {UNDATED})

    def theme_order(self) -> list[str]:
        """The themes that occur, in the order of the taxonomy, others after them by name."""
        known = list(self.labels.themes)
        found = set(self.trends.loc[self.trends["level"] == "theme", "theme"])
        return sorted(found, key=lambda t: (known.index(t) if t in known else len(known), t))

    def pillar_order(self) -> list[str]:
        """The pillars of paragraphs and themes, in the order of the taxonomy."""
        known = list(self.labels.pillars)
        found = set(self.trends["pillar"]) - {""}
        return sorted(found, key=lambda p: (known.index(p) if p in known else len(known), p))

    def rows(self, level: str, *, pillar: str = "", theme: str = "") -> pd.DataFrame:
        """The dated rows of one unit of the trends table, by period."""
        table = self.trends
        chosen = (table["level"] == level) & (table["period"] != UNDATED)
        if level == "theme":
            chosen &= table["theme"] == theme
        if level == "pillar":
            chosen &= table["pillar"] == pillar
        return table[chosen].sort_values("period")


def make_corpus(
    tables: Tables, run: Mapping[str, Any] | None = None, *, period: Period = "year"
) -> Corpus:
    """Tidy the tables and compute the trends of the report.

    Args:
        tables: all tables of the design but ``trends``, which is computed for ``period``.
        run: content of run.json.
        period: kind of period to give shares for.
    """
    run = run or {}
    tidy = {name: _tidy(tables[name]) for name in NEEDED}
    found = analyse(tidy, periods=dict.fromkeys((period, "meeting")))
    table = _with_totals(_tidy(with_year_earlier(found.tables[period])))
    meetings = table if period == "meeting" else _with_totals(_tidy(found.tables["meeting"]))
    return Corpus(
        tables=tidy,
        run=run,
        period=period,
        labels=read_labels(run),
        trends=table,
        meetings=meetings,
        tests=found.tests,
    )


def _with_totals(table: pd.DataFrame) -> pd.DataFrame:
    """Add the number of paragraphs of the row's period as ``total``."""
    totals = table[table["level"] == "total"].set_index("period")["paragraphs"]
    return table.assign(total=table["period"].map(totals).astype("int64"))


def _tidy(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a copy with a fresh index, "" for missing text and timestamps for dates."""
    rows = rows.reset_index(drop=True).copy()
    for column in rows.columns:
        if column in ("date", "first_seen", "last_seen"):
            rows[column] = as_dates(rows[column])
        elif not pd.api.types.is_numeric_dtype(rows[column]):
            text = rows[column].astype(object)
            rows[column] = text.where(text.notna(), "").astype(object)
    return rows
