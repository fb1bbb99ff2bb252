"""``terugblik inspect``: one recap in the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from pipeline.cli.console import COLOURS, out
from pipeline.config import load_config
from pipeline.errors import InputError
from pipeline.records import AnnotatedRecap, Block, Labels


def inspect_command(file: Path, config_path: Path | None, model: str | None) -> int:
    """Show blocks, names, roles, themes and problems of one file; return the exit code."""
    if not file.is_file():
        raise InputError(f"'{file}' is no file; give one recap, or use 'terugblik run' for folders")
    config = load_config(config_path)
    from pipeline.extract.load import load
    from pipeline.read import Input
    from pipeline.workers import annotate_file

    found = annotate_file(
        load(config, model=model), Input(path=file, source=file.name), config=config
    )
    _header(found)
    labels = {label.paragraph: label for label in found.labels}
    for block in found.recap.blocks:
        out().print(_block(found, block, labels.get(block.index)))
    _roles(found)
    for problem in (*found.recap.problems, *found.problems):
        out().print(f"[yellow]{problem.severity}[/] {escape(problem.message)}")
    return 0 if found.recap.status == "ok" else 1


def _header(found: AnnotatedRecap) -> None:
    recap = found.recap
    out().print(f"[bold]{escape(recap.title or recap.source)}[/bold]")
    facts = [recap.date or "no date", f"({recap.date_source})", recap.event, recap.host_city or ""]
    legend = "  ".join(f"[{colour}]{label}[/]" for label, colour in COLOURS.items())
    out().print(f"{escape(' · '.join(f for f in facts if f))}   {legend}\n")


def _block(found: AnnotatedRecap, block: Block, label: Labels | None) -> Table:
    text = Text(found.recap.text[block.start : block.end].replace("\r", ""))
    if block.kind == "heading":
        text.stylize("bold underline")
    for mention in found.mentions:
        if block.start <= mention.start and mention.end <= block.end:
            start, end = mention.start - block.start, mention.end - block.start
            text.stylize(COLOURS[mention.label], start, end)
    row = Table.grid(padding=(0, 1))
    row.add_column(width=3, justify="right", style="dim")
    row.add_column()
    row.add_row(str(block.index), Text.assemble(text, _theme_line(label), "\n"))
    return row


def _theme_line(label: Labels | None) -> Text:
    if label is None:
        return Text("")
    themes = ", ".join(f"{t.theme} {t.confidence:.2f}" for t in label.themes) or "no theme"
    line = Text(f"\n{label.pillar} {label.pillar_confidence:.2f} · {themes}", "cyan")
    terms = [e.term for theme in label.themes for e in theme.evidence]
    if terms:
        line.append(f" · {', '.join(dict.fromkeys(terms))}", "italic")
    return line


def _roles(found: AnnotatedRecap) -> None:
    if found.roles:
        out().print("[bold]Roles[/bold]")
    for role in found.roles:
        at = f" ({role.affiliation})" if role.affiliation else ""
        out().print(f"    {escape(f'{role.person}: {role.role or chr(8212)}{at}')}")
