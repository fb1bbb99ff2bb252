"""Looking up places: Dutch municipalities and the places in them, and cities abroad."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.registers.municipalities import AMBIGUITIES, Municipalities, Municipality
from pipeline.registers.spelling import place_key
from pipeline.registers.tables import Row, choice, number, parts

PLACE_COLUMNS = (
    "municipality_code",
    "name",
    "former_codes",
    "aliases",
    "latitude",
    "longitude",
    "size",
    "ambiguity",
)
FOREIGN_COLUMNS = ("name", "country", "aliases", "ambiguity")


@dataclass(frozen=True, slots=True)
class Place:
    """A city, town or village, as it was on a date.

    Attributes:
        id: stable: ``GM0855`` for the town a municipality is named after and for the municipality
            itself, ``GM0479-zaandam`` for another place (code of its municipality today), and
            ``xx-brussel`` abroad.
        name: canonical name.
        municipality: name of the municipality on the date, None abroad.
        municipality_code: its CBS code, None abroad.
        province: name of the province, None abroad.
        country: name of the country in Dutch.
        latitude: degrees north (WGS 84), or None.
        longitude: degrees east, or None.
        g40: member of the G40 network on the date.
        ambiguity: what else the name is: ``word``, ``person``, ``region`` or "".
        shared: True when other places bear the name too, see :meth:`PlaceRegister.candidates`.
    """

    id: str
    name: str
    municipality: str | None
    municipality_code: str | None
    province: str | None
    country: str
    latitude: float | None
    longitude: float | None
    g40: bool
    ambiguity: str
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Village:
    """A row of places.csv: a place that does not bear its municipality's name."""

    name: str
    municipality_code: str
    former_codes: tuple[str, ...]
    aliases: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    size: int
    ambiguity: str


@dataclass(frozen=True, slots=True)
class ForeignCity:
    """A row of foreign_cities.csv."""

    name: str
    country: str
    aliases: tuple[str, ...]
    ambiguity: str


Entry = Municipality | Village | ForeignCity
_HINTS = {
    "Drenthe": "d dr drenthe",
    "Flevoland": "fl flevoland",
    "Fryslân": "fr friesland fryslân",
    "Gelderland": "g gl gld gelderland",
    "Groningen": "gr gn groningen",
    "Limburg": "l lb limburg",
    "Noord-Brabant": "nb n-br brabant noord-brabant",
    "Noord-Holland": "nh n-h noord-holland",
    "Overijssel": "o ov overijssel",
    "Utrecht": "u ut utrecht",
    "Zeeland": "z zld zl zeeland",
    "Zuid-Holland": "zh z-h zuid-holland",
}
_PROVINCES = {hint: province for province, text in _HINTS.items() for hint in text.split()}
_HINTED = re.compile(r"^(?P<name>.+?),? (\((?P<in>[\w.-]+)\)|(?P<bare>NB|NH|ZH|Gld)\.?)$")


def village_from_row(row: Row, *, known: Municipalities) -> Village:
    """Build a place from a row of places.csv.

    Raises:
        ValueError: a field has a wrong value, or a code that no municipality has.
    """
    if not row["name"]:
        raise ValueError("name is empty")
    for code in (row["municipality_code"], *parts(row["former_codes"])):
        if code not in known:
            raise ValueError(f"municipality code {code!r} is not in the municipalities register")
    return Village(
        name=row["name"],
        municipality_code=row["municipality_code"],
        former_codes=parts(row["former_codes"]),
        aliases=parts(row["aliases"]),
        latitude=number(row["latitude"], "latitude"),
        longitude=number(row["longitude"], "longitude"),
        size=int(row["size"] or 0),
        ambiguity=choice(row["ambiguity"], "ambiguity", AMBIGUITIES),
    )


def foreign_city_from_row(row: Row) -> ForeignCity:
    """Build a city abroad from a row of foreign_cities.csv; ``ValueError`` names a wrong field."""
    if not (row["name"] and row["country"]):
        raise ValueError("name or country is empty")
    ambiguity = choice(row["ambiguity"], "ambiguity", AMBIGUITIES)
    return ForeignCity(row["name"], row["country"], parts(row["aliases"]), ambiguity)


