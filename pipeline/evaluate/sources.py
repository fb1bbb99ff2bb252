"""How often each source of names is right, alone and as the table's ``source`` says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.evaluate.gold import GoldDocument
from pipeline.evaluate.names import Named, compare_names
from pipeline.extract.candidates import collect
from pipeline.registers import RegisterSet


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span that one source proposed, before any decision."""

    source: str
    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class SourceScore:
    """Spans of one source and label: how many were found, and how many of these are gold.

    ``found`` leaves out spans that touch optional gold, as everywhere.
    """

    source: str
    label: str
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the found spans that are gold (0-1)."""
        return self.right / self.found if self.found else 0.0


def proposals(doc: Doc, *, registers: RegisterSet) -> tuple[Proposal, ...]:
    """Return what every source proposed; a weak find has ``?`` behind the name of its source."""
    return tuple(
        Proposal(source, span.start_char, span.end_char, candidate.label)
        for candidate in collect(doc, registers=registers)
        for source in sorted(candidate.sources)
        for span in (doc[candidate.start : candidate.end],)
    )


def score_sources(
    pairs: Sequence[tuple[GoldDocument, Iterable[tuple[str, Named]]]],
) -> tuple[SourceScore, ...]:
    """Score (source, span) pairs of each document, per source and label, in order of both."""
    found, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for document, sourced in pairs:
        groups: dict[str, list[Named]] = {}
        for source, span in sourced:
            groups.setdefault(source, []).append(span)
        for source, spans in groups.items():
            counts = compare_names(document, spans)
            found.update({(source, label): n for label, n in counts.found.items()})
            right.update({(source, label): n for label, n in counts.right.items()})
    return tuple(SourceScore(*key, found[key], right[key]) for key in sorted(found))
