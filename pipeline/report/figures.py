"""Figures of the page: a chart, the same as a table, and a note; every number has its link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.report import charts, dutch
from pipeline.report.actors import Actor
from pipeline.report.charts import row_filter
from pipeline.report.corpus import Corpus
from pipeline.report.links import browse
from pipeline.report.outline import inside
from pipeline.report.svg import Marks, linked_svg
from pipeline.trends.periods import UNDATED


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a figure's table; ``href`` opens the paragraphs behind it."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its table.

    Attributes:
        id: unique in the page; also the name of downloaded files.
        title: heading.
        svg: the drawing, or "" for a table without one.
        columns: header of the table.
        rows: cells of the table.
        trend: label of the trend, or "".
        note: one line under the title, or "".
    """

    id: str
    title: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    trend: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PillarFigures:
    """The figures of one pillar: itself as a whole, then its themes."""

    pillar: str
    label: str
    colour: str
    figures: tuple[Figure, ...]


UNSURE = "eenmaal genoemd, niet bevestigd"
"""Said of a name that only the model saw, once."""
SHARE_COLUMNS = (
    "Periode",
    "Alinea’s",
    "Van",
    "Aandeel",
    "95 %-interval",
    "Verschil met vorige",
    "Verschil met jaar eerder",
)


def theme_figures(corpus: Corpus) -> list[PillarFigures]:
    """Return the trend lines per pillar; themes in the order of the taxonomy."""
    table = corpus.trends
    themes = table[table["level"] == "theme"].drop_duplicates("theme").set_index("theme")["pillar"]
    top = charts.axis_top(table[(table["level"] == "theme") & (table["period"] != UNDATED)])
    groups = []
    for pillar in corpus.pillar_order():
        colour = corpus.labels.colour(pillar)
        name = corpus.labels.pillar(pillar)
        figures = [
            _line(corpus, "pillar", pillar, f"Pijler {name}", colour, _pillar_top(corpus))
        ] + [
            _line(corpus, "theme", theme, corpus.labels.theme(theme), colour, top)
            for theme in corpus.theme_order()
            if themes[theme] == pillar
        ]
        found = tuple(figure for figure in figures if figure.rows)
        if found:
            groups.append(PillarFigures(pillar, name, colour, found))
    return groups


def pillar_figure(corpus: Corpus) -> Figure:
    """Return the pillars' shares per period as one bar chart."""
    table = corpus.trends
    rows = table[table["level"] == "pillar"]
    return Figure(
        id="pijlers-per-periode",
        title="Verdeling over de pijlers",
        svg=_draw(lambda marks: charts.pillars(corpus, marks), "Pijlers per periode")
        if corpus.periods
        else "",
        columns=("Periode", "Pijler", *SHARE_COLUMNS[1:5]),
        rows=tuple(
            (
                Cell(row["period"]),
                Cell(corpus.labels.pillar(row["pillar"])),
                *_share_cells(row)[1:5],
            )
            for row in rows.sort_values(["period", "pillar"]).to_dict("records")
        ),
    )


def heat_figure(corpus: Corpus) -> Figure:
    """Return themes by meeting; the table has the cells that are not 0."""
    table = corpus.meetings
    rows = table[(table["level"] == "theme") & (table["paragraphs"] > 0)]
    return Figure(
        id="themas-per-bijeenkomst",
        title="Thema’s per bijeenkomst",
        svg=_draw(lambda marks: charts.heat_map(corpus, marks), "Thema’s per bijeenkomst")
        if (rows["period"] != UNDATED).any()
        else "",
        columns=("Bijeenkomst", "Thema", "Alinea’s", "Van", "Aandeel"),
        rows=tuple(
            (Cell(row["period"]), Cell(corpus.labels.theme(row["theme"])), *_share_cells(row)[1:4])
            for row in rows.sort_values(["period", "theme"]).to_dict("records")
        ),
    )


def city_figure(cities: Sequence[Actor]) -> Figure:
    """Return the map of cities, with all cities (abroad too) in its table."""
    mapped = [city for city in cities if inside(city.longitude, city.latitude)]
    off = len(cities) - len(mapped)
    note = f"{dutch.counted(off, 'plaats staat', 'plaatsen staan')} niet op de kaart" if off else ""
    return Figure(
        id="steden",
        title="Steden op de kaart",
        svg=_draw(lambda marks: charts.city_map(mapped, marks), "Kaart van genoemde steden")
        if mapped
        else "",
        columns=("Stad", "Waar", "Alinea’s", "Verslagen", "Vermeldingen", "Thema’s"),
        rows=actor_rows(cities),
        note=note,
    )


def actor_rows(actors: Sequence[Actor]) -> tuple[tuple[Cell, ...], ...]:
    """Return a row per actor: name, detail, paragraphs, documents, mentions, top themes."""
    return tuple(
        (
            Cell(actor.name),
            Cell(", ".join(filter(None, (actor.detail, UNSURE if actor.unsure else "")))),
            Cell(dutch.number(actor.paragraphs), actor.href),
            Cell(dutch.number(actor.documents)),
            Cell(dutch.number(actor.mentions)),
            *(Cell(f"{t.label} ({t.paragraphs})", t.href) for t in actor.themes),
        )
        for actor in actors
    )


def _line(corpus: Corpus, level: str, unit: str, name: str, colour: str, top: float) -> Figure:
    table = corpus.trends
    rows = table[(table["level"] == level) & (table[level] == unit)].sort_values("period")
    dated = rows[rows["period"] != UNDATED]
    trend = str(rows["trend"].iloc[0]) if len(rows) else ""

    def draw(marks: Marks) -> charts.Spec:
        return charts.line(dated, marks, name=name, colour=colour, top=top)

    return Figure(
        id=f"{'pijler' if level == 'pillar' else 'thema'}-{unit}",
        title=name,
        svg=_draw(draw, f"{name}: aandeel van de alinea’s door de tijd") if len(dated) else "",
        columns=SHARE_COLUMNS,
        rows=tuple(_share_cells(row) for row in rows.to_dict("records")),
        trend=trend,
    )


def _share_cells(row: Mapping[Any, Any]) -> tuple[Cell, ...]:
    count = int(row["paragraphs"])
    href = browse(**row_filter(row)) if count else ""
    return (
        Cell(row["period"]),
        Cell(dutch.number(count), href),
        Cell(dutch.number(int(row["total"])), browse(periode=row["period"])),
        Cell(dutch.percent(row["share"]), href),
        Cell(dutch.interval(row["low"], row["high"])),
        Cell(dutch.points(row["change"])),
        Cell(dutch.points(row.get("change_year", float("nan")))),
    )


def _draw(build: Callable[[Marks], charts.Spec], title: str) -> str:
    marks = Marks()
    spec = build(marks)
    return linked_svg(spec, marks.known, title=title)


def _pillar_top(corpus: Corpus) -> float:
    table = corpus.trends
    return charts.axis_top(table[(table["level"] == "pillar") & (table["period"] != UNDATED)])
