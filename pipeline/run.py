"""The main job, stage by stage: read, extract and classify, tabulate, trends, report."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from pipeline.config import Config
from pipeline.errors import InputError
from pipeline.extract.describe import describe_model
from pipeline.read import Input, find_inputs
from pipeline.records import AnnotatedRecap, Problem
from pipeline.registers import load_registers
from pipeline.report import write_report
from pipeline.results import source_links, without_results, write_data
from pipeline.tabulate import (
    balance,
    build_tables,
    ordered,
    read_manifest,
    read_tables,
    staged,
    write_manifest,
)
from pipeline.tabulate.identity import assign_ids, known_ids
from pipeline.tabulate.schema import SCHEMAS
from pipeline.trends import trends
from pipeline.workers import annotate_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Result:
    """What a run found: the tables by name, how it was made, and where it was written."""

    tables: dict[str, pd.DataFrame]
    annotated: tuple[AnnotatedRecap, ...]
    balance: dict[str, Any]
    seconds: dict[str, float]
    output: Path | None = None

    @property
    def complete(self) -> bool:
        """True when every input was read and analysed, and there was at least one.

        That is: no problem has the severity ``error`` and some document has the status ``ok``.
        """
        read = (self.tables["documents"]["status"] == "ok").any()
        return bool(read) and not (self.tables["problems"]["severity"] == "error").any()


@dataclass
class _Clock:
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self.seconds[name] = perf_counter() - start


def run(
    *inputs: Path | str,
    output: Path | str | None = None,
    config: Config | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Result:
    """Turn recaps into tables, and write them with the report when ``output`` is given.

    Args:
        inputs: files and folders with recaps.
        output: folder for the tables and the report; ``None`` writes nothing.
        config: all settings; ``None`` gives the defaults.
        jobs: number of processes; 0 takes as many as there are processors.
        progress: called as ``progress(done, total, source)`` after each file.

    Raises:
        InputError: not one file to read.
        ConfigError, ModelError: a setting, register or model is wrong.
        OutputError: the output folder cannot be written.
    """
    config, clock = config or Config(), _Clock()
    folder = None if output is None else Path(output)
    with clock.stage("find"):
        found, problems = find_inputs([Path(item) for item in inputs])
        files = without_results(found)
    with nullcontext() if folder is None else staged(folder) as stage:
        annotated = _annotate(files, config, jobs, progress, clock)
        tables = _tables(annotated, problems, config, clock, folder)
        result = Result(tables, tuple(annotated), balance(annotated, tables), clock.seconds, folder)
        if stage is not None:
            _write(result, stage, files, config, [str(item) for item in inputs], clock)
    return result


def _annotate(
    files: Sequence[Input], config: Config, jobs: int, progress: Progress | None, clock: _Clock
) -> list[AnnotatedRecap]:
    found = []
    with clock.stage("read, extract, classify"):
        for item in annotate_files(files, config=config, jobs=jobs or os.cpu_count() or 1):
            found.append(item)
            if progress:
                progress(len(found), len(files), item.recap.source)
    return ordered(found)


def _tables(
    annotated: Sequence[AnnotatedRecap],
    problems: Sequence[Problem],
    config: Config,
    clock: _Clock,
    folder: Path | None,
) -> dict[str, pd.DataFrame]:
    with clock.stage("tabulate"):
        registers = load_registers(config.registers)
        identities = assign_ids(annotated, known=_given_before(folder), registers=registers)
        tables = build_tables(annotated, problems, places=registers, identities=identities)
    with clock.stage("trends"):
        tables["trends"] = trends(tables, period=config.output.period)
    return {name: tables[name] for name in SCHEMAS if name in tables}


def _given_before(folder: Path | None) -> dict[tuple[str, int], str]:
    """Return the ids of people that an earlier result in the folder gave; they are kept."""
    if folder is None:
        return {}
    try:
        return known_ids(read_tables(folder)["entities"])
    except InputError:
        return {}


def _write(
    result: Result,
    stage: Path,
    files: Sequence[Input],
    config: Config,
    inputs: list[str],
    clock: _Clock,
) -> None:
    links = source_links(result.annotated, files, folder=result.output or stage)
    facts: dict[str, Any] = {
        "tables": result.tables,
        "balance": result.balance,
        "config": config.model_dump(mode="json"),
        "model": describe_model(config.model),
        "inputs": inputs,
        "links": links,
        "timings": clock.seconds,
    }
    with clock.stage("write"):
        write_data(stage, result.tables, result.annotated, config.output, links=links)
    write_manifest(stage, **facts)
    with clock.stage("report"):
        page = stage / "report.html"
        write_report(result.tables, read_manifest(stage), page, period=config.output.period)
    write_manifest(stage, **facts)
