"""Scores of who is who (B-cubed), of municipalities, and of roles, against ``*.links.json``.

B-cubed precision and recall (Bagga and Baldwin, Algorithms for scoring coreference chains, 1998)
are averaged over the gold mentions that the pipeline found with the same span, so that a missed
name counts in the name scores and not twice.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluate.gold import GoldDocument
from pipeline.evaluate.names import f1
from pipeline.records import AnnotatedRecap

RoleKey = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class LinkScores:
    """Scores over all documents (shares, 0-1) with the roles that were missed or made up."""

    people_b3: float
    organisations_b3: float
    municipalities: float
    city_mentions: int
    roles_precision: float
    roles_recall: float
    roles_f1: float
    role_errors: tuple[tuple[str, str, RoleKey], ...]


def score_links(pairs: Sequence[tuple[GoldDocument, AnnotatedRecap]]) -> LinkScores:
    """Compare links and roles of the documents that have ``links``."""
    with_links = [(gold, found) for gold, found in pairs if gold.links is not None]
    right = wanted = given = city_right = city_all = 0
    errors: list[tuple[str, str, RoleKey]] = []
    for gold, found in with_links:
        gold_roles, found_roles = _gold_roles(gold), _found_roles(found)
        right += len(gold_roles & found_roles)
        wanted += len(gold_roles)
        given += len(found_roles)
        errors += [(gold.name, "missed", r) for r in sorted(gold_roles - found_roles, key=str)]
        errors += [(gold.name, "spurious", r) for r in sorted(found_roles - gold_roles, key=str)]
        hits, total = _municipalities(gold, found)
        city_right, city_all = city_right + hits, city_all + total
    precision = right / given if given else 1.0
    recall = right / wanted if wanted else 1.0
    return LinkScores(
        people_b3=_b_cubed(with_links, "people", "PER"),
        organisations_b3=_b_cubed(with_links, "organisations", "ORG"),
        municipalities=city_right / city_all if city_all else 1.0,
        city_mentions=city_all,
        roles_precision=precision,
        roles_recall=recall,
        roles_f1=f1(precision, recall),
        role_errors=tuple(errors),
    )


def _b_cubed(pairs: Sequence[tuple[GoldDocument, AnnotatedRecap]], table: str, label: str) -> float:
    precisions: list[float] = []
    recalls: list[float] = []
    for gold, found in pairs:
        links = gold.links or {}
        wanted = {
            (m[0], m[1]): i for i, entry in enumerate(links[table]) for m in entry["mentions"]
        }
        given = {(m.start, m.end): m.key for m in found.mentions if m.label == label}
        both = wanted.keys() & given.keys()
        precisions += _overlaps(given, wanted, both)
        recalls += _overlaps(wanted, given, both)
    if not precisions:
        return 1.0
    return f1(sum(precisions) / len(precisions), sum(recalls) / len(recalls))


def _overlaps(
    clusters: Mapping[tuple[int, int], Hashable],
    others: Mapping[tuple[int, int], Hashable],
    mentions: set[tuple[int, int]],
) -> list[float]:
    shares = []
    for mention in mentions:
        mates = {m for m in mentions if clusters[m] == clusters[mention]}
        shares.append(sum(others[m] == others[mention] for m in mates) / len(mates))
    return shares


def _municipalities(gold: GoldDocument, found: AnnotatedRecap) -> tuple[int, int]:
    names = {e.key: e for e in found.entities}
    given = {(m.start, m.end): names[m.key] for m in found.mentions if m.label == "CITY"}
    right = total = 0
    for entry in (gold.links or {})["cities"]:
        for start, end in entry["mentions"]:
            entity = given.get((start, end))
            if entity is not None:
                total += 1
                town = _municipality_of(entity.register_id, found.recap.date)
                right += town == _plain(entry["municipality"])
    return right, total


def _municipality_of(register_id: str | None, date: str | None) -> str | None:
    from pipeline.registers import default_registers

    place = default_registers().place_by_id(register_id, date=date) if register_id else None
    return _plain(place.municipality) if place is not None and place.municipality else None


def _plain(name: str | None) -> str | None:
    return None if name is None else " ".join(name.replace("’", "'").lower().split())


def _key(person: str, role: str | None, affiliation: str | None) -> RoleKey:
    return (_plain(person) or "", _plain(role), _plain(affiliation))


def _gold_roles(gold: GoldDocument) -> set[RoleKey]:
    return {_key(r["person"], r["role"], r["affiliation"]) for r in (gold.links or {})["roles"]}


def _found_roles(found: AnnotatedRecap) -> set[RoleKey]:
    return {_key(r.person, r.role, r.affiliation) for r in found.roles}
