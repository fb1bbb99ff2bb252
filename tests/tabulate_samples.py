"""Planted recaps for the tests of tabulate: what stands where is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from pipeline.records import (
    AnnotatedRecap,
    Block,
    BlockKind,
    Entity,
    Evidence,
    Labels,
    Mention,
    Problem,
    Recap,
    Role,
    Theme,
)


@dataclass(frozen=True)
class Candidate:
    kind: str
    id_a: str
    name_a: str
    id_b: str
    name_b: str
    score: float
    evidence: str


@dataclass
class Known:
    """Identities in which a key means the same in every document."""

    ids: dict[tuple[str, str], str]
    candidates: list[Candidate] = field(default_factory=list)


@dataclass(frozen=True)
class Town:
    municipality: str | None
    municipality_code: str | None
    province: str | None
    g40: bool
    latitude: float | None
    longitude: float | None


class Towns:
    """Gouda is a municipality; nothing else is known. ``asked`` has the dates."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []

    def place_by_id(self, place_id: str, *, date: str | None = None) -> Town | None:
        self.asked.append((place_id, date))
        if place_id == "GM0513":
            return Town("Gouda", "GM0513", "Zuid-Holland", True, 52.0115205, 4.7104633)
        return None


ENTITIES = (
    Entity("p1", "PER", "Tineke Roos"),
    Entity("o1", "ORG", "Vereniging van Nederlandse Gemeenten", "vng", "VNG", "koepel"),
    Entity("c1", "CITY", "Gouda", "GM0513"),
    Entity("c2", "CITY", "Brussel", "xx-brussel"),
)
IDS = {"p1": "per-roos", "o1": "vng", "c1": "GM0513", "c2": "xx-brussel"}


def known(items: Sequence[AnnotatedRecap]) -> Known:
    return Known({(item.recap.doc_id, key): made for item in items for key, made in IDS.items()})


def recap(
    number: int = 1,
    *,
    date: str | None = "2024-05-29",
    body: str = "Wethouder Tineke Roos (Gouda) sprak met de VNG in Brussel.",
    status: str = "ok",
    problems: tuple[Problem, ...] = (),
) -> AnnotatedRecap:
    """A title, a section heading that names Roos, a paragraph with names, one without."""
    parts = ("Netwerkdag in Gouda", "Roos over  wonen", body, "Daarna was er lunch.")
    blocks, start = [], 0
    for index, part in enumerate(parts):
        kind: BlockKind = "heading" if index < 2 else "paragraph"
        above = () if index < 2 else (1,)
        blocks.append(Block(index, kind, start, start + len(part), 2 - index, above))
        start += len(part) + 2
    text = "\n\n".join(parts)
    plain = Recap(
        doc_id=f"recap-{number}",
        source=f"map/recap {number}.txt",
        text=text,
        blocks=tuple(blocks),
        title=parts[0],
        date=date,
        date_source="text",
        host_city="Gouda",
        sha256=sha256(f"{number} {text}".encode()).hexdigest(),
        status=status,  # type: ignore[arg-type]
        problems=problems,
    )
    if status != "ok":
        return AnnotatedRecap(plain)
    return AnnotatedRecap(
        plain,
        mentions=mentions(text, blocks),
        entities=ENTITIES,
        roles=roles(text, blocks[2]),
        labels=labels(text, blocks[2]),
    )


def mentions(text: str, blocks: Sequence[Block]) -> tuple[Mention, ...]:
    planted = (
        (0, "Gouda", "CITY", "c1"),
        (1, "Roos", "PER", "p1"),
        (2, "Tineke Roos", "PER", "p1"),
        (2, "Gouda", "CITY", "c1"),
        (2, "VNG", "ORG", "o1"),
        (2, "Brussel", "CITY", "c2"),
    )
    found = []
    for block, name, label, key in planted:
        start = text.find(name, blocks[block].start, blocks[block].end)
        if start >= 0:
            end = start + len(name)
            found.append(Mention(block, start, end, name, label, "register", key))  # type: ignore[arg-type]
    return tuple(found)


def roles(text: str, block: Block) -> tuple[Role, ...]:
    end = text.find(")", block.start, block.end) + 1
    if not end:
        return ()
    row = Role(
        block.index, block.start, end, "p1", "Tineke Roos", "wethouder", "Gouda", "CITY", "c1"
    )
    return (row, row)


def labels(text: str, block: Block) -> tuple[Labels, ...]:
    evidence = tuple(
        Evidence(block.start, block.start + 1, term) for term in ("huur", "bouw", "huur")
    )
    themes = (Theme("wonen", "fysiek", 0.87654321, evidence), Theme("lobby", "overkoepelend", 0.5))
    return (
        Labels(block.index, "fysiek", 0.9, themes),
        Labels(block.index + 1, "overkoepelend", 0.4),
    )
