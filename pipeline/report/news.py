"""What is new since a day: recaps, and themes, people, organisations and cities not seen before."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.report.corpus import Corpus
from pipeline.report.links import browse
from pipeline.trends.counts import KEY
from pipeline.trends.who import Label

KINDS: tuple[tuple[Label, str], ...] = (
    ("PER", "persoon"),
    ("ORG", "organisatie"),
    ("CITY", "stad"),
)


@dataclass(frozen=True, slots=True)
class New:
    """One thing that was not in any earlier recap, with the paragraphs since then."""

    kind: str
    id: str
    name: str
    paragraphs: int
    href: str
    first_seen: pd.Timestamp


@dataclass(frozen=True, slots=True)
class News:
    """What is new from ``since`` on.

    Attributes:
        since: first day that counts as new.
        documents: the recaps since then.
        earlier: number of dated recaps before it.
        items: what is new.
        unsure: number of new names left out of ``items``: see ``Corpus.unsure``.
    """

    since: pd.Timestamp
    documents: pd.DataFrame
    earlier: int
    items: tuple[New, ...]
    unsure: int = 0

    def of(self, kind: str) -> list[New]:
        """Return the items of one kind: thema, persoon, organisatie or stad."""
        return [item for item in self.items if item.kind == kind]


def last_meeting(corpus: Corpus) -> pd.Timestamp | None:
    """Return the day of the latest dated recap, or None."""
    dates = corpus.documents["date"].dropna()
    return None if dates.empty else dates.max()


def news(corpus: Corpus, *, since: pd.Timestamp) -> News:
    """Return what the dated recaps from ``since`` on have that no earlier dated recap has."""
    documents = corpus.documents
    fresh = documents[documents["date"] >= since]
    items = _new_themes(corpus, since)
    left_out = 0
    for label, kind in KINDS:
        named = corpus.named[label].dropna(subset=["date"])
        for (entity, name), rows in named.groupby(["entity_id", "name"]):
            if rows["date"].min() < since:
                continue
            if (label, str(entity)) in corpus.unsure:
                left_out += 1
            else:
                items.append(_item(kind, str(entity), str(name), rows))
    order = {kind: place for place, kind in enumerate(("thema", "persoon", "organisatie", "stad"))}
    items.sort(key=lambda item: (order[item.kind], -item.paragraphs, item.name, item.id))
    return News(since, fresh, int((documents["date"] < since).sum()), tuple(items), left_out)


def _new_themes(corpus: Corpus, since: pd.Timestamp) -> list[New]:
    themes = corpus.tables["themes"][[*KEY, "theme"]].drop_duplicates()
    rows = themes.merge(corpus.paragraphs, on=KEY).dropna(subset=["date"])
    return [
        _item("thema", str(theme), corpus.labels.theme(str(theme)), found)
        for theme, found in rows.groupby("theme")
        if found["date"].min() >= since
    ]


def _item(kind: str, key: str, name: str, rows: pd.DataFrame) -> New:
    return New(kind, key, name, len(rows), browse(**{kind: key}), rows["date"].min())