class PlaceRegister:
    """All places, found by any spelling; immutable."""

    def __init__(
        self,
        municipalities: Municipalities,
        villages: Iterable[Village],
        foreign: Iterable[ForeignCity],
    ) -> None:
        self.municipalities = municipalities
        self._entries: dict[str, list[Entry]] = {}
        entries: list[Entry] = [*municipalities, *villages, *foreign]
        self._by_id = {_place_id(entry): entry for entry in entries}
        for entry in entries:
            for key in {place_key(n) for n in (entry.name, *entry.aliases)}:
                self._entries.setdefault(key, []).append(entry)
        for key, found in self._entries.items():
            self._entries[key] = sorted(self._without_renamed(found), key=_preference)

    def find(self, name: str, *, date: str | None = None) -> Place | None:
        """Return the place most likely meant by a name, as it was on an ISO date (None: now).

        Of places of one name, the municipality of that name comes first (G4 and G40 before
        others), then the larger place, then a city abroad. The name must have a capital.
        """
        entries = self._named(name)
        return self._place(entries[0], date, shared=len(entries) > 1) if entries else None

    def candidates(self, name: str, *, date: str | None = None) -> list[Place]:
        """Return all places of a name, the most likely first.

        A province behind the name chooses among them: ``Laren (NH)``, ``Hengelo Gld``.
        """
        entries = self._named(name)
        return [self._place(entry, date, shared=len(entries) > 1) for entry in entries]

    def _named(self, name: str) -> list[Entry]:
        if name == name.lower():
            return []
        return self._entries.get(place_key(name), []) or self._hinted(name)

    def _hinted(self, name: str) -> list[Entry]:
        match = _HINTED.match(name)
        if not match:
            return []
        hint = (match["in"] or match["bare"]).lower().rstrip(".")
        province = _PROVINCES.get(hint)
        found = self._entries.get(place_key(match["name"]), []) if province else []
        return [e for e in found if self._place(e, None, shared=False).province == province]

    def all(self) -> list[Place]:
        """Return every place as it is now, in the order of the registers."""
        return [self._place(entry, None, shared=False) for entry in self._by_id.values()]

    def forms(self) -> list[tuple[str, str]]:
        """Return (surface form, ambiguity) of every name and alias, sorted."""
        return sorted(
            {
                (form, entry.ambiguity)
                for entries in self._entries.values()
                for entry in entries
                for form in (entry.name, *entry.aliases)
            }
        )

    def by_id(self, place_id: str, *, date: str | None = None) -> Place | None:
        """Return the place with that id, as it was on an ISO date (None: now)."""
        entry = self._by_id.get(place_id)
        return None if entry is None else self._place(entry, date, shared=False)

    def _without_renamed(self, entries: Sequence[Entry]) -> list[Entry]:
        """Drop an ended municipality beside its successor that bears the name as an alias."""
        codes = {e.code for e in entries if isinstance(e, Municipality)}
        return [
            e
            for e in entries
            if not isinstance(e, Municipality)
            or self.municipalities.on(e.code).code not in codes - {e.code}
        ]

    def _place(self, entry: Entry, date: str | None, *, shared: bool) -> Place:
        if isinstance(entry, ForeignCity):
            town = None
        elif isinstance(entry, Municipality):
            town = self.municipalities.on(entry.code, date)
        else:
            town = self._town_of(entry, date)
        return Place(
            id=_place_id(entry),
            name=entry.name,
            municipality=town.name if town else None,
            municipality_code=town.code if town else None,
            province=town.province if town else None,
            country=entry.country if isinstance(entry, ForeignCity) else "Nederland",
            latitude=None if isinstance(entry, ForeignCity) else entry.latitude,
            longitude=None if isinstance(entry, ForeignCity) else entry.longitude,
            g40=bool(town and town.in_network("G40", date)),
            ambiguity=entry.ambiguity,
            shared=shared,
        )

    def _town_of(self, village: Village, date: str | None) -> Municipality:
        """Return the former municipality that held the place on the date, else today's."""
        for code in village.former_codes:
            if date and self.municipalities[code].exists_on(date):
                return self.municipalities[code]
        return self.municipalities.on(village.municipality_code, date)


def _place_id(entry: Entry) -> str:
    if isinstance(entry, Municipality):
        return entry.code
    slug = place_key(entry.name).replace(" ", "-")
    code = "xx" if isinstance(entry, ForeignCity) else entry.municipality_code
    return f"{code}-{slug}"


def _preference(entry: Entry) -> tuple[int, int, str]:
    """Sort key: network cities, current municipalities, former ones, places by size, abroad."""
    if isinstance(entry, Municipality):
        rank = 0 if entry.network else 2 if entry.last else 1
        return rank, 0, entry.code
    if isinstance(entry, Village):
        return 3, -entry.size, entry.municipality_code
    return 4, 0, entry.country
