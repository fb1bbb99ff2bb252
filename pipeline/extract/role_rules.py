"""The rules that tie roles and affiliations to people, one function each.

Each rule takes a :class:`Scene` (one block) and yields claims. A claim with a role comes from a
role phrase; which rule may have the phrase is decided by the order in :func:`claims_of`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.role_items import Item, is_break
from pipeline.extract.role_people import (
    Unit,
    honorific_start,
    listed_before,
    listed_with,
    sentence_bounds,
)
from pipeline.extract.role_phrases import Phrase, name_at
from pipeline.extract.role_words import RoleWords

_LONGEST_CLAUSE = 14
_QUOTES = frozenset("‘’'\"“”„")
_DASHES = frozenset("-–—|/:")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a rule says about one person of a block.

    Attributes:
        person: the item of the name.
        role: role in lower case, or None.
        affiliations: names tied to the role by the role phrase itself, or to the person when
            there is no role.
        start: first character of the evidence.
        end: one past its last character.
        borrowed: the affiliation stands behind a name that the person is listed with.
    """

    person: Item
    role: str | None
    affiliations: tuple[Item, ...]
    start: int
    end: int
    borrowed: bool = False


@dataclass(slots=True)
class Scene:
    """One block in the middle of rule application.

    Attributes:
        items: the block as items.
        phrases: its role phrases.
        units: its people.
        words: word lists.
        holders: for each phrase (by index) the units it was given to.
    """

    items: Sequence[Item]
    phrases: Sequence[Phrase]
    units: Sequence[Unit]
    words: RoleWords
    holders: dict[int, list[Unit]] = field(default_factory=dict)

    def word(self, index: int) -> str:
        """Return the folded text at an index, "" past either end."""
        return self.items[index].folded if 0 <= index < len(self.items) else ""

    def unit_starting(self, index: int) -> int | None:
        """Return the position of the unit that starts (honorifics counted) at an index."""
        return next((n for n, u in enumerate(self.units) if u.start <= index <= u.index), None)

    def unit_ending(self, index: int) -> int | None:
        """Return the position of the unit that ends right before an index."""
        return next((n for n, u in enumerate(self.units) if u.end == index), None)


def assign_phrases(scene: Scene) -> None:
    """Give each role phrase to the people it is about, the surest rule first."""
    rules = (_in_brackets, _before_name, _named_first, _apposition, _copula, _inverted)
    for number, phrase in enumerate(scene.phrases):
        for rule in rules:
            if units := rule(scene, phrase):
                scene.holders[number] = units
                break
    for number, phrase in enumerate(scene.phrases):
        if number not in scene.holders and (units := _coordinated(scene, number, phrase)):
            scene.holders[number] = units


def _in_brackets(scene: Scene, phrase: Phrase) -> list[Unit]:
    """``X (lector bij Y)``."""
    return [unit for unit in scene.units if phrase in unit.phrases]


def _before_name(scene: Scene, phrase: Phrase) -> list[Unit]:
    """``wethouder X``, ``de wethouders X (Almelo) en Y (Helmond)``, ``Voorzitter: X``."""
    at = phrase.end
    if scene.word(at) == ":" or scene.word(at) in _QUOTES:
        at += 1
    position = scene.unit_starting(at)
    if position is None or scene.units[position].start < phrase.end:
        return []
    group = listed_with(scene.items, scene.units, position)
    return group if phrase.plural else group[:1]


def _named_first(scene: Scene, phrase: Phrase) -> list[Unit]:
    """``De wethouder van Weert, Jet van Aalst, ...``."""
    if not phrase.determiner or scene.word(phrase.end) != ",":
        return []
    position = scene.unit_starting(phrase.end + 1)
    if position is None or _name_before(scene, phrase) is not None:
        return []
    unit = scene.units[position]
    closing = scene.word(unit.end)
    closed = closing in (",", "(", ":", ")") or is_break(scene.items, unit.end)
    group = listed_with(scene.items, scene.units, position)
    if phrase.plural:
        return group
    return [unit] if closed and len(group) == 1 else []


def _apposition(scene: Scene, phrase: Phrase) -> list[Unit]:
    """``X, wethouder in Weert``, ``X - wethouder Gouda``, ``X als trekker``, ``X, die ...``."""
    found = _name_before(scene, phrase)
    if found is None:
        return []
    position, leads = found
    unit = scene.units[position]
    both = any(scene.words.is_in("both", lead) for lead in leads)
    if phrase.plural or both or any(scene.words.is_in("respectively", lead) for lead in leads):
        return listed_before(scene.items, scene.units, position)
    return [unit]


def _name_before(scene: Scene, phrase: Phrase) -> tuple[int, list[str]] | None:
    """Return the unit that a phrase follows in apposition, and the words in between."""
    at = phrase.start - 1
    leads: list[str] = []
    while at >= 0 and scene.items[at].kind == "word" and _is_lead(scene, at):
        leads.append(scene.word(at))
        at -= 1
    if scene.word(at) == "," and scene.word(at - 1).isdigit() and scene.word(at - 2) == ",":
        at -= 2
    mark = scene.word(at)
    if at < 0:
        return None
    if mark == "," or (mark in _DASHES and not leads):
        position = scene.unit_ending(at)
        return None if position is None else (position, leads)
    if mark == "als":
        position = scene.unit_ending(at)
        if position is None and scene.word(at - 1) == ",":
            position = scene.unit_ending(at - 1)
        return None if position is None else (position, leads)
    return None


