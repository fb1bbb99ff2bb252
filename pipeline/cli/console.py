"""The two consoles, and small things that every command prints with."""

from __future__ import annotations

from functools import cache

from rich.console import Console

COLOURS = {
    "PER": "bold white on blue",
    "ORG": "bold black on yellow",
    "CITY": "bold white on green",
}


@cache
def out() -> Console:
    """Return the console for results (standard output)."""
    return Console(highlight=False)


@cache
def err() -> Console:
    """Return the console for progress and warnings (standard error)."""
    return Console(stderr=True, highlight=False)


def choices(given: str, allowed: tuple[str, ...], option: str) -> tuple[str, ...]:
    """Split an option that lists choices by comma.

    Raises:
        ConfigError: one of them is none of the choices.
    """
    from pipeline.errors import ConfigError

    found = tuple(part.strip() for part in given.split(",") if part.strip())
    for part in found or ("",):
        if part not in allowed:
            raise ConfigError(f"{option} '{part}': choose from {', '.join(allowed)}")
    return found
