"""Docs with planted names for tests: ``[Jet](PER), wethouder in [Weert](CITY)``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import spacy
from spacy.tokens import Doc
from spacy.util import filter_spans

import pipeline.docs  # noqa: F401  (registers the custom attributes)
from pipeline.records import Block, Recap

_MARK = re.compile(r"\[([^\[\]]+)\]\((PER|ORG|CITY)\)")
_DATA = Path(__file__).parent / "data"
_NLP = spacy.blank("nl")


@dataclass(frozen=True)
class Case:
    """A marked text and the rows it must give: (person, role, affiliation)."""

    sentence: str
    rows: list[tuple[str, str, str]] = field(default_factory=list)


def read_cases(name: str) -> list[Case]:
    """Read a file of sentences, each followed by its rows on lines that begin with ``=``."""
    cases: list[Case] = []
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            person, role, affiliation = (part.strip() for part in line[2:].split("|"))
            cases[-1].rows.append((person, role, affiliation.removeprefix("~")))
        elif line.strip() and not line.startswith("#"):
            cases.append(Case(line))
    return cases


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text without marks, and (start, end, label) of each mark."""
    text, spans, at = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        spans.append((len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        at = found.end()
    return text + marked[at:], spans


def plant(marked: str, *, date: str | None = None) -> Doc:
    """Make a Doc with recap and ``doc.ents`` from a marked text.

    Blocks are separated by blank lines; one that begins with ``# `` is a heading, and the mark
    stays in the text.
    """
    text, spans = unmark(marked)
    doc = _tokenized(text, spans)
    found = [doc.char_span(start, end, label=label) for start, end, label in spans]
    assert all(span is not None for span in found)
    doc.ents = filter_spans([span for span in found if span is not None])
    for span in doc.ents:
        span._.source = "model"
    doc._.recap = Recap("d1", "d1.txt", text, blocks=_blocks(text), date=date)
    return doc


def _tokenized(text: str, spans: list[tuple[int, int, str]]) -> Doc:
    """Tokenize so that every planted name has boundaries of its own."""
    cuts = sorted({0, len(text), *(i for start, end, _ in spans for i in (start, end))})
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(cuts):
        for found in re.finditer(r"\s|\w+|[^\w\s]", text[start:end]):
            if found[0] == " " and words and not spaces[-1] and words[-1] != " ":
                spaces[-1] = True
            else:
                words.append(found[0])
                spaces.append(False)
    return Doc(_NLP.vocab, words=words, spaces=spaces)


def _blocks(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    heading: tuple[int, ...] = ()
    for index, found in enumerate(re.finditer(r"(?:[^\n]|\n(?!\n))+", text)):
        is_heading = found[0].lstrip("\n").startswith("# ")
        kind = "heading" if is_heading else "paragraph"
        blocks.append(
            Block(
                index,
                kind,  # type: ignore[arg-type]
                found.start(),
                found.end(),
                level=2 if is_heading else 0,
                headings=() if is_heading else heading,
            )
        )
        heading = (index,) if is_heading else heading
    return tuple(blocks)
