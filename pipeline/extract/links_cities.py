"""Which place a CITY mention means, and in which municipality it lay on the document's date.

Of places that share a name the register's first choice holds, unless the document says otherwise:
by a province or its abbreviation in brackets ("Hengelo (Gld)", "Rijswijk NB"), by naming the
municipality of another candidate, or by naming the province of exactly one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.names import fold

if TYPE_CHECKING:
    from pipeline.registers import Place, RegisterSet

_PROVINCES = {
    "gld": "Gelderland",
    "gelderland": "Gelderland",
    "ov": "Overijssel",
    "o": "Overijssel",
    "overijssel": "Overijssel",
    "nb": "Noord-Brabant",
    "brabant": "Noord-Brabant",
    "noord-brabant": "Noord-Brabant",
    "nh": "Noord-Holland",
    "noord-holland": "Noord-Holland",
    "zh": "Zuid-Holland",
    "zuid-holland": "Zuid-Holland",
    "l": "Limburg",
    "lb": "Limburg",
    "limburg": "Limburg",
    "ut": "Utrecht",
    "utr": "Utrecht",
    "fr": "Fryslân",
    "frl": "Fryslân",
    "friesland": "Fryslân",
    "fryslan": "Fryslân",
    "gr": "Groningen",
    "dr": "Drenthe",
    "drenthe": "Drenthe",
    "fl": "Flevoland",
    "flevoland": "Flevoland",
    "zld": "Zeeland",
    "zeeland": "Zeeland",
}
_QUALIFIER = re.compile(r"\s*\(([\w-]{1,13})\.?\)|,? in ([\w-]{4,13})\b|\s(NB|NH|ZH|Gld|Ov)\b")


@dataclass(frozen=True, slots=True)
class CityUse:
    """One CITY mention: its characters in the document and its text."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class LinkedCity:
    """A place of one document; ``place`` is None when no register knows it."""

    place: Place | None
    uses: list[CityUse] = field(default_factory=list)
    note: str = ""

    @property
    def name(self) -> str:
        """Name in the register, else as first written."""
        return self.place.name if self.place else self.uses[0].text


def link_cities(
    text: str, uses: Sequence[CityUse], *, registers: RegisterSet, date: str | None
) -> list[LinkedCity]:
    """Group the CITY mentions of one document by place, in order of first mention."""
    found: dict[str, LinkedCity] = {}
    chosen: dict[str, Place | None] = {}
    for use in uses:
        key = fold(use.text)
        qualified = _qualified(text, use, _candidates(use, registers, date))
        if key not in chosen or qualified:
            chosen[key] = qualified or _choose(text, uses, _candidates(use, registers, date))
        place = chosen[key]
        city = found.setdefault(place.id if place else "~" + key, LinkedCity(place))
        city.uses.append(use)
        city.note = city.note or _note(place, use)
    return list(found.values())


def _candidates(use: CityUse, registers: RegisterSet, date: str | None) -> list[Place]:
    """Return the places of the name, without genitive where the name itself is unknown."""
    forms = (use.text, re.sub(r"['’]?s$|['’]$", "", use.text))
    return next((found for form in forms if (found := registers.places(form, date=date))), [])


def _qualified(text: str, use: CityUse, candidates: Sequence[Place]) -> Place | None:
    """Return the candidate in the province that stands right behind the name."""
    found = _QUALIFIER.match(text[use.end : use.end + 20])
    word = fold(next(filter(None, found.groups()), "")) if found else ""
    province = _PROVINCES.get(word)
    return next((p for p in candidates if province and p.province == province), None)


def _choose(text: str, uses: Sequence[CityUse], candidates: Sequence[Place]) -> Place | None:
    """Take the register's first choice unless the document speaks for just one other candidate."""
    if len(candidates) < 2 or candidates[0].g40:
        return candidates[0] if candidates else None
    named = {fold(use.text) for use in uses}
    town = [
        p for p in candidates if p.municipality != p.name and fold(p.municipality or "") in named
    ]
    if len(town) == 1:
        return town[0]
    province = [p for p in candidates if p.province and _names(text, p.province)]
    return province[0] if len({p.province for p in province}) == 1 else candidates[0]


def _names(text: str, province: str) -> bool:
    """Say whether the text names a province (those that are also cities do not count)."""
    if province in {"Utrecht", "Groningen"}:
        return f"provincie {province}" in text
    return re.search(rf"\b{re.escape(province)}\b", text) is not None


def _note(place: Place | None, use: CityUse) -> str:
    if place is None:
        return f"geen gemeente gevonden bij ‘{use.text}’"
    if place.country == "Nederland" and not place.municipality_code:
        return f"geen gemeentecode bij ‘{use.text}’"
    return ""
