"""What stands behind a role word: its field ("Wonen en Zorg") and its affiliation ("in Almelo")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.roles.affiliations import name_at
from pipeline.extract.roles.items import HYPHENS, QUOTES, Item, Phrase
from pipeline.extract.roles.words import RoleWords

_LONGEST_FIELD = 9


def with_tail(
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
    return field if any(quote in field for quote in QUOTES) else field.lower()


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
    if index >= len(items) or items[index].text not in QUOTES:
        return index
    for end in range(index + 1, min(index + 10, len(items))):
        if items[end].text in QUOTES:
            return end + 1
    return index


def _field_end(items: Sequence[Item], index: int, words: RoleWords, stop: int) -> int:
    """Return the index past a field ("Wonen en Zorg", "sociaal domein"), else ``index``."""
    end = index
    while end < min(stop, len(items)):
        item = items[end]
        if item.kind == "word" and (item.text[0].isupper() or words.is_field(item.text)):
            end += 1
        elif _leads_on(item, end > index) and _is_field(items, end + 1, words):
            end += 2
        else:
            break
    return end


def _leads_on(item: Item, begun: bool) -> bool:
    """Say whether a field goes on: an adjective, or "en" in a field that has begun."""
    if item.text in ("en", "&", ","):
        return begun
    return item.kind == "word" and item.text.islower() and item.text.endswith("e")


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
        return item.text not in QUOTES | {"&", "/"} | HYPHENS
    if at and item.text == "en" and at + 1 < len(items):
        following = items[at + 1]
        return following.kind != "word" or words.is_role(following.text)
    return words.is_in("stops", item.text)


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
