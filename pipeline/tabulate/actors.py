"""One row per person, organisation and city: how often, in how many recaps, from when to when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from pipeline.records import AnnotatedRecap, Entity
from pipeline.tabulate.rows import Ids, Row


class Place(Protocol):
    """What the register knows of a place on a date; see ``pipeline.registers``."""

    @property
    def municipality(self) -> str | None: ...  # noqa: D102
    @property
    def municipality_code(self) -> str | None: ...  # noqa: D102
    @property
    def province(self) -> str | None: ...  # noqa: D102
    @property
    def g40(self) -> bool: ...  # noqa: D102
    @property
    def latitude(self) -> float | None: ...  # noqa: D102
    @property
    def longitude(self) -> float | None: ...  # noqa: D102


class Places(Protocol):
    """A register of places that can be asked by id, such as ``pipeline.registers.RegisterSet``."""

    def place_by_id(self, place_id: str, *, date: str | None = None) -> Place | None:
        """Return the place as it was on an ISO date (None: now), None when it is not listed."""


class Actor:
    """All that the corpus says under one id."""

    def __init__(self) -> None:
        self.mentions = 0
        self.dates: dict[str, str | None] = {}
        self.entities: list[Entity] = []

    @property
    def counts(self) -> Row:
        """Mentions and documents."""
        return {"mentions": self.mentions, "documents": len(self.dates)}

    @property
    def seen(self) -> Row:
        """First and last ISO date of its documents, None when none has a date."""
        days = [day for day in self.dates.values() if day]
        return {"first_seen": min(days, default=None), "last_seen": max(days, default=None)}


def collect(items: Sequence[AnnotatedRecap], ids: Ids) -> dict[str, dict[str, Actor]]:
    """Gather mentions per label and id; an entity without a mention does not count."""
    found: dict[str, dict[str, Actor]] = {"PER": {}, "ORG": {}, "CITY": {}}
    for item in items:
        doc_id, date = item.recap.doc_id, item.recap.date
        mentions = Counter(mention.key for mention in item.mentions)
        for entity in item.entities:
            if mentions[entity.key]:
                actor = found[entity.label].setdefault(ids[doc_id, entity.key], Actor())
                actor.mentions += mentions[entity.key]
                actor.dates[doc_id] = date
                actor.entities.append(entity)
    return found


def person_rows(actors: Mapping[str, Actor]) -> Iterator[Row]:
    """Yield the rows of ``people``; the name is the fullest that any recap gives."""
    for person_id, actor in _ranked(actors):
        name = best((entity.name for entity in actor.entities), fullest=True)
        yield {"person_id": person_id, "name": name, **actor.counts, **actor.seen}


def organisation_rows(actors: Mapping[str, Actor]) -> Iterator[Row]:
    """Yield the rows of ``organisations``; name, abbreviation and kind are the most used ones."""
    for organisation_id, actor in _ranked(actors):
        yield {
            "organisation_id": organisation_id,
            "name": best(entity.name for entity in actor.entities),
            "abbreviation": best(entity.abbreviation for entity in actor.entities),
            "kind": best(entity.kind for entity in actor.entities),
            **actor.counts,
            **actor.seen,
        }


def city_rows(actors: Mapping[str, Actor], places: Places) -> Iterator[Row]:
    """Yield the rows of ``cities``.

    Municipality, code, province and membership are those on the date of the latest recap that
    mentions the place (today's, when none has a date): one row cannot show every year.
    """
    for city_id, actor in _ranked(actors):
        place = places.place_by_id(city_id, date=actor.seen["last_seen"])
        yield {
            "city_id": city_id,
            "name": best(entity.name for entity in actor.entities),
            "municipality": place.municipality if place else None,
            "municipality_code": place.municipality_code if place else None,
            "province": place.province if place else None,
            "g40_member": bool(place and place.g40),
            "latitude": place.latitude if place else None,
            "longitude": place.longitude if place else None,
            **actor.counts,
        }


def best(names: Iterable[str], *, fullest: bool = False) -> str:
    """Return the most used of the names that are not empty, "" when there is none.

    Ties go to the longest, then to the first in the alphabet; ``fullest`` asks for the most words
    before it asks for use.
    """
    used = Counter(name for name in names if name)
    words = {name: len(name.split()) if fullest else 0 for name in used}
    order = sorted(used, key=lambda name: (-words[name], -used[name], -len(name), name))
    return order[0] if order else ""


def _ranked(actors: Mapping[str, Actor]) -> list[tuple[str, Actor]]:
    """Most mentions first, then by id."""
    return sorted(actors.items(), key=lambda pair: (-pair[1].mentions, pair[0]))
