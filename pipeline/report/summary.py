"""The opening summary: plain sentences made from the figures, each linked to its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.report import dutch
from pipeline.report.actors import actors_of_theme
from pipeline.report.charts import row_filter
from pipeline.report.corpus import Corpus
from pipeline.report.links import PERIOD_GLUE, browse
from pipeline.trends import undated_documents
from pipeline.trends.significance import FALLING, HINT, RISING, TOO_LITTLE

LARGEST = 3
MOST_HINTS = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; ``href`` opens the paragraphs behind it, "" for plain text."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the summary; ``trend`` is the label it reports, or ""."""

    parts: tuple[Part, ...]
    trend: str = ""

    @property
    def text(self) -> str:
        """The sentence without its links."""
        return "".join(part.text for part in self.parts)


def summary(corpus: Corpus) -> list[Sentence]:
    """Return the sentences: what was read, what rises, what falls, what is largest."""
    sentences = [_what_was_read(corpus)]
    for label in (RISING, FALLING):
        for theme in _labelled(corpus, label):
            sentences.append(_theme_sentence(corpus, theme, label))
    if len(sentences) == 1:
        sentences.append(_no_trend(corpus))
    sentences.append(_hints(corpus))
    if corpus.periods:
        sentences.append(_largest(corpus))
        sentences.append(_pillar_sentence(corpus))
    return [sentence for sentence in sentences if sentence.parts]


def _labelled(corpus: Corpus, label: str) -> list[str]:
    """Return the themes with a trend label, the most certain first."""
    tests = corpus.tests
    rows = tests[(tests["level"] == "theme") & (tests["trend"] == label)]
    return [str(theme) for theme in rows.sort_values(["p", "theme"])["theme"]]


def _what_was_read(corpus: Corpus) -> Sentence:
    documents = corpus.documents
    table = corpus.trends
    count = int(table.loc[table["level"] == "total", "paragraphs"].sum())
    days = documents["date"].dropna()
    text = [
        Part("Gelezen: "),
        Part(dutch.counted(len(documents), "verslag", "verslagen"), browse()),
        Part(f" met {dutch.counted(count, 'alinea', 'alinea’s')}"),
    ]
    if len(days):
        text.append(Part(f", van {dutch.date(days.min())} tot en met {dutch.date(days.max())}"))
    undated = len(undated_documents(corpus.tables))
    if undated:
        text += [
            Part("; "),
            Part(
                dutch.counted(undated, "verslag heeft", "verslagen hebben") + " geen datum",
                browse(periode="zonder datum"),
            ),
            Part(" en telt niet mee in de trends" if undated == 1 else ""),
            Part(" en tellen niet mee in de trends" if undated > 1 else ""),
        ]
    return Sentence(tuple(part for part in [*text, Part(".")] if part.text))


def _theme_sentence(corpus: Corpus, theme: str, label: str) -> Sentence:
    rows = corpus.rows("theme", theme=theme)
    last = rows.iloc[-1]
    name = corpus.labels.theme(theme)
    told = _shows(rows, label)
    parts = _last_two(rows, name, label) if told else _early_and_late(rows, name, label)
    turn = since(rows, rising=label == RISING)
    if told and turn is not None:
        side = "boven" if label == RISING else "onder"
        parts.append(Part(f" (sinds {dutch.period_name(turn)} {side} het eigen gemiddelde)"))
    parts.append(Part("."))
    named = actors_of_theme(corpus, theme, period=str(last["period"]))
    if named:
        parts.append(Part(" Daarbij vaak genoemd: "))
        for place, actor in enumerate(named):
            glue = "" if place == 0 else (" en " if place == len(named) - 1 else ", ")
            parts += [Part(glue), Part(f"{actor.label} ({actor.paragraphs})", actor.href)]
        parts.append(Part("."))
    return Sentence(tuple(part for part in parts if part.text), label)


def _shows(rows: pd.DataFrame, label: str) -> bool:
    """Tell whether the last two periods, as they are written, go the way the label says."""
    if len(rows) < 2:
        return True
    before, last = rows["share"].iloc[-2:]
    ahead = last > before if label == RISING else last < before
    return bool(ahead) and dutch.percent(before) != dutch.percent(last)


def _last_two(rows: pd.DataFrame, name: str, label: str) -> list[Part]:
    """Say the share of the last period against the one before."""
    last = rows.iloc[-1]
    parts = [
        Part(f"{name} kwam {dutch.in_period(last['period'])} in "),
        Part(f"{dutch.percent(last['share'])} van de alinea’s", browse(**row_filter(last))),
        Part(f" voor (95 %-interval {dutch.interval(last['low'], last['high'])})"),
    ]
    if len(rows) > 1:
        before = rows.iloc[-2]
        share = Part(dutch.percent(before["share"]), browse(**row_filter(before)))
        parts += [Part(", tegen "), share, Part(f" {dutch.in_period(before['period'])}")]
    return [*parts, Part(f": {label}")]


