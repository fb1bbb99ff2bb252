"""Precision, recall and F1 of names by exact span and label, with errors by kind.

A predicted span that touches an optional gold span and equals no firm one is left out of the
count. Intervals are percentile bootstrap intervals over documents (Efron and Tibshirani, An
Introduction to the Bootstrap, 1993, ch. 13): documents are drawn with replacement, because the
names of one document are no independent observations.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.evaluate.gold import GoldDocument

LABELS = ("PER", "ORG", "CITY")


class Named(Protocol):
    """Anything with offsets and a label: a mention of the pipeline, a gold span."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: kind is ``missed``, ``spurious``, ``boundary`` or ``label``."""

    document: str
    kind: str
    gold: tuple[int, int, str] | None
    found: tuple[int, int, str] | None
    context: str


@dataclass(frozen=True, slots=True)
class NameCounts:
    """Counts of one document: per label the true positives, found and gold spans; its errors."""

    right: Counter[str]
    found: Counter[str]
    gold: Counter[str]
    errors: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A share (0-1) with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class NameScores:
    """Scores of one label (or ``all``); ``support`` is the number of firm gold spans."""

    label: str
    precision: Score
    recall: Score
    f1: Score
    support: int


def compare_names(document: GoldDocument, found: Iterable[Named]) -> NameCounts:
    """Compare the spans found in one document with its gold."""
    firm = {(s.start, s.end, s.label): s for s in document.spans if not s.optional}
    optional = [s for s in document.spans if s.optional]
    predicted = {(m.start, m.end, m.label) for m in found}
    counted = {
        p
        for p in predicted
        if p in firm or not any(_overlap(p, (o.start, o.end)) for o in optional)
    }
    right = counted & firm.keys()
    wrong = sorted(counted - firm.keys())
    missed = sorted(firm.keys() - counted)
    return NameCounts(
        right=Counter(label for _, _, label in right),
        found=Counter(label for _, _, label in counted),
        gold=Counter(s.label for s in firm.values()),
        errors=tuple(_errors(document, wrong, missed)),
    )


def score_names(
    counts: Sequence[NameCounts], *, samples: int = 1000, seed: int = 0
) -> list[NameScores]:
    """Add up documents into scores per label and over all labels, with bootstrap intervals."""
    return [_score(label, counts, samples, seed) for label in (*LABELS, "all")]


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of precision and recall, 0 when both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def bootstrap(
    statistic: Callable[[Sequence[int]], float], size: int, *, samples: int, seed: int
) -> Score:
    """Return a statistic of documents 0..size-1 with its 95 % percentile interval."""
    rng = random.Random(seed)
    value = statistic(range(size))
    draws = sorted(statistic(rng.choices(range(size), k=size)) for _ in range(samples))
    low, high = draws[int(0.025 * samples)], draws[min(samples - 1, int(0.975 * samples))]
    return Score(value, low, high)


def _score(label: str, counts: Sequence[NameCounts], samples: int, seed: int) -> NameScores:
    def total(counter: str, index: Sequence[int]) -> int:
        picked = (getattr(counts[i], counter) for i in index)
        return sum(c.total() if label == "all" else c[label] for c in picked)

    def precision(index: Sequence[int]) -> float:
        return _share(total("right", index), total("found", index))

    def recall(index: Sequence[int]) -> float:
        return _share(total("right", index), total("gold", index))

    def both(index: Sequence[int]) -> float:
        return f1(precision(index), recall(index))

    def interval(statistic: Callable[[Sequence[int]], float]) -> Score:
        return bootstrap(statistic, len(counts), samples=samples, seed=seed)

    return NameScores(
        label=label,
        precision=interval(precision),
        recall=interval(recall),
        f1=interval(both),
        support=total("gold", range(len(counts))),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _overlap(a: tuple[int, int] | tuple[int, int, str], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _errors(
    document: GoldDocument,
    wrong: Sequence[tuple[int, int, str]],
    missed: Sequence[tuple[int, int, str]],
) -> Iterable[Mistake]:
    """Pair each wrong span with the missed gold it overlaps: boundary or label error."""
    left = list(missed)
    for span in wrong:
        gold = next((g for g in left if _overlap(span, (g[0], g[1]))), None)
        if gold is not None:
            left.remove(gold)
        kind = "spurious" if gold is None else "label" if span[:2] == gold[:2] else "boundary"
        yield Mistake(document.name, kind, gold, span, _context(document.text, *span[:2]))
    for gold in left:
        yield Mistake(document.name, "missed", gold, None, _context(document.text, *gold[:2]))


def _context(text: str, start: int, end: int, width: int = 40) -> str:
    before, after = text[max(0, start - width) : start], text[end : end + width]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())
