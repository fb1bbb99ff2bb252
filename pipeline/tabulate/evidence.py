"""What one recap says about a person: the evidence on which identity over recaps is decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.names import fold, parse_name
from pipeline.records import AnnotatedRecap, Entity, Role
from pipeline.registers import RegisterSet
from pipeline.tabulate.ids import thing_id

_NO_DATE = "9999-99-99"
_LOCAL_OFFICES = (
    "wethouder",
    "burgemeester",
    "gemeentesecretaris",
    "raadslid",
    "griffier",
    "stadssecretaris",
)
_FORMER = re.compile(r"\b(?:oud|ex|voormalig\w*)\b")


@dataclass(frozen=True, slots=True)
class Appearance:
    """One person in one recap, with the evidence of that recap alone.

    Attributes:
        doc_id: the recap.
        key: key of the entity in it.
        name: fullest name in it.
        date: ISO date of the recap, or None.
        homes: municipality codes (or normal names of places) that are this person's home.
        affiliations: ids of organisations and places the person is tied to.
        roles: roles in lower case.
        ambiguous: the recap does not decide who is meant.
        starts: first characters of the mentions.
    """

    doc_id: str
    key: str
    name: str
    date: str | None = None
    homes: frozenset[str] = frozenset()
    affiliations: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    ambiguous: bool = False
    starts: tuple[int, ...] = ()

    @property
    def order(self) -> tuple[str, str, str]:
        """Sort key: by date, undated last."""
        return self.date or _NO_DATE, self.doc_id, self.key

    @property
    def full(self) -> bool:
        """True when the name has a given name or initials besides a surname."""
        return parse_name(self.name).full


def appearances(annotated: Iterable[AnnotatedRecap], registers: RegisterSet) -> list[Appearance]:
    """Return each person of each recap with the evidence of that recap, by date."""
    found = []
    for item in annotated:
        entities = {entity.key: entity for entity in item.entities}
        starts: dict[str, list[int]] = {}
        for mention in item.mentions:
            starts.setdefault(mention.key, []).append(mention.start)
        for entity in item.entities:
            if entity.label == "PER":
                own = [role for role in item.roles if role.person_key == entity.key]
                found.append(
                    Appearance(
                        doc_id=item.recap.doc_id,
                        key=entity.key,
                        name=entity.name,
                        date=item.recap.date,
                        homes=_homes(own, entities, registers),
                        affiliations=_affiliations(own, entities),
                        roles=frozenset(role.role for role in own if role.role),
                        ambiguous=entity.ambiguous,
                        starts=tuple(starts.get(entity.key, ())),
                    )
                )
    return sorted(found, key=lambda appearance: appearance.order)


def _affiliations(roles: Iterable[Role], entities: Mapping[str, Entity]) -> frozenset[str]:
    return frozenset(
        thing_id(entities[role.affiliation_key])
        for role in roles
        if role.affiliation_key and role.affiliation_key in entities
    )


def _homes(
    roles: Iterable[Role], entities: Mapping[str, Entity], registers: RegisterSet
) -> frozenset[str]:
    """Return the towns that are the person's by a local office or a bare affiliation."""
    homes = set()
    for role in roles:
        local = role.role is None or role.role.endswith(_LOCAL_OFFICES)
        former = role.role is not None and _FORMER.search(role.role)
        if role.affiliation_label == "CITY" and role.affiliation and local and not former:
            entity = entities.get(role.affiliation_key or "")
            homes.add(_municipality(role.affiliation, entity, registers))
    return frozenset(homes)


def _municipality(name: str, entity: Entity | None, registers: RegisterSet) -> str:
    """Return the code of today's municipality, so that a merger is no move."""
    place = registers.find_place(name) if entity is None else None
    found = place.id if place else (entity.register_id if entity else None)
    code = (found or "").split("-")[0]
    if code.startswith("GM") and code in registers.municipalities:
        return registers.municipality_on(code).code
    return found or fold(name)
