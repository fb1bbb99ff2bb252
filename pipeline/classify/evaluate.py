"""Compares labels with gold: themes, pillars, calibration, coverage, confusions, with intervals.

Works on plain records, so it serves ``terugblik evaluate --themes``, the left-out writers of the
training text and the baselines alike. All scores are shares (0-1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.records import Block, Labels

if TYPE_CHECKING:
    from pipeline.evaluate.gold import GoldDocument

BOOTSTRAP_ROUNDS = 500
BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """One gold paragraph beside what was said of it.

    Attributes:
        group: document or writer; the bootstrap draws whole groups.
        themes: gold themes, main theme first.
        pillar: gold pillar.
        labels: what was said, or None when the paragraph was not found.
    """

    group: str
    themes: tuple[str, ...]
    pillar: str
    labels: Labels | None

    @property
    def said(self) -> tuple[str, ...]:
        """The themes that were given, main theme first."""
        return tuple(theme.theme for theme in self.labels.themes) if self.labels else ()

    @property
    def main_right(self) -> bool:
        """Whether the main theme that was given is among the gold themes."""
        return bool(self.said) and self.said[0] in self.themes

    @property
    def pillar_right(self) -> bool:
        """Whether the pillar that was given is the gold one."""
        return self.labels is not None and self.labels.pillar == self.pillar


@dataclass(frozen=True, slots=True)
class ThemeReport:
    """The tables of an evaluation.

    Attributes:
        summary: measure, value, low, high (95 % bootstrap over groups).
        themes: theme, gold, said, precision, recall, f1.
        pillars: pillar, gold, said, precision, recall, f1.
        reliability: what (theme, pillar), from, to, paragraphs, confidence, right.
        coverage: share answered, precision of the main theme among these, confidence needed.
        confusion: gold (main theme), said (main theme), paragraphs; the worst first.
    """

    summary: pd.DataFrame
    themes: pd.DataFrame
    pillars: pd.DataFrame
    reliability: pd.DataFrame
    coverage: pd.DataFrame
    confusion: pd.DataFrame


def judge(gold: GoldDocument, blocks: Sequence[Block], labels: Iterable[Labels]) -> list[Judged]:
    """Put the gold paragraphs of a document beside the labels of the blocks they overlap most.

    Args:
        gold: the annotated document.
        blocks: blocks as read from the same text.
        labels: labels of these blocks.
    """
    by_block = {label.paragraph: label for label in labels}
    judged = []
    for block in gold.blocks:
        if block.kind == "paragraph" and block.pillar:
            overlaps = [
                (min(b.end, block.end) - max(b.start, block.start), -b.index) for b in blocks
            ]
            length, place = max(overlaps, default=(0, 0))
            found = by_block.get(-place) if length > 0 else None
            judged.append(Judged(gold.name, block.themes, block.pillar, found))
    return judged


def evaluate(judged: Sequence[Judged], *, seed: int = 0) -> ThemeReport:
    """Score labels against gold.

    Args:
        judged: gold paragraphs with what was said of them; at least one.
        seed: of the bootstrap.

    Raises:
        ValueError: there is nothing to judge.
    """
    if not judged:
        raise ValueError("no gold paragraphs with a pillar to judge")
    return ThemeReport(
        summary=_summary(judged, seed),
        themes=_per_class([(set(j.themes), set(j.said)) for j in judged], "theme"),
        pillars=_per_class(
            [({j.pillar}, {j.labels.pillar} if j.labels else set()) for j in judged], "pillar"
        ),
        reliability=_reliability(judged),
        coverage=_coverage(judged),
        confusion=_confusion(judged),
    )


def main_accuracy(judged: Sequence[Judged]) -> float:
    """Return how often the main theme is among the gold themes; no theme counts as wrong."""
    return _mean([j.main_right for j in judged])


def answered(judged: Sequence[Judged]) -> float:
    """Return the share of paragraphs that got a theme."""
    return _mean([bool(j.said) for j in judged])


def answered_precision(judged: Sequence[Judged]) -> float:
    """Return how often the main theme is right among the paragraphs that got one."""
    return _mean([j.main_right for j in judged if j.said])


def micro_f1(judged: Sequence[Judged]) -> float:
    """Return F1 over all pairs of paragraph and theme."""
    common = sum(len(set(j.themes) & set(j.said)) for j in judged)
    total = sum(len(j.themes) + len(j.said) for j in judged)
    return 2 * common / total if total else 0.0


def macro_f1(judged: Sequence[Judged]) -> float:
    """Return the mean F1 of the themes that are in the gold."""
    return _macro(_per_class([(set(j.themes), set(j.said)) for j in judged], "theme"))


def pillar_accuracy(judged: Sequence[Judged]) -> float:
    """Return how often the pillar is right."""
    return _mean([j.pillar_right for j in judged])


def pillar_macro_f1(judged: Sequence[Judged]) -> float:
    """Return the mean F1 of the pillars that are in the gold."""
    pairs = [({j.pillar}, {j.labels.pillar} if j.labels else set()) for j in judged]
    return _macro(_per_class(pairs, "pillar"))


def theme_calibration_error(judged: Sequence[Judged]) -> float:
    """Return the expected calibration error of the main theme's confidence."""
    return _calibration_error(_confidences(judged, "theme"))


