"""People in a row of items, with what is tied to each right behind the name.

``Jan Bos (Gouda)``, ``Jan Bos van de VNG`` and ``Jan Bos en Piet Vos (VNG)`` are units: the name,
the brackets or "van ..." behind it, and the names it is listed with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.roles.affiliations import name_at
from pipeline.extract.roles.items import Item, Phrase, is_break
from pipeline.extract.roles.words import RoleWords
from pipeline.names import name_words

_LONGEST_BRACKET = 24
_LISTING = frozenset([",", "en", "&", "/"])
_AWAY = frozenset(["naar", "tot", "t/m"])


@dataclass(slots=True)
class Unit:
    """A person in a row of items.

    Attributes:
        index: index of the name.
        start: index of the first honorific before it, else ``index``.
        end: index past the name and what is tied to it.
        affiliations: names tied to it without a role.
        phrases: roles in the brackets behind it.
        shared: what is tied to it holds for the names it is listed with too ("beiden VNG").
        borrowed: the affiliations stand behind a name listed after it.
        bracket: the last thing tied to it stands in brackets.
    """

    index: int
    start: int
    end: int
    affiliations: list[Item] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    shared: bool = False
    borrowed: bool = False
    bracket: bool = False

    @property
    def bare(self) -> bool:
        """True when nothing is tied to the name."""
        return not (self.affiliations or self.phrases)


def find_units(items: Sequence[Item], phrases: Sequence[Phrase], words: RoleWords) -> list[Unit]:
    """Find all people in a row of items, left to right, and share what a list shares."""
    units = [
        _unit(items, index, phrases, words)
        for index, item in enumerate(items)
        if item.kind == "PER"
    ]
    for position, unit in enumerate(units):
        if unit.affiliations or unit.shared:
            _share(items, units[: position + 1], unit)
    return units


def _unit(items: Sequence[Item], index: int, phrases: Sequence[Phrase], words: RoleWords) -> Unit:
    unit = Unit(index, honorific_start(items, index), index + 1)
    while unit.end < len(items):
        end = _bracket(items, unit, phrases, words) or _behind(items, unit, words)
        if not end:
            break
        unit.end = end
    return unit


def honorific_start(items: Sequence[Item], index: int) -> int:
    """Return the index of the first honorific before a name, else ``index``."""
    start = index
    while start and _is_honorific(items, start - 1):
        start -= 1
    if start < index and start and items[start].folded in ("heer", "heren"):
        start -= items[start - 1].folded == "de"
    return start


def _is_honorific(items: Sequence[Item], index: int) -> bool:
    item = items[index]
    if item.kind == "mark":
        return item.text == "." and index > 0 and _is_honorific(items, index - 1)
    return item.kind == "word" and item.folded.rstrip(".") in name_words().honorifics


def _bracket(items: Sequence[Item], unit: Unit, phrases: Sequence[Phrase], words: RoleWords) -> int:
    """Read brackets behind a name into the unit; return the index past them, 0 for none."""
    at = unit.end
    if items[at].text not in ("(", "["):
        return 0
    inside = range(at + 1, min(at + _LONGEST_BRACKET, len(items)))
    end = next((i for i in inside if items[i].text in (")", "]")), 0)
    if not end or any(items[i].kind == "PER" for i in range(at, end)):
        return 0
    unit.shared = words.is_in("both", items[at + 1].text)
    unit.phrases += [p for p in phrases if at < p.start < end]
    covered = {i for p in unit.phrases for i in range(p.start, p.end)}
    loose = [i for i in range(at + 1, end) if items[i].is_name and i not in covered]
    unit.affiliations += [items[i] for i in loose if _names_employer(items, at + 1, i, words)]
    unit.bracket = True
    return end + 1


def _names_employer(items: Sequence[Item], first: int, at: int, words: RoleWords) -> bool:
    """Say whether a name in brackets stands there by itself, not in a sentence."""
    if items[at].kind == "GROUP" and items[at - 1].text == "-":
        return False
    return all(
        item.kind != "word"
        or item.is_name
        or words.is_in("determiners", item.text)
        or words.is_in("prepositions", item.text)
        or words.is_in("leads", item.text)
        or words.is_in("employed", item.text)
        or words.is_in("both", item.text)
        or words.is_descriptor(item.text)
        or words.is_role(item.text)
        or item.text[0].isupper()
        or item.text == "en"
        or item.text.isdigit()
        for item in items[first:at]
    )


def _behind(items: Sequence[Item], unit: Unit, words: RoleWords) -> int:
    """Read "van de VNG", "uit Gouda" or ", gemeente Gouda," behind a name; 0 for none."""
    at = unit.end
    word = items[at]
    if unit.phrases or (unit.affiliations and not unit.bracket):
        return 0
    comma = word.text == ","
    if comma and at + 1 < len(items):
        at += 1
        word = items[at]
    if word.kind != "word":
        return 0
    ties = words.is_in("behind_name", word.text)
    name = name_at(items, at + 1, words)
    if name is None or not (ties or _from_city(items, word, name)):
        return 0
    following = items[name + 1] if name + 1 < len(items) else None
    if following is not None and following.folded in _AWAY:
        return 0
    unit.affiliations.append(items[name])
    unit.bracket = False
    return name + 1


def _from_city(items: Sequence[Item], word: Item, name: int) -> bool:
    return word.folded == "uit" and items[name].kind == "CITY"


def _share(items: Sequence[Item], units: Sequence[Unit], last: Unit) -> None:
    """Give what is tied to the last of listed names to the bare names before it."""
    following = last
    seen_en = False
    for unit in reversed(units[:-1]):
        gap = items[unit.end : following.start]
        if not unit.bare or not gap or any(item.folded not in _LISTING for item in gap):
            return
        seen_en = seen_en or any(item.folded in ("en", "&") for item in gap)
        if not seen_en:
            return
        unit.affiliations = list(last.affiliations)
        unit.borrowed = not last.shared
        unit.phrases = list(last.phrases) if last.shared else []
        following = unit


def listed_with(items: Sequence[Item], units: Sequence[Unit], position: int) -> list[Unit]:
    """Return the unit and those listed right after it ("X (Almelo), Y en Z")."""
    group = [units[position]]
    for unit in units[position + 1 :]:
        gap = items[group[-1].end : unit.start]
        if not gap or any(item.folded not in _LISTING for item in gap):
            break
        group.append(unit)
    return group


def listed_before(items: Sequence[Item], units: Sequence[Unit], position: int) -> list[Unit]:
    """Return the unit and those listed right before it, in text order."""
    group = [units[position]]
    for unit in reversed(units[:position]):
        gap = items[unit.end : group[0].start]
        if not gap or any(item.folded not in _LISTING for item in gap):
            break
        group.insert(0, unit)
    return group


def sentence_bounds(items: Sequence[Item], index: int) -> tuple[int, int]:
    """Return the indices of the first item of a sentence and past its last."""
    start = index
    while start and not is_break(items, start - 1):
        start -= 1
    end = index
    while end < len(items) and not is_break(items, end):
        end += 1
    return start, end
