"""Rebuild municipalities.csv and places.csv from open registers and the tables beside this file.

Usage: ``python corpus/registers/build_places.py SOURCE_DIR`` where SOURCE_DIR holds gemeenten.tsv,
plaatsen.tsv (CC0) and 4pp.csv (MIT); see README.md for where they come from.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "pipeline" / "resources" / "registers"
COVERED_FROM = "2015-01-01"
SUFFIX = re.compile(
    r" (DR|FR|GN|GLD|LB|NB|NH|ZH|OV|UT|ZE|Ac|Ca|Rt|Lopp|Gld|Lb|Gr|Gn|Ov|Dr|Fr|Nh|Zh|Nb|Ut"
    r"|[Gg]em\.? .*|de FRyske Marren|Smallingerland|Sudwest-Fryslan|Westerkwartier|de Marne"
    r"|Grootegast|Coevorden|Noardeast-Fryslan|Oude IJsselstreek|Midden-Drenthe|Schouwen-Dui"
    r"|Rotterdam)$"
)
SPELLING = {
    "Bergen Op Zoom": "Bergen op Zoom",
    "Broek Op Langedijk": "Broek op Langedijk",
    "Tull en 'T Waal": "Tull en 't Waal",
    "1e Exloermond": "Eerste Exloërmond",
    "2e Exloermond": "Tweede Exloërmond",
    "2e Valthermond": "Tweede Valthermond",
    "Oost West en Middelbeers": "Oost-, West- en Middelbeers",
    "Westerhaar-Vriezenv Wijk": "Westerhaar-Vriezenveensewijk",
    "Nieuw- en Sint Joosland": "Nieuw- en Sint Joosland",
}
ORDINARY_WORDS = {"Belt", "Biest", "Eind", "Miste", "Schoot"}
Row = dict[str, Any]


def read(path: Path, delimiter: str = ",") -> list[Row]:
    """Read a table with a header into dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def write(path: Path, rows: list[Row]) -> None:
    """Write rows sorted by their first two columns."""
    fields = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda r: (r[fields[0]], r[fields[1]])))


def key(name: str) -> str:
    """Fold case, diacritics and hyphens, to compare spellings of one place."""
    plain = unicodedata.normalize("NFD", name.replace("-", " "))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def tidy(name: str) -> str:
    """Strip the disambiguating suffix and repair the capitals of the source."""
    name = SPELLING.get(name, name)
    name = SUFFIX.sub("", name)
    return re.sub(r"^'([ST])(?=[- ])", lambda m: "'" + m[1].lower(), name).replace("'s G", "'s-G")


def split(text: str) -> list[str]:
    """Split a field with several values."""
    return [part for part in text.split("|") if part]


