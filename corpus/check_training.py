"""Print how varied the training text is: paragraphs per writer and theme, and what is repeated.

Usage: ``python corpus/check_training.py [FOLDER]``; the folder is ``corpus/training`` unless given.
Exits with 1 when a paragraph or a sentence of eight words or more stands there twice, also when
only the names in it differ.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.extract.ner.augment import sentences
from pipeline.training import MarkedText, TrainingParagraph, read_training

HERE = Path(__file__).parent / "training"
LONG_SENTENCE = 8
RUN = 5
_WORD = re.compile(r"\w+(?:['’-]\w+)*")

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of one writer's text others have too.

    Attributes:
        runs: number of different runs of ``RUN`` words.
        shared: share (0-1) of these that any other writer has.
        nearest: the writer with whom most are shared.
        nearest_share: share (0-1) of these that ``nearest`` has.
    """

    runs: int
    shared: float
    nearest: str
    nearest_share: float


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    return _WORD.findall(text.lower())


def masked(text: MarkedText) -> str:
    """Return the text with each name replaced by its label, so that templates look alike."""
    out = text.text
    for start, end, label in reversed(text.spans):
        out = out[:start] + label + out[end:]
    return out


def repeated(paragraphs: Sequence[TrainingParagraph]) -> list[tuple[str, list[str]]]:
    """Return each repeated paragraph or long sentence with its places (``writer:line``)."""
    places: dict[str, set[str]] = defaultdict(set)
    again: set[str] = set()
    for paragraph in paragraphs:
        place = f"{paragraph.writer}:{paragraph.line}"
        for text in _units(paragraph):
            if place in places[text]:
                again.add(text)
            places[text].add(place)
    return sorted((t, sorted(p)) for t, p in places.items() if len(p) > 1 or t in again)


def _units(paragraph: TrainingParagraph) -> Iterator[str]:
    """Yield the paragraph, and its long sentences when it has more than one sentence."""
    whole = MarkedText(paragraph.text, paragraph.spans)
    yield " ".join(words(masked(whole)))
    parts = sentences(whole)
    for part in parts if len(parts) > 1 else ():
        found = words(masked(part))
        if len(found) >= LONG_SENTENCE:
            yield " ".join(found)


def runs_by_writer(paragraphs: Sequence[TrainingParagraph]) -> dict[str, set[Run]]:
    """Return the different runs of ``RUN`` words of each writer, names as written."""
    runs: dict[str, set[Run]] = defaultdict(set)
    for paragraph in paragraphs:
        found = words(paragraph.text)
        runs[paragraph.writer].update(
            tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)
        )
    return dict(runs)


def overlaps(paragraphs: Sequence[TrainingParagraph]) -> dict[str, Overlap]:
    """Measure for each writer what others have too; empty when there is one writer."""
    runs = runs_by_writer(paragraphs)
    found: dict[str, Overlap] = {}
    for writer, own in sorted(runs.items()):
        others = {name: len(own & other) for name, other in runs.items() if name != writer}
        if not others or not own:
            continue
        shared = own & set().union(*(runs[name] for name in others))
        nearest = max(sorted(others), key=lambda name: others[name])
        found[writer] = Overlap(
            len(own), len(shared) / len(own), nearest, others[nearest] / len(own)
        )
    return found


def main(folder: Path) -> int:
    """Print the tables; return the exit code."""
    try:
        paragraphs = read_training(folder)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    _print_writers(paragraphs)
    _print_themes(paragraphs)
    again = repeated(paragraphs)
    print(f"\nparagraphs and sentences of {LONG_SENTENCE} words or more that are repeated, names")
    print(f"aside: {len(again)}")
    for text, places in again:
        print(f"  {', '.join(places)}: {text[:80]}")
    return 1 if again else 0


def _print_writers(paragraphs: Sequence[TrainingParagraph]) -> None:
    shared = overlaps(paragraphs)
    print(f"runs: different runs of {RUN} words; shared: part of them that another writer has too")
    print(f"\n{'writer':22}{'paragraphs':>11}{'words':>8}{'names':>7}{'runs':>8}{'shared':>8}")
    for writer, number in sorted(Counter(p.writer for p in paragraphs).items()):
        own = [p for p in paragraphs if p.writer == writer]
        count = sum(len(words(p.text)) for p in own)
        names = sum(len(p.spans) for p in own)
        line = f"{writer:22}{number:>11}{count:>8}{names:>7}"
        if found := shared.get(writer):
            line += f"{found.runs:>8}{found.shared:>8.2%}"
            line += f"  most with {found.nearest} ({found.nearest_share:.2%})"
        print(line)
    print(f"{'all':22}{len(paragraphs):>11}{sum(len(words(p.text)) for p in paragraphs):>8}")


def _print_themes(paragraphs: Sequence[TrainingParagraph]) -> None:
    main_themes = Counter(p.themes[0] for p in paragraphs)
    any_theme = Counter(theme for p in paragraphs for theme in p.themes)
    print(f"\n{'theme':22}{'main theme':>11}{'any':>8}{'writers':>9}")
    for theme in sorted(any_theme):
        writers = {p.writer for p in paragraphs if p.themes[0] == theme}
        print(f"{theme:22}{main_themes[theme]:>11}{any_theme[theme]:>8}{len(writers):>9}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE))
