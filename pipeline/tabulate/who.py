"""Everything the tables know about one name: for ``terugblik who NAME`` and for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process, utils

from pipeline.names import Fit, fit, fold, parse_name

_KINDS = {
    "person": ("people", "person_id"),
    "organisation": ("organisations", "organisation_id"),
    "city": ("cities", "city_id"),
}
_PLAIN_COLUMNS = ("mentions", "documents", "first_seen", "last_seen", "name")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or heading in which the name stands.

    Attributes:
        doc_id: id of the recap.
        source: path of its file.
        date: ISO date of the recap, or "".
        paragraph: index of the block.
        section: headings above it, joined by " > ".
        forms: the name as written in it, in order.
        themes: themes of the paragraph, main one first.
        text: the whole paragraph; for a heading only the forms, because headings are no rows.
    """

    doc_id: str
    source: str
    date: str
    paragraph: int
    section: str
    forms: tuple[str, ...]
    themes: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A row of ``roles``, seen from the one asked for.

    ``other`` is the affiliation of a person, or the person of an organisation or city.
    """

    role: str
    other: str
    other_id: str
    doc_id: str
    date: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one person, organisation or city.

    Attributes:
        kind: ``person``, ``organisation`` or ``city``.
        id: its id in the tables.
        name: its name in the tables.
        details: other columns of its table that are not empty, such as ``abbreviation``.
        mentions: number of mentions.
        documents: number of recaps.
        first_seen: ISO date, or "".
        last_seen: ISO date, or "".
        ties: roles and affiliations, by date.
        themes: (theme, paragraphs) of the paragraphs it is named in, most first.
        passages: those paragraphs, by date and place.
    """

    kind: str
    id: str
    name: str
    details: Mapping[str, str]
    mentions: int
    documents: int
    first_seen: str
    last_seen: str
    ties: tuple[Tie, ...]
    themes: tuple[tuple[str, int], ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``who`` found: one dossier per match, else names that are alike."""

    dossiers: tuple[Dossier, ...]
    suggestions: tuple[str, ...] = ()


def who(tables: Mapping[str, pd.DataFrame], name: str) -> Answer:
    """Look a name up in the tables, whatever its case and accents.

    An id, a name, an abbreviation or a form as written in a recap matches as a whole; only when
    none does, a part of a person's name ("Hermsen", "J. van Dijk") or of another name is tried.
    Several matches give several dossiers, most mentioned first. When nothing matches,
    ``suggestions`` has up to five names that are spelt like it.
    """
    index = _index(tables)
    wanted = fold(name).strip()
    found = [entry for entry in index if wanted in entry.forms]
    if not found and wanted:
        found = [entry for entry in index if entry.has_part(name)]
    if not found:
        return Answer((), _suggestions(index, name))
    found.sort(key=lambda entry: (-int(entry.row["mentions"]), entry.id))
    return Answer(tuple(_dossier(tables, entry) for entry in found))


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    id: str
    row: Mapping[str, Any]
    forms: frozenset[str]

    def has_part(self, name: str) -> bool:
        """Say whether the name asked for is a part of this one."""
        own = str(self.row["name"])
        if self.kind == "person":
            return fit(parse_name(name), parse_name(own)) < Fit.GENITIVE
        return f" {fold(name)} " in f" {fold(own)} "


def _index(tables: Mapping[str, pd.DataFrame]) -> list[_Entry]:
    written = tables["entities"].groupby("entity_id")["text"].unique()
    entries = []
    for kind, (table, column) in _KINDS.items():
        for row in _rows(tables[table]):
            forms = {row[column], row["name"], row.get("abbreviation"), row.get("municipality")}
            if kind == "person":
                forms = {row[column], row["name"]}
            else:
                forms |= set(written.get(row[column], ()))
            folded = frozenset(fold(form) for form in forms if isinstance(form, str))
            entries.append(_Entry(kind, row[column], row, folded))
    return entries


def _suggestions(index: Iterable[_Entry], name: str) -> tuple[str, ...]:
    names = sorted({str(entry.row["name"]) for entry in index})
    found = process.extract(
        name, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=5, score_cutoff=60
    )
    return tuple(match[0] for match in found)


def _dossier(tables: Mapping[str, pd.DataFrame], entry: _Entry) -> Dossier:
    dates = {
        doc_id: _text(date)[:10]
        for doc_id, date in zip(
            tables["documents"]["doc_id"], tables["documents"]["date"], strict=True
        )
    }
    passages = _passages(tables, entry.id, dates)
    _, column = _KINDS[entry.kind]
    skipped = {column, *_PLAIN_COLUMNS}
    return Dossier(
        kind=entry.kind,
        id=entry.id,
        name=str(entry.row["name"]),
        details={k: _text(v) for k, v in entry.row.items() if k not in skipped and _text(v)},
        mentions=int(entry.row["mentions"]),
        documents=int(entry.row["documents"]),
        first_seen=_text(entry.row.get("first_seen"))[:10],
        last_seen=_text(entry.row.get("last_seen"))[:10],
        ties=_ties(tables["roles"], entry, dates),
        themes=_themes(passages),
        passages=passages,
    )


def _ties(roles: pd.DataFrame, entry: _Entry, dates: Mapping[str, str]) -> tuple[Tie, ...]:
    person = entry.kind == "person"
    rows = roles[roles["person_id" if person else "affiliation_id"] == entry.id]
    ties = {
        Tie(
            role=_text(row["role"]),
            other=_text(row["affiliation" if person else "person"]),
            other_id=_text(row["affiliation_id" if person else "person_id"]),
            doc_id=row["doc_id"],
            date=dates.get(row["doc_id"], ""),
        )
        for row in _rows(rows)
    }
    return tuple(sorted(ties, key=lambda tie: (tie.date, tie.doc_id, tie.other, tie.role)))


def _passages(
    tables: Mapping[str, pd.DataFrame], entity_id: str, dates: Mapping[str, str]
) -> tuple[Passage, ...]:
    entities, paragraphs, themes = tables["entities"], tables["paragraphs"], tables["themes"]
    named = entities[entities["entity_id"] == entity_id]
    documents = paragraphs[paragraphs["doc_id"].isin(set(named["doc_id"]))]
    rows = {(row["doc_id"], row["paragraph"]): row for row in _rows(documents)}
    sources = dict(zip(tables["documents"]["doc_id"], tables["documents"]["source"], strict=True))
    found = []
    places: set[tuple[str, int]] = set(zip(named["doc_id"], named["paragraph"], strict=True))
    for doc_id, paragraph in places:
        mentions = named[(named["doc_id"] == doc_id) & (named["paragraph"] == paragraph)]
        row = rows.get((doc_id, paragraph), {})
        forms = tuple(mentions.sort_values("start")["text"])
        own = themes[(themes["doc_id"] == doc_id) & (themes["paragraph"] == paragraph)]
        found.append(
            Passage(
                doc_id=doc_id,
                source=sources[doc_id],
                date=dates[doc_id],
                paragraph=int(paragraph),
                section=_text(row.get("section")),
                forms=forms,
                themes=tuple(own["theme"]),
                text=_text(row.get("text")) or " … ".join(forms),
            )
        )
    return tuple(sorted(found, key=lambda p: (p.date, p.doc_id, p.paragraph)))


def _themes(passages: Iterable[Passage]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for passage in passages:
        for theme in passage.themes:
            counts[theme] = counts.get(theme, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]


def _text(value: Any) -> str:
    """Return a cell as text, "" for a missing value."""
    return "" if value is None or pd.isna(value) else str(value)
