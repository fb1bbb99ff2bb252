"""Rebuild ``pipeline/resources/theme_words.txt``: words that keep company with a theme's terms.

    python corpus/registers/build_theme_words.py RAW_DIR

RAW_DIR holds open government text, one title or paragraph a line, xz-compressed (titles of papers
of the Dutch parliament and motions: official works without copyright). The terms of the shipped
taxonomy say what each line is about; a word's score for a theme is how much likelier than usual
that theme is in the lines that hold the word. The shipped file was made when ``corpus/training``,
which sets the weights of the terms, had 24 writers.
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from spacy.lang.nl.stop_words import STOP_WORDS

from pipeline.classify.associations import NAME, Associations
from pipeline.classify.counts import TermCounter
from pipeline.classify.fit import fit_keywords
from pipeline.classify.passage import Passage
from pipeline.classify.scores import probability
from pipeline.classify.terms import words
from pipeline.classify.train import labelled
from pipeline.taxonomy import load_taxonomy
from pipeline.training import read_training

TARGET = Path("pipeline/resources") / NAME
SOURCES = ("moties", "onderwerpen")
MIN_LENGTH = 25
MAX_LENGTH = 1500
MIN_LINES = 4
SMOOTHING = 10
LEAST = 0.5


def lines(folder: Path) -> Iterator[str]:
    """Yield the different lines of the raw text that are long enough to say something."""
    seen = set()
    for source in SOURCES:
        with lzma.open(folder / f"{source}.txt.xz", "rt", encoding="utf-8") as text:
            for raw in text:
                line = raw.strip()[:MAX_LENGTH]
                if len(line) >= MIN_LENGTH and line[:120] not in seen:
                    seen.add(line[:120])
                    yield line


def main(folder: Path) -> None:
    """Count and write."""
    taxonomy = load_taxonomy()
    ids = taxonomy.theme_ids
    counter = TermCounter(taxonomy, associations=Associations({}, ids))
    paragraphs = read_training(Path("corpus/training"), themes=ids)
    weights = fit_keywords(labelled(paragraphs, counter))
    usual, number = np.zeros(len(ids)), 0
    held: Counter[str] = Counter()
    about: defaultdict[str, np.ndarray] = defaultdict(lambda: np.zeros(len(ids)))
    for line in lines(folder):
        chances = probability(weights.odds(counter.count(Passage(line)).themes))
        usual += chances
        number += 1
        for form in {word.form for word in words(line)}:
            held[form] += 1
            about[form] += chances
    usual /= number
    with TARGET.open("w", encoding="utf-8") as target:
        for form in sorted(held):
            if held[form] < MIN_LINES or len(form) < 3 or form.isdigit() or form in STOP_WORDS:
                continue
            here = (about[form] + SMOOTHING * usual) / (held[form] + SMOOTHING)
            scores = np.log(here / usual)
            entries = [f"{ids[t]} {scores[t]:.1f}" for t in np.flatnonzero(scores >= LEAST)]
            if entries:
                target.write("\t".join([form, *entries]) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
