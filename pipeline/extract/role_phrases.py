"""Role phrases: a role word with its adjectives, field and affiliation.

"G40-voorzitter", "senior onderzoeker bij het SCP" and "wethouder Wonen en Zorg in Almelo" are one
phrase each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.role_items import Item, is_break
from pipeline.extract.role_words import RoleWordMatch, RoleWords

if TYPE_CHECKING:
    from pipeline.registers import RegisterSet

_LONGEST_FIELD = 9
_QUOTES = frozenset("‘’'\"“”„«»")
_HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A role as it stands in a row of items.

    Attributes:
        start: index of its first item: adjectives and a name before it, no article.
        end: index past its last item, its affiliation included.
        role: the role in lower case and singular, without article, name or evaluation.
        plural: the role word is a plural.
        affiliations: what the phrase itself ties the role to; more than one for a plural.
        determiner: the word before it when that is an article or possessive, else "".
    """

    start: int
    end: int
    role: str
    plural: bool
    affiliations: tuple[Item, ...] = ()
    determiner: str = ""


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
    if not found or (index + 1 < len(items) and _is_inner_hyphen(items, index + 1)):
        return None
    count, match = found
    phrase = Phrase(index, index + count, match.role, match.plural)
    phrase = _with_head(items, phrase, words, registers)
    return _with_tail(items, phrase, index + count, words, text)


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
    article = items[index - 1].folded in ("een", "de", "onze")
    comma = index - 1 - article
    if comma > 2 and items[comma - 1].text.isdigit() and items[comma - 2].text == ",":
        comma -= 2
    apposed = comma > 0 and items[comma].text == "," and items[comma - 1].kind == "PER"
    ties = following is not None and words.is_in("ties", following.text)
    if not (apposed and ties and _can_be_role(item.text, words)):
        return None
    name = name_at(items, index + 2, words)
    closed = name is not None and (name + 1 == len(items) or items[name + 1].kind == "mark")
    return (1, RoleWordMatch(item.folded, plural=False)) if closed else None


def _is_title(items: Sequence[Item], index: int, words: RoleWords) -> bool:
    """Say whether an unknown noun right before a person is a title: "Nidos-voogd", "van teler"."""
    if _is_inner_hyphen(items, index - 1):
        return items[index - 2].kind == "ORG"
    word = items[index].text
    governed = words.is_in("before_title", items[index - 1].text)
    return governed and _can_be_role(word, words) and not words.is_in("no_apposition", word)


def _can_be_role(word: str, words: RoleWords) -> bool:
    lists = ("no_roles", "stops", "leads", "prepositions", "determiners", "evaluations", "fields")
    return len(word) > 3 and not any(words.is_in(name, word) for name in lists)


def _word_run(items: Sequence[Item], index: int) -> list[Item]:
    run: list[Item] = []
    while index < len(items) and items[index].kind == "word" and len(run) < 4:
        run.append(items[index])
        index += 1
    return run


def _is_inner_hyphen(items: Sequence[Item], index: int) -> bool:
    """Say whether a hyphen glues the items around it together."""
    item = items[index]
    return (
        item.text in _HYPHENS
        and items[index - 1].end == item.start
        and index + 1 < len(items)
        and items[index + 1].start == item.end
    )


def _with_head(
    items: Sequence[Item], phrase: Phrase, words: RoleWords, registers: RegisterSet
) -> Phrase:
    """Add what stands before the role word: adjectives, "G40-", a city as adjective."""
    start, role = phrase.start, phrase.role
    affiliations: list[Item] = []
    while start > 0:
        before = items[start - 1]
        if before.text in _HYPHENS and start > 1 and _is_inner_hyphen(items, start - 1):
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


def _with_tail(
    items: Sequence[Item], phrase: Phrase, index: int, words: RoleWords, text: str
) -> Phrase:
    """Add what stands behind the role word: its field and its affiliation."""
    if _is_relative(items, phrase, index, words):
        index += 1
    field_end = _quoted_end(items, index)
    if field_end == index and index < len(items) and items[index].text == "(":
        return phrase
    end, found = _affiliation_behind(items, phrase, field_end, words)
    field_stop = field_end
    if field_stop == index and found:
        field_stop = _description_end(items, index, end, words)
    if field_stop == index:
        field_stop = _field_end(items, index, words, end if found else len(items))
    role = phrase.role
    if field_stop > index:
        role += _as_written(text[items[index - 1].end : items[field_stop - 1].end])
    stop = max(end, field_stop, index)
    return replace(phrase, end=stop, role=role, affiliations=phrase.affiliations or tuple(found))


def _as_written(field: str) -> str:
    """Return a field in lower case with single spaces; a quoted one keeps its capitals."""
    field = " ".join(["", *field.split()])
    return field if any(quote in field for quote in _QUOTES) else field.lower()


def _description_end(items: Sequence[Item], index: int, end: int, words: RoleWords) -> int:
    """Return the index past a description that leads up to the affiliation, else ``index``.

    "lokale financiën" in "hoogleraar lokale financiën aan de RUG", "van de directie" in "lid van de
    directie van Aedes"; not "sinds 2018" in "wethouder sinds 2018 in Gouda".
    """
    name = next((i for i in range(index, end) if items[i].is_name), index)
    stop = name
    while stop > index and not words.is_in("prepositions", items[stop].text):
        stop -= 1
    middle = items[index:stop]
    if not middle or any(item.kind != "word" for item in middle):
        return index
    first = middle[0].text
    opens = first.casefold() in ("van", "voor") or not (
        words.is_in("leads", first) or words.is_in("prepositions", first)
    )
    plain = all(item.text.isalpha() and not words.is_in("stops", item.text) for item in middle)
    return stop if opens and plain and len(middle) < _LONGEST_FIELD - 3 else index


