"""The charts, as Vega-Lite specs: themes over time, pillars, themes by meeting, cities.

Text from recaps stands in the data only, never in an expression. Each builder fills ``marks`` with
what its marks mean.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from pipeline.report import dutch
from pipeline.report.actors import Actor
from pipeline.report.corpus import Corpus
from pipeline.report.labels import NO_THEME
from pipeline.report.links import browse
from pipeline.report.outline import outline, project
from pipeline.report.svg import Marks
from pipeline.trends.periods import UNDATED, middle

INK, MUTED, GRID = "#1d2733", "#5b6673", "#e4e7eb"
LABEL_ROOM = 0.17
"""Part of the time axis kept free at the right for the last figure."""
PERCENT = "round(datum.value * 100) + ' %'"
WIDTH, HEIGHT, MAP = 280, 96, 430
CONFIG: dict[str, Any] = {
    "font": "sans-serif",
    "background": "#ffffff",
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTED,
        "labelFontSize": 11,
        "gridColor": GRID,
        "domainColor": "#b8c0c9",
        "tickColor": "#b8c0c9",
    },
    "legend": {"labelColor": INK, "labelFontSize": 12},
}
Spec = dict[str, Any]
"""A Vega-Lite spec, complete with data and config."""


def figure_name(row: Mapping[Any, Any], name: str) -> str:
    """Return what a figure says in one line: ``Wonen, 2025: 14 % (10–19 %), 23 alinea's``."""
    share = f"{dutch.percent(row['share'])} ({dutch.interval(row['low'], row['high'])})"
    count = dutch.counted(int(row["paragraphs"]), "alinea", "alinea's")
    return f"{name}, {dutch.period_name(row['period'])}: {share}, {count}"


def row_filter(row: Mapping[Any, Any] | pd.Series[Any]) -> dict[str, str]:
    """Return the filters of the paragraph browser that give the paragraphs of a trends row."""
    by_level = {
        "theme": {"thema": row["theme"]},
        "pillar": {"pijler": row["pillar"]},
        "none": {"thema": NO_THEME},
    }
    return {"periode": row["period"], **by_level.get(row["level"], {})}


def line(rows: pd.DataFrame, marks: Marks, *, name: str, colour: str, top: float) -> Spec:
    """Return a share over time with its interval as a band; every point is a mark.

    Args:
        rows: dated rows of one unit of the trends table.
        marks: filled with one mark per point.
        name: of the unit, for the marks.
        colour: hex.
        top: highest share of the y axis (0-1), so that charts side by side compare.
    """
    days = [middle(label) for label in rows["period"]]
    points: list[dict[str, Any]] = [
        {
            "day": day.isoformat(),
            "share": float(row["share"]),
            "low": float(row["low"]),
            "high": min(float(row["high"]), top),
            "key": marks.key(figure_name(row, name), browse(**row_filter(row))),
            "end": "",
        }
        for day, row in zip(days, rows.to_dict("records"), strict=True)
    ]
    points[-1]["end"] = dutch.percent(points[-1]["share"])
    drawing = _line(top, *_time_scale(days))
    config = {**CONFIG, "mark": {"color": colour}}
    return {**drawing, "datasets": {"points": points}, "config": config}


@cache
def _line(top: float, domain: tuple[str, str], ticks: tuple[str, ...]) -> Spec:
    """Return the drawing that all lines with these axes share, without data and colour."""
    axis = alt.Axis(values=list(ticks), format="%Y", grid=False, labelFlush=False, title=None)
    time = alt.X("day:T", axis=axis, scale=alt.Scale(domain=list(domain), nice=False))
    base = alt.Chart(alt.NamedData("points")).encode(x=time)
    y = alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, top]), axis=_percent_axis())
    band = base.mark_area(opacity=0.16).encode(y=alt.Y("low:Q", title=None), y2="high:Q")
    curve = base.mark_line(strokeWidth=1.8).encode(y=y)
    dots = base.mark_point(filled=True, size=46, stroke="white", strokeWidth=1, opacity=1)
    last = base.mark_text(align="left", dx=7, color=INK, fontSize=11, fontWeight=600)
    layers = (band, curve, dots.encode(y=y, description="key:N"), last.encode(y=y, text="end:N"))
    return _spec(alt.layer(*layers, width=WIDTH, height=HEIGHT))


