"""Read tables back from a folder: from parquet, else csv, else duckdb."""

from __future__ import annotations

import csv as stdlib_csv
from collections.abc import Callable
from pathlib import Path

import duckdb as engine
import pandas as pd
import pandera.errors
import pyarrow as pa

from pipeline.errors import InputError
from pipeline.tabulate.formats import csv, duckdb, parquet
from pipeline.tabulate.manifest import read_manifest
from pipeline.tabulate.schema import SCHEMAS, conform
from pipeline.tabulate.staging import finish

OPTIONAL = frozenset({"trends", "merge_candidates"})
"""Tables that a result may lack: they are made from the others."""

_NEXT_STEP = "make it again with 'terugblik run'"
_DAMAGED = (
    OSError,
    ValueError,
    KeyError,
    stdlib_csv.Error,
    pa.ArrowException,
    engine.Error,
    pandera.errors.SchemaError,
)


def read_tables(folder: Path | str) -> dict[str, pd.DataFrame]:
    """Read all tables of a result, checked against their schemas.

    Args:
        folder: an output folder of ``terugblik run``.

    Returns:
        Table name to frame, in the order of ``schema.SCHEMAS``; the same frames whatever the
        format. Tables in :data:`OPTIONAL` are left out when the folder lacks them.

    Raises:
        InputError: the folder is missing or has no tables, lacks one, or one is damaged; the
            message names it and the next step.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; give the --output of 'terugblik run'")
    finish(folder)
    loaders: dict[str, Callable[[Path], dict[str, pd.DataFrame]]] = {
        "documents.parquet": _from_parquet,
        "documents.csv": _from_csv,
        duckdb.FILE: _from_duckdb,
    }
    for marker, load in loaders.items():
        if (folder / marker).is_file():
            return _checked(folder, load)
    raise InputError(f"{folder}: holds no tables (looked for {', '.join(loaders)}); {_NEXT_STEP}")


def _checked(
    folder: Path, load: Callable[[Path], dict[str, pd.DataFrame]]
) -> dict[str, pd.DataFrame]:
    name = "tables"
    try:
        raw = load(folder)
        for name in SCHEMAS:
            if name not in raw and name not in OPTIONAL:
                raise InputError(f"{folder}: table '{name}' is missing; {_NEXT_STEP}")
        tables = {}
        for name in raw:
            tables[name] = conform(name, raw[name])
    except _DAMAGED as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(f"{folder}: table '{name}' is damaged ({reason}); {_NEXT_STEP}") from error
    return tables


def _from_parquet(folder: Path) -> dict[str, pd.DataFrame]:
    return {name: parquet.read(path) for name, path in _present(folder, "parquet").items()}


def _from_csv(folder: Path) -> dict[str, pd.DataFrame]:
    config = read_manifest(folder).get("config", {})
    encoding = config.get("output", {}).get("csv_encoding", "utf-8-sig")
    return {
        name: csv.read(path, separator=csv.find_separator(path, encoding), encoding=encoding)
        for name, path in _present(folder, "csv").items()
    }


def _from_duckdb(folder: Path) -> dict[str, pd.DataFrame]:
    return duckdb.read(folder / duckdb.FILE)


def _present(folder: Path, suffix: str) -> dict[str, Path]:
    paths = {name: folder / f"{name}.{suffix}" for name in SCHEMAS}
    return {name: path for name, path in paths.items() if path.is_file()}
