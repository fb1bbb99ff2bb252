"""The two consoles, and small things that every command prints with."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache

from rich.console import Console

COLOURS = {
    "PER": "bold white on blue",
    "ORG": "bold black on yellow",
    "CITY": "bold white on green",
}

PIPED_WIDTH = 200
"""Columns of a line in a pipe or file, where nothing is gained by wrapping at 80."""


@cache
def out() -> Console:
    """Return the console for results (standard output)."""
    width = None if sys.stdout.isatty() else PIPED_WIDTH
    return Console(highlight=False, emoji=False, width=width)


@cache
def err() -> Console:
    """Return the console for progress and warnings (standard error)."""
    return Console(stderr=True, highlight=False, emoji=False)


def choices(given: str, allowed: Sequence[str], option: str) -> tuple[str, ...]:
    """Split an option that lists choices by comma; double ones count once.

    Raises:
        ConfigError: one of them is none of the choices, or there is none.
    """
    found = tuple(dict.fromkeys(part.strip() for part in given.split(",") if part.strip()))
    return tuple(one_choice(part, allowed, option) for part in found or ("",))


def one_choice(given: str, allowed: Sequence[str], option: str) -> str:
    """Return an option's value when it is one of the choices.

    Raises:
        ConfigError: it is not.
    """
    from pipeline.errors import ConfigError

    if given not in allowed:
        raise ConfigError(f"{option} '{given}': choose from {', '.join(allowed)}")
    return given