def pillars(corpus: Corpus, marks: Marks) -> Spec:
    """Return the pillars' shares per period, as bars that fill 100 %."""
    table = corpus.trends
    rows = table[(table["level"] == "pillar") & (table["period"] != UNDATED)].copy()
    order = corpus.pillar_order()
    rows["order"] = [order.index(p) for p in rows["pillar"]]
    rows["name"] = [corpus.labels.pillar(p) for p in rows["pillar"]]
    rows["key"] = [
        marks.key(figure_name(row, row["name"]), browse(**row_filter(row)))
        for row in rows.to_dict("records")
    ]
    rows["label"] = [dutch.percent(s) if s >= 0.07 else "" for s in rows["share"]]
    names = [corpus.labels.pillar(p) for p in order]
    rows = rows.sort_values(["period", "order"])
    rows["end"] = rows.groupby("period")["share"].cumsum()
    rows["begin"] = rows["end"] - rows["share"]
    rows["middle"] = (rows["begin"] + rows["end"]) / 2
    base = alt.Chart(rows[["period", "name", "begin", "end", "middle", "label", "key"]]).encode(
        y=alt.Y("period:N", title=None, sort="ascending", axis=alt.Axis(ticks=False, domain=False))
    )
    bars = base.mark_bar(stroke="white", strokeWidth=1.5).encode(
        x=alt.X("begin:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=_percent_axis()),
        x2="end:Q",
        color=alt.Color(
            "name:N",
            scale=alt.Scale(domain=names, range=[corpus.labels.colour(p) for p in order]),
            legend=alt.Legend(orient="top", title=None, symbolType="square", columns=4),
        ),
        description="key:N",
    )
    texts = base.mark_text(color="white", fontSize=11, fontWeight=600).encode(
        x="middle:Q", text="label:N"
    )
    return _spec(alt.layer(bars, texts, width=640, height=alt.Step(26)))


def heat_map(corpus: Corpus, marks: Marks) -> Spec:
    """Return themes by meeting: the darker, the larger the share of that meeting's paragraphs."""
    table = corpus.meetings
    rows = table[(table["level"] == "theme") & (table["period"] != UNDATED)].copy()
    themes = corpus.theme_order()
    days = sorted(rows["period"].unique())
    rows["name"] = [corpus.labels.theme(t) for t in rows["theme"]]
    rows["day"] = [dutch.short_date(pd.Timestamp(day)) for day in rows["period"]]
    some, none = rows[rows["paragraphs"] > 0].copy(), rows[rows["paragraphs"] == 0]
    some["key"] = [
        marks.key(figure_name(row, row["name"]), browse(**row_filter(row)))
        for row in some.to_dict("records")
    ]
    step = max(9, min(30, 720 // max(1, len(days))))
    x = alt.X(
        "day:O",
        title=None,
        sort=[dutch.short_date(pd.Timestamp(day)) for day in days],
        axis=alt.Axis(labelAngle=-60, ticks=False, domain=False, labelOverlap="parity"),
    )
    y = alt.Y(
        "name:N",
        title=None,
        sort=[corpus.labels.theme(t) for t in themes],
        axis=alt.Axis(ticks=False, domain=False, labelLimit=260),
    )
    empty = alt.Chart(none[["day", "name"]]).mark_rect(color="#f3f5f7", stroke="white")
    cells = alt.Chart(some[["day", "name", "share", "key"]]).mark_rect(stroke="white")
    colour = alt.Color(
        "share:Q",
        scale=alt.Scale(range=["#d6e4f0", "#7fa8cf", "#2d6aa3", "#0b2f57"], domainMin=0),
        legend=alt.Legend(orient="top", title=None, labelExpr=PERCENT, gradientLength=180),
    )
    layers = (empty.encode(x=x, y=y), cells.encode(x=x, y=y, color=colour, description="key:N"))
    return _spec(alt.layer(*layers, width=alt.Step(step), height=alt.Step(20)))


def city_map(places: Sequence[Actor], marks: Marks, *, labelled: int = 12) -> Spec:
    """Return the Dutch cities as circles, their area the number of paragraphs that name them."""
    dots = pd.DataFrame(outline(), columns=["x", "y"])
    data = _circles(places, marks, labelled, per_pixel=(dots["x"].max() - dots["x"].min()) / MAP)
    hidden = alt.Axis(labels=False, ticks=False, domain=False, grid=False, title=None)
    low, high = dots.min(), dots.max()
    x = alt.X("x:Q", axis=hidden, scale=alt.Scale(domain=[low["x"], high["x"]], nice=False))
    y = alt.Y("y:Q", axis=hidden, scale=alt.Scale(domain=[low["y"], high["y"]], nice=False))
    land = alt.Chart(dots).mark_point(shape="circle", filled=True, size=15, color="#c9d0d8")
    size = alt.Size("size:Q", scale=None, legend=None)
    circles = alt.Chart(data).mark_point(
        shape="circle", filled=True, color="#b84e00", opacity=0.72, stroke="white", strokeWidth=0.8
    )
    names = alt.Chart(data).encode(x=x, y=alt.Y("label_y:Q", axis=hidden), text="label:N")
    text: dict[str, Any] = {"fontSize": 11.5, "fontWeight": 600, "baseline": "bottom"}
    layers = (
        land.encode(x=x, y=y),
        circles.encode(x=x, y=y, size=size, description="key:N"),
        names.mark_text(**text, stroke="white", strokeWidth=3.5, strokeJoin="round"),
        names.mark_text(**text, color=INK),
    )
    ratio = (high["y"] - low["y"]) / (high["x"] - low["x"])
    return _spec(alt.layer(*layers, width=MAP, height=int(MAP * ratio)))


def _circles(
    places: Sequence[Actor], marks: Marks, labelled: int, *, per_pixel: float
) -> pd.DataFrame:
    """Return a row per circle: place in km, area in pixels, and where its name stands."""
    largest = max((place.paragraphs for place in places), default=1)
    rows = []
    for rank, place in enumerate(places):
        east, north = project(place.longitude, place.latitude)
        size = 30 + 870 * place.paragraphs / largest
        count = dutch.counted(place.paragraphs, "alinea", "alinea’s")
        rows.append(
            {
                "x": east,
                "y": north,
                "size": size,
                "label_y": north + (math.sqrt(size / math.pi) + 2) * per_pixel,
                "key": marks.key(f"{place.name}: {count}", place.href),
                "label": place.name if rank < labelled else "",
            }
        )
    return pd.DataFrame(rows, columns=["x", "y", "size", "label_y", "key", "label"])


def axis_top(rows: pd.DataFrame) -> float:
    """Return the top of the y axis: a bit above the largest share (0-1), at least 10 %, at most 1.

    Bands may be cut off at the top; a single small meeting would flatten all lines otherwise.
    """
    largest = float(rows["share"].max()) if len(rows) else 0.0
    return min(1.0, max(0.1, 1.15 * largest))


def _spec(chart: Any) -> Spec:
    """Return the chart as a Vega-Lite spec with the report's quiet axes and type."""
    return {**chart.to_dict(validate=False), "config": CONFIG}


def _time_scale(days: Sequence[pd.Timestamp]) -> tuple[tuple[str, str], tuple[str, ...]]:
    """Return the domain of the time axis, with room for the last figure, and its ticks."""
    years = sorted({day.year for day in days})
    every = 1 + len(years) // 7
    same = all(day.month == 7 and day.day == 1 for day in days)
    ticks = tuple(f"{year}-{'07' if same else '01'}-01" for year in years[::-1][::every])
    first, last = min(days), max(days)
    span = max(last - first, pd.Timedelta(days=365))
    return ((first - 0.05 * span).isoformat(), (last + LABEL_ROOM * span).isoformat()), ticks


def _percent_axis() -> alt.Axis:
    return alt.Axis(
        labelExpr=PERCENT, tickCount=3, domain=False, ticks=False, title=None, minExtent=34
    )
