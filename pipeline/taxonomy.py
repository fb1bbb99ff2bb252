"""The taxonomy: pillars and themes, their Dutch labels and the terms that speak for them.

Read from ``resources/taxonomy.toml`` or from a user's own copy; every error names file and line.
Free of spaCy, so that tables and report can use labels and orders too.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import ConfigError

SHIPPED = Path(str(files("pipeline") / "resources" / "taxonomy.toml"))
MIN_STEM = 3
_ID = r"^[a-z][a-z0-9_]*$"


class _Named(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=_ID)
    label: str = Field(min_length=1)


_Entry = TypeVar("_Entry", bound=_Named)


class Pillar(_Named):
    """A pillar; ``headings`` are the words by which a section heading names it."""

    headings: tuple[str, ...] = ()


class TaxonomyTheme(_Named):
    """A theme; see the head of ``resources/taxonomy.toml`` for what each key means."""

    pillar: str
    description: str = ""
    terms: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taxonomy:
    """All pillars and themes, in the order of the file."""

    pillars: tuple[Pillar, ...]
    themes: tuple[TaxonomyTheme, ...]

    @cached_property
    def theme_ids(self) -> tuple[str, ...]:
        """Ids of all themes, in order."""
        return tuple(theme.id for theme in self.themes)

    @cached_property
    def pillar_ids(self) -> tuple[str, ...]:
        """Ids of all pillars, in order."""
        return tuple(pillar.id for pillar in self.pillars)

    @cached_property
    def pillar_of(self) -> dict[str, str]:
        """Home pillar per theme id."""
        return {theme.id: theme.pillar for theme in self.themes}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Dutch label per theme id and pillar id."""
        return {entry.id: entry.label for entry in (*self.pillars, *self.themes)}


def load_taxonomy(path: Path | None = None) -> Taxonomy:
    """Read a taxonomy file; ``None`` gives the shipped one.

    Raises:
        ConfigError: the file is missing, no TOML, or holds a mistake; the message has its line.
    """
    return _load(SHIPPED if path is None else path)


@lru_cache(maxsize=8)
def _load(path: Path) -> Taxonomy:
    text, data = _read_toml(path)
    unknown = sorted(set(data) - {"pillars", "themes"})
    if unknown:
        line = line_of(text, rf"^\s*\[*{re.escape(unknown[0])}\b")
        raise ConfigError(
            f"{path}, line {line}: unknown table '{unknown[0]}'; known: pillars, themes"
        )
    pillars = _entries(path, text, data, "pillars", Pillar)
    themes = _entries(path, text, data, "themes", TaxonomyTheme)
    _check_unique(path, text, "pillars", [pillar.id for pillar in pillars])
    _check_unique(path, text, "themes", [theme.id for theme in themes])
    for number, theme in enumerate(themes):
        _check_theme(path, text, number, theme, [pillar.id for pillar in pillars])
    return Taxonomy(pillars=tuple(pillars), themes=tuple(themes))


def _read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"taxonomy {path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"taxonomy {path}: is not valid TOML ({error})") from error


def _entries(
    path: Path, text: str, data: dict[str, Any], table: str, kind: type[_Entry]
) -> list[_Entry]:
    entries = data.get(table)
    if not isinstance(entries, list) or not entries:
        raise ConfigError(f"taxonomy {path}: has no [[{table}]]; at least one is needed")
    found = []
    for number, entry in enumerate(entries):
        try:
            found.append(kind.model_validate(entry))
        except ValidationError as error:
            first = error.errors()[0]
            key = str(first["loc"][0]) if first["loc"] else ""
            known = ", ".join(kind.model_fields)
            why = (
                f"unknown key; known: {known}"
                if first["type"] == "extra_forbidden"
                else first["msg"]
            )
            line = _line_in_entry(text, table, number, rf"^\s*{re.escape(key)}\s*=")
            raise ConfigError(f"{path}, line {line}: '{key}' in [[{table}]]: {why}") from error
    return found


def _check_unique(path: Path, text: str, table: str, ids: list[str]) -> None:
    for number, entry_id in enumerate(ids):
        if entry_id in ids[:number]:
            line = _line_in_entry(text, table, number, r"^\s*id\s*=")
            raise ConfigError(f"{path}, line {line}: id '{entry_id}' is used twice in [[{table}]]")


def _check_theme(
    path: Path, text: str, number: int, theme: TaxonomyTheme, pillars: list[str]
) -> None:
    def fail(pattern: str, why: str) -> None:
        line = _line_in_entry(text, "themes", number, pattern)
        raise ConfigError(f"{path}, line {line}: theme '{theme.id}': {why}")

    if theme.pillar not in pillars:
        fail(r"^\s*pillar\s*=", f"unknown pillar '{theme.pillar}'; known: {', '.join(pillars)}")
    if not theme.terms and not theme.replaces:
        fail(r"^\s*id\s*=", "needs 'terms' (ten are enough) or 'replaces'")
    for term in (*theme.terms, *theme.ambiguous):
        if problem := _term_problem(term):
            fail(re.escape(f'"{term}"'), f"term '{term}' {problem}")


def _term_problem(term: str) -> str | None:
    """Say what is wrong with a term, or None."""
    for word in term.split():
        if "*" in word.strip("*"):
            return "has a star inside a word; a star may stand at its start or end only"
        if "*" in word and len(word.strip("*")) < MIN_STEM:
            return f"needs at least {MIN_STEM} letters beside its star"
    return None if re.search(r"\w", term) else "has no letters"


def line_of(text: str, pattern: str) -> int:
    """Return the number (from 1) of the first line that matches; 1 when none does."""
    for number, line in enumerate(text.split("\n"), start=1):
        if re.search(pattern, line):
            return number
    return 1


def _line_in_entry(text: str, table: str, number: int, pattern: str) -> int:
    """Return the line of a pattern within the ``number``-th (from 0) entry of a table array."""
    header = re.compile(rf"^\s*\[\[\s*{table}\s*\]\]")
    starts = [i for i, line in enumerate(text.split("\n")) if header.match(line)]
    start = starts[number] if number < len(starts) else 0
    end = starts[number + 1] if number + 1 < len(starts) else None
    entry = "\n".join(text.split("\n")[start:end])
    return start + line_of(entry, pattern)
