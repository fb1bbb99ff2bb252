"""The one TOML config file: its keys, their defaults, and clear errors for wrong ones."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import ConfigError

Format = Literal["parquet", "csv", "xlsx", "duckdb"]
FORMATS: tuple[Format, ...] = ("parquet", "csv", "xlsx", "duckdb")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Registers(_Section):
    """Register files; an empty path means the one that is shipped."""

    municipalities: str = ""
    places: str = ""
    organisations: str = ""
    roles: str = ""


class Thresholds(_Section):
    """Confidence (share, 0-1) below which nothing is said.

    ``theme`` replaces the thresholds that come with the classifier when it is set; ``entity``
    drops mentions that a single weak source found with a precision (measured, see the model card)
    below it.
    """

    theme: float | None = Field(default=None, ge=0, le=1)
    entity: float = Field(default=0.5, ge=0, le=1)


class Output(_Section):
    """What is written, and how."""

    formats: tuple[Format, ...] = FORMATS
    csv_separator: str = Field(default=";", min_length=1, max_length=1)
    csv_encoding: str = "utf-8-sig"
    period: Literal["meeting", "quarter", "half-year", "year"] = "year"


class Config(_Section):
    """All settings of a run.

    Attributes:
        model: ``terugblik`` for the shipped pipeline, or the name or path of a spaCy pipeline.
        taxonomy: path of a taxonomy file; "" for the shipped one.
        mapping: path of a file that maps the shipped themes to the taxonomy; "" for none.
        themes_model: folder that ``terugblik train themes`` wrote; "" for the shipped one.
        max_megabytes: size of an input file above which it is left out.
    """

    model: str = "terugblik"
    taxonomy: str = ""
    mapping: str = ""
    themes_model: str = ""
    max_megabytes: float = Field(default=50, gt=0)
    registers: Registers = Registers()
    thresholds: Thresholds = Thresholds()
    output: Output = Output()


def load_config(path: Path | None = None) -> Config:
    """Read a config file; ``None`` gives the defaults. Relative paths count from the file.

    Raises:
        ConfigError: the file is missing or no TOML, has an unknown key (the message names the
            nearest known one) or a value outside its choices.
    """
    if path is None:
        return Config()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"config {path}: cannot be read ({error.strerror}); write one with 'terugblik init'"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"config {path}: is not valid TOML ({error})") from error
    try:
        return Config.model_validate(_resolve_paths(data, path.parent))
    except ValidationError as error:
        raise ConfigError(f"config {path}: {_explain(error)}") from error


def default_config_text() -> str:
    """Return the commented config file with all defaults, as ``terugblik init`` writes it."""
    return (files("pipeline") / "resources" / "terugblik.toml").read_text(encoding="utf-8")


def _resolve_paths(data: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Make relative paths absolute, counted from the config file's folder."""
    data = dict(data)
    for key in ("taxonomy", "mapping", "themes_model"):
        if isinstance(data.get(key), str) and data[key]:
            data[key] = str(folder / data[key])
    if isinstance(data.get("registers"), dict):
        data["registers"] = {
            k: str(folder / v) if isinstance(v, str) and v else v
            for k, v in data["registers"].items()
        }
    return data


def _known_keys(location: tuple[Any, ...]) -> list[str]:
    section: type[BaseModel] = Config
    for part in location[:-1]:
        annotation = section.model_fields[str(part)].annotation
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return []
        section = annotation
    return list(section.model_fields)


def _explain(error: ValidationError) -> str:
    """Turn pydantic's first error into one line: the key, what is wrong, the choices."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = _known_keys(first["loc"])
        near = get_close_matches(str(first["loc"][-1]), known, n=1, cutoff=0.3)
        hint = f"did you mean '{near[0]}'? " if near else ""
        return f"unknown key '{key}'; {hint}known keys: {', '.join(known)}"
    return f"'{key}' = {first['input']!r}: {first['msg']}"
