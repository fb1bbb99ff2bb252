"""Who and where: people with their role, organisations by kind, cities."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pandas as pd

from pipeline.report.corpus import Corpus
from pipeline.report.links import browse
from pipeline.trends import period_of
from pipeline.trends.counts import KEY
from pipeline.trends.who import Label

FILTER: dict[Label, str] = {"PER": "persoon", "ORG": "organisatie", "CITY": "stad"}
TOP_THEMES = 2


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme and the number of paragraphs it has in common with something else."""

    theme: str
    label: str
    paragraphs: int
    href: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation or city, with the number of paragraphs and recaps that name it.

    ``detail`` is role and affiliation of a person, kind of an organisation, municipality and
    province of a city. ``mentions`` counts every mention, in headings too. ``unsure``: as
    ``Corpus.unsure``.
    """

    id: str
    name: str
    detail: str
    paragraphs: int
    documents: int
    mentions: int
    href: str
    themes: tuple[ThemeCount, ...] = ()
    unsure: bool = False
    latitude: float = float("nan")
    longitude: float = float("nan")


def people(corpus: Corpus) -> list[Actor]:
    """Return the people, most paragraphs first, each with the latest role the recaps give."""
    roles = _latest_roles(corpus)
    rows = corpus.tables["people"]
    details = {str(i): roles.get(str(i), "") for i in rows["person_id"]}
    return _actors(corpus, "PER", rows.rename(columns={"person_id": "id"}), details)


def organisations(corpus: Corpus) -> list[Actor]:
    """Return the organisations, most paragraphs first; ``detail`` is the kind."""
    rows = corpus.tables["organisations"].rename(columns={"organisation_id": "id"})
    details = dict(zip(rows["id"].astype(str), rows["kind"], strict=True))
    return _actors(corpus, "ORG", rows, details)


def cities(corpus: Corpus) -> list[Actor]:
    """Return the cities, most paragraphs first, with coordinates (degrees) where known."""
    rows = corpus.tables["cities"].rename(columns={"city_id": "id"})
    details = {
        str(row["id"]): _place(row["name"], row["municipality"], row["province"])
        for row in rows.to_dict("records")
    }
    return _actors(corpus, "CITY", rows, details)


def _actors(
    corpus: Corpus, label: Label, rows: pd.DataFrame, details: dict[str, str]
) -> list[Actor]:
    named = corpus.named[label]
    groups = named.groupby("entity_id")
    counts = groups.size().to_dict()
    documents = groups["doc_id"].nunique().to_dict()
    themes = _top_themes(corpus, named, FILTER[label])
    found = [
        Actor(
            id=str(row["id"]),
            name=str(row["name"]),
            detail=details.get(str(row["id"]), ""),
            unsure=(label, str(row["id"])) in corpus.unsure,
            paragraphs=counts[str(row["id"])],
            documents=documents[str(row["id"])],
            mentions=int(row["mentions"]),
            href=browse(**{FILTER[label]: str(row["id"])}),
            themes=themes.get(str(row["id"]), ()),
            latitude=float(row.get("latitude", "nan")),
            longitude=float(row.get("longitude", "nan")),
        )
        for row in rows.to_dict("records")
        if str(row["id"]) in counts
    ]
    return sorted(found, key=lambda actor: (-actor.paragraphs, actor.unsure, actor.name, actor.id))


def _top_themes(
    corpus: Corpus, named: pd.DataFrame, name: str
) -> dict[str, tuple[ThemeCount, ...]]:
    themes = corpus.tables["themes"][[*KEY, "theme"]].drop_duplicates()
    counts = (
        named.merge(themes, on=KEY).groupby(["entity_id", "theme"]).size().reset_index(name="n")
    )
    counts = counts.sort_values(["entity_id", "n", "theme"], ascending=[True, False, True])
    top: dict[str, list[ThemeCount]] = defaultdict(list)
    for entity, theme, count in counts.itertuples(index=False):
        if len(top[str(entity)]) < TOP_THEMES:
            link = browse(thema=str(theme), **{name: str(entity)})
            top[str(entity)].append(ThemeCount(theme, corpus.labels.theme(theme), count, link))
    return {entity: tuple(found) for entity, found in top.items()}


def actors_of_theme(corpus: Corpus, theme: str, *, period: str, most: int = 3) -> list[ThemeCount]:
    """Return who and which cities are named most in paragraphs of a theme in a period.

    Only those named in at least two of its paragraphs; ``label`` is the name.
    """
    members = corpus.tables["themes"]
    members = members[members["theme"] == theme][KEY].drop_duplicates()
    found = []
    for label, name in FILTER.items():
        named = corpus.named[label].merge(members, on=KEY)
        named = named[_in_period(corpus, named, period)]
        for (entity, text), rows in named.groupby(["entity_id", "name"]):
            link = browse(periode=period, thema=theme, **{name: str(entity)})
            found.append(ThemeCount(theme, str(text), len(rows), link))
    often = [actor for actor in found if actor.paragraphs >= 2]
    return sorted(often, key=lambda actor: (-actor.paragraphs, actor.label))[:most]


def _in_period(corpus: Corpus, rows: pd.DataFrame, period: str) -> list[bool]:
    return [period_of(day, period=corpus.period) == period for day in rows["date"]]


def _latest_roles(corpus: Corpus) -> dict[str, str]:
    dates = corpus.tables["documents"][["doc_id", "date"]]
    roles = corpus.tables["roles"].merge(dates, on="doc_id", how="left")
    roles = roles.sort_values(["date", "doc_id", "start"], na_position="first")
    latest: dict[str, str] = {}
    for row in roles.itertuples(index=False):
        latest[str(row.person_id)] = ", ".join(str(p) for p in (row.role, row.affiliation) if p)
    return latest


def _place(name: str, municipality: str, province: str) -> str:
    parts = [f"gemeente {municipality}" if municipality and municipality != name else "", province]
    return ", ".join(part for part in parts if part)
