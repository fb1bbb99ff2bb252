"""Rebuild ``pipeline/resources/words.txt``: ordinary Dutch words, which a capital makes no name.

    python corpus/registers/build_words.py RAW_DIR

RAW_DIR holds open government text, one paragraph a line, xz-compressed (motions, parliamentary
papers, laws: official works without copyright; Belgian parliament: CC0). Only the word forms are
kept, with those that stand in lower case in ``corpus/training``.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pipeline.training import read_training

TARGET = Path("pipeline/resources/words.txt")
MOST_LINES = 330_000
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[.!?:;•\"“()\n-]")


def tokens(folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield every word of the raw text, and whether it opens a sentence."""
    for path in sorted(folder.glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf-8", errors="replace") as lines:
            for line in islice(lines, MOST_LINES):
                before = "."
                for token in _TOKEN.findall(line.strip()):
                    if token[0].isalpha():
                        yield token, not before[0].isalpha()
                    before = token


def ordinary(folder: Path) -> set[str]:
    """Return the forms that are written in lower case, or only open sentences with a capital."""
    lower: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for token, opens in tokens(folder):
        if token.islower():
            lower[token] += 1
        elif token[1:].islower() or len(token) == 1:
            (opening if opens else inside)[token.lower()] += 1
    return {
        word
        for word in lower
        if 2 <= len(word) <= 28
        and (
            (lower[word] >= 3 and lower[word] >= 0.7 * inside[word])
            or (lower[word] + opening[word] >= 4 and inside[word] <= lower[word])
            or (opening[word] >= 6 and inside[word] <= 0.1 * opening[word])
        )
    }


def in_training_text(folder: Path) -> set[str]:
    """Return the words that stand in lower case, outside names, in the training text."""
    found: set[str] = set()
    for paragraph in read_training(folder):
        text = paragraph.text
        for span in reversed(paragraph.spans):
            text = f"{text[: span.start]} . {text[span.end :]}"
        found |= {w for w in _TOKEN.findall(text) if w.islower() and len(w) > 1 and w[0].isalpha()}
    return found


if __name__ == "__main__":
    words = ordinary(Path(sys.argv[1])) | in_training_text(Path("corpus/training"))
    TARGET.write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
    print(f"{len(words)} words in {TARGET}")
