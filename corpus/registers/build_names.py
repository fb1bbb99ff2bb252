"""Rebuild given_names.csv and surnames.csv.

Usage: ``python corpus/registers/build_names.py FAMILY_NAMES_DIR`` with ``faker`` importable; see
README.md for both sources. Sampling and the held-out part depend on a hash of the name alone, so a
name never changes sides when lists grow.
"""

from __future__ import annotations

import csv
import hashlib
import importlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "pipeline" / "resources" / "registers"
HELD_OUT_PERCENT = 15
SURNAMES = 23_000
LOWEST_COUNT = 5
GIVEN_LOCALES = {
    "nl_NL": ("nederlands", 500), "nl_BE": ("vlaams", 1000), "tr_TR": ("turks", 450),
    "de_DE": ("duits", 250), "fr_FR": ("frans", 215), "es_ES": ("zuid-europees", 200),
    "it_IT": ("zuid-europees", 150), "pt_PT": ("zuid-europees", 150), "en_GB": ("engels", 300),
    "en_IN": ("hindostaans", 250), "id_ID": ("indonesisch", 250), "hr_HR": ("oost-europees", 150),
    "ro_RO": ("oost-europees", 200), "cs_CZ": ("oost-europees", 100),
    "hu_HU": ("oost-europees", 100), "sv_SE": ("noord-europees", 150),
    "da_DK": ("noord-europees", 150), "pl_PL": ("oost-europees", 150),
    "fr_DZ": ("marokkaans-arabisch", 160), "en_PK": ("pakistaans", 250),
    "yo_NG": ("west-afrikaans", 80), "tw_GH": ("west-afrikaans", 200),
    "en_KE": ("oost-afrikaans", 100), "vi_VN": ("chinees-aziatisch", 40),
}  # fmt: skip
SURNAME_LOCALES = {
    "nl_BE": ("vlaams", 500), "tr_TR": ("turks", 60), "de_DE": ("duits", 200),
    "fr_FR": ("frans", 200), "es_ES": ("zuid-europees", 150), "it_IT": ("zuid-europees", 150),
    "pt_PT": ("zuid-europees", 90), "en_GB": ("engels", 200), "en_IN": ("hindostaans", 200),
    "id_ID": ("indonesisch", 150), "hr_HR": ("oost-europees", 150), "cs_CZ": ("oost-europees", 80),
    "fr_DZ": ("marokkaans-arabisch", 290), "en_PK": ("pakistaans", 200),
    "tw_GH": ("west-afrikaans", 150), "yo_NG": ("west-afrikaans", 80),
}  # fmt: skip


def digest(name: str) -> int:
    """Return a number that depends on the name alone."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)


def is_name(text: str) -> bool:
    """Say whether a text looks like a name in Latin script, two letters or more."""
    letters = [c for c in text if c not in "'’- ."]
    latin = all(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    return latin and len(letters) > 1 and not text.isupper() and text[-1].islower()


def written(file: str) -> Iterator[tuple[str, str, int]]:
    """Yield (name, community, weight) of a hand-written list; ``|`` stands for a space."""
    community, weight = "", 1
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            community, _, number = line[1:].strip().partition(" ")
            weight = int(number or 20)
        else:
            for name in line.split():
                yield name.replace("|", " "), community, weight


def from_faker(
    locales: dict[str, tuple[str, int]], attributes: tuple[str, ...], weight: int
) -> Iterator[tuple[str, str, int]]:
    """Yield names of faker's lists, at most so many per locale."""
    for locale, (community, limit) in locales.items():
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        names = {n for a in attributes for n in getattr(provider, a, None) or () if is_name(n)}
        for name in sorted(names, key=digest)[:limit]:
            yield name, community, weight


def from_meertens(folder: Path) -> Iterator[tuple[str, str, int]]:
    """Yield the 1,000 most frequent surnames with their count, then a sample of the others."""
    with (folder / "top_1000_last_names_in_the_netherlands_2007.csv").open(encoding="utf-8") as f:
        for row in csv.DictReader(f):
            yield row["natural name"], "meertens", int(row["count in 2007"])
    lines = (folder / "family_names_freq_5_or_more.lst").read_text(encoding="utf-8").splitlines()
    names = [n for n in lines if is_name(n) and re.fullmatch(r"[^\d()]{3,30}", n)]
    for name in sorted(names, key=digest)[:SURNAMES]:
        yield name, "meertens", LOWEST_COUNT


def write(file: str, weight: str, names: Iterator[tuple[str, str, int]]) -> None:
    """Write the names sorted; the first source of a name decides its community and weight."""
    found: dict[str, tuple[str, int]] = {}
    for name, community, number in names:
        found.setdefault(name, (community, number))
    with (TARGET / file).open("w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(["name", "community", weight, "held_out"])
        for name, (community, number) in sorted(found.items()):
            held_out = int(digest(name) % 100 < HELD_OUT_PERCENT)
            writer.writerow([name, community, number, held_out])


def chain(*sources: Iterator[tuple[str, str, int]]) -> Iterator[tuple[str, str, int]]:
    """Yield from one source after the other."""
    for source in sources:
        yield from source


def main() -> None:
    """Write both tables."""
    first = ("first_names", "first_names_male", "first_names_female")
    last = ("last_names", "last_names_male", "last_names_female")
    write(
        "given_names.csv",
        "weight",
        chain(written("given_names.txt"), from_faker(GIVEN_LOCALES, first, 1)),
    )
    write(
        "surnames.csv",
        "count",
        chain(
            from_meertens(Path(sys.argv[1])),
            written("surnames.txt"),
            from_faker(SURNAME_LOCALES, last, LOWEST_COUNT),
        ),
    )


if __name__ == "__main__":
    main()
