"""Who is who over documents: one stable id per person, organisation and place.

Organisations and places get the id of the register, else one made of their normal name. Ids of
people are decided per *name in full* (see :func:`pipeline.names.name_key`; no other spelling is
ever merged, :mod:`pipeline.tabulate.merge` proposes those), in order of date:

- A recap's person joins the person of that name whom nothing contradicts. A contradiction is a
  home town (an affiliation with a city, alone or with a local office) that differs less than
  a year apart, or in between: two aldermen of one name in two cities in one year are two
  people, one who moves from Weert to Breda over the years stays one.
- Whoever fits nobody is a new person. The first of a name has the id ``per-jan-bos``, the next
  one has the home town behind it (``per-jan-bos-gm0758``).
- Whoever fits several (a plain "Jan Bos" when two are known) goes to the one who shares an
  affiliation, else stays alone under an id of the recap.
- Surnames or given names alone never meet over documents, unless they share a home town.

Stability. An id says nothing about other recaps unless their evidence contradicts: adding recaps
changes no id as long as the new ones are later, or contradict nobody of the same name. No pure
function can promise more: if "Jan Bos" of Weert and "Jan Bos" of Breda are two people in 2020, and
either alone is the same person as a "Jan Bos" without a city, then one of the two must give up an
id when the other is added. So for the case that is left, an older recap that contradicts a newer
one, :func:`assign_ids` takes the ids that were given before (``known``) and keeps every one of
them, whatever is added and in whatever order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.records import AnnotatedRecap, Entity
from pipeline.registers import RegisterSet, default_registers
from pipeline.tabulate.evidence import appearances
from pipeline.tabulate.ids import thing_id
from pipeline.tabulate.merge import MergeCandidate, merge_candidates
from pipeline.tabulate.persons import Known, Person, group_people

if TYPE_CHECKING:
    import pandas as pd

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who over documents.

    Attributes:
        ids: (doc_id, entity key) to person, organisation or city id.
        candidates: pairs of ids that may be one, for a human to decide.
        people: the people by id.
    """

    ids: Mapping[Key, str]
    candidates: tuple[MergeCandidate, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)


def assign_ids(
    annotated: Sequence[AnnotatedRecap],
    *,
    known: Known | None = None,
    registers: RegisterSet | None = None,
) -> Identities:
    """Give every entity of every recap an id; the order of the recaps makes no difference.

    Args:
        annotated: all recaps.
        known: ids given before, by (doc_id, first character of a mention), see :func:`known_ids`;
            they are kept.
        registers: tells which municipality an affiliation lies in today; default the shipped ones.
    """
    registers = registers or default_registers()
    ids: dict[Key, str] = {}
    for item in annotated:
        for entity in item.entities:
            if entity.label != "PER":
                ids[item.recap.doc_id, entity.key] = thing_id(entity)
    people = group_people(appearances(annotated, registers), known or {})
    for person in people:
        ids.update({(a.doc_id, a.key): person.id for a in person.appearances})
    candidates = merge_candidates(people, things(annotated, ids))
    return Identities(ids, tuple(candidates), {person.id: person for person in people})


def known_ids(entities: pd.DataFrame) -> dict[tuple[str, int], str]:
    """Return the person ids of an earlier ``entities`` table, for :func:`assign_ids`."""
    people = entities[entities["label"] == "PER"]
    columns = (people[name] for name in ("doc_id", "start", "entity_id"))
    return {
        (doc_id, int(start)): entity_id for doc_id, start, entity_id in zip(*columns, strict=True)
    }


def things(annotated: Iterable[AnnotatedRecap], ids: Mapping[Key, str]) -> dict[str, Entity]:
    """Return one entity per organisation and place id, the one with the longest name."""
    found: dict[str, Entity] = {}
    for item in annotated:
        for entity in item.entities:
            if entity.label != "PER":
                key = ids[item.recap.doc_id, entity.key]
                best = found.get(key)
                if best is None or _rank(entity) > _rank(best):
                    found[key] = entity
    return found


def _rank(entity: Entity) -> tuple[int, str]:
    return len(entity.name), entity.name