def _early_and_late(rows: pd.DataFrame, name: str, label: str) -> list[Part]:
    """Say the share before and after the turn, when the last two periods hide the trend."""
    turn = since(rows, rising=label == RISING)
    late = rows["period"] >= turn if turn is not None else np.arange(len(rows)) >= len(rows) // 2
    parts = [Part(f"{name} is {label}: ")]
    for place, stretch in enumerate((rows[~late], rows[late])):
        count, total = int(stretch["paragraphs"].sum()), int(stretch["total"].sum())
        labels = [str(period) for period in stretch["period"]]
        link = browse(**row_filter(stretch.iloc[0]) | {"periode": PERIOD_GLUE.join(labels)})
        parts += [
            Part(", daarna " if place else ""),
            Part(dutch.percent(count / total) + ("" if place else " van de alinea’s"), link),
            Part(f" {dutch.in_span(labels)} ({dutch.number(count)} van de {dutch.number(total)})"),
        ]
    return parts


def _hints(corpus: Corpus) -> Sentence:
    """Name the themes with a change that is no proof of a trend among so many themes."""
    tests = corpus.tests
    rows = tests[(tests["level"] == "theme") & (tests["trend"] == TOO_LITTLE) & (tests["p"] < HINT)]
    parts: list[Part] = []
    for row in rows.sort_values(["p", "theme"]).head(MOST_HINTS).to_dict("records"):
        label = dutch.lower_first(corpus.labels.theme(row["theme"]))
        change = f" (van {dutch.percent(row['first'])} naar {dutch.percent(row['last'])})"
        parts += [
            Part(", " if parts else ""),
            Part(label, browse(thema=row["theme"])),
            Part(change),
        ]
    if not parts:
        return Sentence(())
    start = Part("Misschien aan het veranderen, maar met deze aantallen niet te bewijzen: ")
    return Sentence((start, *(part for part in parts if part.text), Part(".")))


def since(rows: pd.DataFrame, *, rising: bool) -> str | None:
    """Return the period from which on every share lies above (or below) the mean of all periods.

    The mean weighs every paragraph equally. None when not even the last period does.
    """
    mean = rows["paragraphs"].sum() / rows["total"].sum()
    turn = None
    for label, share in zip(rows["period"][::-1], rows["share"][::-1], strict=True):
        if (share > mean) != rising or share == mean:
            break
        turn = str(label)
    return turn


def _no_trend(corpus: Corpus) -> Sentence:
    labels = set(corpus.tests.loc[corpus.tests["level"] == "theme", "trend"])
    if labels <= {TOO_LITTLE}:
        return Sentence(
            (
                Part(
                    "Er zijn nog te weinig gegevens om van een thema te zeggen dat het stijgt of "
                    "daalt; de aandelen hieronder zijn wel te vergelijken."
                ),
            ),
            TOO_LITTLE,
        )
    return Sentence(
        (Part("Van geen enkel thema is aan te tonen dat het over de hele tijd stijgt of daalt."),)
    )


def _largest(corpus: Corpus) -> Sentence:
    period = corpus.periods[-1]
    table = corpus.trends
    rows = table[(table["period"] == period) & (table["level"] == "theme")]
    rows = rows[rows["paragraphs"] > 0].sort_values(
        ["paragraphs", "theme"], ascending=[False, True]
    )
    if rows.empty:
        return Sentence(())
    parts = [Part(f"Het meest besproken {dutch.in_period(period)}: ")]
    top = rows.head(LARGEST)
    for place, (_, row) in enumerate(top.iterrows()):
        glue = "" if place == 0 else (" en " if place == len(top) - 1 else ", ")
        label = dutch.lower_first(corpus.labels.theme(row["theme"]))
        parts += [
            Part(f"{glue}{label} ("),
            Part(dutch.percent(row["share"]), browse(**row_filter(row))),
            Part(")"),
        ]
    return Sentence((*parts, Part(".")))


def _pillar_trend(corpus: Corpus, row: pd.Series[Any]) -> list[Part]:
    """Say that a pillar rises or falls, and what its share was in the first period."""
    if row["trend"] not in (RISING, FALLING):
        return []
    first = corpus.rows("pillar", pillar=row["pillar"]).iloc[0]
    return [
        Part(f" ({row['trend']}; "),
        Part(dutch.percent(first["share"]), browse(**row_filter(first))),
        Part(f" {dutch.in_period(first['period'])})"),
    ]


def _pillar_sentence(corpus: Corpus) -> Sentence:
    period = corpus.periods[-1]
    table = corpus.trends
    rows = table[(table["period"] == period) & (table["level"] == "pillar")]
    rows = rows.sort_values(["paragraphs", "pillar"], ascending=[False, True])
    if rows.empty:
        return Sentence(())
    parts = [Part(f"De pijlers {dutch.in_period(period)}: ")]
    for place, (_, row) in enumerate(rows.iterrows()):
        parts += [
            Part(("" if place == 0 else ", ") + corpus.labels.pillar(row["pillar"]) + " "),
            Part(dutch.percent(row["share"]), browse(**row_filter(row))),
            *_pillar_trend(corpus, row),
        ]
    return Sentence((*parts, Part(".")))
