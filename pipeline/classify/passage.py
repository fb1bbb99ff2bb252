"""What the classifier may look at: one paragraph and its headings, without names.

Names are blanked out (same length, so offsets stay), or the classifier would learn who speaks
about a theme instead of what is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.records import Recap
from pipeline.training import TrainingParagraph

Mask = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph to label.

    Attributes:
        text: the paragraph, names blanked out.
        headings: the headings above it, names blanked out, outermost first.
        section: block index of the innermost heading, -1 without one; passages of a document with
            the same number stand in the same section.
    """

    text: str
    headings: tuple[str, ...] = ()
    section: int = -1


def blank_out(text: str, masks: Iterable[Mask]) -> str:
    """Replace the spans (offsets into ``text``, end exclusive) by spaces of the same length."""
    for start, end in masks:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def passage(text: str, *, headings: Sequence[str] = (), masks: Iterable[Mask] = ()) -> Passage:
    """Make a passage of a lone paragraph; ``masks`` are the names' offsets into ``text``."""
    return Passage(blank_out(text, masks), tuple(headings))


def training_passages(paragraphs: Sequence[TrainingParagraph]) -> list[Passage]:
    """Make the passages of labelled training paragraphs, their marked names blanked out.

    Args:
        paragraphs: in the order of their files, so that those of a recap are beside each other.
    """
    found = []
    section = -1
    for place, paragraph in enumerate(paragraphs):
        headings = tuple(
            blank_out(heading, [span[:2] for span in spans])
            for heading, spans in zip(paragraph.headings, paragraph.heading_spans, strict=True)
        )
        if paragraph.above or not paragraph.recap:
            section = place if headings else -1
        found.append(
            Passage(
                blank_out(paragraph.text, [span[:2] for span in paragraph.spans]),
                headings,
                section=section,
            )
        )
    return found


def passages(recap: Recap, *, masks: Iterable[Mask] = ()) -> dict[int, Passage]:
    """Make a passage of every paragraph of a recap, by block index.

    Args:
        recap: the document; its title governs nothing and is not used.
        masks: the names' offsets into ``recap.text``.
    """
    text = blank_out(recap.text, masks)
    parts = {block.index: text[block.start : block.end] for block in recap.blocks}
    return {
        block.index: Passage(
            text=parts[block.index],
            headings=tuple(parts[index] for index in block.headings),
            section=block.headings[-1] if block.headings else -1,
        )
        for block in recap.blocks
        if block.kind == "paragraph"
    }
