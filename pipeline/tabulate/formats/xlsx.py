"""Excel: one workbook, a sheet per table, with a guide in Dutch on the first sheet.

Excel's limits (https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3): text
over 32,767 characters is cut with a note, tables over 1,048,576 rows go on in a second sheet
(``entities_2``), and only the first 65,000 rows of a sheet get links. Text is always written as
text, never as a formula; characters that XML cannot hold are left out. For figures that must be
exact, use the other formats.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.tabulate.formats.guide_sheet import add_guide
from pipeline.tabulate.schema import DATE, FLAG, NUMBER, TEXT, dtypes

FILE = "terugblik.xlsx"
MAX_CELL = 32_767
MAX_ROWS = 1_048_576
MAX_LINKS = 65_000
MAX_URL = 2_079
FIRST_YEAR = 1900
CUT = " … [ingekort: te lang voor Excel, zie csv of parquet]"
WIDEST, NARROWEST = 60, 8
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBER_FORMATS = {
    "share": "0.0%",
    "low": "0.0%",
    "high": "0.0%",
    "change": "+0.0%;-0.0%;0.0%",
    "latitude": "0.00000",
    "longitude": "0.00000",
}


def write(
    tables: Mapping[str, pd.DataFrame],
    folder: Path,
    *,
    links: Mapping[str, str] | None = None,
    max_rows: int = MAX_ROWS,
) -> list[Path]:
    """Write all tables to ``terugblik.xlsx``; return the file.

    Args:
        tables: table name to frame.
        folder: where the file goes.
        links: doc_id to the address of the source file (percent-encoded; relative ones count from
            the folder the workbook ends up in).
        max_rows: rows of a sheet, header included.
    """
    path = folder / FILE
    with Workbook(str(path)) as book:
        # A fixed date: the same tables give the same file.
        book.set_properties({"title": "terugblik", "created": datetime(2000, 1, 1, tzinfo=UTC)})
        formats = _Formats(book)
        add_guide(book, tables)
        for name, frame in tables.items():
            step = max(max_rows - 1, 1)
            for part, start in enumerate(range(0, max(len(frame), 1), step), start=1):
                sheet = book.add_worksheet(name if part == 1 else f"{name}_{part}")
                _fill(sheet, name, frame.iloc[start : start + step], formats, links or {})
    return [path]


def cell_text(text: str) -> str:
    """Return text as a cell can hold it: no control characters, at most 32,767 characters.

    Excel counts characters as UTF-16 units: an emoji counts as two.
    """
    text = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text.encode("utf-16-le")) // 2 <= MAX_CELL:
        return text
    room = 2 * (MAX_CELL - len(CUT))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT


class _Formats:
    """The cell formats of the workbook."""

    def __init__(self, book: Workbook) -> None:
        self.header: Format = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4"})
        self.date: Format = book.add_format({"num_format": "dd-mm-yyyy"})
        self._number: Format = book.add_format({"num_format": "0.00"})
        self._special = {
            column: book.add_format({"num_format": code})
            for column, code in _NUMBER_FORMATS.items()
        }

    def number(self, column: str) -> Format:
        return self._special.get(column, self._number)


def _fill(
    sheet: Worksheet, name: str, frame: pd.DataFrame, formats: _Formats, links: Mapping[str, str]
) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    sheet.write_row(0, 0, list(frame.columns), formats.header)
    for number, (column, dtype) in enumerate(dtypes(name).items()):
        values = frame[column].tolist()
        sheet.set_column(number, number, _width(column, values, dtype))
        for row, value in enumerate(values, start=1):
            if not pd.isna(value):
                _write(sheet, row, number, value, dtype, formats, column)
    if name == "documents":
        _link_sources(sheet, frame, links)


def _write(
    sheet: Worksheet,
    row: int,
    number: int,
    value: Any,
    dtype: str,
    formats: _Formats,
    column: str,
) -> None:
    if dtype == TEXT:
        sheet.write_string(row, number, cell_text(value))
    elif dtype == DATE and value.year < FIRST_YEAR:
        sheet.write_string(row, number, str(value.date()))
    elif dtype == DATE:
        sheet.write_datetime(row, number, value.to_pydatetime(), formats.date)
    elif dtype == FLAG:
        sheet.write_boolean(row, number, value)
    elif dtype == NUMBER:
        sheet.write_number(row, number, value, formats.number(column))
    else:
        sheet.write_number(row, number, value)


def _link_sources(sheet: Worksheet, frame: pd.DataFrame, links: Mapping[str, str]) -> None:
    column = list(frame.columns).index("source")
    pairs = zip(frame["doc_id"], frame["source"], strict=True)
    for row, (doc_id, source) in enumerate(pairs, start=1):
        address = links.get(doc_id)
        if address and row <= MAX_LINKS and len(address) < MAX_URL:
            known = address.startswith(("http://", "https://", "file://"))
            url = address if known else f"external:{address}"
            sheet.write_url(row, column, url, string=cell_text(source))


def _width(column: str, values: list[Any], dtype: str) -> int:
    if dtype == DATE:
        return 12
    sample = (len(str(value)) for value in values[:200] if not pd.isna(value))
    # Two characters more than the header leaves room for the filter's arrow.
    return min(WIDEST, max(NARROWEST, len(column) + 4, *sample, 0))
