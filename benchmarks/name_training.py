"""What the name recogniser's training text and its variations are worth.

    python -m benchmarks.name_training VECTORS [--steps N] [--only NAME,NAME]

Trains one model per row with the shipped settings but for what the row says, and prints the F1 of
the model alone on two writers that no row trains on. VECTORS is what ``build_vectors.py`` made, or
the shipped model's folder. Runs differ by a point or two from seed to seed.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from pathlib import Path
from typing import Any

from pipeline.extract.ner.train import train_names
from pipeline.training import read_training

CORPUS = Path("corpus/training")
LEFT_OUT = ["w03_persbericht", "w08_gastheer"]
SHORT = ["w16_jargon", "w17_concreet", "w18_verslag"]
STATIC = "components.tok2vec.model.embed.include_static_vectors"


def rows() -> dict[str, dict[str, Any]]:
    """Return the rows of the table: name to overrides of the config."""
    writers = sorted({p.writer for p in read_training(CORPUS)} - set(LEFT_OUT))
    full = [w for w in writers if w not in SHORT]

    def only(count: int) -> dict[str, Any]:
        return {"corpora.train.writers": full[:count]}

    return {
        "shipped settings": {},
        "without the short paragraphs": {"corpora.train.writers": full},
        "without vectors of open text": {STATIC: False},
        "without new names": {"corpora.train.refill_rate": 0.0},
        "without altered names": {"corpora.train.novelty": 0.0},
        "without other openers": {"corpora.train.opener_rate": 0.0},
        "without altered words": {"corpora.train.word_rate": 0.0},
        "3 writers": only(3),
        "6 writers": only(6),
        "10 writers": only(10),
        f"{len(full)} writers": only(len(full)),
    }


def main() -> None:
    """Print the table, a row as soon as it is known."""
    parser = argparse.ArgumentParser(description="What the training text is worth")
    parser.add_argument("vectors", type=Path)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    wanted = [name for name in options.only.split(",") if name]
    for name, overrides in rows().items():
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            scores = train_names(
                CORPUS,
                Path(folder) / "model",
                steps=options.steps,
                left_out=LEFT_OUT,
                vectors=options.vectors,
                overrides=overrides,
                log=io.StringIO(),
            )
        print(f"{name:30} " + "  ".join(f"{k} {v:.3f}" for k, v in scores.items()), flush=True)


if __name__ == "__main__":
    main()
