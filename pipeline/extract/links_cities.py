"""Which place a CITY mention means, and in which municipality it lay on the document's date.

Of places that share a name the register's first choice holds, unless the document says otherwise:
by a province or its abbreviation in brackets ("Hengelo (Gld)", "Rijswijk NB"), by speaking of
another country nearby ("schepen in Hasselt"), by naming the municipality of another candidate, or
by naming the province of exactly one of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.names import fold

if TYPE_CHECKING:
    from pipeline.registers import Place, RegisterSet

_NEAR = 250
_QUALIFIER = re.compile(r"\s*\(([\w-]{1,13})\.?\)|,? in ([\w-]{4,13})\b|\s(NB|NH|ZH|Gld|Ov)\b")


@lru_cache(maxsize=1)
def _evidence() -> dict[str, dict[str, list[str]]]:
    """Load ``resources/names/place_evidence.toml``."""
    path = files("pipeline") / "resources" / "names" / "place_evidence.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _provinces() -> dict[str, str]:
    """Return the province of each abbreviation."""
    return {short: name for name, shorts in _evidence()["provinces"].items() for short in shorts}


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
        candidates = _candidates(use, registers, date)
        own = _qualified(text, use, candidates)
        if key not in chosen or own:
            chosen[key] = own or _choose(text, use, uses, candidates)
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
    province = _provinces().get(word)
    return next((p for p in candidates if province and p.province == province), None)


def _choose(
    text: str, use: CityUse, uses: Sequence[CityUse], candidates: Sequence[Place]
) -> Place | None:
    """Take the register's first choice unless the document speaks for just one other candidate."""
    if len(candidates) < 2 or candidates[0].g40:
        return candidates[0] if candidates else None
    abroad = [p for p in candidates if p.municipality is None and _speaks_of(text, use, p.country)]
    if len(abroad) == 1:
        return abroad[0]
    named = {fold(other.text) for other in uses}
    town = [
        p for p in candidates if p.municipality != p.name and fold(p.municipality or "") in named
    ]
    if len(town) == 1:
        return town[0]
    province = [p for p in candidates if p.province and _names(text, p.province)]
    return province[0] if len({p.province for p in province}) == 1 else candidates[0]


def _speaks_of(text: str, use: CityUse, country: str) -> bool:
    """Say whether a country, or something that only it has, is named near a city."""
    near = fold(text[max(use.start - _NEAR, 0) : use.end + _NEAR])
    starts = [fold(country), *_evidence()["countries"].get(country, [])]
    return any(re.search(rf"\b{re.escape(start)}", near) for start in starts)


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
