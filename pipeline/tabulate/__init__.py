"""Tabulate: annotated recaps become tables with one schema, written in four formats."""

from pipeline.tabulate.checks import balance
from pipeline.tabulate.load import read_tables
from pipeline.tabulate.manifest import read_manifest, write_manifest
from pipeline.tabulate.staging import staged
from pipeline.tabulate.tables import build_tables, ordered
from pipeline.tabulate.write import source_link, write_tables, write_texts

__all__ = [
    "balance",
    "build_tables",
    "ordered",
    "read_manifest",
    "read_tables",
    "source_link",
    "staged",
    "write_manifest",
    "write_tables",
    "write_texts",
]
