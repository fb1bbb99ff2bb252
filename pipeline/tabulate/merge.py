"""Ids that may be one person or organisation: proposed with the evidence, never merged here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.names import (
    Fit,
    Name,
    fit,
    fold,
    is_abbreviation_of,
    is_particle,
    name_key,
    organisation_key,
    parse_name,
)
from pipeline.records import Entity

if TYPE_CHECKING:
    from pipeline.tabulate.persons import Person

LIKE = 88.0
"""Likeness of two names (0-100, rapidfuzz ratio of folded names) from which a pair is proposed."""

_TOGETHER = 15.0
_SHARED = 5.0


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """Two ids that a human may want to merge; a row of ``merge_candidates``.

    ``score`` (0-100) is the likeness of the names, more with a shared affiliation, less when both
    stand in one recap. ``evidence`` is Dutch text for the reader of the sheet.
    """

    kind: str
    id_a: str
    name_a: str
    id_b: str
    name_b: str
    score: float
    evidence: str


def merge_candidates(
    people: Sequence[Person], things: Mapping[str, Entity]
) -> list[MergeCandidate]:
    """Return all pairs worth a look, the most alike first.

    Args:
        people: everybody, with their evidence.
        things: an entity for each id of an organisation or place.
    """
    organisations = {i: thing for i, thing in things.items() if thing.label == "ORG"}
    found = [*_people(people, things), *_organisations(organisations)]
    return sorted(found, key=lambda c: (-c.score, c.kind, c.id_a, c.id_b))


def _people(people: Sequence[Person], things: Mapping[str, Entity]) -> Iterator[MergeCandidate]:
    for one, other in _neighbours(people):
        found = _alike(one, other)
        if found is None:
            continue
        score, reasons = found
        shared = (one.affiliations() & other.affiliations()) | (one.homes() & other.homes())
        together = one.documents() & other.documents()
        if shared:
            names = sorted({things[i].name if i in things else i for i in shared})
            reasons.append(f"zelfde aansluiting ({', '.join(names)})")
        if together:
            reasons.append(f"samen in {len(together)} document(en)")
        score = min(100.0, score + _SHARED * bool(shared)) - _TOGETHER * bool(together)
        yield MergeCandidate(
            "person", one.id, one.name, other.id, other.name, round(score, 1), "; ".join(reasons)
        )


def _neighbours(people: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
    """Yield the pairs that share a part of the surname, or a given name or initial and letters."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        for key in _blocking_keys(parse_name(person.name)):
            groups[key].append(number)
    pairs = {pair for members in groups.values() for pair in combinations(members, 2)}
    for first, second in sorted(pairs):
        yield people[first], people[second]


def _blocking_keys(name: Name) -> set[str]:
    words = [fold(word) for word in name.words]
    last = words[-1] if words else ""
    parts = [part for word in name.surname for part in fold(word).split("-")]
    keys = {f"w:{part}" for part in parts if part and not is_particle(part)}
    if name.full:
        keys.add(f"g:{words[0]}:{last[:1]}")
        keys.add(f"i:{words[0][:1]}:{last[:2]}:{last[-1:]}")
    return keys


def _alike(one: Person, other: Person) -> tuple[float, list[str]] | None:
    """Return a score and the reasons when two people may be one."""
    key_a, key_b = name_key(one.name), name_key(other.name)
    if key_a == key_b:
        return 90.0, ["zelfde naam, tekst beslist niet of het om één persoon gaat"]
    if fold(key_a).replace("-", " ") == fold(key_b).replace("-", " "):
        return 98.0, ["zelfde naam op accenten of koppelteken na"]
    if _sound(key_a) == _sound(key_b):
        return 96.0, ["zelfde naam op ij/y, c/k of een dubbele letter na"]
    a, b = parse_name(one.name), parse_name(other.name)
    if a.full and b.full:
        if min(fit(a, b), fit(b, a)) < Fit.GENITIVE:
            return 90.0, ["voorletters, voornamen of een dubbele naam kunnen dezelfde zijn"]
        likeness = fuzz.ratio(fold(key_a), fold(key_b))
        if likeness >= LIKE and _one_slip(a, b):
            return likeness, ["spelling verschilt weinig"]
        return None
    shared = one.affiliations() & other.affiliations() | one.homes() & other.homes()
    if shared and min(fit(a, b), fit(b, a)) < Fit.GENITIVE:
        return 85.0, ["deel van de naam"]
    return None


def _one_slip(a: Name, b: Name) -> bool:
    """Say whether given names or surnames are equal, so that the other part was misspelt."""
    return a.given == b.given or a.surname == b.surname


def _sound(key: str) -> str:
    """Return a rough form in which usual Dutch spelling variants are equal."""
    text = fold(key)
    for spelling, sound in (("ij", "y"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("c", "k")):
        text = text.replace(spelling, sound)
    return "".join(c for c, before in zip(text, " " + text, strict=False) if c != before)


def _organisations(organisations: Mapping[str, Entity]) -> Iterator[MergeCandidate]:
    """Pair organisations that no register knows with each other and with those it knows."""
    ids = sorted(organisations)
    unknown = [i for i in ids if organisations[i].register_id is None]
    pairs = {(min(one, other), max(one, other)) for one in unknown for other in ids}
    for first, second in sorted(pairs):
        one, other = organisations[first], organisations[second]
        found = _same_organisation(one, other) if first != second else None
        if found:
            score, reason = found
            yield MergeCandidate("organisation", first, one.name, second, other.name, score, reason)


def _same_organisation(one: Entity, other: Entity) -> tuple[float, str] | None:
    a = organisation_key(one.name, drop="description")
    b = organisation_key(other.name, drop="description")
    if a == b:
        return 97.0, "zelfde naam op een woord als ‘bureau’ of ‘stichting’ na"
    if _abbreviates(one, other) or _abbreviates(other, one):
        return 92.0, "afkorting van de andere naam"
    likeness = fuzz.ratio(a, b)
    if min(len(a), len(b)) > 4 and likeness >= LIKE:
        return round(likeness, 1), "spelling verschilt weinig"
    return None


def _abbreviates(short: Entity, long: Entity) -> bool:
    return short.name.isupper() and (
        short.name == long.abbreviation or is_abbreviation_of(short.name, long.name)
    )
