"""Parquet: one file per table, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.tabulate.schema import COUNT, DATE, FLAG, NUMBER, SCHEMAS, TEXT, dtypes

ROW_GROUP = 65_536
ARROW_TYPES = {
    TEXT: pa.string(),
    COUNT: pa.int64(),
    NUMBER: pa.float64(),
    FLAG: pa.bool_(),
    # Not date32: pandas reads that as Python objects, and a date column must be a date column.
    DATE: pa.timestamp("ms"),
}


def arrow_schema(name: str) -> pa.Schema:
    """Return the Arrow schema of a table, without metadata."""
    columns = SCHEMAS[name].columns
    return pa.schema(
        pa.field(column, ARROW_TYPES[dtype], nullable=columns[column].nullable)
        for column, dtype in dtypes(name).items()
    )


def to_arrow(name: str, frame: pd.DataFrame) -> pa.Table:
    """Return a table in Arrow form; missing values become nulls."""
    return pa.Table.from_pandas(frame, schema=arrow_schema(name), preserve_index=False)


def write(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write ``<table>.parquet`` for each table; return the files.

    Nothing of the machine, the day or the versions of pandas goes in: no metadata of pandas or
    Arrow, row groups of a fixed size.
    """
    files = []
    for name, frame in tables.items():
        path = folder / f"{name}.parquet"
        plain = to_arrow(name, frame).replace_schema_metadata(None)
        pq.write_table(plain, path, row_group_size=ROW_GROUP, store_schema=False)
        files.append(path)
    return files


def read(path: Path) -> pd.DataFrame:
    """Read one table as it was written; any error of pyarrow or the file system passes."""
    frame: pd.DataFrame = pq.read_table(path).to_pandas()
    return frame
