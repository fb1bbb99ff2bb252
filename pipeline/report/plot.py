"""The charts as files, for slides and letters; also the three charts of the brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import vl_convert

from pipeline.errors import OutputError
from pipeline.report import actors, charts
from pipeline.report.corpus import Corpus
from pipeline.report.outline import inside
from pipeline.report.svg import Marks
from pipeline.trends.significance import FALLING, HINT, RISING

PlotFormat = Literal["png", "svg", "pdf"]
FORMATS: tuple[PlotFormat, ...] = ("png", "svg", "pdf")
SCALE = 3.0
MOST_LINES = 6


def write_plots(
    corpus: Corpus, folder: Path, *, formats: Sequence[PlotFormat] = ("png", "svg")
) -> list[Path]:
    """Write every chart to ``folder`` and return the files.

    Names are ``thema-<id>``, ``pijler-<id>``, ``pijlers``, ``bijeenkomsten`` and ``steden``.

    Raises:
        OutputError: a format is not png, svg or pdf.
    """
    unknown = [form for form in formats if form not in FORMATS]
    if unknown:
        raise OutputError(f"'{unknown[0]}' is no chart format; choose from {', '.join(FORMATS)}")
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, chart in all_charts(corpus):
        for form in formats:
            path = folder / f"{name}.{form}"
            path.write_bytes(image(chart, form=form))
            files.append(path)
    return files


def all_charts(corpus: Corpus) -> Iterator[tuple[str, charts.Spec]]:
    """Yield the name and chart of each figure of the report that has data."""
    if not corpus.periods:
        return
    for pillar in corpus.pillar_order():
        if len(corpus.rows("pillar", pillar=pillar)):
            yield f"pijler-{_file_name(pillar)}", line_chart(corpus, pillar=pillar)
    for theme in corpus.theme_order():
        if len(corpus.rows("theme", theme=theme)):
            yield f"thema-{_file_name(theme)}", line_chart(corpus, theme=theme)
    yield "pijlers", charts.pillars(corpus, Marks())
    if corpus.theme_order():
        yield "bijeenkomsten", charts.heat_map(corpus, Marks())
    places = [city for city in actors.cities(corpus) if inside(city.longitude, city.latitude)]
    if places:
        yield "steden", charts.city_map(places, Marks())


def image(spec: charts.Spec, *, form: PlotFormat = "png", scale: float = SCALE) -> bytes:
    """Return a chart as bytes of an image file; ``scale`` multiplies the pixels of a png."""
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=scale))
    if form == "pdf":
        return bytes(vl_convert.vegalite_to_pdf(spec))
    return str(vl_convert.vegalite_to_svg(spec)).encode("utf-8")


def line_chart(
    corpus: Corpus, *, theme: str = "", pillar: str = "", top: float | None = None
) -> charts.Spec:
    """Return the trend line of one theme or pillar, with its name as title.

    ``top`` is the highest share of the axis; by default a bit above the largest share.
    """
    rows = corpus.rows("theme", theme=theme) if theme else corpus.rows("pillar", pillar=pillar)
    home = str(rows["pillar"].iloc[0])
    name = corpus.labels.theme(theme) if theme else f"Pijler {corpus.labels.pillar(pillar)}"
    spec = charts.line(
        rows,
        Marks(),
        name=name,
        colour=corpus.labels.colour(home),
        top=top or charts.axis_top(rows),
    )
    return {**spec, "title": {"text": name, "anchor": "start", "fontSize": 13}}


def main_themes(corpus: Corpus, *, most: int = MOST_LINES) -> list[str]:
    """Return the themes to show first: those that rise or fall, may do so, then the largest."""
    rows = corpus.tests[corpus.tests["level"] == "theme"].copy()
    hint = (rows["p"] >= HINT) | rows["p"].isna()
    rows["rank"] = hint.astype(int).mask(rows["trend"].isin([RISING, FALLING]), -1)
    order = rows.sort_values(["rank", "paragraphs", "theme"], ascending=[True, False, True])
    return [str(theme) for theme in order["theme"].head(most)]


def _file_name(name: str) -> str:
    """Return a theme's id as a safe file name."""
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in name)[:80] or "_"
