"""The tables: their names, columns, types and orders, as pandera schemas.

What holds for every table:

- A text cell is never empty: nothing to say is a missing value, so that all formats can tell it.
- Dates are ``datetime64[ms]`` (days, no time zone): real dates in parquet, duckdb and xlsx, ISO
  text (YYYY-MM-DD) in csv.
- Shares, confidences and scores are rounded to 4 decimals and coordinates to 5, so that the same
  input gives the same bytes.
- ``start``/``end`` count characters of the document's text from 0, end exclusive.
- ``paragraph`` is a block's index in its document, headings counted.

What each column means, in the words of its readers, is in ``resources/leeswijzer.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pandera.pandas as pa

TEXT, COUNT, NUMBER, FLAG, DATE = "str", "int64", "float64", "bool", "datetime64[ms]"
DECIMALS: Mapping[str, int] = {"latitude": 5, "longitude": 5}
DEFAULT_DECIMALS = 4
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _column(dtype: str, *checks: pa.Check, nullable: bool = False) -> pa.Column:
    # pandera forgets the unit of dates and the storage of text; the metadata remembers both.
    return pa.Column(dtype, list(checks), nullable=nullable, metadata={"dtype": dtype})


def _text(*choices: str, pattern: str = "", nullable: bool = False) -> pa.Column:
    checks = [pa.Check.str_length(min_value=1)]
    if choices:
        checks.append(pa.Check.isin(choices))
    if pattern:
        checks.append(pa.Check.str_matches(pattern))
    return _column(TEXT, *checks, nullable=nullable)


def _maybe(*choices: str, pattern: str = "") -> pa.Column:
    return _text(*choices, pattern=pattern, nullable=True)


def _count(least: int = 0) -> pa.Column:
    return _column(COUNT, pa.Check.ge(least))


def _share(*, nullable: bool = False, low: float = 0.0, high: float = 1.0) -> pa.Column:
    return _column(NUMBER, pa.Check.in_range(low, high), nullable=nullable)


def _date() -> pa.Column:
    return _column(DATE, nullable=True)


def _table(columns: dict[str, pa.Column], *, unique: list[str] | None = None) -> pa.DataFrameSchema:
    checks = []
    if {"start", "end"} <= set(columns):
        checks.append(pa.Check(lambda rows: rows["start"] < rows["end"], error="start < end"))
    return pa.DataFrameSchema(columns, checks=checks, unique=unique, strict=True, ordered=True)


_GM_CODE = r"^GM\d{4}$"

SCHEMAS: Mapping[str, pa.DataFrameSchema] = {
    "documents": _table(
        {
            "doc_id": _text(),
            "source": _text(),
            "title": _maybe(),
            "date": _date(),
            "date_source": _text(),
            "event": _text(),
            "host_city": _maybe(),
            "language": _text(),
            "words": _count(),
            "paragraphs": _count(),
            "sha256": _maybe(pattern=r"^[0-9a-f]{64}$"),
            "status": _text("ok", "not_dutch", "empty", "unreadable", "duplicate"),
        },
        unique=["doc_id"],
    ),
    "paragraphs": _table(
        {
            "doc_id": _text(),
            "paragraph": _count(),
            "section": _maybe(),
            "start": _count(),
            "end": _count(),
            "text": _text(),
            "pillar": _maybe(),
            "pillar_confidence": _share(nullable=True),
            "theme": _maybe(),
            "theme_confidence": _share(nullable=True),
        },
        unique=["doc_id", "paragraph"],
    ),
    "themes": _table(
        {
            "doc_id": _text(),
            "paragraph": _count(),
            "theme": _text(),
            "pillar": _text(),
            "confidence": _share(),
            "evidence": _maybe(),
        },
        unique=["doc_id", "paragraph", "theme"],
    ),
    "entities": _table(
        {
            "doc_id": _text(),
            "paragraph": _count(),
            "start": _count(),
            "end": _count(),
            "text": _text(),
            "label": _text("PER", "ORG", "CITY"),
            "entity_id": _text(),
            "name": _text(),
            "source": _text(),
        },
        unique=["doc_id", "start", "end"],
    ),
    "people": _table(
        {
            "person_id": _text(),
            "name": _text(),
            "mentions": _count(1),
            "documents": _count(1),
            "first_seen": _date(),
            "last_seen": _date(),
        },
        unique=["person_id"],
    ),
    "organisations": _table(
        {
            "organisation_id": _text(),
            "name": _text(),
            "abbreviation": _maybe(),
            "kind": _maybe(),
            "mentions": _count(1),
            "documents": _count(1),
            "first_seen": _date(),
            "last_seen": _date(),
        },
        unique=["organisation_id"],
    ),
    "cities": _table(
        {
            "city_id": _text(),
            "name": _text(),
            "municipality": _maybe(),
            "municipality_code": _maybe(pattern=_GM_CODE),
            "province": _maybe(),
            "g40_member": _column(FLAG),
            "latitude": _share(nullable=True, low=-90, high=90),
            "longitude": _share(nullable=True, low=-180, high=180),
            "mentions": _count(1),
            "documents": _count(1),
        },
        unique=["city_id"],
    ),
    "roles": _table(
        {
            "doc_id": _text(),
            "paragraph": _count(),
            "start": _count(),
            "end": _count(),
            "person_id": _text(),
            "person": _text(),
            "role": _maybe(),
            "affiliation": _maybe(),
            "affiliation_label": _maybe("ORG", "CITY"),
            "affiliation_id": _maybe(),
        },
        unique=["doc_id", "start", "end", "person_id", "role", "affiliation"],
    ),
    "trends": _table(
        {
            "period": _text(),
            "level": _text(),
            "pillar": _maybe(),
            "theme": _maybe(),
            "paragraphs": _count(),
            "share": _share(nullable=True),
            "low": _share(nullable=True),
            "high": _share(nullable=True),
            "change": _share(nullable=True, low=-1),
            "trend": _maybe(),
        },
        unique=["period", "level", "pillar", "theme"],
    ),
    "problems": _table(
        {
            "source": _text(),
            "stage": _text(),
            "severity": _text("info", "warning", "error"),
            "message": _text(),
        }
    ),
    "merge_candidates": _table(
        {
            "kind": _text(),
            "id_a": _text(),
            "name_a": _text(),
            "id_b": _text(),
            "name_b": _text(),
            "score": _share(high=100),
            "evidence": _maybe(),
        }
    ),
}
"""One schema per table, in the order in which tables are written and shown."""


def dtypes(name: str) -> dict[str, str]:
    """Return the columns of a table, in order, with their pandas dtype."""
    return {column: spec.metadata["dtype"] for column, spec in SCHEMAS[name].columns.items()}


def conform(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows the columns, order, types and rounding of a table, and check them.

    Args:
        name: a key of :data:`SCHEMAS`.
        rows: has at least the table's columns; empty text becomes a missing value.

    Returns:
        A new frame with a fresh index.

    Raises:
        KeyError: a column of the table is not in ``rows``.
        ValueError: a value cannot be turned into its column's type.
        pandera.errors.SchemaError: a value is not allowed in its column.
    """
    columns = {
        column: _cast(rows[column], dtype, DECIMALS.get(column, DEFAULT_DECIMALS))
        for column, dtype in dtypes(name).items()
    }
    frame: pd.DataFrame = SCHEMAS[name].validate(pd.DataFrame(columns))
    return frame