def _is_lead(scene: Scene, index: int) -> bool:
    word = scene.items[index].text
    return scene.words.is_in("leads", word) or word.isdigit()


def _copula(scene: Scene, phrase: Phrase) -> list[Unit]:
    """``X is voorzitter van Y``, ``X is gekozen als voorzitter``, ``X volgt Y op als ...``."""
    start, _ = sentence_bounds(scene.items, phrase.start)
    before = [n for n, u in enumerate(scene.units) if start <= u.index < phrase.start]
    for position in reversed(before):
        unit = scene.units[position]
        if phrase.start - unit.end > _LONGEST_CLAUSE:
            break
        if _names_role(scene, unit, phrase):
            return _subject(scene, before, position)
    return []


def _subject(scene: Scene, before: Sequence[int], position: int) -> list[Unit]:
    """Return who gets the role: of "X volgt Y op als" the first, of a list all."""
    unit = scene.units[position]
    previous = [n for n in before if n < position]
    if previous:
        earlier = scene.units[previous[-1]]
        gap = [item.folded for item in scene.items[earlier.end : unit.start]]
        if gap and (gap[-1] in ("volgt", "volgde", "van") or gap[0] in ("volgt", "volgde")):
            return [earlier]
    return [unit]


def _names_role(scene: Scene, unit: Unit, phrase: Phrase) -> bool:
    """Say whether the words between a name and a role make the name the subject of the role."""
    gap = range(unit.end, phrase.start)
    words = [scene.word(i) for i in gap]
    if not words or any(scene.items[i].kind == "PER" for i in gap):
        return False
    verb = 1 if words[0] == "," and len(words) > 1 else 0
    if (scene.words.is_in("copulas", words[verb]) or words[verb] in ("die", "dat")) and all(
        _is_lead(scene, i) for i in gap[verb + 1 :]
    ):
        return True
    marker = max((n for n, word in enumerate(words) if word in ("als", "tot")), default=-1)
    if marker < 0 or not all(_is_lead(scene, i) for i in gap[marker + 1 :]):
        return False
    before = [scene.word(i) for i in range(unit.start - 4, unit.start)] + words[:marker]
    return words[marker] == "tot" or any(scene.words.is_in("appointments", w) for w in before)


def _inverted(scene: Scene, phrase: Phrase) -> list[Unit]:
    """``Voorzitter is X``, ``Als trekker treedt op X``, ``Als voorzitter opende X de dag``."""
    at = phrase.end
    start = phrase.start - 1
    while start >= 0 and _is_lead(scene, start):
        start -= 1
    marked = scene.word(start) in ("als", "tot")
    limit = 5 if marked else 4
    if not marked and not scene.words.is_in("copulas", scene.word(at)):
        return []
    for index in range(at, min(at + limit, len(scene.items))):
        position = scene.unit_starting(index)
        if position is not None:
            first_verb = scene.items[at]
            return [scene.units[position]] if first_verb.kind == "word" else []
        if scene.items[index].kind != "word":
            return []
        if not marked and index > at and not _is_lead(scene, index):
            return []
    return []


def _coordinated(scene: Scene, number: int, phrase: Phrase) -> list[Unit]:
    """The second of ``wethouder in Weert en voorzitter van de pijler``, either side of a name."""
    earlier = scene.phrases[number - 1] if number else None
    if earlier and number - 1 in scene.holders and _joins(scene, earlier.end, phrase.start):
        return scene.holders[number - 1]
    later = scene.phrases[number + 1] if number + 1 < len(scene.phrases) else None
    if later and number + 1 in scene.holders and _joins(scene, phrase.end, later.start):
        holders = scene.holders[number + 1]
        return holders if all(unit.index >= later.end for unit in holders) else []
    return []


def _joins(scene: Scene, start: int, end: int) -> bool:
    """Say whether "en" or a comma, and besides only lead words, stand between two indices."""
    gap = range(start, end)
    linked = any(scene.word(i) in (",", "en", "&", "/", "én") for i in gap)
    return linked and all(
        scene.word(i) in (",", "en", "&", "/", "én") or _is_lead(scene, i) for i in gap
    )


def role_claims(scene: Scene) -> Iterator[Claim]:
    """Yield a claim for each person and role phrase; see :func:`assign_phrases`."""
    for number, units in sorted(scene.holders.items()):
        phrase = scene.phrases[number]
        affiliations = phrase.affiliations or _from_sentence(scene, phrase)
        shares = len(affiliations) == len(units) > 1
        for order, unit in enumerate(units):
            own = affiliations[order : order + 1] if shares else affiliations[:1]
            person = scene.items[unit.index]
            spans = [person, scene.items[phrase.start], scene.items[phrase.end - 1], *own]
            yield Claim(
                person,
                phrase.role,
                tuple(own),
                min(item.start for item in spans),
                max(item.end for item in spans),
            )


def _from_sentence(scene: Scene, phrase: Phrase) -> tuple[Item, ...]:
    """``Assen opende bij monde van zijn burgemeester X``: the owner stands earlier."""
    start, _ = sentence_bounds(scene.items, phrase.start)
    words = [scene.word(i) for i in range(start, phrase.start)]
    spoken = words[-3:] == ["bij", "monde", "van"] or words[-4:-1] == ["bij", "monde", "van"]
    if not (spoken or scene.words.is_in("possessives", phrase.determiner)):
        return ()
    for item in reversed(scene.items[start : phrase.start]):
        if item.kind == "PER":
            return ()
        if item.is_name:
            return (item,)
    return ()


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
