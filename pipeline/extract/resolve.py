"""Decide between the sources: which of the proposed names stand, with which label and bounds.

``WEIGHTS`` say how often each source alone is right. They were set by hand from rates measured on
writers and recaps that the model was not trained on, during development; ``benchmarks.names``
prints the rates of today, most of which are higher; with those in their place fewer names on the
gold were right. Candidates that share a span add up their evidence, overlapping ones compete, and
then the document is made consistent: a name that is certain in one place is the same name in the
others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp, log

from spacy.tokens import Doc, Span

from pipeline.extract.candidates import Candidate, collect
from pipeline.extract.consistency import consistent
from pipeline.extract.context import context_words
from pipeline.records import Label
from pipeline.registers import RegisterSet

WEIGHTS: dict[tuple[str, Label], float] = {
    ("model", "PER"): 0.85,
    ("model", "ORG"): 0.80,
    ("model", "CITY"): 0.86,
    ("model?", "CITY"): 0.05,
    ("register", "CITY"): 0.95,
    ("register?", "CITY"): 0.15,
    ("register", "ORG"): 0.98,
    ("register?", "ORG"): 0.45,
    ("rule", "ORG"): 0.86,
    ("rule", "PER"): 0.93,
    ("rule?", "ORG"): 0.60,
    ("consistency", "PER"): 0.90,
    ("consistency", "ORG"): 0.90,
    ("consistency", "CITY"): 0.90,
}
SOURCE_ORDER = ("model", "register", "rule", "consistency")


def resolve(doc: Doc, *, registers: RegisterSet, threshold: float = 0.5) -> list[Span]:
    """Return the entities of a Doc, in order and without overlaps, with ``span._.source`` set.

    Args:
        doc: a Doc with the spans of every source; the model's are taken from ``doc.ents`` unless
            ``doc.spans["model"]`` is there.
        registers: the registers of the run.
        threshold: share (0-1); candidates that are less likely right are dropped.
    """
    if "model" not in doc.spans:
        doc.spans["model"] = list(doc.ents)
    chosen = choose(doc, collect(doc, registers=registers), threshold=threshold)
    chosen = consistent(doc, chosen, weigh=weigh)
    return [_span(doc, candidate) for candidate in sorted(chosen, key=lambda c: c.start)]


def weigh(candidate: Candidate) -> float:
    """Return how likely a candidate is right, its sources taken as independent (share, 0-1).

    Weak evidence (``?``) for what a strong source says as well takes nothing away from it.
    """
    odds = 0.0
    strong = any(not source.endswith("?") for source in candidate.sources)
    for source in candidate.sources:
        weight = WEIGHTS[source, candidate.label]
        if strong and weight < 0.5:
            continue
        odds += log(weight / (1 - weight))
    return 1 / (1 + exp(-odds))


def choose(doc: Doc, candidates: Iterable[Candidate], *, threshold: float) -> list[Candidate]:
    """Pick the best set of candidates that do not overlap."""
    groups = _groups(list(candidates))
    return [c for group in groups for c in _best_of(doc, group, threshold)]


def _groups(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Put candidates that overlap, directly or through others, together."""
    groups: list[list[Candidate]] = []
    end = -1
    for candidate in sorted(candidates, key=lambda c: (c.start, c.end)):
        if candidate.start >= end:
            groups.append([])
        groups[-1].append(candidate)
        end = max(end, candidate.end)
    return groups


def _best_of(doc: Doc, group: list[Candidate], threshold: float) -> list[Candidate]:
    """Take candidates by strength; the bounds of a longer name beat a part of it."""
    ranked = sorted(group, key=lambda c: (-_strength(doc, c, group), c.start - c.end, c.label))
    taken: list[Candidate] = []
    for candidate in ranked:
        if weigh(candidate) < threshold or any(candidate.overlaps(t) for t in taken):
            continue
        taken.append(candidate)
    return taken


def _strength(doc: Doc, candidate: Candidate, group: Sequence[Candidate]) -> float:
    """Return the weight, with what the other candidates of the group say for or against."""
    strength = weigh(candidate)
    for other in group:
        if other is candidate or not candidate.overlaps(other):
            continue
        if other.label == candidate.label and _inside(other, candidate):
            strength += 0.10
        elif candidate.label == "CITY" and _inside(candidate, other):
            strength -= 0.0 if _city_word_before(doc, candidate, other) else 0.30
    return strength


def _inside(part: Candidate, whole: Candidate) -> bool:
    return (
        whole.start <= part.start
        and part.end <= whole.end
        and part.end - part.start < whole.end - whole.start
    )


def _city_word_before(doc: Doc, city: Candidate, whole: Candidate) -> bool:
    """Say whether the longer name is only the city with a word for it (``Hanzestad X``)."""
    return (
        city.start == whole.start + 1
        and doc[whole.start].lower_ in context_words().city_words
        and "model" in whole.sources
    )


def _span(doc: Doc, candidate: Candidate) -> Span:
    span = Span(doc, candidate.start, candidate.end, label=candidate.label)
    names = {source.rstrip("?") for source in candidate.sources}
    span._.source = "+".join(s for s in SOURCE_ORDER if s in names)
    return span
