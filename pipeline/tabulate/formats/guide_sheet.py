"""The first sheet of the workbook: in Dutch, what each sheet and column holds."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter import Workbook

from pipeline.tabulate.guide import load_guide

SHEET = "leeswijzer"
TITLE = "Leeswijzer: wat er in deze map staat"
HINT = (
    "Elke rij in deze map verwijst naar een plaats in een terugblik. De kolommen 'start' en 'end' "
    "tellen tekens in de tekst van de terugblik (map texts)."
)


def add_guide(book: Workbook, tables: Iterable[str]) -> None:
    """Add the sheet ``leeswijzer``: a block per table with a link to its sheet."""
    sheet = book.add_worksheet(SHEET)
    sheet.hide_gridlines(2)
    title = book.add_format({"bold": True, "font_size": 14})
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100, wrap)
    sheet.write_string(0, 0, TITLE, title)
    sheet.write_string(1, 1, HINT, wrap)
    row = 3
    for name in tables:
        table = load_guide()[name]
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_string(row, 1, table.about, bold)
        for column, about in table.columns.items():
            row += 1
            sheet.write_string(row, 0, column)
            sheet.write_string(row, 1, about, wrap)
        row += 2
