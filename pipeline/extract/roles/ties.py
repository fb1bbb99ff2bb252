"""Rules that tie a person to an organisation or city without a role."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.roles.affiliations import name_at
from pipeline.extract.roles.items import Item, is_break
from pipeline.extract.roles.people import Unit, honorific_start, sentence_bounds
from pipeline.extract.roles.scene import Claim, Scene

_DASHES = frozenset("-–—|/:")


def affiliation_claims(scene: Scene) -> Iterator[Claim]:
    """Yield what ties a person to an organisation or city without a role."""
    for unit in scene.units:
        person = scene.items[unit.index]
        found = [*unit.affiliations, *_employer(scene, unit)]
        for name in found:
            start, end = min(person.start, name.start), max(person.end, name.end)
            borrowed = unit.borrowed and name in unit.affiliations
            yield Claim(person, None, (name,), start, end, borrowed)
    yield from _on_behalf(scene)


def _employer(scene: Scene, unit: Unit) -> list[Item]:
    """``X, werkzaam bij Y``, ``X werkt bij Y``, ``X, gemeente Gouda,`` and list items."""
    at = unit.end
    if scene.word(at) == ",":
        at += 1
        while scene.word(at) in ("die", "nu", "thans", "in", "inmiddels"):
            at += 1
    if scene.words.is_in("employed", scene.word(at)) or scene.words.is_in("works", scene.word(at)):
        if scene.words.is_in("prepositions", scene.word(at + 1)):
            name = name_at(scene.items, at + 2, scene.words)
            return [] if name is None else [scene.items[name]]
        return []
    return _listed_employer(scene, unit) if unit.bare else []


def _listed_employer(scene: Scene, unit: Unit) -> list[Item]:
    """``Jan Bos, VNG`` or ``Jan Bos - Gouda`` as an item of a list, or between commas."""
    mark = scene.word(unit.end)
    if mark not in {","} | _DASHES:
        return []
    name = name_at(scene.items, unit.end + 1, scene.words)
    if name is None:
        return []
    described = name > unit.end + 1
    closed = is_break(scene.items, name + 1)
    before = unit.start - 1
    opens = is_break(scene.items, before) or scene.word(before) in ("-", "•", "–", "*", ":")
    titled = any(p.end == unit.start and is_break(scene.items, p.start - 1) for p in scene.phrases)
    if closed and (opens or titled or described):
        return [scene.items[name]]
    return [scene.items[name]] if described and scene.word(name + 1) == "," else []


def _on_behalf(scene: Scene) -> Iterator[Claim]:
    """``Namens Divosa sprak X``, ``X sprak namens Divosa``, ``Y, bij monde van X``."""
    for index, item in enumerate(scene.items):
        if item.folded == "monde":
            yield from _mouth(scene, index)
        if item.kind != "word" or item.folded not in ("namens", "vanuit"):
            continue
        name = name_at(scene.items, index + 1, scene.words)
        if name is None or any(scene.items[name] in unit.affiliations for unit in scene.units):
            continue
        if item.folded == "vanuit" and scene.items[name].kind == "CITY":
            continue
        opens = is_break(scene.items, index - 1)
        unit = _speaker_after(scene, name + 1) if opens else _speaker_before(scene, index)
        if unit is not None and (item.folded == "namens" or opens):
            yield _tie(scene, unit, scene.items[name])


def _tie(scene: Scene, unit: Unit, name: Item) -> Claim:
    person = scene.items[unit.index]
    start, end = min(person.start, name.start), max(person.end, name.end)
    return Claim(person, None, (name,), start, end)


def _speaker_after(scene: Scene, index: int) -> Unit | None:
    """Return the first person within a few words of the verb, if nothing else intervenes."""
    for at in range(index, min(index + 7, len(scene.items))):
        position = scene.unit_starting(at)
        if position is not None:
            return scene.units[position] if at > index else None
        if scene.items[at].kind != "word":
            return None
    return None


def _speaker_before(scene: Scene, index: int) -> Unit | None:
    """Return the last person before an index, in the same clause."""
    for at in range(index - 1, max(index - 10, -1), -1):
        if is_break(scene.items, at) or scene.items[at].is_name:
            return None
        if scene.items[at].kind == "PER":
            return next(unit for unit in scene.units if unit.index == at)
    return None


def _mouth(scene: Scene, index: int) -> Iterator[Claim]:
    """``Valente, bij monde van de heer X``."""
    if scene.word(index - 1) != "bij" or scene.word(index + 1) != "van":
        return
    start, end = sentence_bounds(scene.items, index)
    names = [item for item in scene.items[start:index] if item.is_name]
    people = [u for u in scene.units if index < u.index < end]
    spoken = people and honorific_start(scene.items, people[0].index) == index + 2
    if names and spoken:
        yield _tie(scene, people[0], names[-1])
