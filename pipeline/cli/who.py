"""``terugblik who``: everything the tables know about one name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.text import Text

from pipeline.cli.console import COLOURS, err, out

if TYPE_CHECKING:
    from pipeline.tabulate.who import Dossier, Passage, Tie

LABELS = {"person": "PER", "organisation": "ORG", "city": "CITY"}
SHOWN_THEMES = 5


def who_command(name: str, folder: Path) -> int:
    """Print the dossier of every match; return 1 when there is none."""
    from pipeline.tabulate import read_tables
    from pipeline.tabulate.who import who

    answer = who(read_tables(folder), name)
    if not answer.dossiers:
        alike = ", ".join(f"'{s}'" for s in answer.suggestions)
        hint = f"; did you mean {alike}?" if alike else "; see the tables for all names"
        err().print(f"nobody and nothing is called '{name}'{hint}", markup=False, soft_wrap=True)
        return 1
    for number, dossier in enumerate(answer.dossiers):
        if number:
            out().print()
        _show(dossier)
    return 0


def _show(dossier: Dossier) -> None:
    colour = COLOURS[LABELS[dossier.kind]]
    out().print(
        f"[{colour}]{escape(dossier.name)}[/]  {dossier.kind}  {dossier.id}", soft_wrap=True
    )
    for column, value in dossier.details.items():
        out().print(f"  {column.replace('_', ' ')}: {value}", markup=False, soft_wrap=True)
    seen = f", {dossier.first_seen} to {dossier.last_seen}" if dossier.first_seen else ""
    counts = f"  {dossier.mentions} mentions in {dossier.documents} recaps{seen}"
    out().print(counts, soft_wrap=True)
    if dossier.themes:
        shown = ", ".join(f"{theme} ({count})" for theme, count in dossier.themes[:SHOWN_THEMES])
        out().print(f"  themes: {shown}", markup=False, soft_wrap=True)
    if dossier.ties:
        out().print("[bold]Roles[/bold]")
    for tie in dossier.ties:
        out().print(f"  {_tie(tie, person=dossier.kind == 'person')}", markup=False, soft_wrap=True)
    out().print("[bold]Paragraphs[/bold]")
    for passage in dossier.passages:
        out().print(_passage(passage, colour), soft_wrap=True)


def _tie(tie: Tie, *, person: bool) -> str:
    day = tie.date or "no date   "
    if person:
        return f"{day}  {tie.role or '—'}" + (f", {tie.other}" if tie.other else "")
    return f"{day}  {tie.other}" + (f", {tie.role}" if tie.role else "")


def _passage(passage: Passage, colour: str) -> Text:
    """Return the place of a paragraph, and its text with the name in colour."""
    place = f"{passage.source}, paragraph {passage.paragraph}"
    themes = f"  {', '.join(passage.themes)}" if passage.themes else ""
    text = Text(" ".join(passage.text.split()))
    text.highlight_words([" ".join(form.split()) for form in passage.forms], colour)
    head = (f"  {passage.date or 'no date'}  {place}", "dim")
    return Text.assemble(head, (themes, "magenta"), "\n  ", text)
