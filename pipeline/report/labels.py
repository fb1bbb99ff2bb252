"""Names and colours of themes and pillars, from the taxonomy that the run used."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

COLOURS = {
    "sociaal": "#0072b2",
    "fysiek": "#00795a",
    "economie_en_werk": "#b84e00",
    "overkoepelend": "#6b4c9a",
}
"""Okabe and Ito's colour-blind safe palette, darkened to a contrast of 4.5 on white."""
OTHER_COLOURS = ("#8a6d00", "#a3336f", "#4d5a66", "#00708a")
NO_THEME = "geen"
"""Stands for "no theme" in the page's filters."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What readers see for an id, in the order of the taxonomy; unknown ids are made readable."""

    themes: Mapping[str, str]
    pillars: Mapping[str, str]

    def theme(self, theme: str) -> str:
        """Return the label of a theme."""
        return self.themes.get(theme) or _readable(theme)

    def pillar(self, pillar: str) -> str:
        """Return the label of a pillar."""
        return self.pillars.get(pillar) or _readable(pillar)

    def colour(self, pillar: str) -> str:
        """Return the colour of a pillar (hex)."""
        if pillar in COLOURS:
            return COLOURS[pillar]
        others = [name for name in self.pillars if name not in COLOURS]
        place = others.index(pillar) if pillar in others else sum(map(ord, pillar))
        return OTHER_COLOURS[place % len(OTHER_COLOURS)]


def read_labels(run: Mapping[str, Any]) -> Labels:
    """Return the labels of the taxonomy that ``run`` (the content of run.json) names.

    When that file has gone, the shipped taxonomy and the ids themselves have to do.
    """
    own = run.get("config", {}).get("taxonomy") if isinstance(run.get("config"), dict) else None
    data = _shipped()
    if isinstance(own, str) and own:
        with suppress(OSError, ValueError):
            data = tomllib.loads(Path(own).read_text(encoding="utf-8"))
    return Labels(themes=_names(data.get("themes")), pillars=_names(data.get("pillars")))


@cache
def _shipped() -> dict[str, Any]:
    shipped = files("pipeline") / "resources" / "taxonomy.toml"
    return tomllib.loads(shipped.read_text(encoding="utf-8"))


def _names(entries: Any) -> dict[str, str]:
    rows = entries if isinstance(entries, list) else []
    return {str(row["id"]): str(row.get("label", "")) for row in rows if "id" in row}


def _readable(name: str) -> str:
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:] if text else "Onbekend"
