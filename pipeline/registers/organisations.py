"""The register of organisations: names valid in years, abbreviations, and the kind of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.registers.spelling import name_key, plain
from pipeline.registers.tables import Row, parts

ORGANISATION_COLUMNS = (
    "id",
    "name",
    "abbreviation",
    "aliases",
    "former",
    "valid_from",
    "valid_to",
    "kind",
    "context",
)
SHORT = 4
_ARTICLE = re.compile(r"^(de|het|een|'t|onze|ons|deze|dit)\s+", re.IGNORECASE)
_LEGAL = re.compile(r"\s+(B\.?V\.?|N\.?V\.?|U\.?A\.?|c\.?s\.?|c\.?a\.?)$")
_PREFIXES = ("stichting ", "vereniging ", "coöperatie ", "woningcorporatie ", "bureau ")
_MINISTRY = "ministerie van "


@dataclass(frozen=True, slots=True)
class Name:
    """A name an organisation bore from one year or ISO date up to and including another.

    ``first`` and ``last`` are "" when open.
    """

    name: str
    abbreviation: str = ""
    first: str = ""
    last: str = ""

    def valid_on(self, date: str) -> bool:
        """Say whether the name was in use on an ISO date; a bare year is the whole year."""
        first, last = self.first, self.last
        return date[: len(first)] >= first and (not last or date[: len(last)] <= last)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of Dutch public life.

    Attributes:
        id: stable slug.
        name: name today, or the last one.
        abbreviation: its abbreviation, or "".
        aliases: other forms in use.
        former: earlier names with the years they were valid.
        valid_from: first year, "" when before 2015 or unknown.
        valid_to: last year, "" when it still exists.
        kind: what it is (``ministerie``, ``stichting`` ...), see organisation_kinds.csv.
        context: forms that are also a word, a person or a place, and need context in a text;
            ``*`` means all forms.
    """

    id: str
    name: str
    abbreviation: str
    aliases: tuple[str, ...]
    former: tuple[Name, ...]
    valid_from: str
    valid_to: str
    kind: str
    context: frozenset[str]

    def name_on(self, date: str | None = None) -> str:
        """Return the name in use on an ISO date (None: now)."""
        return self._names_on(date).name

    def abbreviation_on(self, date: str | None = None) -> str:
        """Return the abbreviation in use on an ISO date (None: now), or ""."""
        return self._names_on(date).abbreviation

    def exists_on(self, date: str) -> bool:
        """Say whether it exists in the year of an ISO date."""
        return Name(self.name, "", self.valid_from, self.valid_to).valid_on(date)

    def forms(self) -> tuple[str, ...]:
        """Return all its surface forms, generated ones included, without duplicates."""
        names = [Name(self.name, self.abbreviation), *self.former]
        found = [form for name in names for form in (name.name, name.abbreviation) if form]
        found += self.aliases
        if self.kind == "ministerie":
            found += [form for name in names for form in _ministry_forms(name)]
        return tuple(dict.fromkeys(found))

    def needs_context(self, form: str) -> bool:
        """Say whether a form of it is only a mention when the context says so."""
        return "*" in self.context or form in self.context

    def _names_on(self, date: str | None) -> Name:
        past = (n for n in self.former if date and n.valid_on(date))
        return next(past, Name(self.name, self.abbreviation))


def organisation_from_row(row: Row) -> Organisation:
    """Build an organisation from a row of organisations.csv.

    ``former`` holds ``name;abbreviation;first;last``, more of them separated by ``|``; first and
    last are years or ISO dates.

    Raises:
        ValueError: a field has a wrong value; the message names it.
    """
    for column in ("id", "name", "kind"):
        if not row[column]:
            raise ValueError(f"{column} is empty")
    for column in ("valid_from", "valid_to"):
        if row[column] and not row[column].isdigit():
            raise ValueError(f"{column} = {row[column]!r} is not a year")
    former = []
    for text in parts(row["former"]):
        fields = text.split(";")
        if len(fields) != 4 or not fields[3]:
            raise ValueError(f"former = {text!r} is not 'name;abbreviation;first;last'")
        former.append(Name(*fields))
    return Organisation(
        id=row["id"],
        name=row["name"],
        abbreviation=row["abbreviation"],
        aliases=parts(row["aliases"]),
        former=tuple(former),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        kind=row["kind"],
        context=frozenset(parts(row["context"])),
    )


class OrganisationRegister:
    """All organisations, found by any of their forms; immutable."""

    def __init__(self, rows: Iterable[Organisation]) -> None:
        self.organisations = tuple(rows)
        self._exact: dict[str, list[Organisation]] = {}
        self._folded: dict[str, list[Organisation]] = {}
        for organisation in self.organisations:
            for form in organisation.forms():
                self._exact.setdefault(plain(form), []).append(organisation)
                if not is_short(form):
                    _add(self._folded, name_key(form), organisation)

    def find(self, text: str, *, date: str | None = None) -> Organisation | None:
        """Return the organisation a name means, preferring one that exists on the ISO date.

        Short abbreviations must have their own capitals (``OM``, not ``om``); longer names may
        differ in capitals, accents and hyphens, have an article, a genitive ``'s``, a legal form
        or a word such as ``stichting`` that the register leaves out (or the other way round).
        """
        text = plain(text)
        for form in _variants(text):
            found = self._exact.get(form) or self._by_key(form)
            if found:
                return _best(found, date)
        return None

    def _by_key(self, form: str) -> list[Organisation]:
        if form == form.lower() and " " not in form:
            return []
        key = name_key(form)
        keys = [key, *(key.removeprefix(p) for p in _PREFIXES), *(p + key for p in _PREFIXES)]
        if key.startswith("min "):
            keys.append(_MINISTRY + key.removeprefix("min "))
        return next((self._folded[k] for k in keys if k in self._folded), [])

    def forms(self) -> Iterator[tuple[str, Organisation, bool]]:
        """Yield (surface form, organisation, needs context) for a matcher, in register order."""
        for organisation in self.organisations:
            for form in organisation.forms():
                yield form, organisation, organisation.needs_context(form)


def _variants(text: str) -> Iterator[str]:
    """Yield the text, then without legal form, article and genitive."""
    yield text
    bare = _LEGAL.sub("", text)
    yield bare
    bare = _ARTICLE.sub("", bare)
    yield bare
    yield re.sub(r"('s|s')$", "", bare)


def is_short(form: str) -> bool:
    """Say whether a form is so short that its capitals matter."""
    return len(form) <= SHORT and " " not in form


def _ministry_forms(name: Name) -> Iterator[str]:
    """Yield the ways to write a ministry: with and without the word, full and abbreviated."""
    subject = name.name.removeprefix(_MINISTRY)
    yield subject
    yield f"ministerie {subject}"
    if name.abbreviation:
        yield _MINISTRY + name.abbreviation
        yield f"ministerie {name.abbreviation}"
    for old, new in ((" en ", " & "), (", ", " ")):
        if old in subject:
            yield _MINISTRY + subject.replace(old, new)
            yield subject.replace(old, new)


def _add(table: dict[str, list[Organisation]], key: str, organisation: Organisation) -> None:
    found = table.setdefault(key, [])
    if organisation not in found:
        found.append(organisation)


def _best(found: list[Organisation], date: str | None) -> Organisation:
    """Return the first that exists on the date (None: today), else the first."""
    day = date or "9998"
    return next((o for o in found if o.exists_on(day)), found[0])
