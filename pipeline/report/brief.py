"""A brief of about two pages that staff can edit, as .docx: summary, three charts, a table."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Cm, Pt, RGBColor

from pipeline.report import charts, dutch
from pipeline.report.corpus import Corpus
from pipeline.report.plot import image, line_chart, main_themes
from pipeline.report.summary import summary
from pipeline.report.svg import Marks
from pipeline.trends.periods import UNDATED

FONT = "Calibri"
INK = RGBColor(0x1D, 0x27, 0x33)
MOST_THEMES = 14
MOST_CHARTED = 2
HEADER = ("Thema", "Pijler", "Aandeel", "95 %-interval", "Verschil", "Trend")
WIDTHS = (5.0, 2.9, 1.9, 2.5, 1.9, 2.4)
"""Widths of the columns, in cm."""
METHOD = (
    "Aandeel is het deel van de alinea’s dat over het thema gaat. Het 95 %-interval is dat van "
    "Wilson, verbreed omdat alinea’s uit één verslag op elkaar lijken. Stijgend en dalend zijn "
    "getoetst over alle bijeenkomsten, met correctie voor het toetsen van veel thema’s."
)


def write_docx(corpus: Corpus, path: Path) -> Path:
    """Write the brief as a Word document and return its path."""
    document = Document()
    _page(document)
    document.add_heading(title(corpus), level=1)
    for sentence in summary(corpus):
        document.add_paragraph(_clean(sentence.text), style="List Bullet")
    if corpus.periods:
        _charts(document, corpus)
        period = corpus.periods[-1]
        document.add_heading(f"Thema’s {dutch.in_period(period)}", level=2)
        _table(document, theme_rows(corpus))
    note = document.add_paragraph().add_run(METHOD)
    note.font.size = Pt(8.5)
    document.core_properties.title = title(corpus)
    document.core_properties.author = "terugblik"
    document.save(str(path))
    return path


def title(corpus: Corpus) -> str:
    """Return the heading of the brief: ``Terugblik 2021–2026: waar ging het over?``."""
    years = sorted({day.year for day in corpus.documents["date"].dropna()})
    span = f" {years[0]}" if years else ""
    span += f"–{years[-1]}" if len(years) > 1 else ""
    return f"Terugblik{span}: waar ging het over?"


def theme_rows(corpus: Corpus, *, most: int = MOST_THEMES) -> list[tuple[str, ...]]:
    """Return the cells of the table: the largest themes of the last period, as text."""
    table = corpus.trends
    dated = table[(table["level"] == "theme") & (table["period"] != UNDATED)]
    rows = dated[(dated["period"] == corpus.periods[-1]) & (dated["paragraphs"] > 0)]
    rows = rows.sort_values(["paragraphs", "theme"], ascending=[False, True]).head(most)
    return [
        (
            corpus.labels.theme(row["theme"]),
            corpus.labels.pillar(row["pillar"]),
            dutch.percent(row["share"]),
            dutch.interval(row["low"], row["high"]),
            dutch.points(row["change"]),
            row["trend"],
        )
        for row in rows.to_dict("records")
    ]


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for level, size in ((1, 20), (2, 13)):
        heading = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.color.rgb = FONT, Pt(size), INK
        heading.element.rPr.rFonts.attrib.clear()
        heading.element.rPr.rFonts.set(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}ascii", FONT
        )


def _charts(document: Any, corpus: Corpus) -> None:
    """Add the two main themes side by side, and the pillars under them."""
    document.add_heading("In beeld", level=2)
    themes = main_themes(corpus, most=MOST_CHARTED)
    if themes:
        cells = document.add_table(rows=1, cols=len(themes)).rows[0].cells
        for cell, theme in zip(cells, themes, strict=True):
            run = cell.paragraphs[0].add_run()
            run.add_picture(_picture(line_chart(corpus, theme=theme)), width=Cm(7.8))
    document.add_picture(_picture(charts.pillars(corpus, Marks())), width=Cm(16.4))


def _picture(chart: Any) -> BytesIO:
    return BytesIO(image(chart, scale=2.5))


def _table(document: Any, rows: Sequence[tuple[str, ...]]) -> None:
    table = document.add_table(rows=1, cols=len(HEADER), style="Table Grid")
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, HEADER, strict=True):
        cell.text = text
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(text)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    for place, row in enumerate(table.rows):
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
            for run in cell.paragraphs[0].runs:
                run.font.size, run.bold = Pt(9), place == 0


def _clean(text: str) -> str:
    """Leave out control characters, which a Word file cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and not 0xD800 <= ord(c) <= 0xDFFF))
