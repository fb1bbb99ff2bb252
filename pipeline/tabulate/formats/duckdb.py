"""DuckDB: all tables, typed and described, in one file that SQL can ask.

The view ``paragraphs_with_themes`` joins each paragraph to its document and all its themes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.tabulate.formats.parquet import to_arrow
from pipeline.tabulate.guide import load_guide
from pipeline.tabulate.schema import COUNT, DATE, FLAG, NUMBER, SCHEMAS, TEXT, dtypes

FILE = "terugblik.duckdb"
SQL_TYPES = {TEXT: "VARCHAR", COUNT: "BIGINT", NUMBER: "DOUBLE", FLAG: "BOOLEAN", DATE: "DATE"}
VIEW = """
CREATE VIEW paragraphs_with_themes AS
SELECT p.doc_id, d.date, d.source, d.title, d.event, d.host_city, p.paragraph, p.section,
       p.start, p."end", p.text, p.pillar, p.pillar_confidence,
       t.theme, t.confidence, t.evidence, t.theme = p.theme AS is_main_theme
FROM paragraphs p JOIN documents d USING (doc_id) LEFT JOIN themes t USING (doc_id, paragraph)
"""


def write(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write all tables to ``terugblik.duckdb`` in a folder that has none yet; return the file.

    Dates are DATE, what is required is NOT NULL, and tables and columns have their description
    as comment (``duckdb_columns()`` shows them).
    """
    path = folder / FILE
    with duckdb.connect(str(path)) as database:
        for name, frame in tables.items():
            database.execute(_create(name))
            database.register("incoming", to_arrow(name, frame))
            database.execute(f'INSERT INTO "{name}" SELECT * FROM incoming')
            database.unregister("incoming")
            _describe(database, name)
        if {"documents", "paragraphs", "themes"} <= set(tables):
            database.execute(VIEW)
    return [path]


def read(path: Path) -> dict[str, pd.DataFrame]:
    """Read all tables of the file; ``duckdb.Error`` when it is no database."""
    with duckdb.connect(str(path), read_only=True) as database:
        names = [row[0] for row in database.execute("SHOW TABLES").fetchall()]
        return {
            name: database.execute(f'SELECT * FROM "{name}"').df()
            for name in SCHEMAS
            if name in names
        }


def _create(name: str) -> str:
    columns = SCHEMAS[name].columns
    parts = [
        f'"{column}" {SQL_TYPES[dtype]}' + ("" if columns[column].nullable else " NOT NULL")
        for column, dtype in dtypes(name).items()
    ]
    return f'CREATE TABLE "{name}" ({", ".join(parts)})'


def _describe(database: duckdb.DuckDBPyConnection, name: str) -> None:
    guide = load_guide()[name]
    database.execute(f'COMMENT ON TABLE "{name}" IS {_literal(guide.about)}')
    for column, about in guide.columns.items():
        database.execute(f'COMMENT ON COLUMN "{name}"."{column}" IS {_literal(about)}')


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
