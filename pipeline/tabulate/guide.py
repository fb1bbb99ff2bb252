"""What every table and column means, in Dutch: for the workbook's first sheet and the database."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.errors import ConfigError
from pipeline.tabulate.schema import SCHEMAS

GUIDE_FILE = "leeswijzer.toml"


@dataclass(frozen=True, slots=True)
class TableGuide:
    """One table: a line about it, and a line about each column in order."""

    about: str
    columns: dict[str, str]


@cache
def load_guide() -> dict[str, TableGuide]:
    """Return the descriptions of all tables in their order.

    Raises:
        ConfigError: the resource does not describe exactly the columns of each table, in order.
    """
    text = (files("pipeline") / "resources" / GUIDE_FILE).read_text(encoding="utf-8")
    data = tomllib.loads(text)
    guide = {name: TableGuide(data[name]["about"], data[name]["columns"]) for name in SCHEMAS}
    for name, table in guide.items():
        if list(table.columns) != list(SCHEMAS[name].columns):
            raise ConfigError(f"{GUIDE_FILE}: the columns of '{name}' differ from its schema")
    return guide
