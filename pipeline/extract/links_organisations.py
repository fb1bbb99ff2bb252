"""Which names in one document mean the same organisation.

The register decides where it knows a name, except for an abbreviation that the document itself
introduces ("Vereniging voor Stedelijk Beheer (VSB)"). What the register does not know is joined by
equal spelling (case, apostrophes, hyphens, articles and words such as "stichting" apart), by an
introduced abbreviation, by initials, and by one name being the beginning of exactly one other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.names import (
    display,
    is_abbreviation_of,
    may_abbreviate,
    organisation_key,
    organisation_words,
)

if TYPE_CHECKING:
    from pipeline.registers import Organisation, RegisterSet


@dataclass(frozen=True, slots=True)
class OrganisationUse:
    """One ORG mention: its characters in the document and its text."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class LinkedOrganisation:
    """An organisation of one document.

    Attributes:
        uses: all mentions, in text order.
        name: name in the register, else the fullest form in the document.
        abbreviation: abbreviation in the register or introduced by the document, else "".
        register_id: id in the register, or None.
        kind: kind of organisation.
    """

    uses: list[OrganisationUse]
    name: str
    abbreviation: str = ""
    register_id: str | None = None
    kind: str = ""


def introductions(text: str, uses: Sequence[OrganisationUse]) -> Iterator[tuple[str, str]]:
    """Yield (long name, abbreviation) as the text introduces them in brackets, either way round."""
    words = "|".join(map(re.escape, organisation_words().introductions))
    between = re.compile(rf"\s*[(,]\s*(?:(?:{words}):?\s+)?[‘'\"“]?")
    for use, following in pairwise(uses):
        gap = text[use.end : following.start]
        if not between.fullmatch(gap) or ("," in gap and len(gap.strip()) < 3):
            continue
        pair = (use.text, following.text)
        short, long = sorted(pair, key=len)
        if may_abbreviate(short, long):
            yield display(long), display(short)


def _bracketed(text: str, use: OrganisationUse) -> str:
    """Return an abbreviation in brackets right behind a name that is no mention itself, or ""."""
    found = re.match(r"\s*\(([A-Z][A-Za-z&+-]{1,9})\)", text[use.end : use.end + 14])
    return found[1] if found and is_abbreviation_of(found[1], use.text) else ""


def link_organisations(
    text: str, uses: Sequence[OrganisationUse], *, registers: RegisterSet, date: str | None
) -> list[LinkedOrganisation]:
    """Group the ORG mentions of one document by organisation, in order of first mention."""
    known = {use.text: _find(use.text, registers, date) for use in uses}
    introduced = {
        organisation_key(short): long
        for long, short in introductions(text, uses)
        if _find(long, registers, date) is None
    }
    groups: dict[str, LinkedOrganisation] = {}
    for use in uses:
        long = introduced.get(organisation_key(use.text))
        entry = None if long else known[use.text]
        key = entry.id if entry else "~" + organisation_key(long or use.text)
        group = groups.setdefault(key, LinkedOrganisation([], display(long or use.text)))
        group.uses.append(use)
        if entry:
            group.name, group.abbreviation = entry.name, entry.abbreviation
            group.register_id, group.kind = entry.id, entry.kind
    for key, group in groups.items():
        _describe(text, key, group, introduced, registers)
    return _join(list(groups.values()))


def _find(text: str, registers: RegisterSet, date: str | None) -> Organisation | None:
    """Look a name up as written, then without article or genitive."""
    shown = display(text)
    for form in dict.fromkeys((text, shown, re.sub(r"^(?:[Dd]e|[Hh]et) ", "", shown))):
        found = registers.find_organisation(form, date=date)
        if found is not None:
            return found
    return None


def _describe(
    text: str,
    key: str,
    group: LinkedOrganisation,
    introduced: dict[str, str],
    registers: RegisterSet,
) -> None:
    """Fill in name, abbreviation and kind of an organisation that the register does not know."""
    if group.register_id:
        return
    group.name = max((display(use.text) for use in group.uses), key=len)
    shorts = [s for s, long in introduced.items() if "~" + organisation_key(long) == key]
    written = [display(u.text) for u in group.uses if organisation_key(u.text) in shorts]
    bracketed = [b for u in group.uses if (b := _bracketed(text, u))]
    group.abbreviation = next(iter(written + bracketed), "")
    group.kind = registers.kind_from_head_word(group.name)


def _join(groups: list[LinkedOrganisation]) -> list[LinkedOrganisation]:
    """Join a group that is a shorter form of exactly one other."""
    result = list(groups)
    for short in sorted(groups, key=lambda group: len(group.name)):
        if short.register_id:
            continue
        longer = [g for g in result if g is not short and _is_short_form(short, g)]
        if len(longer) == 1:
            target = longer[0]
            target.uses = sorted((*target.uses, *short.uses), key=lambda use: use.start)
            if not target.abbreviation and is_abbreviation_of(short.name, target.name):
                target.abbreviation = short.name
            result.remove(short)
    return sorted(result, key=lambda group: group.uses[0].start)


def _is_short_form(short: LinkedOrganisation, long: LinkedOrganisation) -> bool:
    if short.abbreviation and short.abbreviation == long.abbreviation:
        return True
    ours, theirs = (
        organisation_key(short.name, drop="description"),
        organisation_key(long.name, drop="description"),
    )
    if ours == theirs and (len(short.name), short.uses[0].start) != (
        len(long.name),
        long.uses[0].start,
    ):
        return len(short.name) <= len(long.name) or bool(long.register_id)
    if short.name.isupper() and is_abbreviation_of(short.name, long.name):
        return True
    return not long.register_id and len(ours) > 3 and theirs.startswith(ours + " ")
