"""Agreement of two readers who labelled the same paragraphs: Cohen's kappa and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sklearn.metrics import cohen_kappa_score

from pipeline.errors import InputError
from pipeline.training import TrainingParagraph


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readers agree (kappa -1 to 1; shares 0-1).

    Attributes:
        paragraphs: number of paragraphs both labelled.
        main_kappa: Cohen's kappa of the main theme.
        pillar_kappa: Cohen's kappa of the pillar.
        within: share of paragraphs where the second's main theme is among the first's themes.
        micro_f1: F1 of all themes, the second reader against the first.
        per_theme: theme, first, second, kappa (theme given or not), lowest first.
    """

    paragraphs: int
    main_kappa: float
    pillar_kappa: float
    within: float
    micro_f1: float
    per_theme: pd.DataFrame


def agreement(first: Sequence[TrainingParagraph], second: Sequence[TrainingParagraph]) -> Agreement:
    """Compare a second labelling with the first; paragraphs are paired by writer and text.

    Raises:
        InputError: no paragraph was labelled by both.
    """
    labels = {(p.writer, p.text): p for p in first}
    pairs = [(labels[p.writer, p.text], p) for p in second if (p.writer, p.text) in labels]
    if not pairs:
        raise InputError("no paragraph was labelled by both readers (same file name, same text)")
    common = sum(len(set(a.themes) & set(b.themes)) for a, b in pairs)
    total = sum(len(a.themes) + len(b.themes) for a, b in pairs)
    return Agreement(
        paragraphs=len(pairs),
        main_kappa=_kappa([a.themes[0] for a, _ in pairs], [b.themes[0] for _, b in pairs]),
        pillar_kappa=_kappa([a.pillar for a, _ in pairs], [b.pillar for _, b in pairs]),
        within=sum(b.themes[0] in a.themes for a, b in pairs) / len(pairs),
        micro_f1=2 * common / total,
        per_theme=_per_theme(pairs),
    )


def _per_theme(pairs: Sequence[tuple[TrainingParagraph, TrainingParagraph]]) -> pd.DataFrame:
    themes = sorted({theme for pair in pairs for p in pair for theme in p.themes})
    rows = []
    for theme in themes:
        first = [theme in a.themes for a, _ in pairs]
        second = [theme in b.themes for _, b in pairs]
        rows.append((theme, sum(first), sum(second), _kappa(first, second)))
    table = pd.DataFrame(rows, columns=["theme", "first", "second", "kappa"])
    return table.sort_values(["kappa", "theme"], ignore_index=True)


def _kappa(first: Sequence[object], second: Sequence[object]) -> float:
    """Return Cohen's kappa; 1 when both readers gave one and the same label throughout."""
    if len({*first, *second}) == 1:
        return 1.0
    return float(cohen_kappa_score(first, second))
