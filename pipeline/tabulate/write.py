"""Write tables and texts in the formats asked for; see ``staging`` for how a result is swapped in.

A complete result is made like this::

    with staged(output) as stage:
        write_tables(tables, stage, config.output, links=links)
        write_texts(stage, recaps)
        write_manifest(stage, tables=tables, ...)
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from pipeline.config import Output
from pipeline.errors import OutputError
from pipeline.records import Recap
from pipeline.tabulate.formats import csv, duckdb, parquet, xlsx
from pipeline.tabulate.schema import SCHEMAS, utf8_text

TEXTS = "texts"


def write_tables(
    tables: Mapping[str, pd.DataFrame],
    folder: Path,
    output: Output | None = None,
    *,
    links: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write tables in all formats of ``output.formats``; return the files.

    Args:
        tables: table name to frame with the table's schema.
        folder: an existing folder, most often that of ``staged``.
        output: formats and csv settings; ``None`` gives the defaults.
        links: doc_id to the address of its source for the workbook, see :func:`source_link`.

    Raises:
        ConfigError: the csv settings cannot be used.
        OutputError: a name that is no table, or csv text that its encoding lacks.
    """
    output = output or Output()
    unknown = [name for name in tables if name not in SCHEMAS]
    if unknown:
        raise OutputError(f"'{unknown[0]}' is no table; tables are: {', '.join(SCHEMAS)}")
    tables = {name: tables[name] for name in SCHEMAS if name in tables}
    files: list[Path] = []
    if "parquet" in output.formats:
        files += parquet.write(tables, folder)
    if "csv" in output.formats:
        separator, encoding = output.csv_separator, output.csv_encoding
        files += csv.write(tables, folder, separator=separator, encoding=encoding)
    if "xlsx" in output.formats:
        files += xlsx.write(tables, folder, links=links)
    if "duckdb" in output.formats:
        files += duckdb.write(tables, folder)
    return files


def write_texts(folder: Path, recaps: Iterable[Recap]) -> list[Path]:
    """Write the text of each recap to ``texts/<doc_id>.txt`` (UTF-8); return the files.

    The text is the one that offsets count in, line ends untouched, also for html, docx and pdf:
    ``Path(...).open(newline="", encoding="utf-8").read()[start:end]``.
    """
    target = folder / TEXTS
    target.mkdir(exist_ok=True)
    files = []
    for recap in recaps:
        path = target / f"{recap.doc_id}.txt"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(utf8_text(recap.text))
        files.append(path)
    return files


def source_link(path: Path, *, folder: Path) -> str:
    """Return the address of a source file, percent-encoded, as seen from the output folder.

    Relative, so that a folder that holds both can be moved; a ``file:`` address when the two are
    on different drives.
    """
    try:
        relative = os.path.relpath(path.resolve(), folder.resolve())
    except ValueError:
        return path.resolve().as_uri()
    return quote(Path(relative).as_posix())