def pillar_calibration_error(judged: Sequence[Judged]) -> float:
    """Return the expected calibration error of the pillar's confidence."""
    return _calibration_error(_confidences(judged, "pillar"))


MEASURES: dict[str, Callable[[Sequence[Judged]], float]] = {
    "main theme right": main_accuracy,
    "answered": answered,
    "precision among answered": answered_precision,
    "themes micro-F1": micro_f1,
    "themes macro-F1": macro_f1,
    "pillar accuracy": pillar_accuracy,
    "pillar macro-F1": pillar_macro_f1,
    "theme calibration error": theme_calibration_error,
    "pillar calibration error": pillar_calibration_error,
}


def _summary(judged: Sequence[Judged], seed: int) -> pd.DataFrame:
    groups: dict[str, list[Judged]] = {}
    for item in judged:
        groups.setdefault(item.group, []).append(item)
    rng = np.random.default_rng(seed)
    names = list(groups) if len(groups) > 1 else []
    draws = [
        [item for name in rng.choice(names, len(names)) for item in groups[name]]
        for _ in range(BOOTSTRAP_ROUNDS if names else 0)
    ]
    rows = []
    for measure, score in MEASURES.items():
        values = [score(draw) for draw in draws] or [float("nan")]
        low, high = np.quantile(values, [0.025, 0.975])
        rows.append((measure, score(judged), float(low), float(high)))
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high"])


def _per_class(pairs: Sequence[tuple[set[str], set[str]]], name: str) -> pd.DataFrame:
    gold, said, both = Counter[str](), Counter[str](), Counter[str]()
    for expected, found in pairs:
        gold.update(expected)
        said.update(found)
        both.update(expected & found)
    rows = [
        (
            label, gold[label], said[label],
            both[label] / said[label] if said[label] else 0.0,
            both[label] / gold[label] if gold[label] else 0.0,
            2 * both[label] / (gold[label] + said[label]),
        )
        for label in sorted(set(gold) | set(said))
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[name, "gold", "said", "precision", "recall", "f1"])


def _macro(table: pd.DataFrame) -> float:
    present = table.loc[table["gold"] > 0, "f1"]
    return float(present.mean()) if len(present) else 0.0


def _confidences(judged: Sequence[Judged], what: str) -> list[tuple[float, bool]]:
    if what == "pillar":
        return [(j.labels.pillar_confidence, j.pillar_right) for j in judged if j.labels]
    return [(j.labels.themes[0].confidence, j.main_right) for j in judged if j.labels and j.said]


def _bins(pairs: Sequence[tuple[float, bool]]) -> list[list[tuple[float, bool]]]:
    filled: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in pairs:
        filled[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return filled


def _calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the mean gap between confidence and share right over bins, by their size."""
    gaps = [abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in _bins(pairs)]
    return sum(gaps) / len(pairs) if pairs else 0.0


def _reliability(judged: Sequence[Judged]) -> pd.DataFrame:
    rows = []
    for what in ("theme", "pillar"):
        for place, pairs in enumerate(_bins(_confidences(judged, what))):
            if pairs:
                said = _mean([confidence for confidence, _ in pairs])
                right = _mean([hit for _, hit in pairs])
                rows.append((what, place / BINS, (place + 1) / BINS, len(pairs), said, right))
    columns = ["what", "from", "to", "paragraphs", "confidence", "right"]
    return pd.DataFrame(rows, columns=columns)


def _coverage(judged: Sequence[Judged]) -> pd.DataFrame:
    pairs = sorted(_confidences(judged, "theme"), key=lambda pair: -pair[0])
    rows = []
    for percent in range(10, 101, 10):
        number = round(len(judged) * percent / 100)
        if 0 < number <= len(pairs):
            right = _mean([hit for _, hit in pairs[:number]])
            rows.append((number / len(judged), right, pairs[number - 1][0]))
    return pd.DataFrame(rows, columns=["answered", "precision", "confidence"])


def _confusion(judged: Sequence[Judged]) -> pd.DataFrame:
    wrong = Counter(
        (j.themes[0], j.said[0]) for j in judged if j.themes and j.said and not j.main_right
    )
    rows = [(*pair, number) for pair, number in sorted(wrong.items(), key=lambda i: (-i[1], i[0]))]
    return pd.DataFrame(rows, columns=["gold", "said", "paragraphs"])


def _mean(values: Sequence[float] | Sequence[bool]) -> float:
    return float(np.mean(values)) if len(values) else 0.0
