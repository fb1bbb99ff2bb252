"""Rebuild the subword vectors that the name recogniser starts from.

    pip install floret
    python corpus/registers/build_vectors.py RAW_DIR /tmp/vectors
    python -m spacy init vectors nl /tmp/vectors/floret.txt /tmp/vectors/nl --mode floret
    terugblik train ner --vectors /tmp/vectors/nl

RAW_DIR holds open government text (see build_words.py). The shipped vectors were made with the
settings below; floret is needed for this only, so it is no dependency. Several threads make the
vectors differ slightly from run to run; one thread makes them repeatable.
"""

from __future__ import annotations

import lzma
import random
import re
import sys
from pathlib import Path

from pipeline.training import read_training

SHARES = {"onderwerpen": 0.6, "wetten-sample": 0.35}
_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")


def write_text(raw: Path, target: Path) -> None:
    """Write the tokenized raw text, and the training text three times, one paragraph a line."""
    chance = random.Random(2)
    with target.open("w", encoding="utf-8") as out:
        for path in sorted(raw.glob("*.txt.xz")):
            share = SHARES.get(path.name.removesuffix(".txt.xz"), 1.0)
            with lzma.open(path, "rt", encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    if chance.random() <= share and len(line) >= 20:
                        out.write(" ".join(_TOKEN.findall(line)) + "\n")
        for paragraph in read_training(Path("corpus/training")):
            out.write((" ".join(_TOKEN.findall(paragraph.text)) + "\n") * 3)


def main(raw: Path, folder: Path, threads: int = 1) -> None:
    """Write the text and train the vectors on it."""
    import floret

    folder.mkdir(parents=True, exist_ok=True)
    text = folder / "text.txt"
    write_text(raw, text)
    model = floret.train_unsupervised(
        str(text),
        model="cbow",
        mode="floret",
        hashCount=2,
        bucket=20_000,
        minn=4,
        maxn=5,
        dim=64,
        minCount=5,
        epoch=3,
        lr=0.05,
        neg=5,
        thread=threads,
    )
    model.save_floret_vectors(str(folder / "floret.txt"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
