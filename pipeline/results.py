"""The files of a result: writing them, and knowing them again.

Results of an earlier run are never read as recaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import Output
from pipeline.read import Input
from pipeline.records import AnnotatedRecap
from pipeline.tabulate import source_link, write_tables, write_texts
from pipeline.tabulate.manifest import MANIFEST, listed_files
from pipeline.tabulate.network import write_network

if TYPE_CHECKING:
    import pandas as pd

REPORTS = frozenset({"report.html", "report.docx", "report.md"})


def without_results(inputs: Iterable[Input]) -> list[Input]:
    """Leave out what ``terugblik run`` and ``terugblik report`` wrote.

    An output folder may lie inside an INPUT folder, or be the same one: then its report and the
    texts of the recaps are files of a kind that is read. A file is a result when the ``run.json``
    of a folder above it lists it, or when it is a report beside such a ``run.json``.
    """
    results = cache(_results)
    return [
        item
        for item in inputs
        if not any(item.path.resolve() in results(f) for f in item.path.resolve().parents)
    ]


def source_links(
    annotated: Iterable[AnnotatedRecap], files: Iterable[Input], *, folder: Path
) -> dict[str, str]:
    """Return doc_id to the address of its source, as seen from the output folder."""
    paths = {item.source: item.path for item in files}
    recaps = (item.recap for item in annotated)
    return {r.doc_id: source_link(paths[r.source], folder=folder) for r in recaps}


def write_data(
    stage: Path,
    tables: Mapping[str, pd.DataFrame],
    annotated: Sequence[AnnotatedRecap],
    output: Output,
    *,
    links: Mapping[str, str],
) -> None:
    """Write tables, texts and network to an existing folder.

    Raises:
        ConfigError: the csv settings cannot be used.
    """
    write_tables(tables, stage, output, links=links)
    write_texts(stage, (item.recap for item in annotated))
    write_network(tables, stage)


def _results(folder: Path) -> frozenset[Path]:
    if not (folder / MANIFEST).is_file():
        return frozenset()
    listed = listed_files(folder)
    reports = REPORTS if listed else frozenset()
    return frozenset(folder / name for name in {*listed, *reports})
