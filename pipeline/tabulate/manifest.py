"""``run.json``: how a result was made. The one file that differs between equal runs."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

MANIFEST = "run.json"
PACKAGES = ("spacy", "scikit-learn", "pandas", "pyarrow", "duckdb", "pandera", "xlsxwriter")


def write_manifest(
    folder: Path,
    *,
    tables: Mapping[str, pd.DataFrame],
    balance: Mapping[str, Any],
    config: Mapping[str, Any],
    model: Mapping[str, Any],
    inputs: Sequence[str],
    timings: Mapping[str, float],
    links: Mapping[str, str] | None = None,
) -> Path:
    """Write ``run.json`` beside the files of a result; call it last, it lists them.

    Args:
        folder: the (staged) output folder.
        tables: for the number of rows of each.
        balance: what ``pipeline.tabulate.checks.balance`` returned.
        config: all settings of the run, as plain values (``Config.model_dump(mode="json")``).
        model: name, version and source of the spaCy pipeline and what else identifies it.
        inputs: the INPUT arguments as given.
        timings: seconds per stage.
        links: doc_id to the address of its source, relative to the folder.
    """
    data = {
        "terugblik": _version("terugblik"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: _version(name) for name in PACKAGES},
        "model": dict(model),
        "config": dict(config),
        "inputs": list(inputs),
        "counts": {name: len(frame) for name, frame in tables.items()},
        "balance": dict(balance),
        "seconds": {stage: round(seconds, 3) for stage, seconds in timings.items()},
        "links": dict(links or {}),
        "files": {name: _digest(folder / name) for name in _files(folder)},
    }
    path = folder / MANIFEST
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the content of ``run.json``, empty when there is none that can be read."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def listed_files(folder: Path) -> list[str]:
    """Return the files that ``run.json`` says it made, as safe relative paths with ``/``."""
    files = read_manifest(folder).get("files")
    return [name for name in files if _is_safe(name)] if isinstance(files, dict) else []


def _files(folder: Path) -> list[str]:
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in names if name != MANIFEST)


def _is_safe(name: str) -> bool:
    """Refuse paths that lead out of the folder: run.json can be edited by anyone."""
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
