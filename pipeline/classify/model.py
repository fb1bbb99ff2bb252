"""The trained classifier as plain arrays: scores passages, is saved and loaded without pickle."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.lang.nl.stop_words import STOP_WORDS

from pipeline.classify.context import ContextWeights
from pipeline.classify.counts import Counts, Floats, TermCounter
from pipeline.classify.features import FeatureMaker, Row, Vocabularies
from pipeline.classify.keywords import (
    KeywordWeights,
    PillarWeights,
    load_pillar_weights,
    term_evidence,
)
from pipeline.classify.passage import Passage
from pipeline.classify.scores import MAX_EVIDENCE, Thresholds
from pipeline.classify.terms import words
from pipeline.classify.tfidf import TfIdf
from pipeline.errors import ModelError
from pipeline.records import Evidence

FORMAT = 4
_VOCABULARIES = ("text", "heading", "terms")
_ARRAYS = ("coefficients", "intercepts", *(f"{name}_idf" for name in _VOCABULARIES))


@dataclass(frozen=True)
class ThemeModel:
    """One-vs-rest logistic regressions over the features of a passage.

    Attributes:
        themes: ids of the themes it knows, in the order of the columns.
        coefficients: array (features, themes).
        intercepts: array (themes,), log odds.
        calibration: slope and intercept that turn log odds into calibrated log odds.
        pillar: how theme probabilities and headings make a pillar.
        weights: of the term counts, shared by all themes.
        vocabularies: what it looks for in a paragraph and its headings.
        context: how the paragraphs around count; ``None`` when it learned from lone paragraphs.
        thresholds: measured on writers that the training did not contain.
        manifest: how it was made and what it scored.
    """

    themes: tuple[str, ...]
    coefficients: Floats
    intercepts: Floats
    calibration: tuple[float, float]
    pillar: PillarWeights
    weights: KeywordWeights
    vocabularies: Vocabularies
    context: ContextWeights | None
    thresholds: Thresholds
    manifest: Mapping[str, Any]

    def features(self, counter: TermCounter) -> FeatureMaker:
        """Return the maker of this model's features; ``counter`` must have the same themes."""
        return FeatureMaker(counter, weights=self.weights, vocabularies=self.vocabularies)

    def odds(self, row: Row) -> Floats:
        """Return calibrated log odds per theme."""
        raw = row.values @ self.coefficients[row.columns] + self.intercepts
        return np.asarray(self.calibration[0] * raw + self.calibration[1])

    def evidence(
        self, passage: Passage, counts: Counts, *, dense: int
    ) -> dict[str, tuple[Evidence, ...]]:
        """Return what spoke for each theme: its terms first, then the words that weigh most."""
        found = term_evidence(counts)
        vocabulary = self.vocabularies.text
        place, rarest = vocabulary.place, vocabulary.highest - _OFTENER
        known = [
            (w, place[w.form] + dense)
            for w in words(passage.text)
            if w.form in place
            and w.form not in STOP_WORDS
            and vocabulary.idf[place[w.form]] < rarest
        ]
        for column, theme in enumerate(self.themes):
            terms = list(found.get(theme, ()))[:MAX_EVIDENCE]
            inside = {position for e in terms for position in range(e.start, e.end)}
            taken = {w.form for w, _ in known if w.start in inside}
            spare = {
                w.form: (self.coefficients[row, column], w) for w, row in known
                if self.coefficients[row, column] > _TELLING and w.form not in taken
            }  # fmt: skip
            ranked = sorted(spare.values(), key=lambda pair: (-pair[0], pair[1].start))
            more = [Evidence(w.start, w.end, w.form) for _, w in ranked]
            found[theme] = tuple((terms + more)[:MAX_EVIDENCE])
        return found

    def save(self, folder: Path) -> None:
        """Write ``model.npz``, ``model.json`` and ``manifest.json`` into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / "model.npz",
            coefficients=self.coefficients.astype(np.float32),
            intercepts=self.intercepts.astype(np.float32),
            **{
                f"{name}_idf": getattr(self.vocabularies, name).idf.astype(np.float32)
                for name in _VOCABULARIES
            },
        )
        settings = {
            "themes": self.themes,
            "calibration": self.calibration,
            "pillar": asdict(self.pillar),
            "context": self.context and self.context.as_dict(),
            "further_threshold": self.thresholds.further,
            "default_threshold": self.thresholds.default,
            "thresholds": dict(self.thresholds.main),
            "vocabularies": {
                name: getattr(self.vocabularies, name).vocabulary for name in _VOCABULARIES
            },
        }
        _write_json(folder / "model.json", settings)
        self.weights.save(folder / "keywords.json")
        sums = {name: _sha256(folder / name) for name in _FILES}
        _write_json(folder / "manifest.json", {**self.manifest, "format": FORMAT, "sha256": sums})


_FILES = ("keywords.json", "model.json", "model.npz")
_TELLING = 0.75
_OFTENER = 1.0
"""By how much a word's inverse document frequency must be below the highest to be shown: it was
seen e times as often as the rarest, so that it did not get its weight by chance."""


def load_model(folder: Path) -> ThemeModel:
    """Load a model; no pickle is ever read.

    Raises:
        ModelError: a file is missing, was changed since it was written, or has another format.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise ModelError(f"{folder}: no theme model here; make one with 'terugblik train themes'")
    if manifest.get("format") != FORMAT:
        raise ModelError(f"{folder}: model format {manifest.get('format')}, need {FORMAT}; retrain")
    for name in _FILES:
        if not (folder / name).is_file() or _sha256(folder / name) != manifest["sha256"].get(name):
            raise ModelError(f"{folder / name}: missing or changed since training; retrain")
    settings = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    with np.load(folder / "model.npz", allow_pickle=False) as arrays:
        if set(arrays.files) != set(_ARRAYS):
            raise ModelError(f"{folder / 'model.npz'}: holds {arrays.files}, need {list(_ARRAYS)}")
        stored = {name: arrays[name].astype(np.float64) for name in _ARRAYS}
    return ThemeModel(
        themes=tuple(settings["themes"]),
        coefficients=stored["coefficients"],
        intercepts=stored["intercepts"],
        calibration=tuple(settings["calibration"]),
        pillar=load_pillar_weights(settings["pillar"]),
        weights=KeywordWeights.load(folder / "keywords.json"),
        vocabularies=Vocabularies(
            **{
                name: TfIdf(settings["vocabularies"][name], stored[f"{name}_idf"])
                for name in _VOCABULARIES
            }
        ),
        context=settings["context"] and ContextWeights.from_dict(settings["context"]),
        thresholds=Thresholds(
            main=settings["thresholds"],
            further=settings["further_threshold"],
            default=settings["default_threshold"],
        ),
        manifest=manifest,
    )


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return a model folder's manifest, or None when there is no model."""
    path = folder / "manifest.json"
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_json(path: Path, data: Mapping[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
