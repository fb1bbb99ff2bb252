"""Finding the name of an organisation or city behind articles and descriptions."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.roles.items import HYPHENS, QUOTES, Item, is_break
from pipeline.extract.roles.words import RoleWords


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
        if item.text in QUOTES:
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
        and can_be_role(word, words)
    )


def _leads_to_description(items: Sequence[Item], at: int, words: RoleWords) -> bool:
    """Say whether an adjective stands before a description ("het Goudse adviesbureau X")."""
    if not items[at].text.endswith(("e", "s", "k", "g")):
        return False
    following = items[at + 1] if at + 1 < len(items) else None
    return (
        following is not None and following.kind == "word" and words.is_descriptor(following.text)
    )


def is_inner_hyphen(items: Sequence[Item], index: int) -> bool:
    """Say whether a hyphen glues the items around it together."""
    item = items[index]
    return (
        item.text in HYPHENS
        and items[index - 1].end == item.start
        and index + 1 < len(items)
        and items[index + 1].start == item.end
    )


def can_be_role(word: str, words: RoleWords) -> bool:
    """Say whether an unknown word can be a noun, as far as the word lists tell."""
    lists = ("no_roles", "stops", "leads", "prepositions", "determiners", "evaluations", "fields")
    return len(word) > 3 and not any(words.is_in(name, word) for name in lists)
