"""The main job, stage by stage: read, extract and classify, tabulate, trends, report."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from pipeline.config import Config
from pipeline.extract.describe import describe_model
from pipeline.read import Input, find_inputs
from pipeline.records import AnnotatedRecap
from pipeline.registers import load_registers
from pipeline.report import write_report
from pipeline.tabulate import (
    balance,
    build_tables,
    ordered,
    read_manifest,
    source_link,
    staged,
    write_manifest,
    write_tables,
    write_texts,
)
from pipeline.tabulate.identity import assign_ids
from pipeline.tabulate.network import write_network
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
        """True when every input was read and analysed (no problem of severity ``error``)."""
        return not bool((self.tables["problems"]["severity"] == "error").any())


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
    with clock.stage("find"):
        files, problems = find_inputs([Path(item) for item in inputs])
    with clock.stage("read, extract, classify"):
        found = []
        for item in annotate_files(files, config=config, jobs=jobs or os.cpu_count() or 1):
            found.append(item)
            if progress:
                progress(len(found), len(files), item.recap.source)
    with clock.stage("tabulate"):
        found = ordered(found)
        registers = load_registers(config.registers)
        identities = assign_ids(found)
        tables = build_tables(found, problems, places=registers, identities=identities)
    with clock.stage("trends"):
        tables["trends"] = trends(tables, period=config.output.period)
    balanced = balance(found, tables)
    result = Result(tables, tuple(found), balanced, clock.seconds, Path(output) if output else None)
    if result.output is not None:
        _write(result, result.output, files, [str(item) for item in inputs], config, clock)
    return result


def _write(
    result: Result,
    output: Path,
    files: Sequence[Input],
    inputs: list[str],
    config: Config,
    clock: _Clock,
) -> None:
    paths = {item.source: item.path for item in files}
    links = {
        item.recap.doc_id: source_link(paths[item.recap.source], folder=output)
        for item in result.annotated
        if item.recap.source in paths
    }
    with staged(output) as stage:
        with clock.stage("write"):
            write_tables(result.tables, stage, config.output, links=links)
            write_texts(stage, (item.recap for item in result.annotated))
            write_network(result.tables, stage)
        described: dict[str, Any] = {
            "tables": result.tables,
            "balance": result.balance,
            "config": config.model_dump(mode="json"),
            "model": describe_model(config.model),
            "inputs": inputs,
            "timings": clock.seconds,
        }
        write_manifest(stage, **described)
        with clock.stage("report"):
            write_report(
                result.tables,
                {**read_manifest(stage), "links": links},
                stage / "report.html",
                period=config.output.period,
            )
        write_manifest(stage, **described)
