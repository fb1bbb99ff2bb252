"""Mapping files: which themes of another taxonomy the trained themes stand for.

A mapping is a TOML file with one table ``[themes]``; per shipped theme one id of the taxonomy, or
several when the taxonomy divides it::

    [themes]
    wonen = "housing"
    zorg_jeugd_onderwijs = ["health", "education"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.taxonomy import Taxonomy, line_of


def load_mapping(
    path: Path, *, taxonomy: Taxonomy, known: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Read a mapping file: the taxonomy's themes per trained theme.

    Args:
        path: the file.
        taxonomy: the taxonomy that is mapped to.
        known: ids of the trained themes.

    Raises:
        ConfigError: the file cannot be read, or an id is unknown; the message has its line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text).get("themes")
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"mapping {path}: cannot be read ({error})") from error
    if not isinstance(table, dict) or not table:
        raise ConfigError(f"mapping {path}: has no table [themes]")
    found = {}
    for source, value in table.items():
        targets = (value,) if isinstance(value, str) else tuple(value)
        wrong = [source] if source not in known else []
        wrong += [target for target in targets if target not in taxonomy.theme_ids]
        if wrong:
            line = line_of(text, rf"^\s*{source}\s*=")
            choices = known if wrong[0] == source else taxonomy.theme_ids
            raise ConfigError(
                f"{path}, line {line}: unknown theme '{wrong[0]}'; known: {', '.join(choices)}"
            )
        found[source] = targets
    return found


def replaced_themes(
    taxonomy: Taxonomy, mapping: Mapping[str, Collection[str]]
) -> dict[str, tuple[str, ...]]:
    """Return the trained themes that each theme of the taxonomy stands for, mapping included."""
    found = {}
    for theme in taxonomy.themes:
        mapped = [source for source, targets in mapping.items() if theme.id in targets]
        found[theme.id] = tuple(dict.fromkeys((*theme.replaces, *mapped)))
    return found
