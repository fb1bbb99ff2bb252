"""CSV: one file per table, by default so that a Dutch Excel opens it in columns.

- Separator ``;`` with decimal comma, or ``,``, tab or ``|`` with decimal point.
- UTF-8 with byte order mark; lines end in CR LF; cells are quoted where needed.
- Dates are YYYY-MM-DD, truth values ``true``/``false``, a missing value is an empty cell.
- A text cell that a spreadsheet could take for a formula gets an apostrophe in front;
  :func:`read` takes it off again.

Sources: RFC 4180; https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import ConfigError, OutputError
from pipeline.tabulate.schema import DATE, FLAG, NUMBER, TEXT, dtypes

SEPARATORS = (";", ",", "\t", "|")
# Text that already has apostrophes before such a sign gets one more: so the way back is certain.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
# One cell may hold a whole document; the default limit of the csv module is 131,072 characters.
_FIELD_LIMIT = 2**31 - 1


def write(
    tables: Mapping[str, pd.DataFrame],
    folder: Path,
    *,
    separator: str = ";",
    encoding: str = "utf-8-sig",
) -> list[Path]:
    """Write ``<table>.csv`` for each table; return the files.

    Raises:
        ConfigError: a separator that is not one of :data:`SEPARATORS`, or an encoding that is
            unknown.
        OutputError: an encoding that lacks a character of the tables.
    """
    check_options(separator, encoding)
    files = []
    for name, frame in tables.items():
        path = folder / f"{name}.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
            writer.writerow(frame.columns)
            try:
                writer.writerows(_cells(name, frame, decimal=decimal_mark(separator)))
            except UnicodeEncodeError as error:
                raise OutputError(
                    f"table {name}: csv_encoding '{encoding}' has no "
                    f"{error.object[error.start]!r}; use 'utf-8-sig'"
                ) from error
        files.append(path)
    return files


def read(path: Path, *, separator: str = ";", encoding: str = "utf-8-sig") -> pd.DataFrame:
    """Read one table as :func:`write` wrote it; columns keep the text of the file when unknown.

    Raises:
        OSError, UnicodeError, csv.Error, ValueError: the file is not what was written.
    """
    csv.field_size_limit(_FIELD_LIMIT)
    with path.open(encoding=encoding, newline="") as file:
        lines = csv.reader(file, delimiter=separator)
        header = next(lines, [])
        frame = pd.DataFrame(lines, columns=header, dtype=object)
    types = dtypes(path.stem)
    mark = decimal_mark(separator)
    for column in header:
        frame[column] = [_value(cell, types.get(column, TEXT), mark) for cell in frame[column]]
    return frame


def check_options(separator: str, encoding: str) -> None:
    """Raise ``ConfigError`` when a separator or encoding cannot be used."""
    if separator not in SEPARATORS:
        choices = ", ".join(repr(choice) for choice in SEPARATORS)
        raise ConfigError(f"csv_separator {separator!r} cannot be used; choose one of {choices}")
    try:
        "".encode(encoding)
    except LookupError as error:
        raise ConfigError(f"csv_encoding '{encoding}' is unknown; use 'utf-8-sig'") from error


def decimal_mark(separator: str) -> str:
    """Return the decimal mark that belongs to a separator, as in Excel: ``;`` has the comma."""
    return "," if separator == ";" else "."


def guard(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet could take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Undo :func:`guard`."""
    return text[1:] if _GUARDED.match(text) else text


def find_separator(path: Path, encoding: str) -> str:
    """Return the separator of a table's file: what follows the first column's name."""
    with path.open(encoding=encoding, newline="") as file:
        header = file.readline().rstrip("\r\n")
    first = next(iter(dtypes(path.stem)))
    return header.removeprefix(first)[:1] or ";"


def _cells(name: str, frame: pd.DataFrame, *, decimal: str) -> Iterator[tuple[str, ...]]:
    columns = (
        [_cell(value, dtype, decimal) for value in frame[column]]
        for column, dtype in dtypes(name).items()
    )
    return zip(*columns, strict=True)


def _cell(value: Any, dtype: str, decimal: str) -> str:
    if pd.isna(value):
        return ""
    if dtype == TEXT:
        return guard(value)
    if dtype == DATE:
        return str(value.date())
    if dtype == FLAG:
        return "true" if value else "false"
    return repr(float(value)).replace(".", decimal) if dtype == NUMBER else str(value)


def _value(cell: str, dtype: str, decimal: str) -> Any:
    if dtype == TEXT:
        return unguard(cell)
    if cell == "":
        return None
    if dtype == FLAG:
        return cell == "true"
    return float(cell.replace(decimal, ".")) if dtype == NUMBER else cell
