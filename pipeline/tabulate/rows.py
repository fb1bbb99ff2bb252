"""Rows of one annotated recap: what it says, in the columns of the document-level tables.

A recap that was not analysed (``status`` other than ``ok``) has a row in ``documents`` only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.records import AnnotatedRecap, Block, Labels, Recap

Row = dict[str, Any]
Ids = Mapping[tuple[str, str], str]
"""(doc_id, key of an entity of that document) -> id of the person, organisation or city."""

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


def document_row(recap: Recap) -> Row:
    """Return the row of ``documents``; ``words`` and ``paragraphs`` count what was read.

    Words are counted in all blocks, headings too; ``G40-wethouder`` is one word.
    """
    return {
        "doc_id": recap.doc_id,
        "source": recap.source,
        "title": _line(recap.title),
        "date": recap.date,
        "date_source": recap.date_source,
        "event": recap.event,
        "host_city": recap.host_city,
        "language": recap.language,
        "words": sum(len(_WORD.findall(_text(recap, block))) for block in recap.blocks),
        "paragraphs": len(paragraph_blocks(recap)),
        "sha256": recap.sha256,
        "status": recap.status,
    }


def paragraph_blocks(recap: Recap) -> list[Block]:
    """Return the blocks that are paragraphs, in order."""
    return [block for block in recap.blocks if block.kind == "paragraph"]


def paragraph_rows(item: AnnotatedRecap) -> Iterator[Row]:
    """Yield one row per paragraph; ``section`` is its headings joined by `` > ``, outermost first.

    A paragraph without labels (a pipeline without themes) has no pillar and no theme.
    """
    labels = {label.paragraph: label for label in item.labels}
    for block in paragraph_blocks(item.recap):
        headings = (_text(item.recap, item.recap.blocks[index]) for index in block.headings)
        yield {
            "doc_id": item.recap.doc_id,
            "paragraph": block.index,
            "section": " > ".join(_line(heading) for heading in headings),
            "start": block.start,
            "end": block.end,
            "text": _text(item.recap, block),
            **_main_labels(labels.get(block.index)),
        }


def theme_rows(item: AnnotatedRecap) -> Iterator[Row]:
    """Yield one row per paragraph and theme, the main theme first; evidence joined by ``; ``."""
    for label in sorted(item.labels, key=lambda label: label.paragraph):
        for theme in label.themes:
            terms = dict.fromkeys(_line(evidence.term) for evidence in theme.evidence)
            yield {
                "doc_id": item.recap.doc_id,
                "paragraph": label.paragraph,
                "theme": theme.theme,
                "pillar": theme.pillar,
                "confidence": theme.confidence,
                "evidence": "; ".join(terms),
            }


def entity_rows(item: AnnotatedRecap, ids: Ids) -> Iterator[Row]:
    """Yield one row per mention in order of the text; ``name`` is the document's full name."""
    entities = {entity.key: entity for entity in item.entities}
    for mention in sorted(item.mentions, key=lambda mention: (mention.start, mention.end)):
        yield {
            "doc_id": item.recap.doc_id,
            "paragraph": mention.paragraph,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "label": mention.label,
            "entity_id": ids[item.recap.doc_id, mention.key],
            "name": entities[mention.key].name,
            "source": mention.source,
        }


def role_rows(item: AnnotatedRecap, ids: Ids) -> Iterator[Row]:
    """Yield one row per role in order of the text; the same role at the same place once."""
    rows = [
        {
            "doc_id": item.recap.doc_id,
            "paragraph": role.paragraph,
            "start": role.start,
            "end": role.end,
            "person_id": ids[item.recap.doc_id, role.person_key],
            "person": role.person,
            "role": role.role or "",
            "affiliation": role.affiliation or "",
            "affiliation_label": role.affiliation_label or "",
            "affiliation_id": ids[item.recap.doc_id, role.affiliation_key]
            if role.affiliation_key
            else "",
        }
        for role in item.roles
    ]
    order = ("start", "end", "person_id", "role", "affiliation")
    once = {tuple(row[column] for column in order): row for row in rows}
    return (once[key] for key in sorted(once))


def _main_labels(label: Labels | None) -> Row:
    main = label.themes[0] if label and label.themes else None
    return {
        "pillar": label.pillar if label else "",
        "pillar_confidence": label.pillar_confidence if label else None,
        "theme": main.theme if main else "",
        "theme_confidence": main.confidence if main else None,
    }


def _text(recap: Recap, block: Block) -> str:
    return recap.text[block.start : block.end]


def _line(text: str) -> str:
    return " ".join(text.split())
