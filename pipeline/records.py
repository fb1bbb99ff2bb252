"""The few nouns that every stage shares, as plain immutable records without behaviour of a stage.

All offsets (``start``, ``end``) count characters of ``Recap.text`` from 0, end exclusive, so that
``recap.text[start:end]`` is what the record says. ``paragraph`` is always a block's index in the
document, headings counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph"]
Label = Literal["PER", "ORG", "CITY"]
Severity = Literal["info", "warning", "error"]
Status = Literal["ok", "not_dutch", "empty", "unreadable", "duplicate"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that went wrong or was left out; a row of the ``problems`` table."""

    source: str
    stage: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph (list items are paragraphs).

    Attributes:
        index: place of the block in the document, from 0, headings counted.
        kind: ``heading`` or ``paragraph``.
        start: first character.
        end: one past the last character.
        level: 1 (title) to 6 for headings, 0 for paragraphs.
        headings: indices of the headings that govern the block, outermost first (the document's
            title is not among them).
    """

    index: int
    kind: BlockKind
    start: int
    end: int
    level: int = 0
    headings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Recap:
    """One source document: its text as ingested, its blocks and its context.

    Attributes:
        doc_id: stable id, a function of file name and content only.
        source: path of the file, relative to the INPUT it was found in, with ``/``.
        text: the text as ingested; for a UTF-8 .txt file the file's own text without BOM.
        blocks: all blocks in order.
        title: the document's title, or "".
        date: ISO date (YYYY-MM-DD), or None when nothing says so.
        date_source: where the date came from, see ``pipeline.read.context``.
        event: ``ambtelijke netwerkdag``, ``bestuurlijke netwerkdag`` or ``other``.
        host_city: name as written, or None.
        language: ISO 639-1 code, ``nl`` for Dutch, ``und`` when the text is too short to tell.
        sha256: hex digest of the file's bytes.
        status: ``ok`` when the paragraphs were analysed, else why not.
        problems: what was noticed while reading.
    """

    doc_id: str
    source: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: str = ""
    date: str | None = None
    date_source: str = "none"
    event: str = "other"
    host_city: str | None = None
    language: str = "nl"
    sha256: str = ""
    status: Status = "ok"
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the text.

    Attributes:
        paragraph: index of the block the name stands in.
        start: first character.
        end: one past the last character.
        text: ``recap.text[start:end]``.
        label: PER, ORG or CITY.
        source: which sources found it, joined by ``+`` in fixed order (``model``, ``register``,
            ``rule``, ``consistency``).
        key: key of the :class:`Entity` of this document that is meant.
    """

    paragraph: int
    start: int
    end: int
    text: str
    label: Label
    source: str
    key: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what one or more mentions of one document mean.

    Attributes:
        key: unique within the document.
        label: PER, ORG or CITY.
        name: fullest (PER) or canonical (ORG, CITY) name.
        register_id: id in a register (organisation id; city id), or None when in none.
        abbreviation: abbreviation of an organisation, or "".
        kind: kind of organisation (``ministerie``, ``stichting`` ...), or "".
        ambiguous: True when the text does not decide who is meant.
        note: why it is ambiguous or has no code; "" otherwise.
    """

    key: str
    label: Label
    name: str
    register_id: str | None = None
    abbreviation: str = ""
    kind: str = ""
    ambiguous: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A person's role and affiliation as the text states it; ``start``/``end`` is the evidence.

    ``role`` or ``affiliation`` may be None, not both. ``affiliation`` is the name as written,
    ``affiliation_key`` the key of its :class:`Entity` (None when it is no entity of the document,
    as for an adjective such as "Groningse").
    """

    paragraph: int
    start: int
    end: int
    person_key: str
    person: str
    role: str | None
    affiliation: str | None
    affiliation_label: Literal["ORG", "CITY"] | None
    affiliation_key: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A term that spoke for a theme, at its characters in the document."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of a paragraph; ``confidence`` is a calibrated probability (share, 0-1)."""

    theme: str
    pillar: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """Pillar and themes of one paragraph; ``themes`` is empty when none is sure enough.

    ``pillar_confidence`` is a calibrated probability (share, 0-1). The first theme is the main one.
    """

    paragraph: int
    pillar: str
    pillar_confidence: float
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotatedRecap:
    """A recap with all that was found in it: what ``tabulate`` turns into rows."""

    recap: Recap
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    roles: tuple[Role, ...] = ()
    labels: tuple[Labels, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
