"""``terugblik run``: progress while it runs, and a summary at the end."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from pipeline.cli.console import choices, err, out
from pipeline.config import FORMATS, Config, load_config

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from pipeline.run import Progress, Result

SHOWN_PROBLEMS = 8


def run_command(
    inputs: list[Path],
    output: Path,
    config_path: Path | None,
    model: str | None,
    jobs: int,
    formats: str | None,
    *,
    quiet: bool,
) -> int:
    """Run the main job; return the exit code."""
    config = _config(config_path, model, formats)
    if not quiet:
        err().print("Loading the pipeline ...", style="dim")
    from pipeline.run import run

    bar, progress = _progress(quiet=quiet)
    with bar:
        result = run(*inputs, output=output, config=config, jobs=jobs, progress=progress)
    if quiet:
        _problems(result.tables["problems"].query("severity == 'error'"), err())
    else:
        _summary(result, output)
    return 0 if result.complete else 1


def _config(path: Path | None, model: str | None, formats: str | None) -> Config:
    config = load_config(path)
    if model:
        config = config.model_copy(update={"model": model})
    if formats is not None:
        chosen = choices(formats, FORMATS, "--format")
        output = config.output.model_copy(update={"formats": chosen})
        config = config.model_copy(update={"output": output})
    return config


def _progress(*, quiet: bool) -> tuple[Any, Progress | None]:
    """Return a context and a callback: a bar on a terminal, plain lines when piped."""
    if quiet:
        return nullcontext(), None
    if not err().is_terminal:
        return nullcontext(), lambda done, total, source: err().print(
            f"{done}/{total} {source}", markup=False, soft_wrap=True
        )
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err(),
    )
    task = bar.add_task("reading", total=None)

    def progress(done: int, total: int, source: str) -> None:
        said = escape(source[-40:]) if done < total else "writing tables and report"
        bar.update(task, completed=done, total=total, description=said)

    return bar, progress


def _summary(result: Result, output: Path) -> None:
    tables = result.tables
    documents = tables["documents"]
    read = int((documents["status"] == "ok").sum())
    dates = documents["date"].dropna()
    span = f", {min(dates):%Y-%m-%d} to {max(dates):%Y-%m-%d}" if len(dates) else ""
    out().print(f"\n[bold]{read} of {len(documents)} documents read[/bold]{span}")
    _counts(tables)
    _problems(tables["problems"].query("severity != 'info'"), out())
    if not result.balance["balanced"]:
        out().print("[red]the tables do not add up; see 'balance' in run.json and report this[/]")
    out().print(f"\nTables and report: [bold]{escape(str(output))}[/bold]", soft_wrap=True)
    out().print(f"  open {escape(str(output / 'report.html'))} in a browser", soft_wrap=True)


def _counts(tables: dict[str, Any]) -> None:
    show = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("table", "rows", "most often"):
        show.add_column(column, justify="right" if column == "rows" else "left")
    for name in ("people", "organisations", "cities"):
        frame = tables[name]
        top = frame.sort_values("mentions", ascending=False, kind="stable")["name"].head(4)
        show.add_row(name, str(len(frame)), escape(", ".join(top)))
    main = tables["paragraphs"]["theme"].dropna()
    main = main[main != ""]
    top_themes = ", ".join(
        f"{theme} ({count})" for theme, count in main.value_counts().head(4).items()
    )
    show.add_row("paragraphs", str(len(tables["paragraphs"])), escape(top_themes))
    for name in ("entities", "roles", "problems"):
        show.add_row(name, str(len(tables[name])), "")
    out().print(show)


def _problems(problems: pd.DataFrame, console: Console) -> None:
    for row in problems.head(SHOWN_PROBLEMS).to_dict("records"):
        style = "red" if row["severity"] == "error" else "yellow"
        line = escape(f"{row['source']}: {row['message']}")
        console.print(f"[{style}]{row['severity']}[/] {line}", soft_wrap=True)
    if len(problems) > SHOWN_PROBLEMS:
        console.print(f"... and {len(problems) - SHOWN_PROBLEMS} more in the table 'problems'")
