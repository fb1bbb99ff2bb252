"""``terugblik report``, ``plot`` and ``digest``: what is made from tables that are on disk."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rich.markup import escape

from pipeline.cli.console import choices, one_choice, out
from pipeline.errors import ConfigError, InputError, OutputError

if TYPE_CHECKING:
    from pipeline.report.plot import PlotFormat
    from pipeline.trends import Period
    from pipeline.trends.counts import Tables

REPORT_FORMATS = ("html", "docx", "md")


def report_command(folder: Path, formats: str, period: str) -> int:
    """Write the report beside the tables in the forms asked for; return the exit code."""
    chosen = choices(formats, REPORT_FORMATS, "--format")
    kind = _period(period)
    from pipeline.report import make_corpus, write_docx, write_markdown, write_report
    from pipeline.tabulate import read_manifest, read_tables

    tables, run = read_tables(folder), read_manifest(folder)
    corpus = make_corpus(tables, run, period=kind)
    writers = {
        "html": lambda path: write_report(tables, run, path, period=kind),
        "docx": lambda path: write_docx(corpus, path),
        "md": lambda path: write_markdown(corpus, path),
    }
    for name in chosen:
        path, part = folder / f"report.{name}", folder / f".report.{name}"
        try:
            writers[name](part)
            part.replace(path)
        except OSError as error:
            raise _cannot_write(path, error) from error
        finally:
            part.unlink(missing_ok=True)
        _wrote(path)
    return 0


def plot_command(folder: Path, output: Path, formats: str, period: str) -> int:
    """Write every chart of the report as a file; return the exit code."""
    kind = _period(period)
    from pipeline.report import make_corpus, write_plots
    from pipeline.report.plot import FORMATS
    from pipeline.tabulate import read_manifest, read_tables

    chosen = cast("tuple[PlotFormat, ...]", choices(formats, FORMATS, "--format"))
    corpus = make_corpus(read_tables(folder), read_manifest(folder), period=kind)
    try:
        files = write_plots(corpus, output, formats=chosen)
    except OSError as error:
        raise _cannot_write(output, error) from error
    out().print(f"wrote {len(files)} files to {escape(str(output))}", soft_wrap=True)
    return 0


def digest_command(folder: Path, since: str | None, *, atom: bool) -> int:
    """Print what is new since a day, by default since the last meeting; return the exit code."""
    day = _day(since) if since is not None else None
    from pipeline.report import digest
    from pipeline.tabulate import read_manifest, read_tables

    tables, run = read_tables(folder), read_manifest(folder)
    day = day or _last_meeting(tables, folder)
    text = digest(tables, run, since=day, form="atom" if atom else "text")
    out().print(text, end="", markup=False, soft_wrap=True)
    return 0


def _last_meeting(tables: Tables, folder: Path) -> date:
    documents = tables["documents"]
    dates = documents.loc[documents["status"] == "ok", "date"].dropna()
    if dates.empty:
        raise InputError(f"{folder}: no recap has a date, so nothing can be called new")
    return date.fromisoformat(str(dates.max())[:10])


def _period(value: str) -> Period:
    from pipeline.trends import PERIODS

    return cast("Period", one_choice(value, PERIODS, "--period"))


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ConfigError(f"--since '{value}': give a date as YYYY-MM-DD") from None


def _wrote(path: Path) -> None:
    out().print(f"wrote {escape(str(path))}", soft_wrap=True)


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"'{path}' cannot be written ({error.strerror}); close it in other programs or choose "
        "another folder"
    )