def empty(name: str) -> pd.DataFrame:
    """Return a table without rows."""
    return conform(name, pd.DataFrame(columns=list(SCHEMAS[name].columns)))


def _cast(values: pd.Series[Any], dtype: str, decimals: int) -> pd.Series[Any]:
    if dtype == TEXT:
        return pd.Series([_clean(value) for value in values], dtype=TEXT)
    if dtype == DATE:
        return pd.to_datetime(values, format="ISO8601").dt.as_unit("ms").reset_index(drop=True)
    if dtype == FLAG and values.isna().any():
        raise ValueError(f"column '{values.name}' has a truth value that is missing")
    cast = values.astype(pd.api.types.pandas_dtype(dtype)).reset_index(drop=True)
    # Adding zero turns -0.0 into 0.0, which csv would show.
    return cast.round(decimals) + 0.0 if dtype == NUMBER else cast


def _clean(value: Any) -> str | None:
    return None if pd.isna(value) or value == "" else utf8_text(str(value))


def utf8_text(text: str) -> str:
    """Return text that a UTF-8 file can hold, of the same length, so that offsets stay right.

    Damaged PDF and HTML files can give one half of a surrogate pair; it becomes U+FFFD.
    """
    return _LONE_SURROGATE.sub("\ufffd", text)
