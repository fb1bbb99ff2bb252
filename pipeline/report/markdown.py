"""The report as Markdown, for a mail or a wiki: summary, themes, who and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.report import actors, dutch
from pipeline.report.brief import HEADER, METHOD, theme_rows, title
from pipeline.report.corpus import Corpus
from pipeline.report.methods import methods
from pipeline.report.summary import summary

MOST = 10
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")


def write_markdown(corpus: Corpus, path: Path) -> Path:
    """Write the report as Markdown and return its path."""
    path.write_text(markdown(corpus), encoding="utf-8", errors="replace")
    return path


def markdown(corpus: Corpus) -> str:
    """Return the report as Markdown; text from recaps is escaped, it can't become markup."""
    lines = [f"# {title(corpus)}", ""]
    lines += [f"- {escape(sentence.text)}" for sentence in summary(corpus)]
    if corpus.periods:
        lines += ["", f"## Thema’s {dutch.in_period(corpus.periods[-1])}", ""]
        lines += _table(HEADER, theme_rows(corpus, most=100))
    for name, found in (
        ("Mensen", actors.people(corpus)),
        ("Organisaties", actors.organisations(corpus)),
        ("Steden", actors.cities(corpus)),
    ):
        rows = [(a.name, a.detail, str(a.paragraphs), str(a.documents)) for a in found[:MOST]]
        if rows:
            lines += ["", f"## {name}", ""]
            lines += _table((name, "", "Alinea’s", "Verslagen"), rows)
    lines += ["", "## Verantwoording", "", METHOD, ""]
    box = methods(corpus, links={})
    lines += [f"- {escape(name)}: {escape(value)}" for name, value in box.facts]
    lines += [f"- Zonder datum: {escape(name)}" for name in box.undated]
    lines += [f"- {severity}: {escape(a)}: {escape(b)}" for severity, a, b in box.problems]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Return text in which nothing is Markdown or HTML, on one line."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return "\\" + line if line[:1] in ("-", "+", "=") else line


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    body = [header, ["---"] * len(header)]
    lines = [f"| {' | '.join(row)} |" for row in body]
    return lines + [f"| {' | '.join(escape(cell) for cell in row)} |" for row in rows]
