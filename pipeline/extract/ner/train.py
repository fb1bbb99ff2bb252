"""Train the name recogniser with spaCy's own loop, from the config in ``resources/ner.cfg``."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import IO, Any

from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config
from thinc.api import Config

from pipeline.errors import InputError
from pipeline.extract.load import model_folder
from pipeline.training import read_training

VERSION = "1.0.0"
LABELS = ("CITY", "ORG", "PER")
_LICENCE = "MIT"


def train_names(
    corpus: Path,
    output: Path,
    *,
    seed: int = 1,
    steps: int = 6000,
    left_out: Sequence[str] = (),
    vectors: Path | None = None,
    overrides: dict[str, Any] | None = None,
    log: IO[str] | None = None,
) -> dict[str, float]:
    """Train a model and write it to a folder; return its scores on the writers left out.

    The same text, seed and versions give the same model up to the rounding of floating-point sums.

    Args:
        corpus: folder with training text, see :mod:`pipeline.training`.
        output: folder for the model; replaced when it is there.
        seed: seed of all chance.
        steps: number of batches.
        left_out: writers (file stems) that are scored on and not trained on; without any, the
            model learns from all and the returned scores are empty.
        vectors: folder with subword vectors (a spaCy pipeline or ``spacy init vectors`` output);
            ``None`` takes those of the shipped model.
        overrides: other values of the config, by dotted name.
        log: where the progress goes; standard output when ``None``.

    Raises:
        InputError: the training text is wrong, a writer is unknown, or all are left out.
    """
    writers = sorted({paragraph.writer for paragraph in read_training(corpus)})
    unknown = [writer for writer in left_out if writer not in writers]
    if unknown:
        raise InputError(f"writer '{unknown[0]}' is not in {corpus}; it has: {', '.join(writers)}")
    if set(writers) == set(left_out):
        raise InputError(f"all writers of {corpus} are left out: nothing is left to train on")
    scored = list(left_out) or writers[:1]
    values = {
        "paths.training": str(corpus),
        "paths.vectors": str(vectors or model_folder()),
        "system.seed": seed,
        "variables.steps": steps,
        "corpora.train.left_out": list(left_out),
        "corpora.dev.writers": scored,
        "training.eval_frequency": steps if not left_out else max(steps // 8, 1),
        **(overrides or {}),
    }
    config = load_config(
        Path(str(files("pipeline") / "resources" / "ner.cfg")), overrides=values, interpolate=False
    )
    nlp = init_nlp(config)
    with tempfile.TemporaryDirectory() as folder:
        train_loop(nlp, Path(folder), stdout=log or sys.stdout, stderr=StringIO())
        best = Path(folder) / ("model-best" if left_out else "model-last")
        scores = _scores(best) if left_out else {}
        _describe(best, writers, list(left_out), scores, seed=seed)
        _forget_paths(best / "config.cfg")
        _replace(output, best)
    return scores


def _replace(target: Path, folder: Path) -> None:
    """Put a trained model in place of another; the model card beside it stays."""
    card = target / "README.md"
    text = card.read_text(encoding="utf-8") if card.exists() else None
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder, target)
    if text is not None:
        card.write_text(text, encoding="utf-8")


def _forget_paths(path: Path) -> None:
    """Take the folders of this computer out of the model's config."""
    config = Config().from_disk(path, interpolate=False)
    config["paths"].update(training=None, vectors=None)
    config.to_disk(path)


def _scores(folder: Path) -> dict[str, float]:
    performance = json.loads((folder / "meta.json").read_text("utf-8"))["performance"]
    found = {"all": performance["ents_f"]}
    for label, values in sorted(performance["ents_per_type"].items()):
        found[label] = values["f"]
    return found


def _forget_words(folder: Path) -> None:
    """Drop the words of the training stream from the model; its weights need the labels only."""
    strings = folder / "vocab" / "strings.json"
    strings.write_text(json.dumps(sorted(LABELS)) + "\n", encoding="utf-8")


def _describe(
    folder: Path, writers: list[str], left_out: list[str], scores: dict[str, float], *, seed: int
) -> None:
    """Say in the model's meta data what it is, what it learnt from and how it scored."""
    path = folder / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta.update(
        name="terugblik",
        version=VERSION,
        description="People, organisations and cities in Dutch recaps",
        license=_LICENCE,
        performance=scores,
        sources=[{"name": w, "license": _LICENCE} for w in writers if w not in left_out],
        seed=seed,
    )
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    _forget_words(folder)
