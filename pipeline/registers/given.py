"""Given names and surnames of all communities in the Netherlands, as lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.registers.spelling import plain
from pipeline.registers.tables import Row, choice

GIVEN_COLUMNS = ("name", "community", "weight", "held_out")
SURNAME_COLUMNS = ("name", "community", "count", "held_out")


@dataclass(frozen=True, slots=True)
class ListedName:
    """A given name or surname.

    Attributes:
        name: as written, with particles in lower case (``van den Berg``).
        community: where the name comes from, or the list it was taken from.
        frequency: bearers in the Netherlands in 2007 for a surname (5 means five or more), a
            judged weight of 1 to 8 for a given name.
        held_out: kept out of training text, so that development scores speak of new names.
    """

    name: str
    community: str
    frequency: int
    held_out: bool


def given_name_from_row(row: Row) -> ListedName:
    """Build a name from a row of given_names.csv; ``ValueError`` names a wrong field."""
    return _listed(row, "weight")


def surname_from_row(row: Row) -> ListedName:
    """Build a name from a row of surnames.csv; ``ValueError`` names a wrong field."""
    return _listed(row, "count")


def _listed(row: Row, frequency: str) -> ListedName:
    if not row["name"] or not row[frequency].isdigit():
        raise ValueError(f"name = {row['name']!r}, {frequency} = {row[frequency]!r}: no number")
    held_out = choice(row["held_out"], "held_out", ("0", "1")) == "1"
    return ListedName(row["name"], row["community"], int(row[frequency]), held_out)


class NameList:
    """A list of names that can be asked whether it has a name; immutable."""

    def __init__(self, rows: Iterable[ListedName]) -> None:
        self.names: Sequence[ListedName] = tuple(rows)
        self._known = {n.name for n in self.names}
        self._capitalised = {n.name[:1].upper() + n.name[1:] for n in self.names}

    def __contains__(self, name: object) -> bool:
        """Say whether the list has the name (``de Boer`` and ``De Boer`` are one)."""
        if not isinstance(name, str):
            return False
        name = plain(name)
        return name in self._known or name in self._capitalised
