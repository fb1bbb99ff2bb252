"""The register of municipalities that existed since 2015, with their mergers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date

from pipeline.errors import ConfigError
from pipeline.registers.tables import Row, choice, number, parts

MUNICIPALITY_COLUMNS = (
    "code",
    "name",
    "province",
    "first",
    "last",
    "successors",
    "aliases",
    "network",
    "network_from",
    "network_to",
    "latitude",
    "longitude",
    "ambiguity",
)
AMBIGUITIES = ("", "word", "person", "region")
PROVINCES = (
    "Drenthe",
    "Flevoland",
    "Fryslân",
    "Gelderland",
    "Groningen",
    "Limburg",
    "Noord-Brabant",
    "Noord-Holland",
    "Overijssel",
    "Utrecht",
    "Zeeland",
    "Zuid-Holland",
)


@dataclass(frozen=True, slots=True)
class Municipality:
    """A Dutch municipality.

    Attributes:
        code: CBS code, ``GM`` and four digits.
        name: name in common use (``Den Haag``, ``'s-Hertogenbosch``).
        province: name of the province (on its last day, when it has ended).
        first: first day (ISO date), "" when before 2015.
        last: last day (ISO date), "" when it still exists.
        successors: codes it went to, the largest part first; renamed counts as succeeded.
        aliases: other spellings.
        network: ``G4``, ``G40`` or "".
        network_from: first year of membership as text, "" when before 2015.
        network_to: last year of membership as text, "" when still a member.
        latitude: degrees north (WGS 84) of the town of that name, else the mean of its places.
        longitude: degrees east.
        ambiguity: what else the name is: ``word``, ``person``, ``region`` or "".
    """

    code: str
    name: str
    province: str
    first: str = ""
    last: str = ""
    successors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    network: str = ""
    network_from: str = ""
    network_to: str = ""
    latitude: float | None = None
    longitude: float | None = None
    ambiguity: str = ""

    def exists_on(self, date: str) -> bool:
        """Say whether the municipality exists on an ISO date (2015 or later)."""
        return (not self.first or self.first <= date) and (not self.last or date <= self.last)

    def in_network(self, network: str, date: str | None = None) -> bool:
        """Say whether it is a member of ``G4`` or ``G40`` on the date (None: now)."""
        year = (date or "9999")[:4]
        began = not self.network_from or self.network_from <= year
        ended = bool(self.network_to) and self.network_to < year
        return self.network == network and began and not ended


def municipality_from_row(row: Row) -> Municipality:
    """Build a municipality from a row of municipalities.csv.

    Raises:
        ValueError: a field has a wrong value; the message names it.
    """
    if not re.fullmatch(r"GM\d{4}", row["code"]):
        raise ValueError(f"code = {row['code']!r} is not GM and four digits")
    for column in ("first", "last"):
        if row[column]:
            Date.fromisoformat(row[column])
    return Municipality(
        code=row["code"],
        name=row["name"],
        province=choice(row["province"], "province", PROVINCES),
        first=row["first"],
        last=row["last"],
        successors=parts(row["successors"]),
        aliases=parts(row["aliases"]),
        network=choice(row["network"], "network", ("", "G4", "G40")),
        network_from=row["network_from"],
        network_to=row["network_to"],
        latitude=number(row["latitude"], "latitude"),
        longitude=number(row["longitude"], "longitude"),
        ambiguity=choice(row["ambiguity"], "ambiguity", AMBIGUITIES),
    )


class Municipalities:
    """All municipalities by code, able to follow mergers forwards and renamings backwards.

    Raises:
        ConfigError: a successor is not among the municipalities.
    """

    def __init__(self, rows: Iterable[Municipality]) -> None:
        self._by_code = {m.code: m for m in rows}
        self._predecessors: dict[str, list[str]] = {}
        for town in self._by_code.values():
            unknown = [c for c in town.successors if c not in self._by_code]
            if unknown:
                raise ConfigError(f"municipality {town.code}: successor {unknown[0]} is not listed")
            for code in town.successors[:1]:
                self._predecessors.setdefault(code, []).append(town.code)

    def __iter__(self) -> Iterator[Municipality]:
        return iter(self._by_code.values())

    def __getitem__(self, code: str) -> Municipality:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def on(self, code: str, date: str | None = None) -> Municipality:
        """Return the municipality that ``code`` belongs to on an ISO date (None: now).

        Ended municipalities are followed to their (largest) successor. One that did not exist yet
        is followed back only when it had a single predecessor (it was renamed); a merger that was
        still to come keeps its own code, because no single municipality stood for it.

        Raises:
            KeyError: no municipality has the code.
        """
        town = self._by_code[code]
        day = date or "9999-12-31"
        while town.last and town.last < day and town.successors:
            town = self._by_code[town.successors[0]]
        while town.first and day < town.first:
            before = self._predecessors.get(town.code, [])
            if len(before) != 1:
                break
            town = self._by_code[before[0]]
        return town
