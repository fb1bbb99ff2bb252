"""The reading rules of ``pipeline/resources/read`` (layout, dates, stop words), loaded once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Layout:
    """Patterns that say what a line is; each must match the whole line."""

    label: re.Pattern[str]
    boilerplate: re.Pattern[str]
    pillar: re.Pattern[str]
    leaves: re.Pattern[str]
    sentence: re.Pattern[str]


def load_table(name: str) -> dict[str, Any]:
    """Return the content of ``pipeline/resources/read/<name>.toml``.

    Raises:
        ConfigError: the file is missing or no valid TOML.
    """
    resource = files("pipeline") / "resources" / "read" / f"{name}.toml"
    try:
        return tomllib.loads(resource.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"resources/read/{name}.toml cannot be used: {error}") from error


def any_of(patterns: list[str]) -> re.Pattern[str]:
    """Join patterns into one that ignores case.

    Raises:
        ConfigError: one of them is no valid regular expression.
    """
    try:
        return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
    except re.error as error:
        raise ConfigError(f"resources/read: wrong pattern ({error})") from error


@cache
def layout() -> Layout:
    """Return the layout rules of ``layout.toml``."""
    table = load_table("layout")
    return Layout(
        label=any_of([table["labels"]]),
        boilerplate=any_of(table["boilerplate"]),
        pillar=any_of([table["pillar"], table["pillar_start"]]),
        leaves=any_of(table["leaves"]),
        sentence=any_of([table["sentence_starts"]]),
    )
