"""What the name recogniser's training text and its variations are worth.

    python -m benchmarks.name_training VECTORS [--steps N] [--only NAME,NAME] [--plot FILE.svg]
        [--motions moties.txt.xz]

Trains one model per row with the shipped settings but for what the row says, and prints the F1 of
the model alone on four writers that no row trains on. VECTORS is what ``build_vectors.py`` made, or
the shipped model's folder. ``--plot`` draws the rows with a number of writers as a curve. With
``--motions`` (open text of parliamentary motions) a row trains also on motions that the shipped
pipeline labelled, of which only those are kept whose every name more than one source found; that
pipeline has seen the writers left out, which favours the row. Runs differ by a point or so from
seed to seed.
"""

from __future__ import annotations

import argparse
import io
import lzma
import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

import pipeline
from pipeline.extract.ner.train import train_names
from pipeline.training import read_training

CORPUS = Path("corpus/training")
LEFT_OUT = ["w03_persbericht", "w08_gastheer", "w29_vakredactie", "w37_provincieblad"]
SHORT = ["w16_jargon", "w17_concreet", "w18_verslag"]
STATIC = "components.tok2vec.model.embed.include_static_vectors"
COUNTS = (3, 6, 12, 24)
MOTIONS = 1000
SELF = "with motions that the pipeline labelled"


def rows() -> dict[str, dict[str, Any]]:
    """Return the rows of the table: name to overrides of the config.

    Writers are taken in one random order, those without names (``SHORT``) not counted.
    """
    writers = sorted({p.writer for p in read_training(CORPUS)} - set(LEFT_OUT) - set(SHORT))
    random.Random(0).shuffle(writers)
    counts = [count for count in (*COUNTS, len(writers)) if count <= len(writers)]
    return {
        "shipped settings": {},
        "without the short paragraphs": {"corpora.train.writers": writers},
        "without vectors of open text": {STATIC: False},
        "without new names": {"corpora.train.refill_rate": 0.0},
        "without altered names": {"corpora.train.novelty": 0.0},
        "without other openers": {"corpora.train.opener_rate": 0.0},
        "without altered words": {"corpora.train.word_rate": 0.0},
        **{f"{n} writers": {"corpora.train.writers": writers[:n]} for n in dict.fromkeys(counts)},
    }


def label_motions(source: Path, target: Path) -> None:
    """Write motions with the names that the shipped pipeline finds, as a writer of their own."""
    nlp = pipeline.load()
    written = 0
    with (
        lzma.open(source, "rt", encoding="utf-8") as lines,
        target.open("w", encoding="utf-8") as out,
    ):
        for line in lines:
            text = " ".join(line.split()).partition(", en gaat over tot de orde")[0]
            if not 60 <= len(text) <= 900 or "[" in text:
                continue
            doc = nlp(text)
            if not doc.ents or any("+" not in ent._.source for ent in doc.ents):
                continue
            for ent in reversed(doc.ents):
                mark = f"[{ent.text}]({ent.label_})"
                text = text[: ent.start_char] + mark + text[ent.end_char :]
            out.write(f"@ lobby | overkoepelend\n{text}\n\n")
            written += 1
            if written == MOTIONS:
                return


def draw(table: dict[str, dict[str, float]], target: Path) -> None:
    """Draw F1 against the number of writers, one line per label."""
    import altair as alt

    points = pd.DataFrame(
        [
            {"writers": int(name.split()[0]), "label": label, "F1": score}
            for name, scores in table.items()
            if name.endswith(" writers")
            for label, score in scores.items()
        ]
    )
    chart = (
        alt.Chart(points, width=420, height=260)
        .mark_line(point=True)
        .encode(
            x=alt.X("writers:Q", title="writers trained on"),
            y=alt.Y("F1:Q", title="F1, writers left out", scale=alt.Scale(zero=False)),
            color=alt.Color("label:N", title=""),
            strokeDash="label:N",
        )
    )
    chart.save(str(target))


def main() -> None:
    """Print the table, a row as soon as it is known."""
    parser = argparse.ArgumentParser(description="What the training text is worth")
    parser.add_argument("vectors", type=Path)
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--only", default="")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--motions", type=Path)
    options = parser.parse_args()
    wanted = [name for name in options.only.split(",") if name]
    table = {}
    todo = rows() | ({SELF: {}} if options.motions else {})
    for name, overrides in todo.items():
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            corpus = CORPUS
            if name == SELF:
                corpus = Path(shutil.copytree(CORPUS, Path(folder) / "text"))
                label_motions(options.motions, corpus / "motions.txt")
            table[name] = train_names(
                corpus,
                Path(folder) / "model",
                steps=options.steps,
                left_out=LEFT_OUT,
                vectors=options.vectors,
                overrides=overrides,
                log=io.StringIO(),
            )
        print(f"| {name} | " + " | ".join(f"{v:.3f}" for v in table[name].values()), flush=True)
    if options.plot:
        draw(table, options.plot)


if __name__ == "__main__":
    main()
