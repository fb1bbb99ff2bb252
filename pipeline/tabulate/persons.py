"""People over recaps: grouped by name, affiliation and time, see ``pipeline.tabulate.identity``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date

from pipeline.names import name_key
from pipeline.tabulate.evidence import Appearance
from pipeline.tabulate.ids import digest, slug

YEAR = 365
"""Days within which two different home towns contradict each other."""

Known = Mapping[tuple[str, int], str]


@dataclass(slots=True)
class Person:
    """Everything that is one person: an id and the appearances that share it."""

    id: str
    appearances: list[Appearance] = field(default_factory=list)
    undecided: bool = False

    @property
    def name(self) -> str:
        """The name as it appears first."""
        return min(self.appearances, key=lambda a: a.order).name

    def affiliations(self) -> frozenset[str]:
        """Return the ids of all organisations and places the person is tied to."""
        return frozenset().union(*(a.affiliations for a in self.appearances))

    def homes(self) -> frozenset[str]:
        """Return all home towns."""
        return frozenset().union(*(a.homes for a in self.appearances))

    def documents(self) -> frozenset[str]:
        """Return the ids of all recaps."""
        return frozenset(a.doc_id for a in self.appearances)

    def admits(self, new: Appearance) -> bool:
        """Say whether nothing contradicts that ``new`` is this person."""
        if any(a.doc_id == new.doc_id for a in self.appearances):
            return False
        if not new.homes:
            return True
        settled = [a for a in self.appearances if a.homes]
        same = [a.date for a in settled if a.homes & new.homes] + [new.date]
        other = [a.date for a in settled if not a.homes & new.homes]
        return not other or _far_apart(same, other, new.date)


def _far_apart(same: Sequence[str | None], other: Sequence[str | None], new: str | None) -> bool:
    """Say whether other homes lie more than a year from ``new`` and not between equal homes."""
    known = [day for day in same if day]
    if new is None or None in other:
        return False
    days = [day for day in other if day]
    between = any(min(known) < day < max(known) for day in days)
    return not between and all(_days(day, new) > YEAR for day in days)


def _days(one: str, other: str) -> int:
    return abs((Date.fromisoformat(one) - Date.fromisoformat(other)).days)


def group_people(found: Sequence[Appearance], known: Known) -> list[Person]:
    """Group appearances (in order) by person and name the groups; see the module's text."""
    people: dict[str, Person] = {}
    by_name: dict[str, list[Person]] = {}
    fixed = {a: i for a in found for i in [_known_id(a, known)] if i}
    for appearance, person_id in fixed.items():
        person = people.setdefault(person_id, Person(person_id, undecided=not appearance.full))
        person.appearances.append(appearance)
        if person not in by_name.setdefault(name_key(appearance.name), []):
            by_name[name_key(appearance.name)].append(person)
    for appearance in found:
        if appearance in fixed:
            continue
        named = by_name.setdefault(name_key(appearance.name), [])
        person = _person_for(appearance, named, people)
        person.appearances.append(appearance)
        people[person.id] = person
        if person not in named:
            named.append(person)
    return sorted(people.values(), key=lambda person: person.id)


def _known_id(appearance: Appearance, known: Known) -> str | None:
    ids = (known.get((appearance.doc_id, start)) for start in appearance.starts)
    return next((person_id for person_id in ids if person_id), None)


def _person_for(new: Appearance, named: Sequence[Person], people: Mapping[str, Person]) -> Person:
    """Return the person whom an appearance belongs to, a new one when there is none."""
    base = "per-" + slug(name_key(new.name))
    own = f"{base}-{digest(new.doc_id + new.key, 8)}"
    if new.ambiguous or not new.full:
        local = _with_home(base, new)
        person_id = local if local and not new.ambiguous else own
        person = people.get(person_id)
        if person and any(a.doc_id == new.doc_id for a in person.appearances):
            person = Person(own, undecided=True)
        return person or Person(person_id, undecided=True)
    admitting = [p for p in named if not p.undecided and p.admits(new)]
    if not admitting:
        free = (i for i in (base, _with_home(base, new), own) if i and i not in people)
        return Person(next(free, own))
    if len(admitting) > 1:
        admitting = [p for p in admitting if p.homes() & new.homes] or [
            p for p in admitting if p.affiliations() & new.affiliations
        ]
    return admitting[0] if len(admitting) == 1 else Person(own, undecided=True)


def _with_home(base: str, new: Appearance) -> str | None:
    return f"{base}-{slug(min(new.homes).lower())}" if new.homes else None
