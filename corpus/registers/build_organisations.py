"""Rebuild organisations.csv from organisations.txt, which is written by hand.

Usage: ``python corpus/registers/build_organisations.py``

A line of organisations.txt is ``name|abbreviation|alias;alias`` under a ``# kind`` heading. A form
that ends in ``?`` is also a word, a person or a place and needs context in a text. Then may follow
``was=name;abbreviation;first;last`` (years or dates), ``from=YEAR``, ``to=YEAR``, ``id=``,
``kind=`` and ``context=form``. Forms that are places get ``context`` by themselves.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pipeline.registers import default_registers
from pipeline.registers.organisations import ORGANISATION_COLUMNS

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "pipeline" / "resources" / "registers" / "organisations.csv"
KEYED = re.compile(r"^(id|was|from|to|kind|context)=(.*)$")


def slug(name: str) -> str:
    """Return the id made from a name: lower-case ASCII letters, digits and hyphens."""
    text = unicodedata.normalize("NFD", name.casefold().replace("&", " en "))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def parse(line: str, kind: str) -> dict[str, str]:
    """Turn a line into a row of organisations.csv."""
    keyed: dict[str, list[str]] = {}
    plain = []
    for part in line.split("|"):
        match = KEYED.match(part)
        if match:
            keyed.setdefault(match[1], []).append(match[2])
        else:
            plain.append(part)
    name, abbreviation, aliases = (*plain, "", "")[:3]
    former = [f.split(";") for f in keyed.get("was", [])]
    forms = [name, abbreviation, *aliases.split(";"), *(a for f in former for a in f[4:])]
    context = [f[:-1] for f in forms if f.endswith("?")] + keyed.get("context", [])
    context += [f for f in forms if f and default_registers().is_place(f)]
    listed = [f.rstrip("?") for f in forms if f]
    first = listed[0]
    return {
        "id": keyed.get("id", [slug(first)])[0],
        "name": first,
        "abbreviation": abbreviation.rstrip("?"),
        "aliases": "|".join(
            f for f in dict.fromkeys(listed[1:]) if f not in (first, abbreviation.rstrip("?"))
        ),
        "former": "|".join(";".join(f[:4]) for f in former),
        "valid_from": keyed.get("from", [""])[0],
        "valid_to": keyed.get("to", [""])[0],
        "kind": keyed.get("kind", [kind])[0],
        "context": "|".join(dict.fromkeys(context)),
    }


def rows(lines: list[str]) -> Iterator[dict[str, str]]:
    """Yield a row per line, with the kind of the heading above it."""
    kind = ""
    for line in lines:
        if line.startswith("#"):
            kind = line[1:].strip()
        elif line.strip():
            yield parse(line, kind)


def main() -> None:
    """Write organisations.csv, sorted by id."""
    lines = (HERE / "organisations.txt").read_text(encoding="utf-8").splitlines()
    found = sorted(rows(lines), key=lambda row: row["id"])
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ORGANISATION_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


if __name__ == "__main__":
    main()
