"""The register of roles in Dutch public life, with their inflections and compounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.registers.spelling import plain
from pipeline.registers.tables import Row, choice, parts

ROLE_COLUMNS = ("role", "plurals", "feminine", "kind", "compound")
PREFIX_COLUMNS = ("prefix", "keep")


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A role as Dutch writes it.

    Attributes:
        role: singular in lower case, as in a text (``wethouder``, ``Kamerlid``).
        plurals: plural forms.
        feminine: feminine forms, singular and plural.
        kind: field of the role (``bestuur``, ``ambtelijk``, ``politiek`` ...).
        compound: longer words that end in it are roles too (``programmamanager``).
    """

    role: str
    plurals: tuple[str, ...]
    feminine: tuple[str, ...]
    kind: str
    compound: bool


@dataclass(frozen=True, slots=True)
class RolePrefix:
    """A prefix of roles with the hyphen or space that it ends in.

    ``keep`` is False for words that say nothing of the role itself (``nieuwe``, ``scheidend``).
    """

    prefix: str
    keep: bool


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role found in a text.

    Attributes:
        role: normal form, singular (``oud-wethouder`` for ``oud-wethouders``).
        word: the role word of the register it ends in.
        plural: the form was a plural.
    """

    role: str
    word: RoleWord
    plural: bool


def role_from_row(row: Row) -> RoleWord:
    """Build a role from a row of roles.csv; ``ValueError`` names a wrong field."""
    if not (row["role"] and row["kind"]):
        raise ValueError("role or kind is empty")
    return RoleWord(
        role=row["role"],
        plurals=parts(row["plurals"]),
        feminine=parts(row["feminine"]),
        kind=row["kind"],
        compound=choice(row["compound"], "compound", ("0", "1")) == "1",
    )


def role_prefix_from_row(row: Row) -> RolePrefix:
    """Build a prefix from a row of role_prefixes.csv; ``ValueError`` names a wrong field."""
    return RolePrefix(row["prefix"], choice(row["keep"], "keep", ("0", "1")) == "1")


class RoleRegister:
    """All role words; immutable."""

    def __init__(self, rows: Iterable[RoleWord], prefixes: Iterable[RolePrefix]) -> None:
        self.words = tuple(rows)
        self.prefixes = tuple(sorted(prefixes, key=lambda p: (-len(p.prefix), p.prefix)))
        self._starts = tuple(p.prefix for p in self.prefixes)
        self._stems = {p.prefix.rstrip("-. ") for p in self.prefixes}
        self._forms: dict[str, tuple[RoleWord, bool]] = {}
        for word in self.words:
            for form in (word.role, *word.feminine):
                self._forms.setdefault(form.casefold(), (word, False))
            for form in word.plurals:
                self._forms.setdefault(form.casefold(), (word, True))
        ends = {form for form, (word, _) in self._forms.items() if word.compound}
        self._ends = tuple(sorted(ends, key=lambda e: (-len(e), e)))

    def find(self, text: str) -> RoleMatch | None:
        """Return the role that a word or phrase is, or None.

        Whole entries are tried first, then prefixes (``oud-``, ``vice-``, ``plv.``), then the end
        of a compound (``programmadirecteur``, ``G40-voorzitter``: the part before the hyphen stays
        with the caller, see :meth:`split`).
        """
        text = plain(text)
        known = self._forms.get(text.casefold())
        if known:
            word, plural = known
            listed = plural or text.casefold() == word.role.casefold()
            return RoleMatch(word.role if listed else _lower(text), word, plural)
        return self._prefixed(text) or self._compound(text)

    def split(self, word: str) -> tuple[str, RoleMatch] | None:
        """Split a hyphenated compound of a name and a role: ``G40-voorzitter`` -> G40, voorzitter.

        None when the part after a hyphen is no role, or the part before it is a prefix such as
        ``oud`` or has no capital.
        """
        word = plain(word)
        for at, character in enumerate(word):
            before, after = word[:at], word[at + 1 :]
            if character != "-" or before == before.lower() or self._is_prefix(before):
                continue
            match = self.find(after)
            if match:
                return before, match
        return None

    def forms(self) -> list[str]:
        """Return all listed forms, plurals and feminines too, in lower case, sorted."""
        return sorted(self._forms)

    def _is_prefix(self, text: str) -> bool:
        return text.casefold().rstrip("-. ") in self._stems

    def _prefixed(self, text: str) -> RoleMatch | None:
        folded = text.casefold()
        if not folded.startswith(self._starts):
            return None
        for prefix in self.prefixes:
            size = len(prefix.prefix)
            match = self.find(text[size:]) if folded.startswith(prefix.prefix) else None
            if match:
                before = _lower(text[:size]) if prefix.keep else ""
                return RoleMatch(before + match.role, match.word, match.plural)
        return None

    def _compound(self, text: str) -> RoleMatch | None:
        folded = text.casefold()
        if not folded.endswith(self._ends):
            return None
        for end in self._ends:
            head = text[: -len(end)]
            if folded.endswith(end) and len(head) >= 3 and " " not in head:
                word, plural = self._forms[end]
                role = _lower(head) + (word.role if plural else end)
                return RoleMatch(role, word, plural)
        return None


def _lower(text: str) -> str:
    """Write the first letter small, unless the first word has more capitals (``CEO``, ``G40-``)."""
    first = text.split("-")[0].split(" ")[0]
    if any(c.isupper() or c.isdigit() for c in first[1:]) or first in ("Kamerlid", "Kamerleden"):
        return text
    return text[:1].lower() + text[1:]
