"""Role phrases: a role word with its adjectives, field and affiliation.

"G40-voorzitter", "senior onderzoeker bij het SCP" and "wethouder Wonen en Zorg in Almelo" are one
phrase each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.roles.affiliations import can_be_role, is_inner_hyphen, name_at
from pipeline.extract.roles.items import HYPHENS, Item, Phrase
from pipeline.extract.roles.tails import with_tail
from pipeline.extract.roles.words import RoleWordMatch, RoleWords

if TYPE_CHECKING:
    from pipeline.registers import RegisterSet


def find_phrases(
    items: Sequence[Item], words: RoleWords, registers: RegisterSet, text: str
) -> list[Phrase]:
    """Find all role phrases in a row of items, left to right, without overlap."""
    return list(_phrases(items, words, registers, text))


def _phrases(
    items: Sequence[Item], words: RoleWords, registers: RegisterSet, text: str
) -> Iterator[Phrase]:
    index = 0
    while index < len(items):
        phrase = _phrase_at(items, index, words, registers, text)
        if phrase is None:
            index += 1
        else:
            yield phrase
            index = max(phrase.end, index + 1)


def _phrase_at(
    items: Sequence[Item], index: int, words: RoleWords, registers: RegisterSet, text: str
) -> Phrase | None:
    """Read the phrase whose role word begins at ``index``."""
    run = _word_run(items, index)
    found = words.longest([item.text for item in run]) or _by_position(items, index, words)
    if not found or (index + 1 < len(items) and is_inner_hyphen(items, index + 1)):
        return None
    count, match = found
    phrase = Phrase(index, index + count, match.role, match.plural)
    phrase = _with_head(items, phrase, words, registers)
    return with_tail(items, phrase, index + count, words, text)


def _by_position(
    items: Sequence[Item], index: int, words: RoleWords
) -> tuple[int, RoleWordMatch] | None:
    """Take an unknown noun for a role where only a role can stand.

    That is between a name with a hyphen and a person ("Nidos-voogd X"), between a preposition and
    a person ("volgens teler X"), and between a person with a comma and a preposition with a name
    ("X, timmerman bij Y").
    """
    item = items[index]
    if item.kind != "word" or not item.text.islower() or index < 1 or not item.text.isalpha():
        return None
    following = items[index + 1] if index + 1 < len(items) else None
    if following is not None and following.kind == "PER" and _is_title(items, index, words):
        return 1, RoleWordMatch(item.folded, plural=False)
    if _is_apposed_agent(items, index, words):
        return 1, RoleWordMatch(item.folded, plural=False)
    article = items[index - 1].folded in ("een", "de", "onze")
    comma = index - 1 - article
    if comma > 2 and items[comma - 1].text.isdigit() and items[comma - 2].text == ",":
        comma -= 2
    apposed = comma > 0 and items[comma].text == "," and items[comma - 1].kind == "PER"
    ties = following is not None and words.is_in("ties", following.text)
    if not (apposed and ties and can_be_role(item.text, words)):
        return None
    name = name_at(items, index + 2, words)
    closed = name is not None and (name + 1 == len(items) or items[name + 1].kind == "mark")
    return (1, RoleWordMatch(item.folded, plural=False)) if closed else None


def _is_apposed_agent(items: Sequence[Item], index: int, words: RoleWords) -> bool:
    """Say whether a noun in -er, -ster or -man stands by itself between commas behind a person."""
    word = items[index].text
    start = index - (items[index - 1].folded == "zelf")
    behind_name = start > 1 and items[start - 1].text == "," and items[start - 2].kind == "PER"
    closed = index + 1 == len(items) or items[index + 1].text in (",", ".", ")")
    return (
        behind_name
        and closed
        and word.endswith(("er", "man", "vrouw"))
        and can_be_role(word, words)
        and not words.names_nobody(word)
    )


def _is_title(items: Sequence[Item], index: int, words: RoleWords) -> bool:
    """Say whether an unknown noun right before a person is a title: "Nidos-voogd", "van teler"."""
    if is_inner_hyphen(items, index - 1):
        return items[index - 2].kind == "ORG"
    word = items[index].text
    governed = words.is_in("before_title", items[index - 1].text)
    return (
        governed
        and can_be_role(word, words)
        and not words.is_in("no_apposition", word)
        and not words.is_descriptor(word)
    )


def _word_run(items: Sequence[Item], index: int) -> list[Item]:
    run: list[Item] = []
    while index < len(items) and items[index].kind == "word" and len(run) < 4:
        run.append(items[index])
        index += 1
    return run


def _with_head(
    items: Sequence[Item], phrase: Phrase, words: RoleWords, registers: RegisterSet
) -> Phrase:
    """Add what stands before the role word: adjectives, "G40-", a city as adjective."""
    start, role = phrase.start, phrase.role
    affiliations: list[Item] = []
    while start > 0:
        before = items[start - 1]
        if before.text in HYPHENS and start > 1 and is_inner_hyphen(items, start - 1):
            if not items[start - 2].is_name:
                break
            affiliations = [items[start - 2]]
            start -= 2
        elif before.kind == "word" and words.is_modifier(before.text):
            role = f"{before.folded} {role}"
            start -= 1
        elif before.kind == "word" and (city := _city(before, registers)):
            affiliations = affiliations or [city]
            start -= 1
        elif _is_evaluation(items, start - 1, words):
            start -= 1
        else:
            break
    if not affiliations and start and items[start - 1].is_name and _is_owner(items, start - 1):
        start -= 1
        affiliations = [items[start]]
    if start > 1 and items[start - 1].text in ("'s", "’s") and items[start - 2].is_name:
        start -= 2
        affiliations = affiliations or [items[start]]
    determiner = items[start - 1].folded if start and _determines(items[start - 1], words) else ""
    return replace(
        phrase, start=start, role=role, affiliations=tuple(affiliations), determiner=determiner
    )


def _city(item: Item, registers: RegisterSet) -> Item | None:
    """Return the city that a capitalised adjective is made from, as an item with its name."""
    place = registers.city_from_adjective(item.text) if item.text[:1].isupper() else None
    if place is None or not item.folded.endswith(("s", "se", "er", "che", "sche")):
        return None
    return Item("CITY", place.name, item.start, item.end, "CITY:" + place.id)


def _is_evaluation(items: Sequence[Item], index: int, words: RoleWords) -> bool:
    """Say whether an adjective before a role is no part of it ("de nieuwe voorzitter")."""
    item = items[index]
    if item.kind != "word":
        return False
    if words.is_in("evaluations", item.text):
        return True
    behind_article = index > 0 and words.is_in("determiners", items[index - 1].text)
    return behind_article and item.text[0].islower() and item.text.endswith("e")


def _is_owner(items: Sequence[Item], index: int) -> bool:
    """Say whether a name right before a role owns it ("Deventer wethouder", "Aedes voorzitter").

    It does not when the name itself hangs on a word before it ("in Deventer", "van Aedes").
    """
    before = items[index - 1] if index else None
    glue = items[index].end + 1 == items[index + 1].start
    return glue and (
        before is None or before.kind == "mark" or before.folded in ("de", "door", "en", "aldus")
    )


def _determines(item: Item, words: RoleWords) -> bool:
    return item.kind == "word" and words.is_in("determiners", item.text)
