"""``terugblik init``: files to start from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from pipeline.cli.console import out
from pipeline.config import default_config_text
from pipeline.errors import ConfigError


def init_command(folder: Path, *, taxonomy: bool, force: bool) -> int:
    """Write ``terugblik.toml``, and ``taxonomy.toml`` when asked; return the exit code."""
    texts = {"terugblik.toml": default_config_text()}
    if taxonomy:
        shipped = files("pipeline") / "resources" / "taxonomy.toml"
        texts["taxonomy.toml"] = shipped.read_text(encoding="utf-8")
    for name in texts:
        if (folder / name).exists() and not force:
            raise ConfigError(f"'{folder / name}' exists already; use --force to overwrite it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
            out().print(f"wrote {folder / name}")
    except OSError as error:
        raise ConfigError(f"'{folder}' cannot be written ({error.strerror})") from error
    return 0
