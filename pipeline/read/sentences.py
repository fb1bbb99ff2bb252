"""The sentences of a recap with their place in it, and what they speak of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.read.rules import any_of, load_table
from pipeline.records import Block

SEARCHED = 200_000
OPENING = 4
_END = re.compile(r"[.!?…][\"'’”)\]]*\s+(?=[^\W\d_a-zà-ÿ]|[\"'‘“(])|[\n\r]+")
_ABBREVIATION = re.compile(
    r"\b(?:dhr|mevr|mw|dr|drs|ir|ing|mr|prof|bijv|o\.a|m\.b\.t|jl|nr|ca|st|[A-Z]|[a-z]{2,4})\.\Z"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``start`` is its offset into the recap's text.

    Attributes:
        text: the sentence.
        start: first character.
        heading: whether it stands in a heading.
        order: number of paragraphs before it, boilerplate and headings not counted.
        last: whether it stands in one of the last two blocks of a recap of more than four.
        other: whether it, or a heading that governs it, speaks of another meeting or moment.
        meeting: whether it tells of the meeting itself.
        publication: whether it tells when the page was published.
    """

    text: str
    start: int
    heading: bool
    order: int
    last: bool
    other: bool
    meeting: bool
    publication: bool

    @property
    def opening(self) -> bool:
        """Whether it stands before or in the first three paragraphs."""
        return self.order < OPENING - 1


@cache
def context_rules() -> dict[str, Any]:
    """Return ``context.toml``, patterns compiled under ``meeting``, ``other`` and so on."""
    table = load_table("context")
    cues, host = table["cues"], table["host"]
    return {
        "meeting": any_of(cues["meeting"]),
        "other": any_of(cues["other"]),
        "before": any_of([cues["before"]]),
        "earlier": any_of([cues["earlier"]]),
        "publication": any_of([cues["publication"]]),
        "past_year": any_of([cues["past_year"]]),
        "goal_years": frozenset(cues["goal_years"]),
        "bestuurlijk": any_of(table["event"]["bestuurlijk"]),
        "ambtelijk": any_of(table["event"]["ambtelijk"]),
        "host_strong": any_of([host["strong"]]),
        "host_after": any_of([host["strong_after"]]),
        "host_place": any_of([host["place"]]),
    }


def sentences(text: str, blocks: Sequence[Block]) -> list[Sentence]:
    """Return the sentences of the blocks in the first 200,000 characters."""
    return list(_sentences(text, blocks))


def _sentences(text: str, blocks: Sequence[Block]) -> Iterator[Sentence]:
    rules = context_rules()
    other = {
        b.index: rules["other"].search(text[b.start : b.end]) is not None
        for b in blocks
        if b.kind == "heading" and b.start < SEARCHED
    }
    order = 0
    for block in blocks:
        if block.start >= SEARCHED:
            return
        elsewhere = any(other.get(h, False) for h in block.headings)
        end = min(block.end, block.start + SEARCHED)
        for start, stop in _split(text, block.start, end):
            words = text[start:stop]
            composed = unicodedata.normalize("NFC", words)
            yield Sentence(
                text=words,
                start=start,
                heading=block.kind == "heading",
                order=order,
                last=len(blocks) > 4 and block.index >= len(blocks) - 2,
                other=elsewhere or rules["other"].search(composed) is not None,
                meeting=rules["meeting"].search(composed) is not None,
                publication=rules["publication"].search(composed) is not None,
            )
        if block.kind == "paragraph" and block.end - block.start > 60:
            order += 1


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(text, start, end):
        if _ABBREVIATION.search(text, max(start, match.start() - 8), match.start() + 1):
            continue
        yield start, match.end()
        start = match.end()
    if start < end:
        yield start, end
