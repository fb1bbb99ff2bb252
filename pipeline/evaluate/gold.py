"""Reads gold documents: ``<name>.txt``, ``<name>.json`` and, when there, ``<name>.links.json``.

All ``start``/``end`` are offsets into the exact text of ``<name>.txt`` (``str`` indices, end
exclusive).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import InputError


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A name as annotated; an optional one is neither rewarded nor punished."""

    start: int
    end: int
    text: str
    label: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldBlock:
    """A block as annotated; ``pillar`` and ``themes`` only for paragraphs."""

    index: int
    start: int
    end: int
    kind: str
    pillar: str | None
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One gold document; ``links`` is None when there is no ``<name>.links.json``."""

    name: str
    path: Path
    text: str
    blocks: tuple[GoldBlock, ...]
    spans: tuple[GoldSpan, ...]
    meta: dict[str, Any]
    links: dict[str, Any] | None


def read_gold(folder: Path) -> list[GoldDocument]:
    """Read all gold documents of a folder, in order of name.

    Raises:
        InputError: the folder holds no gold, a text is missing, or an offset does not fit.
    """
    paths = sorted(p for p in folder.glob("*.json") if not p.name.endswith(".links.json"))
    if not paths:
        raise InputError(f"{folder}: no gold here; expected NAME.txt with NAME.json beside it")
    return [_read_document(path) for path in paths]


def _read_document(path: Path) -> GoldDocument:
    text_path = path.with_suffix(".txt")
    links_path = path.with_suffix(".links.json")
    try:
        text = text_path.read_bytes().decode("utf-8-sig")
        data = json.loads(path.read_text(encoding="utf-8"))
        links = json.loads(links_path.read_text("utf-8")) if links_path.exists() else None
        spans, blocks = _spans(data), _blocks(data)
        meta = dict(data.get("meta") or {})
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise InputError(f"{path}: cannot be read as gold ({reason})") from error
    for span in spans:
        if text[span.start : span.end] != span.text:
            raise InputError(f"{path}: {span.start}-{span.end} is not {span.text!r} in the text")
    return GoldDocument(path.stem, text_path, text, blocks, spans, meta, links)


def _spans(data: dict[str, Any]) -> tuple[GoldSpan, ...]:
    return tuple(
        GoldSpan(e["start"], e["end"], e["text"], e["label"], bool(e.get("optional")))
        for e in data["entities"]
    )


def _blocks(data: dict[str, Any]) -> tuple[GoldBlock, ...]:
    return tuple(
        GoldBlock(b["i"], b["start"], b["end"], b["kind"], b["pillar"], tuple(b["themes"] or ()))
        for b in data["blocks"]
    )
