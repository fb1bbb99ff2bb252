"""Say what a model is without loading it, for ``run.json`` and ``terugblik doctor``."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline.extract.load import SHIPPED, model_folder


def describe_model(name: str) -> dict[str, Any]:
    """Return name, version, place and content hash of a model.

    ``scores`` are those of the model's own meta data: for the shipped one, measured on text by
    writers it was not trained on.
    """
    folder = model_folder() if name == SHIPPED else Path(name)
    if folder is None or not (folder / "meta.json").exists():
        return {"name": name, "version": _package_version(name), "path": "", "sha256": ""}
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return {
        "name": name,
        "version": str(meta.get("version", "")),
        "path": "pipeline/resources/model" if name == SHIPPED else str(folder),
        "sha256": folder_digest(folder),
        "scores": meta.get("performance", {}),
    }


def folder_digest(folder: Path) -> str:
    """Return one SHA-256 over the names and contents of all files of a folder."""
    digest = sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _package_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
