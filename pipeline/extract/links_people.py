"""Which names in one document mean the same person.

Names in full are joined first (initials, left-out given names, married names), wherever they
stand; then each shorter form is given to the one full name it fits. Where it fits several, the
text decides by, in this order: an equal title or affiliation beside the name, being the only one
named in full in the same paragraph, in the same section. Where nothing decides, the short form
stays on its own and is marked ambiguous.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.names import Fit, Name, fit, fold, name_key, parse_name, plain

_GENITIVES = ("'s", "’s", "‘s", "'", "’")


@dataclass(frozen=True, slots=True)
class NameUse:
    """One PER mention with what stands beside it.

    Attributes:
        start: first character in the document.
        text: the name as written.
        block: index of the block.
        section: index of the innermost heading above it (the block itself for a heading), -1 when
            there is none.
        gender: ``f`` or ``m`` when an honorific tells it, else "".
        title: role word right before or behind the name, in lower case, or "".
        office: the title, when nobody holds it together with another such office, or "".
        affiliation: folded text in the parentheses directly behind the name, or "".
        city: folded city in these parentheses, or "".
        genitive: True when a lower-case word follows, so that a final s can be a genitive.
    """

    start: int
    text: str
    block: int
    section: int = -1
    gender: str = ""
    title: str = ""
    office: str = ""
    affiliation: str = ""
    city: str = ""
    genitive: bool = False

    @property
    def name(self) -> Name:
        """The name's parts."""
        return parse_name(self.text)


@dataclass(slots=True)
class Person:
    """A person of one document: all uses of the name, and whether the text left it undecided."""

    uses: list[NameUse] = field(default_factory=list)
    note: str = ""

    @property
    def name(self) -> str:
        """The fullest form, as first written, without genitive."""
        return _display(max(self.uses, key=lambda use: (*_fullness(use.name), -use.start)).text)

    @property
    def parsed(self) -> Name:
        """The parts of the fullest form."""
        return parse_name(self.name)

    def values(self, attribute: str) -> set[str]:
        """Return the different non-empty values of an attribute of the uses."""
        return {getattr(use, attribute) for use in self.uses} - {""}


def link_people(uses: Sequence[NameUse]) -> list[Person]:
    """Group the uses of names in one document by person, in order of first use."""
    people: list[Person] = []
    undecided: list[NameUse] = []
    for group in _by_fullness(uses):
        for use in group:
            found = _candidates(use, people)
            if len(found) == 1:
                found[0].uses.append(use)
            elif use.name.full and not found:
                people.append(Person([use]))
            else:
                undecided.append(use)
    full = list(people)
    for use in sorted(undecided, key=lambda use: use.start):
        _place(use, full, people)
    return sorted(people, key=lambda person: min(use.start for use in person.uses))


def _place(use: NameUse, full: Sequence[Person], people: list[Person]) -> None:
    """Give a short form to a person in full, to earlier equal short forms, or to a new person."""
    found = _decide(use, _candidates(use, full))
    if len(found) == 1:
        found[0].uses.append(use)
    elif found:
        names = " of ".join(sorted(person.name for person in found))
        people.append(Person([use], note=f"kan {names} zijn"))
    else:
        others = [p for p in people if p not in full and not p.note and _same(use, p)]
        if len(others) == 1:
            others[0].uses.append(use)
        else:
            people.append(Person([use]))


def _by_fullness(uses: Sequence[NameUse]) -> list[list[NameUse]]:
    """Group equal names, the fullest first; within a group in text order."""
    groups: dict[str, list[NameUse]] = {}
    for use in uses:
        groups.setdefault(name_key(use.text), []).append(use)
    return sorted(groups.values(), key=lambda group: _fullness(group[0].name), reverse=True)


def _fullness(name: Name) -> tuple[bool, int, int]:
    """Return a sort key: named in full, then words that are no initials, then length."""
    words = [word for word in name.words if "." not in word and len(word) > 1]
    return name.full and not name.initials_only, len(words), sum(map(len, name.words))


def _candidates(use: NameUse, people: Sequence[Person]) -> list[Person]:
    """Return the people whom the name fits best and whom nothing beside it contradicts."""
    best: dict[Fit, list[Person]] = {}
    for person in people:
        found = fit(use.name, person.parsed)
        if found is Fit.NONE or (found is Fit.GENITIVE and not use.genitive):
            continue
        if not _contradicts(use, person):
            best.setdefault(found, []).append(person)
    return best[min(best)] if best else []


def _contradicts(use: NameUse, person: Person) -> bool:
    """Say whether honorific, office or city beside the name tell of another person."""
    genders = person.values("gender")
    if use.gender and genders and use.gender not in genders:
        return True
    offices = person.values("office")
    if use.office and offices and use.office not in offices and not use.name.full:
        return True
    cities = person.values("city")
    if use.city and cities and use.city not in cities:
        return True
    return bool(use.gender) and not use.name.full and not _has_surname(use, person)


def _has_surname(use: NameUse, person: Person) -> bool:
    """Say whether a short form is the person's surname, not a given name."""
    return fit(Name((), use.name.words), Name((), person.parsed.surname)) is not Fit.NONE


def _decide(use: NameUse, found: list[Person]) -> list[Person]:
    """Narrow several candidates down by what the text says; several may remain."""
    checks: tuple[Callable[[Person], bool], ...] = (
        lambda person: bool(use.affiliation) and use.affiliation in person.values("affiliation"),
        lambda person: bool(use.title) and use.title in person.values("title"),
        lambda person: bool(use.title) and _has_surname(use, person),
        lambda person: any(other.block == use.block and other.name.full for other in person.uses),
        lambda person: any(
            other.section == use.section and other.name.full for other in person.uses
        ),
    )
    for check in checks:
        if len(found) < 2:
            break
        found = [person for person in found if check(person)] or found
    return found


def _same(use: NameUse, person: Person) -> bool:
    """Say whether a short form equals the short form of another person."""
    one = fold(name_key(use.text))
    return any(one == fold(name_key(other.text)) for other in person.uses) and not _contradicts(
        use, person
    )


def _display(text: str) -> str:
    for ending in _GENITIVES:
        if text.endswith(ending) and len(text) > len(ending) + 1:
            return plain(text[: -len(ending)])
    return plain(text)
