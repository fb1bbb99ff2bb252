"""The rows of the ``roles`` table: claims of all rules, combined and without repetition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.extract.roles.holders import assign_phrases, role_claims
from pipeline.extract.roles.items import Item, items_of
from pipeline.extract.roles.people import find_units
from pipeline.extract.roles.phrases import find_phrases
from pipeline.extract.roles.scene import Claim, Scene
from pipeline.extract.roles.ties import affiliation_claims
from pipeline.extract.roles.words import role_words
from pipeline.names import fold
from pipeline.records import Block, Entity, Mention, Recap, Role

if TYPE_CHECKING:
    from pipeline.registers import RegisterSet


def find_roles(doc: Doc, *, registers: RegisterSet) -> list[Role]:
    """Return one row per person, role and affiliation that the text of a Doc states.

    A row without role or affiliation is left out where another row of the person says the same
    and more. Rows are in text order of their first statement; ``start`` and ``end`` span the name
    and what is said about it.

    Args:
        doc: a Doc with ``doc._.recap``, ``doc._.mentions`` and ``doc._.entities``.
        registers: roles, and adjectives of cities.
    """
    recap: Recap = doc._.recap
    entities = {entity.key: entity for entity in doc._.entities}
    mentions: Sequence[Mention] = doc._.mentions
    found: list[tuple[Role, bool]] = []
    for block in recap.blocks or (Block(0, "paragraph", 0, len(recap.text)),):
        inside = [m for m in mentions if block.start <= m.start and m.end <= block.end]
        if any(mention.label == "PER" for mention in inside):
            found += _roles_of(recap.text, block, inside, entities, registers)
    return _fullest(_without_idle_loans(found))


def _roles_of(
    text: str,
    block: Block,
    mentions: Sequence[Mention],
    entities: dict[str, Entity],
    registers: RegisterSet,
) -> Iterator[tuple[Role, bool]]:
    """Yield the rows of one block, each with whether its affiliation was borrowed."""
    words = role_words(registers)
    items = items_of(text, block.start, block.end, mentions, words)
    phrases = find_phrases(items, words, registers, text)
    scene = Scene(items, phrases, find_units(items, phrases, words), words)
    assign_phrases(scene)
    claims = _combine([*role_claims(scene)], [*affiliation_claims(scene)])
    for claim in sorted(claims, key=lambda claim: (claim.start, claim.end, claim.role or "")):
        yield _role(claim, block, entities), claim.borrowed


def _combine(roles: Sequence[Claim], ties: Sequence[Claim]) -> list[Claim]:
    """Give roles without affiliation what is tied to the same name; keep ties that are left.

    Of a city and an organisation in one bracket ("wethouder X (D66, Gouda)") the city goes with
    the role.
    """
    result: list[Claim] = []
    used: set[Claim] = set()
    for role in roles:
        own = [tie for tie in ties if tie.person is role.person]
        if role.affiliations or not own:
            result.append(role)
            continue
        kinds = {tie.affiliations[0].kind for tie in own}
        chosen = [t for t in own if len(kinds) == 1 or t.affiliations[0].kind == "CITY"]
        used.update(chosen)
        for tie in chosen:
            start, end = min(role.start, tie.start), max(role.end, tie.end)
            result.append(Claim(role.person, role.role, tie.affiliations, start, end, tie.borrowed))
    return result + [tie for tie in ties if tie not in used]


def _role(claim: Claim, block: Block, entities: dict[str, Entity]) -> Role:
    place: Item | None = claim.affiliations[0] if claim.affiliations else None
    key = place.key if place is not None and place.key in entities else None
    person = entities.get(claim.person.key)
    return Role(
        paragraph=block.index,
        start=claim.start,
        end=claim.end,
        person_key=claim.person.key,
        person=person.name if person else claim.person.text,
        role=claim.role,
        affiliation=place.text if place is not None else None,
        affiliation_label=None if place is None else "CITY" if place.kind == "CITY" else "ORG",
        affiliation_key=key,
    )


def _without_idle_loans(found: Sequence[tuple[Role, bool]]) -> list[Role]:
    """Drop affiliations borrowed from a listed name by people who have one of their own."""
    settled = {role.person_key for role, borrowed in found if role.affiliation and not borrowed}
    return [role for role, borrowed in found if not (borrowed and role.person_key in settled)]


def _affiliation(role: Role) -> str | None:
    """Return what identifies the affiliation: its entity, else its text."""
    if role.affiliation is None:
        return None
    return role.affiliation_key or fold(role.affiliation)


def _fullest(roles: Iterable[Role]) -> list[Role]:
    """Keep the first of equal rows, and drop rows that another row says more fully."""
    first: dict[tuple[str, str | None, str | None], Role] = {}
    for role in roles:
        first.setdefault((role.person_key, role.role, _affiliation(role)), role)
    keys = set(first)
    full = {(person, role) for person, role, place in keys if role and place}
    placed = {(person, place) for person, role, place in keys if role and place}
    return [
        role
        for (person, title, place), role in first.items()
        if not (place is None and (person, title) in full)
        and not (title is None and (person, place) in placed)
    ]
