"""The registers: municipalities and places, organisations, roles and names, as immutable data.

``default_registers()`` gives the shipped ones; ``load_registers(config.registers)`` puts the
user's files in their place. Each register is read when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial

from pipeline.config import Registers
from pipeline.registers.adjectives import regular_adjectives
from pipeline.registers.given import (
    GIVEN_COLUMNS,
    SURNAME_COLUMNS,
    ListedName,
    NameList,
    given_name_from_row,
    surname_from_row,
)
from pipeline.registers.kinds import KIND_COLUMNS, Kinds, head_word_from_row
from pipeline.registers.municipalities import (
    MUNICIPALITY_COLUMNS,
    Municipalities,
    Municipality,
    municipality_from_row,
)
from pipeline.registers.organisations import (
    ORGANISATION_COLUMNS,
    Organisation,
    OrganisationRegister,
    organisation_from_row,
)
from pipeline.registers.places import (
    FOREIGN_COLUMNS,
    PLACE_COLUMNS,
    Place,
    PlaceRegister,
    foreign_city_from_row,
    village_from_row,
)
from pipeline.registers.roles import (
    PREFIX_COLUMNS,
    ROLE_COLUMNS,
    RoleMatch,
    RoleRegister,
    role_from_row,
    role_prefix_from_row,
)
from pipeline.registers.spelling import place_key
from pipeline.registers.tables import read_table, register_file, shipped

__all__ = [
    "ListedName",
    "Municipality",
    "Organisation",
    "Place",
    "RegisterSet",
    "RoleMatch",
    "default_registers",
    "given_names",
    "load_registers",
    "surnames",
]


@dataclass(frozen=True)
class RegisterSet:
    """All registers of a run.

    Attributes:
        files: which files replace the shipped ones.
    """

    files: Registers = field(default_factory=Registers)

    def __getstate__(self) -> dict[str, Registers]:
        """Send only the file names to other processes; they read the files themselves."""
        return {"files": self.files}

    @cached_property
    def municipalities(self) -> Municipalities:
        """All municipalities since 2015."""
        file = register_file(self.files.municipalities, "municipalities.csv")
        return Municipalities(read_table(file, MUNICIPALITY_COLUMNS, municipality_from_row))

    @cached_property
    def place_register(self) -> PlaceRegister:
        """All places."""
        file = register_file(self.files.places, "places.csv")
        return PlaceRegister(
            self.municipalities,
            read_table(file, PLACE_COLUMNS, partial(village_from_row, known=self.municipalities)),
            read_table(shipped("foreign_cities.csv"), FOREIGN_COLUMNS, foreign_city_from_row),
        )

    def find_place(self, name: str, *, date: str | None = None) -> Place | None:
        """Return the place most likely meant, as it was on an ISO date; None when unknown."""
        return self.place_register.find(name, date=date)

    def places(self, name: str, *, date: str | None = None) -> list[Place]:
        """Return all places of that name, the most likely first."""
        return self.place_register.candidates(name, date=date)

    def place_by_id(self, place_id: str, *, date: str | None = None) -> Place | None:
        """Return the place with that id, as it was on an ISO date; None when unknown."""
        return self.place_register.by_id(place_id, date=date)

    def is_place(self, name: str) -> bool:
        """Say whether any place bears the name."""
        return self.place_register.find(name) is not None

    def all_places(self) -> list[Place]:
        """Return every place as it is now, cities abroad included."""
        return self.place_register.all()

    def place_forms(self) -> list[tuple[str, str]]:
        """Return (surface form, ambiguity) of every place name and alias, sorted."""
        return self.place_register.forms()

    def municipality_on(self, code: str, date: str | None = None) -> Municipality:
        """Return the municipality a CBS code belongs to on an ISO date (``KeyError``: unknown)."""
        return self.municipalities.on(code, date)

    def city_from_adjective(self, word: str, *, date: str | None = None) -> Place | None:
        """Return the place an adjective is made from (``Groningse`` -> Groningen), or None."""
        name = self._adjectives.get(place_key(word)) if word[:1].isupper() else None
        return self.find_place(name, date=date) if name else None

    @cached_property
    def _adjectives(self) -> dict[str, str]:
        """Map adjective keys to place names; listed ones first, then the larger cities."""
        rows = read_table(shipped("adjectives.csv"), ("adjective", "place"), lambda row: row)
        found = {place_key(row["adjective"]): row["place"] for row in rows}
        towns = sorted(self.municipalities, key=lambda t: (not t.network, bool(t.last), t.code))
        for form, name in _all_adjectives(towns):
            found.setdefault(place_key(form), name)
        return {key: name for key, name in found.items() if name}

    @cached_property
    def organisation_register(self) -> OrganisationRegister:
        """All organisations."""
        file = register_file(self.files.organisations, "organisations.csv")
        return OrganisationRegister(read_table(file, ORGANISATION_COLUMNS, organisation_from_row))

    def find_organisation(self, text: str, *, date: str | None = None) -> Organisation | None:
        """Return the organisation a name means (on an ISO date), or None when unknown."""
        return self.organisation_register.find(text, date=date)

    def organisations(self) -> tuple[Organisation, ...]:
        """Return all organisations in register order."""
        return self.organisation_register.organisations

    def organisation_forms(self) -> Iterator[tuple[str, Organisation, bool]]:
        """Yield (surface form, organisation, needs context) for a matcher."""
        return self.organisation_register.forms()

    @cached_property
    def _kinds(self) -> Kinds:
        file = shipped("organisation_kinds.csv")
        return Kinds(read_table(file, KIND_COLUMNS, head_word_from_row))

    def kind_from_head_word(self, name: str) -> str:
        """Return the kind that the words of an unknown organisation's name tell, or ""."""
        return self._kinds.of(name)

    @cached_property
    def role_register(self) -> RoleRegister:
        """All role words."""
        file = register_file(self.files.roles, "roles.csv")
        return RoleRegister(
            read_table(file, ROLE_COLUMNS, role_from_row),
            read_table(shipped("role_prefixes.csv"), PREFIX_COLUMNS, role_prefix_from_row),
        )

    def find_role(self, text: str) -> RoleMatch | None:
        """Return the role a word or phrase is (``oud-wethouder``), or None."""
        return self.role_register.find(text)

    def split_role(self, word: str) -> tuple[str, RoleMatch] | None:
        """Split ``G40-voorzitter`` into ``G40`` and its role; None for anything else."""
        return self.role_register.split(word)

    @cached_property
    def given_names(self) -> NameList:
        """Given names; ``"Fatima" in registers.given_names``."""
        return NameList(read_table(shipped("given_names.csv"), GIVEN_COLUMNS, given_name_from_row))

    @cached_property
    def surnames(self) -> NameList:
        """Surnames with their particles; ``"van den Berg" in registers.surnames``."""
        return NameList(read_table(shipped("surnames.csv"), SURNAME_COLUMNS, surname_from_row))


def _all_adjectives(towns: list[Municipality]) -> Iterator[tuple[str, str]]:
    for town in towns:
        if " " not in town.name:
            for form in regular_adjectives(town.name):
                yield form, town.name


@cache
def default_registers() -> RegisterSet:
    """Return the shipped registers; the same object each time."""
    return RegisterSet()


def given_names() -> Sequence[ListedName]:
    """Return the shipped given names."""
    return default_registers().given_names.names


def surnames() -> Sequence[ListedName]:
    """Return the shipped surnames."""
    return default_registers().surnames.names


def load_registers(files: Registers | None = None) -> RegisterSet:
    """Return the registers with the user's files where the config names them.

    The files are read, and checked, when a register is first asked for.
    """
    return default_registers() if files is None or files == Registers() else RegisterSet(files)
