"""Reading of the register files: UTF-8 csv with a header, checked on load."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pipeline.errors import ConfigError

Row = dict[str, str]
T = TypeVar("T")


def shipped(name: str) -> Traversable:
    """Return the register file of that name in the package."""
    return files("pipeline") / "resources" / "registers" / name


def register_file(path: str, name: str) -> Path | Traversable:
    """Return the user's file when a path is set, else the shipped file ``name``."""
    return Path(path) if path else shipped(name)


def read_table(
    file: Path | Traversable, columns: Sequence[str], make: Callable[[Row], T]
) -> tuple[T, ...]:
    """Read a register and turn each row into a record.

    Args:
        file: comma-separated UTF-8 file with a header (a byte order mark is allowed).
        columns: columns that must be there; others are passed on to ``make`` too.
        make: builds the record; its ``ValueError`` says what is wrong with the row.

    Raises:
        ConfigError: naming file and line.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"register {file}: cannot be read as UTF-8 csv ({error})") from error
    reader = csv.reader(io.StringIO(text))
    header = next(reader, [])
    missing = [c for c in columns if c not in header]
    if missing:
        raise ConfigError(
            f"register {file}, line 1: column '{missing[0]}' is missing; "
            f"needed: {', '.join(columns)}"
        )
    return tuple(_record(header, row, f"{file}, line {reader.line_num}", make) for row in reader)


def _record(header: Sequence[str], row: Sequence[str], where: str, make: Callable[[Row], T]) -> T:
    if len(row) != len(header):
        raise ConfigError(
            f"register {where}: {len(row)} fields, the header has {len(header)}; "
            "put a value that has a comma between double quotes"
        )
    try:
        return make(dict(zip(header, row, strict=True)))
    except ValueError as error:
        raise ConfigError(f"register {where}: {error}") from error


def parts(text: str) -> tuple[str, ...]:
    """Split a field that holds several values, separated by ``|``."""
    return tuple(part for part in text.split("|") if part)


def choice(value: str, column: str, choices: Sequence[str]) -> str:
    """Return the value when it is one of the choices.

    Raises:
        ValueError: it is not; the message names the column and the choices.
    """
    if value not in choices:
        known = ", ".join(repr(c) for c in choices)
        raise ValueError(f"{column} = {value!r} is not one of {known}")
    return value


def number(value: str, column: str) -> float | None:
    """Return the number in a field, or None when the field is empty.

    Raises:
        ValueError: the field holds something else.
    """
    try:
        return float(value) if value else None
    except ValueError as error:
        raise ValueError(f"{column} = {value!r} is not a number") from error