class Postcodes:
    """The 4pp table: coordinates, size and alternative spellings per place and province."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            if row["soort"] != "Postbus":
                self.rows[key(tidy(row["woonplaats"])), row["provincie"]].append(row)

    def find(self, name: str, province: str) -> list[Row]:
        """Return the rows of a place in a province."""
        return self.rows.get((key(name), province.replace("Fryslân", "Friesland")), [])

    def inside(self, municipality: str) -> list[Row]:
        """Return the rows of the places in a municipality of that name."""
        return [r for rows in self.rows.values() for r in rows if r["gemeente"] == municipality]


def centre(rows: list[Row]) -> tuple[str, str]:
    """Return mean latitude and longitude (degrees, 4 decimals), or empty strings."""
    points = [(float(r["latitude"]), float(r["longitude"])) for r in rows if r["latitude"]]
    if not points:
        return "", ""
    return tuple(f"{sum(p[i] for p in points) / len(points):.4f}" for i in (0, 1))  # type: ignore


def spelling(name: str, rows: list[Row]) -> str:
    """Take the spelling with diacritics when the source lost them."""
    marked = [r["woonplaats"] for r in rows if key(r["woonplaats"]) == key(name)]
    return next((m for m in marked if not m.isascii() and name.isascii()), name)


def alternatives(name: str, rows: list[Row]) -> list[str]:
    """Return mixed-case alternative spellings; the capitals in the source are postal forms."""
    found = {a.strip() for r in rows for a in r["alternatieve_schrijfwijzen"].split(";")}
    found -= ORDINARY_WORDS
    return sorted(a for a in found if not a.isupper() and len(a) > 2 and key(a) != key(name))


def municipalities(source: Path) -> list[Row]:
    """Return one row per municipality that existed on or after COVERED_FROM."""
    changes = {r["code"]: r for r in read(HERE / "reorganisations.csv")}
    networks = {r["code"]: r for r in read(HERE / "networks.csv")}
    aliases = {r["municipality_code"]: r for r in read(HERE / "aliases.csv")}
    active = {
        r["cbs_code"]: r
        for r in read(source / "gemeenten.tsv", "\t")
        if r["cbs_code"] and not r["geldig_tot"]
    }
    rows = []
    for code in sorted(active.keys() | changes.keys()):
        change, network = changes.get(code, {}), networks.get(code, {})
        name = change.get("name") or aliases.get(code, {}).get("name") or active[code]["naam"]
        name = {"Den Bosch": "'s-Hertogenbosch"}.get(name, name)
        rows.append(
            {
                "code": code,
                "name": name,
                "province": change.get("province") or active[code]["provincie"],
                "first": change.get("first", ""),
                "last": change.get("last", ""),
                "successors": change.get("successors", ""),
                "aliases": aliases.get(code, {}).get("aliases", ""),
                "network": network.get("network", ""),
                "network_from": network.get("first_year", ""),
                "network_to": network.get("last_year", ""),
            }
        )
    return rows


def former_codes(source: Path, towns: list[Row]) -> dict[tuple[str, str], set[str]]:
    """Map (place key, current code) to codes of ended municipalities the place was in."""
    by_name = {key(t["name"]): t for t in towns if t["last"]}
    by_name |= {key(a): t for t in towns if t["last"] for a in split(t["aliases"])}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)

    def note(place: str, former: str) -> None:
        town = by_name.get(key(former))
        for code in split(town["successors"]) if town else []:
            found[key(tidy(place)), code].add(town["code"])  # type: ignore[index]

    for row in read(source / "gemeenten.tsv", "\t"):
        for place in split(row["plaatsen"]) if row["geldig_tot"] >= COVERED_FROM else []:
            note(place, row["naam"])
    for row in read(source / "4pp.csv"):
        note(row["woonplaats"], row["gemeente"])
    return found


def own_postcodes(
    names: list[str], town: Row, former: set[str], postcodes: Postcodes, shared: bool
) -> list[Row]:
    """Return the rows of a place; of a shared name only those of its own municipality."""
    found = next((f for n in names if (f := postcodes.find(n, town["province"]))), [])
    return [r for r in found if not shared or key(r["gemeente"]) in former | {key(town["name"])}]


def place_row(row: Row, name: str, known: list[str], former: set[str], found: list[Row]) -> Row:
    """Build a row of places.csv from a row of plaatsen.tsv and its postcode rows."""
    source_name = row["plaats"]
    suffixed = [source_name] if re.search(r" [A-Z]{2,3}$", source_name) else []
    lat, lon = centre(found)
    return {
        "municipality_code": row["cbs_code"],
        "name": name,
        "former_codes": "|".join(sorted(former)),
        "aliases": "|".join(dict.fromkeys(known + alternatives(name, found) + suffixed)),
        "latitude": f"{float(row['lat_4pp']):.4f}" if row["lat_4pp"] else lat,
        "longitude": f"{float(row['lon_4pp']):.4f}" if row["lon_4pp"] else lon,
        "size": len(found),
    }


def places(source: Path, towns: list[Row], postcodes: Postcodes) -> list[Row]:
    """Return one row per place that does not bear the name of its municipality."""
    former = former_codes(source, towns)
    by_code = {t["code"]: t for t in towns}
    extra = {
        (r["municipality_code"], key(r["name"])): split(r["aliases"])
        for r in read(HERE / "place_aliases.csv")
    }
    own_names = {
        (key(n), code)
        for t in towns
        for n in [t["name"], *split(t["aliases"])]
        for code in [t["code"], *split(t["successors"])[:1]]
    }
    table = read(source / "plaatsen.tsv", "\t")
    uses = Counter((key(tidy(r["plaats"])), r["provincie"]) for r in table)
    rows: dict[tuple[str, str], Row] = {}
    for row in table:
        code, name = row["cbs_code"], tidy(row["plaats"])
        if (key(name), code) in own_names:
            continue
        known = extra.get((code, key(name)), [])
        before = set().union(*(former.get((key(n), code), set()) for n in (name, *known)))
        names = {key(by_code[c]["name"]) for c in before}
        shared = uses[key(name), row["provincie"]] > 1
        found = own_postcodes([name, *known], by_code[code], names, postcodes, shared)
        name = spelling(name, found)
        rows[key(name), code] = place_row(row, name, known, before, found)
    for row in read(HERE / "extra_places.csv"):
        rows[key(row["name"]), row["municipality_code"]] = row | {
            "former_codes": "",
            "aliases": "",
            "size": 0,
        }
    return list(rows.values())


def locate(towns: list[Row], villages: list[Row], postcodes: Postcodes) -> None:
    """Put coordinates on municipalities: of the town of that name, else the mean of its places."""
    for town in towns:
        names = [town["name"], *split(town["aliases"])]
        found = [r for n in names for r in postcodes.find(n, town["province"])]
        inside = [
            v
            for v in villages
            if town["code"] == v["municipality_code"] or town["code"] in split(v["former_codes"])
        ]
        inside = inside or postcodes.inside(town["name"])
        town["latitude"], town["longitude"] = centre(found or inside)
    by_code = {t["code"]: t for t in towns}
    for town in towns:
        if not town["latitude"]:
            heir = by_code[split(town["successors"])[0]]
            town["latitude"], town["longitude"] = heir["latitude"], heir["longitude"]


def add_ambiguity(towns: list[Row], villages: list[Row]) -> None:
    """Add the column of names that are also something else, from ambiguous_places.csv."""
    judged = {r["name"]: r["ambiguity"] for r in read(HERE / "ambiguous_places.csv")}
    for row in [*towns, *villages]:
        row["ambiguity"] = judged.get(row["name"], "")


def main() -> None:
    """Write both tables."""
    source = Path(sys.argv[1])
    postcodes = Postcodes(read(source / "4pp.csv"))
    towns = municipalities(source)
    villages = places(source, towns, postcodes)
    locate(towns, villages, postcodes)
    add_ambiguity(towns, villages)
    write(TARGET / "municipalities.csv", towns)
    write(TARGET / "places.csv", villages)


if __name__ == "__main__":
    main()
