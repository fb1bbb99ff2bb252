from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest

from pipeline.tabulate.schema import SCHEMAS
from pipeline.trends import PERIODS, period_of, trend_tests, trends, undated_documents
from pipeline.trends import with_year_earlier as with_earlier
from pipeline.trends.periods import UNDATED, as_dates, middle, year_earlier
from pipeline.trends.who import entity_paragraphs, themes_by_entity
from tests.corpora import PILLARS, Tables, flat, meeting_days, rising, theme_tables

SHARES = {theme: flat(0.06) for theme in PILLARS}


def corpus(meetings: int = 24, **shares: object) -> Tables:
    return theme_tables({**SHARES, **shares}, days=meeting_days(meetings), seed=4)  # type: ignore[dict-item]


def row(table: pd.DataFrame, period: str, theme: str) -> pd.Series:
    found = table[(table["period"] == period) & (table["theme"] == theme)]
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize("period", PERIODS)
def test_every_figure_is_recomputed_from_the_tables(period):
    tables = corpus()
    table = trends(tables, period=period)
    SCHEMAS["trends"].validate(table)
    dates = tables["documents"].set_index("doc_id")["date"]
    paragraphs = tables["paragraphs"].assign(
        period=[
            period_of(pd.Timestamp(dates[d]), period=period) for d in tables["paragraphs"]["doc_id"]
        ]
    )
    totals = paragraphs.groupby("period").size()
    themes = tables["themes"].merge(paragraphs[["doc_id", "paragraph", "period"]])
    counts = themes.groupby(["period", "theme"]).size()
    for found in table[table["level"] == "theme"].itertuples():
        expected = counts.get((found.period, found.theme), 0)
        assert found.paragraphs == expected
        assert found.share == pytest.approx(expected / totals[found.period], abs=6e-5)
        assert found.low <= found.share <= found.high
    pillars = table[table["level"] == "pillar"].groupby("period")["paragraphs"].sum()
    assert pillars.to_dict() == totals.to_dict()
    without = table[table["level"] == "none"].set_index("period")["paragraphs"]
    assert (
        without.to_dict()
        == paragraphs[paragraphs["theme"].isna()]
        .groupby("period")
        .size()
        .reindex(totals.index, fill_value=0)
        .to_dict()
    )


def test_change_is_against_the_previous_period_with_paragraphs():
    table = trends(corpus(wonen=rising(0.05, 0.3, years=5)), period="quarter")
    wonen = table[table["theme"] == "wonen"]
    assert np.isnan(wonen["change"].iloc[0])
    assert wonen["change"].iloc[1:].to_numpy() == pytest.approx(np.diff(wonen["share"]), abs=2e-4)
    earlier = with_earlier(table)
    shares = wonen.set_index("period")["share"]
    found = row(earlier, "2022-Q1", "wonen")["change_year"]
    assert found == pytest.approx(shares["2022-Q1"] - shares["2021-Q1"], abs=2e-4)


def test_documents_without_date_are_counted_apart_and_listed():
    tables = corpus()
    tables["documents"].loc[[0, 3], "date"] = None
    table = trends(tables)
    undated = table[(table["period"] == UNDATED) & (table["level"] == "total")]
    assert (
        undated["paragraphs"].item()
        == tables["paragraphs"]["doc_id"].isin(["doc0000", "doc0003"]).sum()
    )
    assert table[table["period"] == UNDATED]["change"].isna().all()
    assert list(undated_documents(tables)["doc_id"]) == ["doc0000", "doc0003"]
    assert table["period"].iloc[-1] == UNDATED


def test_duplicates_and_other_languages_are_not_counted():
    tables = corpus()
    tables["documents"].loc[2, "status"] = "duplicate"
    counted = trends(tables).query("level == 'total'")["paragraphs"].sum()
    assert counted == (tables["paragraphs"]["doc_id"] != "doc0002").sum()


def test_no_trend_from_two_small_numbers():
    days = ["2024-03-01", "2024-10-01", "2025-03-01"]
    tables = theme_tables({"wonen": rising(0.01, 0.9, years=1)}, days=days)
    labels = trends(tables).query("level != 'total'")["trend"]
    assert set(labels) == {"te weinig gegevens"}


def test_clear_trends_are_named_and_rare_themes_are_not():
    tables = corpus(
        40, wonen=rising(0.03, 0.4, years=5), lobby=rising(0.4, 0.02, years=5), europa=flat(0.004)
    )
    labels = trend_tests(tables).set_index("theme")["trend"]
    assert labels["wonen"] == "stijgend"
    assert labels["lobby"] == "dalend"
    assert labels["europa"] == "te weinig gegevens"


def test_same_tables_same_trends_whatever_the_order_of_rows():
    tables = corpus(wonen=rising(0.03, 0.3, years=5))
    shuffled = {name: rows.sample(frac=1, random_state=1) for name, rows in tables.items()}
    pd.testing.assert_frame_equal(trends(tables), trends(shuffled))


@pytest.mark.parametrize(
    "empty", [("documents", "paragraphs", "themes"), ("themes",), ("paragraphs", "themes")]
)
def test_empty_tables_give_a_table(empty):
    tables = corpus()
    for name in empty:
        tables[name] = tables[name].iloc[:0]
    SCHEMAS["trends"].validate(trends(tables))


def test_no_dates_at_all():
    tables = corpus()
    tables["documents"]["date"] = None
    assert set(trends(tables)["period"]) == {UNDATED}


@pytest.mark.parametrize(
    "value", ["2025-05-29", datetime.date(2025, 5, 29), pd.Timestamp("2025-05-29 10:00")]
)
def test_dates_come_as_text_dates_and_timestamps(value):
    assert as_dates(pd.Series([value, None])).dropna().tolist() == [pd.Timestamp(2025, 5, 29)]


def test_periods():
    day = pd.Timestamp(2025, 5, 29)
    assert [period_of(day, period=p) for p in PERIODS] == [
        "2025-05-29",
        "2025-Q2",
        "2025-H1",
        "2025",
    ]
    assert period_of(None) == UNDATED
    assert all(
        period_of(middle(period_of(day, period=p)), period=p) == period_of(day, period=p)
        for p in PERIODS
    )
    with pytest.raises(ValueError, match="choose one of meeting, quarter"):
        period_of(day, period="month")  # type: ignore[arg-type]


def test_a_year_earlier():
    assert year_earlier("2025-H1", ["2024-H1", "2024-H2"]) == "2024-H1"
    assert year_earlier("2025", ["2023"]) is None
    assert year_earlier("2025-05-29", ["2024-02-01", "2024-06-05", "2025-05-29"]) == "2024-06-05"
    assert year_earlier("2025-05-29", ["2025-05-29", "2024-01-05"]) is None


def test_themes_by_entity_counts_paragraphs_once():
    tables = corpus()
    first = tables["themes"].iloc[0]
    mention = {
        "doc_id": first["doc_id"],
        "paragraph": first["paragraph"],
        "label": "CITY",
        "entity_id": "c1",
        "name": "Deventer",
    }
    heading = {**mention, "paragraph": 0}
    tables["entities"] = pd.DataFrame([mention, mention, heading])
    assert len(entity_paragraphs(tables, "CITY")) == 1
    rows = themes_by_entity(tables, "CITY")
    assert first["theme"] in set(rows["theme"])
    assert set(rows["paragraphs"]) == {1}
    assert set(rows["share"]) == {1.0}
