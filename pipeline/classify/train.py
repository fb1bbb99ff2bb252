"""Trains the theme classifier from labelled paragraphs and writes it, with its own estimate."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import sklearn
from numpy.typing import NDArray

from pipeline.classify.counts import Floats, TermCounter
from pipeline.classify.features import Bags
from pipeline.classify.fit import (
    Labelled,
    fit_calibration,
    fit_context,
    fit_model,
    fit_pillars,
    fit_thresholds,
    left_out_context,
    left_out_odds,
)
from pipeline.classify.keywords import home_pillars, pillar_evidence
from pipeline.classify.model import ThemeModel, read_manifest
from pipeline.classify.passage import training_passages
from pipeline.classify.scores import probability
from pipeline.errors import InputError, ModelError
from pipeline.taxonomy import Taxonomy, load_taxonomy
from pipeline.training import TrainingParagraph, read_training


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What was trained and what it scored on writers it had not seen (shares, 0-1).

    Attributes:
        folder: where the model was written.
        paragraphs: number of labelled paragraphs.
        writers: number of writers.
        scored: number of paragraphs behind the scores: those of whole recaps, but for the hard
            ones, when two writers or more wrote some, else all.
        main: how often the best theme is among the paragraph's themes, nothing left out.
        answered: share of the paragraphs that get a theme at the thresholds.
        precision: how often the main theme is right among the answered.
        pillar: how often the pillar is right.
    """

    folder: Path
    paragraphs: int
    writers: int
    scored: int
    main: float
    answered: float
    precision: float
    pillar: float


def train(
    folder: Path,
    *,
    output: Path,
    extra: Sequence[Path] = (),
    taxonomy: Path | None = None,
    force: bool = False,
) -> TrainingReport:
    """Train on every ``*.txt`` of a folder (one file per writer) and write the model.

    The same input gives the same files. The scores are measured by leaving writers out.

    Args:
        folder: labelled paragraphs, see :mod:`pipeline.training`.
        output: folder of the model; made when it is not there.
        extra: further folders or files, for a user's own labelled paragraphs.
        taxonomy: taxonomy file the labels are from; ``None`` for the shipped one.
        force: overwrite a model that scores better.

    Raises:
        InputError: a record is wrong, or there are fewer than two writers.
        ModelError: the model that is there scores better and ``force`` is not set.
    """
    tax = load_taxonomy(taxonomy)
    paragraphs = [
        paragraph
        for source in (folder, *extra)
        for paragraph in read_training(source, themes=tax.theme_ids, pillars=tax.pillar_ids)
    ]
    model, report = train_model(paragraphs, taxonomy=tax, output=output)
    old = read_manifest(output)
    if old and old["scores"]["main"] > model.manifest["scores"]["main"] and not force:
        raise ModelError(
            f"{output}: the model there scores {old['scores']['main']:.3f}, the new one "
            f"{model.manifest['scores']['main']:.3f}; nothing written, use force to overwrite"
        )
    model.save(output)
    return report


def train_model(
    paragraphs: Sequence[TrainingParagraph], *, taxonomy: Taxonomy, output: Path
) -> tuple[ThemeModel, TrainingReport]:
    """Train without writing anything; ``output`` only stands in the report."""
    counter = TermCounter(taxonomy)
    data = labelled(paragraphs, counter)
    if len(set(data.writers)) < 2:
        raise InputError("training needs at least two writers: files with different names")
    odds, keyword_odds = left_out_odds(data, counter)
    slope, intercept = fit_calibration(odds, data.themes)
    odds = slope * odds + intercept
    model = fit_model(data, counter)
    model = replace(
        model,
        calibration=(slope, intercept),
        weights=replace(
            model.weights, pillar=fit_pillars(probability(keyword_odds), data, taxonomy)
        ),
    )
    recaps = np.flatnonzero(data.documents >= 0)
    if len(set(data.writers[recaps])) > 1:
        data, odds = data.part(recaps), odds[recaps]
        context = fit_context(odds, data)
        odds = left_out_context(odds, data)
        if not data.hard.all():
            ordinary = np.flatnonzero(~data.hard)
            data, odds = data.part(ordinary), odds[ordinary]
        slope, intercept = fit_calibration(odds, data.themes)
        odds = slope * odds + intercept
        model = replace(model, context=context.calibrated(slope, intercept))
    model = replace(
        model,
        pillar=fit_pillars(probability(odds), data, taxonomy),
        thresholds=fit_thresholds(odds, data.themes, taxonomy),
    )
    report = _report(model, data, odds, paragraphs, output, taxonomy=taxonomy)
    return replace(model, manifest=_manifest(report, paragraphs, taxonomy)), report


def labelled(paragraphs: Sequence[TrainingParagraph], counter: TermCounter) -> Labelled:
    """Turn training paragraphs into arrays, names blanked out, terms counted."""
    tax = counter.taxonomy
    passages = training_passages(paragraphs)
    bags, counts = Bags.of(passages, counter)
    return Labelled(
        passages=passages,
        themes=np.array([[t in p.themes for t in tax.theme_ids] for p in paragraphs], dtype=bool),
        pillars=np.array([tax.pillar_ids.index(p.pillar) for p in paragraphs], dtype=np.intp),
        writers=np.array([p.writer for p in paragraphs]),
        documents=_document_numbers(paragraphs),
        hard=np.array([p.hard for p in paragraphs], dtype=bool),
        counts=counts,
        bags=bags,
    )


def _document_numbers(paragraphs: Sequence[TrainingParagraph]) -> NDArray[np.intp]:
    """Number the recaps of all writers; -1 for lone paragraphs."""
    keys = [(p.writer, p.recap) if p.recap else None for p in paragraphs]
    number = {key: place for place, key in enumerate(dict.fromkeys(k for k in keys if k))}
    return np.array([number[key] if key else -1 for key in keys], dtype=np.intp)


def _report(
    model: ThemeModel,
    data: Labelled,
    odds: Floats,
    paragraphs: Sequence[TrainingParagraph],
    output: Path,
    *,
    taxonomy: Taxonomy,
) -> TrainingReport:
    chances = probability(odds)
    best = chances.argmax(axis=1)
    right = data.themes[np.arange(len(best)), best]
    limits = model.thresholds
    cut = np.array([limits.main.get(t, limits.default) for t in taxonomy.theme_ids])[best]
    answered = chances.max(axis=1) >= cut
    home = home_pillars(taxonomy)
    pillars = [
        model.pillar.probabilities(
            pillar_evidence(row, counts.pillars, home), taxonomy.pillar_ids
        ).argmax()
        for row, counts in zip(chances, data.counts, strict=True)
    ]
    return TrainingReport(
        folder=output,
        paragraphs=len(paragraphs),
        writers=len({paragraph.writer for paragraph in paragraphs}),
        scored=len(best),
        main=float(right.mean()),
        answered=float(answered.mean()),
        precision=float(right[answered].mean()) if answered.any() else 0.0,
        pillar=float((np.array(pillars) == data.pillars).mean()),
    )


def _manifest(
    report: TrainingReport, paragraphs: Sequence[TrainingParagraph], taxonomy: Taxonomy
) -> dict[str, object]:
    names = ("main", "answered", "precision", "pillar")
    return {
        "paragraphs": report.paragraphs,
        "writers": report.writers,
        "scored": report.scored,
        "scores": {name: round(getattr(report, name), 4) for name in names},
        "training_sha256": _digest(repr(list(paragraphs))),
        "taxonomy_sha256": _digest(repr(taxonomy)),
        "scikit_learn": sklearn.__version__,
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
