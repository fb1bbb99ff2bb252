"""Rules that give each role phrase to the people it is about, one function per construction.

Which rule may have a phrase is decided by the order in :func:`assign_phrases`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.roles.items import QUOTES, Item, Phrase, is_break
from pipeline.extract.roles.people import Unit, listed_before, listed_with, sentence_bounds
from pipeline.extract.roles.scene import Claim, Scene

_LONGEST_CLAUSE = 14
_LONGEST_REST = 5
_DASHES = frozenset("-–—|/:")


def assign_phrases(scene: Scene) -> None:
    """Give each role phrase to the people it is about, the surest rule first."""
    rules = (_in_brackets, _before_name, _named_first, _apposition, _copula, _inverted, _pronoun)
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
    if scene.word(at) == ":" or scene.word(at) in QUOTES:
        at += 1
    position = scene.unit_starting(at)
    if position is None or scene.units[position].start < phrase.end:
        return []
    group = listed_with(scene.items, scene.units, position)
    return group if phrase.plural else group[:1]


def _named_first(scene: Scene, phrase: Phrase) -> list[Unit]:
    """``De wethouder van Weert, Jet van Aalst, ...``."""
    end = _description_end(scene, phrase.end, len(scene.items))
    if not phrase.determiner or scene.word(end) != ",":
        return []
    position = scene.unit_starting(end + 1)
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
    while at >= 0 and scene.items[at].kind == "word" and scene.is_lead(at):
        leads.append(scene.word(at))
        at -= 1
    if not leads and not phrase.plural and _is_adverb(scene, at):
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


def _is_adverb(scene: Scene, index: int) -> bool:
    """Say whether one unknown word stands between a name with a comma and a role ("eertijds")."""
    if index < 2 or scene.unit_ending(index - 1) is None or scene.word(index - 1) != ",":
        return False
    word = scene.items[index].text
    return word.isalpha() and word.islower() and not scene.words.is_in("stops", word)


def _copula(scene: Scene, phrase: Phrase) -> list[Unit]:
    """``X is voorzitter van Y``, ``X is gekozen als voorzitter``, ``X volgt Y op als ...``."""
    start, _ = sentence_bounds(scene.items, phrase.start)
    before = [n for n, u in enumerate(scene.units) if start <= u.index < phrase.start]
    for position in reversed(before):
        unit = scene.units[position]
        if phrase.start - unit.end > _LONGEST_CLAUSE:
            break
        if _names_role(scene, unit, _tail(scene, unit, phrase), phrase):
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


def _tail(scene: Scene, unit: Unit, phrase: Phrase) -> int:
    """Return the index past a name and the role in apposition to it ("X, wethouder in Y, ...")."""
    held = [
        scene.phrases[number].end
        for number, holders in scene.holders.items()
        if unit in holders and unit.end < scene.phrases[number].end < phrase.start
    ]
    end = max(held, default=unit.end)
    return end + (bool(held) and scene.word(end) == ",")


def _names_role(scene: Scene, unit: Unit, start: int, phrase: Phrase) -> bool:
    """Say whether the words from ``start`` to a role make the name the subject of the role."""
    gap = range(start, phrase.start)
    words = [scene.word(i) for i in gap]
    if not words or any(scene.items[i].kind == "PER" for i in gap):
        return False
    verb = 1 if words[0] == "," and len(words) > 1 else 0
    if (scene.words.is_in("copulas", words[verb]) or words[verb] in ("die", "dat")) and all(
        scene.is_lead(i) for i in gap[verb + 1 :]
    ):
        return True
    marker = max((n for n, word in enumerate(words) if word in ("als", "tot")), default=-1)
    if marker < 0 or not all(scene.is_lead(i) for i in gap[marker + 1 :]):
        return False
    if words[marker] == "als" and phrase.determiner in ("de", "het"):
        return False
    before = [scene.word(i) for i in range(unit.start - 4, unit.start)] + words[:marker]
    return words[marker] == "tot" or any(scene.words.is_in("appointments", w) for w in before)


def _inverted(scene: Scene, phrase: Phrase) -> list[Unit]:
    """``Voorzitter is X``, ``Als trekker treedt op X``, ``Als voorzitter opende X de dag``."""
    at = phrase.end
    start = phrase.start - 1
    while start >= 0 and scene.is_lead(start):
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
        if not marked and index > at and not scene.is_lead(index):
            return []
    return []


def _pronoun(scene: Scene, phrase: Phrase) -> list[Unit]:
    """``Zij wordt lid van Y``, when the sentence before names one person."""
    start, _ = sentence_bounds(scene.items, phrase.start)
    if scene.word(start) not in ("hij", "zij", "ze") or start < 2:
        return []
    copula = scene.words.is_in("copulas", scene.word(start + 1))
    if not copula or not all(scene.is_lead(i) for i in range(start + 2, phrase.start)):
        return []
    first, last = sentence_bounds(scene.items, start - 2)
    named = [unit for unit in scene.units if first <= unit.index < last]
    return named if len(named) == 1 else []


def _coordinated(scene: Scene, number: int, phrase: Phrase) -> list[Unit]:
    """The second of ``wethouder in Weert en voorzitter van de pijler``, either side of a name."""
    earlier = scene.phrases[number - 1] if number else None
    if earlier and number - 1 in scene.holders and phrase.determiner not in ("de", "het"):
        end = _description_end(scene, earlier.end, phrase.start)
        if _joins(scene, end, phrase.start):
            return scene.holders[number - 1]
    later = scene.phrases[number + 1] if number + 1 < len(scene.phrases) else None
    if later and number + 1 in scene.holders and _joins(scene, phrase.end, later.start):
        holders = scene.holders[number + 1]
        return holders if all(unit.index >= later.end for unit in holders) else []
    return []


def _description_end(scene: Scene, start: int, stop: int) -> int:
    """Return the index past words that finish a role: "in ruste", "bij een groothandel"."""
    for index in range(start, min(start + _LONGEST_REST, stop)):
        item = scene.items[index]
        if item.text in (",", "en", "&"):
            return index
        if item.kind not in ("word", "CITY", "ORG") or scene.words.is_in("stops", item.text):
            break
    return start


def _joins(scene: Scene, start: int, end: int) -> bool:
    """Say whether "en" or a comma, and besides only lead words, stand between two indices."""
    gap = range(start, end)
    linked = any(scene.word(i) in (",", "en", "&", "/", "én") for i in gap)
    return linked and all(
        scene.word(i) in (",", "en", "&", "/", "én") or scene.is_lead(i) for i in gap
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
    attached = words[-2:] == [",", "met"] or words[-3:] == [",", "met", "als"]
    if attached:
        before = scene.items[phrase.start - len(words[words.index("met") :]) - 2]
        return (before,) if before.is_name else ()
    if not (spoken or scene.words.is_in("possessives", phrase.determiner)):
        return ()
    for item in reversed(scene.items[start : phrase.start]):
        if item.kind == "PER":
            return ()
        if item.is_name:
            return (item,)
    return ()
