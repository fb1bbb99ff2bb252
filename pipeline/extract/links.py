"""Entity linking within a document: from ``doc.ents`` to mentions and whom or what they mean."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span

from pipeline.extract.links_cities import CityUse, link_cities
from pipeline.extract.links_organisations import OrganisationUse, link_organisations
from pipeline.extract.links_people import NameUse, link_people
from pipeline.extract.roles.words import role_words
from pipeline.names import fold, gender_of, name_key, name_words
from pipeline.records import Block, Entity, Mention, Problem, Recap

if TYPE_CHECKING:
    from pipeline.registers import RegisterSet

_LOOK_BACK = 60
_LOOK_AHEAD = 60
Linked = tuple[Entity, tuple[int, ...]]


def link(doc: Doc, *, registers: RegisterSet) -> tuple[list[Mention], list[Entity]]:
    """Say for each entity of a Doc which person, organisation or place of the document it means.

    Args:
        doc: a Doc with ``doc.ents`` (PER, ORG, CITY) and ``doc._.recap``.
        registers: where organisations and places are looked up, as of the recap's date.

    Returns:
        Mentions in text order and entities in order of first mention. Entity keys are unique in
        the document and depend on label and name, not on position.
    """
    recap: Recap = doc._.recap
    blocks = _blocks(recap, doc)
    ents = doc.ents
    spans = {label: [e for e in ents if e.label_ == label] for label in ("PER", "ORG", "CITY")}
    linked = [
        *_people(recap, blocks, spans["PER"], spans["CITY"], registers),
        *_organisations(recap, spans["ORG"], registers),
        *_cities(recap, spans["CITY"], registers),
    ]
    linked.sort(key=lambda pair: min(pair[1]))
    entities, keys = _with_unique_keys(linked)
    mentions = [
        Mention(
            paragraph=_block_at(blocks, span.start_char).index,
            start=span.start_char,
            end=span.end_char,
            text=span.text,
            label=span.label_,  # type: ignore[arg-type]
            source=span._.source,
            key=keys[span.start_char],
        )
        for span in ents
        if span.start_char in keys
    ]
    return mentions, entities


def link_problems(recap: Recap, entities: Iterable[Entity]) -> list[Problem]:
    """Return a problem for each place without a municipality and each undecided person."""
    return [
        Problem(recap.source, "link", "warning" if e.label == "CITY" else "info", _message(e))
        for e in entities
        if e.note
    ]


def _message(entity: Entity) -> str:
    return entity.note if entity.label == "CITY" else f"‘{entity.name}’ {entity.note}"


def _blocks(recap: Recap, doc: Doc) -> Sequence[Block]:
    return recap.blocks or (Block(0, "paragraph", 0, len(doc.text)),)


def _block_at(blocks: Sequence[Block], start: int) -> Block:
    index = bisect_right([block.start for block in blocks], start) - 1
    return blocks[max(index, 0)]


def _with_unique_keys(linked: Sequence[Linked]) -> tuple[list[Entity], dict[int, str]]:
    """Number equal keys; return the entities and the key of each mention by its start."""
    seen: dict[str, int] = {}
    entities, keys = [], {}
    for entity, starts in linked:
        count = seen[entity.key] = seen.get(entity.key, 0) + 1
        key = entity.key if count == 1 else f"{entity.key}#{count}"
        entities.append(
            Entity(
                key=key,
                label=entity.label,
                name=entity.name,
                register_id=entity.register_id,
                abbreviation=entity.abbreviation,
                kind=entity.kind,
                ambiguous=entity.ambiguous,
                note=entity.note,
            )
        )
        keys.update(dict.fromkeys(starts, key))
    return entities, keys


def _people(
    recap: Recap,
    blocks: Sequence[Block],
    spans: Sequence[Span],
    places: Sequence[Span],
    registers: RegisterSet,
) -> Iterator[Linked]:
    cities = {(s.start_char, fold(s.text)) for s in places}
    uses = [
        _name_use(recap.text, _block_at(blocks, s.start_char), s, cities, registers) for s in spans
    ]
    for person in link_people(uses):
        entity = Entity(
            key="PER:" + name_key(person.name),
            label="PER",
            name=person.name,
            ambiguous=bool(person.note),
            note=person.note,
        )
        yield entity, tuple(use.start for use in person.uses)


def _name_use(
    text: str,
    block: Block,
    span: Span,
    cities: Container[tuple[int, str]],
    registers: RegisterSet,
) -> NameUse:
    before = text[max(block.start, span.start_char - _LOOK_BACK) : span.start_char]
    after = text[span.end_char : min(block.end, span.end_char + _LOOK_AHEAD)]
    gender, title = _gender_and_title(before, registers)
    title = title or _title_behind(after, registers)
    bracket = re.match(r"\s*\(([^()]{2,50})\)", after)
    affiliation = fold(bracket[1]).strip() if bracket else ""
    return NameUse(
        start=span.start_char,
        text=span.text,
        block=block.index,
        section=block.index if block.kind == "heading" else max(block.headings, default=-1),
        gender=gender,
        title=title,
        office=title if role_words(registers).is_in("exclusive", title) else "",
        affiliation=affiliation,
        city=affiliation
        if bracket and (span.end_char + bracket.start(1), affiliation) in cities
        else "",
        genitive=re.match(r"\s+[a-zà-ÿ]", after) is not None,
    )


def _gender_and_title(before: str, registers: RegisterSet) -> tuple[str, str]:
    """Return gender by honorific and role word from the words right before a name."""
    words = re.findall(r"[\w-]+\.?|[^\w\s]", before)
    gender = ""
    while words and words[-1].casefold().rstrip(".") in name_words().honorifics:
        honorific = words.pop()
        gender = gender or gender_of(honorific)
    lexicon = role_words(registers)
    title = words[-1].casefold() if words and lexicon.is_role(words[-1]) else ""
    return gender, title


def _title_behind(after: str, registers: RegisterSet) -> str:
    """Return the role word right behind a name: "Jan Bos, wethouder", "Jan Bos is wethouder"."""
    found = re.match(r"(?:,| is| was| wordt)\s+(?:(?:de|een|onze)\s+)?([\w-]+)", after)
    return found[1].casefold() if found and role_words(registers).is_role(found[1]) else ""


def _organisations(recap: Recap, spans: Sequence[Span], registers: RegisterSet) -> Iterator[Linked]:
    uses = [OrganisationUse(s.start_char, s.end_char, s.text) for s in spans]
    for found in link_organisations(recap.text, uses, registers=registers, date=recap.date):
        entity = Entity(
            key="ORG:" + (found.register_id or fold(found.name)),
            label="ORG",
            name=found.name,
            register_id=found.register_id,
            abbreviation=found.abbreviation,
            kind=found.kind,
        )
        yield entity, tuple(use.start for use in found.uses)


def _cities(recap: Recap, spans: Sequence[Span], registers: RegisterSet) -> Iterator[Linked]:
    uses = [CityUse(s.start_char, s.end_char, s.text) for s in spans]
    for found in link_cities(recap.text, uses, registers=registers, date=recap.date):
        place = found.place
        entity = Entity(
            key="CITY:" + (place.id if place else fold(found.name)),
            label="CITY",
            name=found.name,
            register_id=place.id if place else None,
            note=found.note,
        )
        yield entity, tuple(use.start for use in found.uses)
