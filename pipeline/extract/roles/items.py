"""A block as the role rules see it: words, marks and whole names in one row.

The rules look at names as single items, whatever the tokenizer made of them, so that "G40" in
"G40-voorzitter" and "Jan Peter van Wissen" are one step each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.roles.words import RoleWords
from pipeline.records import Mention

_TOKEN = re.compile(r"['’]s\b(?!-)|\w+(?:[-'’./]\w+)*|[^\w\s]")
QUOTES = frozenset("‘’'\"“”„«»")
HYPHENS = frozenset("-‐‑–")
_BREAKS = frozenset(".!?;…")
_ABBREVIATIONS = frozenset(
    ["dr", "drs", "ir", "ing", "mr", "prof", "ds", "mw", "mevr", "dhr", "plv", "wnd", "resp", "st"]
)


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a mark or a name.

    Attributes:
        kind: ``word``, ``mark``, ``PER``, ``ORG``, ``CITY`` or ``GROUP`` (a theme group or pillar
            that is no entity).
        text: the characters as written.
        start: first character in the document.
        end: one past the last character.
        key: key of the entity, "" when the item is none.
        line: number of the line within the block.
    """

    kind: str
    text: str
    start: int
    end: int
    key: str = ""
    line: int = 0

    @property
    def folded(self) -> str:
        """The text in lower case."""
        return self.text.casefold()

    @property
    def is_name(self) -> bool:
        """True for what can be an affiliation."""
        return self.kind in ("ORG", "CITY", "GROUP")


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


def items_of(
    text: str, start: int, end: int, mentions: Sequence[Mention], words: RoleWords
) -> list[Item]:
    """Cut the characters ``start`` to ``end`` of a document into items.

    ``mentions`` are those of the block, in order. Line breaks inside the block count as ends of
    sentences: a mark for the line break stands between the lines.
    """
    items: list[Item] = []
    at = start
    for mention in mentions:
        items += _plain_items(text, at, mention.start)
        items.append(Item(mention.label, mention.text, mention.start, mention.end, mention.key))
        at = mention.end
    items += _plain_items(text, at, end)
    return _with_groups(text, items, words)


def _plain_items(text: str, start: int, end: int) -> list[Item]:
    items = []
    for number, line in enumerate(re.finditer(r"[^\n]*", text[start:end])):
        if number and text[start + line.start() - 1 : start + line.start()] == "\n":
            at = start + line.start()
            items.append(Item("mark", "\n", at - 1, at))
        for found in _TOKEN.finditer(line[0]):
            kind = "word" if found[0][-1].isalnum() else "mark"
            first = start + line.start() + found.start()
            items.append(Item(kind, found[0], first, first + len(found[0])))
    return items


def is_break(items: Sequence[Item], index: int) -> bool:
    """Say whether a sentence ends at an index (also past either end of the row)."""
    if not 0 <= index < len(items):
        return True
    item = items[index]
    if item.kind != "mark" or item.text not in _BREAKS | {"\n"}:
        return False
    before = items[index - 1] if index else None
    if item.text == "." and before is not None and before.kind == "word":
        glued = before.end == item.start
        return not (glued and (len(before.text) == 1 or before.folded in _ABBREVIATIONS))
    return True


def _with_groups(text: str, items: list[Item], words: RoleWords) -> list[Item]:
    """Join the words of a theme group or pillar into one item."""
    result: list[Item] = []
    index = 0
    while index < len(items):
        end = _group_end(items, index, words)
        if end > index:
            first, last = items[index], items[end - 1]
            keys = [item.key for item in items[index:end] if item.key]
            joined = text[first.start : last.end]
            result.append(Item("GROUP", joined, first.start, last.end, "".join(keys[:1])))
            index = end
        else:
            result.append(items[index])
            index += 1
    return result


def _group_end(items: Sequence[Item], index: int, words: RoleWords) -> int:
    """Return the index past a group that begins at ``index``, or ``index`` when none does."""
    item = items[index]
    if item.kind != "word":
        return index
    following = items[index + 1] if index + 1 < len(items) else None
    if words.is_in("group_adjectives", item.text) and following is not None:
        return index + 2 if following.folded.startswith("pijler") else index
    if not words.is_in("groups", item.text):
        return index
    end = index + 1
    while end < len(items) and _continues_group(items, end):
        end += 1
    return end if end > index + 1 else index


def _continues_group(items: Sequence[Item], at: int) -> bool:
    """Say whether the item belongs to a group's name: capitalised, or a link to such a word."""
    item = items[at]
    following = items[at + 1] if at + 1 < len(items) else None
    if item.kind == "word":
        if item.text[0].isupper():
            return True
        linked = item.text in ("en", "werk") or item.text == "&"
        return (
            linked
            and _belongs(items[at - 1])
            and (item.text == "werk" or (following is not None and _belongs(following)))
        )
    comma = item.text in (",", "&") and following is not None and _belongs(following)
    return comma and at + 2 < len(items) and items[at + 2].text in (",", "en", "&")


def _belongs(item: Item) -> bool:
    return item.kind == "word" and (item.text[0].isupper() or item.text in ("werk", "en"))