def _is_relative(items: Sequence[Item], phrase: Phrase, index: int, words: RoleWords) -> bool:
    """Say whether the role stands before the verb of a clause: "die wethouder is in Gouda"."""
    if index >= len(items) or not words.is_in("copulas", items[index].text):
        return False
    return any(item.folded in ("die", "dat") for item in items[max(phrase.start - 4, 0) : index])


def _quoted_end(items: Sequence[Item], index: int) -> int:
    """Return the index past a quotation that begins at ``index``, else ``index``."""
    if index >= len(items) or items[index].text not in _QUOTES:
        return index
    for end in range(index + 1, min(index + 10, len(items))):
        if items[end].text in _QUOTES:
            return end + 1
    return index


def _field_end(items: Sequence[Item], index: int, words: RoleWords, stop: int) -> int:
    """Return the index past a field ("Wonen en Zorg", "sociaal domein"), else ``index``."""
    end = index
    while end < min(stop, len(items)):
        item = items[end]
        if item.kind == "word" and (item.text[0].isupper() or words.is_field(item.text)):
            end += 1
        elif item.text in ("en", "&", ",") and end > index and _is_field(items, end + 1, words):
            end += 2
        else:
            break
    return end


def _is_field(items: Sequence[Item], index: int, words: RoleWords) -> bool:
    if index >= len(items) or items[index].kind != "word":
        return False
    word = items[index].text
    return words.is_field(word) or (word[0].isupper() and not words.is_role(word))


def _affiliation_behind(
    items: Sequence[Item], phrase: Phrase, index: int, words: RoleWords
) -> tuple[int, list[Item]]:
    """Look for the organisation or city behind a role; return the index past it and it.

    Between the role and the preposition only a description may stand: no verb, comma, bracket or
    person.
    """
    for at in range(index, min(index + _LONGEST_FIELD, len(items))):
        item = items[at]
        direct = at == index
        if item.is_name and direct and _touches(items, at):
            return _more(items, at, phrase, words)
        if item.kind == "word" and words.is_in("prepositions", item.text):
            name = name_at(items, at + 1, words)
            if name is not None:
                return _more(items, name, phrase, words)
            if at + 1 < len(items) and items[at + 1].folded == "een":
                break
        elif direct and (name := name_at(items, at, words)) is not None and name > at:
            return _more(items, name, phrase, words)
        if _ends_description(items, at, words):
            break
    return index, []


def _touches(items: Sequence[Item], index: int) -> bool:
    """Say whether only a space stands before the item."""
    return items[index].start - items[index - 1].end <= 1


def _ends_description(items: Sequence[Item], at: int, words: RoleWords) -> bool:
    item = items[at]
    if item.kind == "PER" or item.is_name:
        return True
    if item.kind == "mark":
        return item.text not in _QUOTES | {"&", "/"} | _HYPHENS
    if at and item.text == "en" and at + 1 < len(items):
        following = items[at + 1]
        return following.kind != "word" or words.is_role(following.text)
    return words.is_in("stops", item.text)


def name_at(items: Sequence[Item], index: int, words: RoleWords) -> int | None:
    """Return the index of a name that begins at ``index``, articles and descriptions passed over.

    "de gemeente Gouda" and "het Goudse adviesbureau X" lead to ``Gouda`` and ``X``.
    """
    for at in range(index, min(index + 5, len(items))):
        item = items[at]
        if item.is_name:
            return at
        if item.kind == "PER" or is_break(items, at):
            return None
        if item.text in _QUOTES:
            continue
        if item.kind == "mark":
            return None
        passes = (
            words.is_in("determiners", item.text)
            or words.is_descriptor(item.text)
            or _leads_to_description(items, at, words)
            or _describes(items, at, words)
        )
        if not passes:
            return None
    return None


def _describes(items: Sequence[Item], at: int, words: RoleWords) -> bool:
    """Say whether an unknown noun stands right before an organisation ("toeleverancier Demcon")."""
    word = items[at].text
    following = items[at + 1] if at + 1 < len(items) else None
    return (
        following is not None
        and following.kind == "ORG"
        and word.islower()
        and len(word) > 4
        and _can_be_role(word, words)
    )


def _leads_to_description(items: Sequence[Item], at: int, words: RoleWords) -> bool:
    """Say whether an adjective stands before a description ("het Goudse adviesbureau X")."""
    if not items[at].text.endswith(("e", "s", "k", "g")):
        return False
    following = items[at + 1] if at + 1 < len(items) else None
    return (
        following is not None and following.kind == "word" and words.is_descriptor(following.text)
    )


def _more(
    items: Sequence[Item], at: int, phrase: Phrase, words: RoleWords
) -> tuple[int, list[Item]]:
    """Return the name at ``at`` and, behind a plural, the names listed after it."""
    found, end = [items[at]], at + 1
    while phrase.plural and end + 1 < len(items) and items[end].text in (",", "en", "&"):
        following = name_at(items, end + 1, words)
        if following is None or items[following].kind != found[0].kind:
            break
        found.append(items[following])
        end = following + 1
    return end, found
