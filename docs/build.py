"""Writes the parts of the documentation that come from the program itself.

``make docs`` (or ``python -m docs.build``) rewrites, in place:

- README.md: the tables of the example recap, and the summary of a run on ``corpus/recaps``;
- docs/commands.md: every command with its options, from the command line's own definitions;
- docs/inspect.svg: what ``terugblik inspect`` shows of the example recap;
- notebooks: their output.

``tests/test_docs.py`` fails when what is in the repository differs from what would be written.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import nbformat
import typer.main
from nbclient import NotebookClient
from rich.console import Console

import pipeline
from pipeline.cli.app import app

if TYPE_CHECKING:
    import pandas as pd

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
COMMANDS = ROOT / "docs" / "commands.md"
PICTURE = ROOT / "docs" / "inspect.svg"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
RECAP_FILE = "terugblik-gouda.txt"
RUN = ("run", "corpus/recaps", "--output", "outputs")
SHOWN = {
    "entities": ["paragraph", "start", "end", "text", "label", "entity_id"],
    "roles": ["paragraph", "person", "role", "affiliation", "affiliation_id"],
    "themes": ["paragraph", "theme", "pillar", "evidence"],
}
"""Columns of the example's tables that the README shows."""
WIDTH = 96
_RECAP = re.compile(r"<!-- recap -->\s*```text\n(.*?)```", re.DOTALL)
_FONT_FACES = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)


def example_recap(readme: str) -> str:
    """Return the recap that the README shows."""
    match = _RECAP.search(readme)
    if match is None:
        raise ValueError("README.md: no text block after '<!-- recap -->'")
    return match[1]


@contextlib.contextmanager
def example_file(readme: str) -> Iterator[Path]:
    """Write the README's recap to a temporary file, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / RECAP_FILE
        path.write_text(example_recap(readme), encoding="utf-8")
        yield path


def example_tables(readme: str) -> str:
    """Return the rows that the README's recap becomes, as Markdown tables."""
    with example_file(readme) as path:
        tables = pipeline.run(path).tables
    return "\n\n".join(
        f"`{name}`\n\n{_markdown(tables[name][columns])}" for name, columns in SHOWN.items()
    )


def run_summary(folder: Path) -> str:
    """Run the README's first command in ``folder`` and return what it prints, as a code block."""
    printed = io.StringIO()
    with (
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, {"COLUMNS": str(WIDTH)}),
        contextlib.redirect_stdout(printed),
        contextlib.suppress(SystemExit),
    ):
        app(list(RUN))
    lines = [line.rstrip() for line in printed.getvalue().strip().splitlines()]
    return "```text\n" + "\n".join(lines) + "\n```"


def fill(text: str, name: str, content: str) -> str:
    """Put content between the ``<!-- name:start -->`` and ``<!-- name:end -->`` of a text."""
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    before, found, rest = text.partition(start)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"no '{start} ... {end}'")
    return f"{before}{start}\n{content}\n{end}{after}"


def between(text: str, name: str) -> str:
    """Return what stands between the two marks of a part."""
    return text.partition(f"<!-- {name}:start -->\n")[2].partition(f"\n<!-- {name}:end -->")[0]


def commands_page() -> str:
    """Return docs/commands.md: each command with arguments, options and an example."""
    parts = [
        "# Commands",
        "Made from `terugblik --help` by `make docs`; do not edit. "
        "`terugblik COMMAND --help` says the same.",
        re.sub(r".*(?=Exit codes:)", "", app.info.epilog or "", flags=re.DOTALL),
    ]
    for path, command in commands():
        parts += [f"## terugblik {path}", _sentences(command.help)]
        rows = [_parameter(parameter) for parameter in command.params]
        parts.append(
            "| argument or option | default | meaning |\n|---|---|---|\n" + "\n".join(rows)
        )
        example = (command.epilog or "").partition("Example: ")[2]
        parts.append(f"```console\n$ {example}\n```")
    return "\n\n".join(parts) + "\n"


def commands() -> list[tuple[str, Any]]:
    """Return every command that does something: its words ("train ner") and its definition."""

    def walk(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        for name, child in getattr(command, "commands", {}).items():
            yield from walk(child, (*words, name))
        if not hasattr(command, "commands"):
            yield " ".join(words), command

    return list(walk(typer.main.get_command(app), ()))


def picture(readme: str) -> str:
    """Return what ``terugblik inspect`` shows of the README's recap, as SVG without web fonts."""
    from pipeline.cli import inspect

    console = Console(record=True, file=io.StringIO(), width=WIDTH, highlight=False)
    with example_file(readme) as path, mock.patch.object(inspect, "out", lambda: console):
        inspect.inspect_command(path, None, None)
    svg = console.export_svg(title=f"terugblik inspect {RECAP_FILE}", unique_id="terugblik")
    lines = (line.rstrip() for line in _FONT_FACES.sub("", svg).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def executed(path: Path) -> Any:
    """Run a notebook in its own folder and return it with its output.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(
        notebook, timeout=1800, kernel_name="python3", record_timing=False, resources=where
    ).execute()
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def build() -> None:
    """Rewrite all parts; see the module."""
    readme = README.read_text(encoding="utf-8")
    COMMANDS.write_text(commands_page(), encoding="utf-8")
    PICTURE.write_text(picture(readme), encoding="utf-8")
    readme = fill(readme, "example", example_tables(readme))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "corpus").symlink_to(ROOT / "corpus")
        readme = fill(readme, "summary", run_summary(Path(folder)))
    README.write_text(readme, encoding="utf-8")
    for path in NOTEBOOKS:
        nbformat.write(executed(path), path)


def _markdown(rows: pd.DataFrame) -> str:
    lines = [list(rows.columns), ["---"] * len(rows.columns)]
    lines += [["" if _missing(v) else str(v) for v in row] for row in rows.itertuples(index=False)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _missing(value: Any) -> bool:
    return value is None or value != value


def _sentences(text: str | None) -> str:
    return " ".join((text or "").split())


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = parameter.metavar or parameter.name.upper()
    else:
        name = ", ".join(parameter.opts)
    default = parameter.default
    shown = "" if default in (None, "", False) or parameter.required else f"`{default}`"
    return f"| `{name}` | {shown} | {_sentences(parameter.help)} |"


if __name__ == "__main__":
    build()
