"""Golden pairs: recaps, and beside each the tables they must become.

``make golden`` rewrites the tables (``NAME.TABLE.csv``) with what the pipeline makes of the recaps
now. Read the difference before it is committed: every changed line is a change in what users get.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pipeline
from pipeline.config import Output
from pipeline.tabulate import write_tables

FOLDER = Path(__file__).parent
TABLES = ("documents", "paragraphs", "themes", "entities", "cities", "roles", "problems")
SUFFIXES = (".txt", ".md", ".html")


def recaps() -> list[Path]:
    """Return the recaps, in order of name."""
    return sorted(path for path in FOLDER.iterdir() if path.suffix in SUFFIXES)


def expected_path(recap: Path, table: str) -> Path:
    """Return where the expected table of a recap is kept."""
    return recap.with_name(f"{recap.stem}.{table}.csv")


def made_tables(recap: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (table, CSV bytes as ``terugblik run`` writes them) for one recap."""
    tables = pipeline.run(recap).tables
    with TemporaryDirectory() as folder:
        write_tables(tables, Path(folder), Output(formats=("csv",)))
        for table in TABLES:
            yield table, Path(folder, f"{table}.csv").read_bytes()


def main() -> None:
    """Rewrite all expected tables."""
    for recap in recaps():
        for table, content in made_tables(recap):
            expected_path(recap, table).write_bytes(content)


if __name__ == "__main__":
    main()
