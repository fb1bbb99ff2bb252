"""Turn recaps that were annotated by hand in plain text into gold files.

The format is easy to write: ``# heading`` or ``@ theme, theme | pillar`` and the paragraph on the
next line, names marked as ``[name](PER)``, doubtful ones as ``[name](ORG?)``; blocks divided by a
blank line. Lines that begin with ``%`` hold the rest::

    % date 2022-05-18
    % host_city Helmond
    % event bestuurlijke netwerkdag
    % role Elif Demir | voorzitter | G40 | ORG
    % person Elif Demir = Elif Demir; Demir; Elif@2
    % org Vereniging van Nederlandse Gemeenten = VNG; Vereniging van Nederlandse Gemeenten
    % city Hoofddorp = Haarlemmermeer

``form@n`` means the n-th time the form is marked; ``-`` stands for nothing.
``python -m pipeline.evaluate.marked SOURCE_DIR GOLD_DIR`` writes the gold.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

_MARK = re.compile(r"\[([^\[\]]+)\]\((PER|ORG|CITY)(\??)\)")
Span = tuple[int, int]


@dataclass
class _Marked:
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)


def convert(path: Path) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return the plain text, the gold and the links of one marked recap.

    Raises:
        InputError: a block or a fact is not in the format; the message names file and block.
    """
    marked = _Marked()
    for number, block in enumerate(re.split(r"\n\s*\n", path.read_text("utf-8").strip()), start=1):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if lines[0].startswith("%"):
            marked.facts += [_fact(path, line) for line in lines]
        elif lines[0].startswith("# ") and len(lines) == 1:
            _add(marked, lines[0][2:], "heading", None, [])
        elif lines[0].startswith("@ ") and len(lines) == 2:
            themes, pillar = (part.strip() for part in lines[0][2:].split("|"))
            _add(marked, lines[1], "paragraph", pillar, [t.strip() for t in themes.split(",")])
        else:
            raise InputError(f"{path}, block {number}: is no heading, paragraph or fact")
    marked.text += "\n"
    data = {
        "doc": path.stem,
        "blocks": marked.blocks,
        "entities": marked.entities,
        "meta": _meta(marked),
    }
    return marked.text, data, _links(path, marked)


def _fact(path: Path, line: str) -> tuple[str, str]:
    name, _, value = line.removeprefix("%").strip().partition(" ")
    if name not in {"date", "host_city", "event", "role", "person", "org", "city"}:
        raise InputError(f"{path}: '% {name}' is not known")
    return name, value.strip()


def _add(marked: _Marked, line: str, kind: str, pillar: str | None, themes: list[str]) -> None:
    if marked.text:
        marked.text += "\n\n"
    start = len(marked.text)
    last = 0
    for match in _MARK.finditer(line):
        marked.text += line[last : match.start()]
        begin = len(marked.text)
        marked.text += match.group(1)
        marked.entities.append(
            {
                "start": begin,
                "end": len(marked.text),
                "text": match.group(1),
                "label": match.group(2),
                "optional": bool(match.group(3)),
            }
        )
        last = match.end()
    marked.text += line[last:]
    marked.blocks.append(
        {
            "i": len(marked.blocks),
            "start": start,
            "end": len(marked.text),
            "kind": kind,
            "pillar": pillar,
            "themes": themes,
        }
    )


def _none(value: str) -> str | None:
    return None if value in {"-", ""} else value


def _meta(marked: _Marked) -> dict[str, Any]:
    facts = dict(fact for fact in marked.facts if fact[0] in {"date", "host_city", "event"})
    return {
        "date": _none(facts.get("date", "-")),
        "host_city": _none(facts.get("host_city", "-")),
        "event": facts.get("event", "other"),
    }


def _links(path: Path, marked: _Marked) -> dict[str, Any]:
    return {
        "doc": path.stem,
        "people": _clusters(path, marked, "person", "PER"),
        "organisations": _clusters(path, marked, "org", "ORG"),
        "cities": _cities(marked),
        "roles": [_role(path, marked, value) for name, value in marked.facts if name == "role"],
    }


def _mentions(marked: _Marked, label: str) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for entity in marked.entities:
        if entity["label"] == label and not entity["optional"]:
            found[entity["text"]].append((entity["start"], entity["end"]))
    return found


def _clusters(path: Path, marked: _Marked, fact: str, label: str) -> list[dict[str, Any]]:
    mentions = _mentions(marked, label)
    taken: set[Span] = set()
    clusters: dict[str, list[Span]] = {}
    facts = [value.partition("=") for name, value in marked.facts if name == fact]
    for numbered in (True, False):
        for name, _, forms in facts:
            for form in (f.strip() for f in forms.split(";") if f.strip()):
                text, _, number = (
                    form.rpartition("@") if re.search(r"@\d+$", form) else (form, "", "")
                )
                if bool(number) != numbered:
                    continue
                spans = mentions.get(text, [])
                if number and int(number) > len(spans):
                    raise InputError(f"{path}: '{form}' is marked {len(spans)} times")
                chosen = [spans[int(number) - 1]] if number else spans
                free = [s for s in chosen if s not in taken]
                taken.update(free)
                clusters.setdefault(name.strip(), []).extend(free)
    for text, spans in mentions.items():
        clusters.setdefault(text, []).extend(s for s in spans if s not in taken)
    return [
        {"name": name, "mentions": [list(s) for s in sorted(spans)]}
        for name, spans in clusters.items()
        if spans
    ]


def _cities(marked: _Marked) -> list[dict[str, Any]]:
    facts = (value.partition("=") for name, value in marked.facts if name == "city")
    elsewhere = {name.strip(): _none(town.strip()) for name, _, town in facts}
    return [
        {"name": n, "municipality": elsewhere.get(n, n), "mentions": [list(s) for s in spans]}
        for n, spans in _mentions(marked, "CITY").items()
    ]


def _role(path: Path, marked: _Marked, value: str) -> dict[str, Any]:
    parts = [part.strip() for part in value.split("|")]
    if len(parts) != 4:
        raise InputError(f"{path}: '% role {value}' must be person | role | affiliation | label")
    person, role, affiliation, label = parts
    start = next((e["start"] for e in marked.entities if e["text"] == person), 0)
    block = next((b["i"] for b in marked.blocks if b["start"] <= start < b["end"]), 0)
    return {
        "person": person,
        "role": _none(role),
        "affiliation": _none(affiliation),
        "affiliation_label": _none(label),
        "block": block,
    }


def main(source: Path, target: Path) -> None:
    """Convert every marked recap of a folder."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.txt")):
        text, data, links = convert(path)
        (target / f"{path.stem}.txt").write_text(text, encoding="utf-8")
        for suffix, content in ((".json", data), (".links.json", links)):
            dumped = json.dumps(content, ensure_ascii=False, indent=1)
            (target / f"{path.stem}{suffix}").write_text(dumped + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
