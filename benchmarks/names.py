"""Names: what each source adds, and how often each is right on its own.

    python -m benchmarks.names [GOLD_DIR ...]

Prints F1 per label (exact span and label, optional spans left out) for the model alone, with the
registers, with the rules, and with the consistency of the document; then the precision of every
source alone. Default gold: ``corpus/gold``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from spacy.tokens import Doc

from pipeline.evaluate import GoldDocument, compare_names, read_gold, score_names
from pipeline.evaluate.gold import GoldSpan
from pipeline.extract.candidates import Candidate, collect
from pipeline.extract.load import load
from pipeline.extract.resolve import choose, resolve
from pipeline.registers import default_registers

Pairs = list[tuple[GoldDocument, Doc]]
REGISTERS = default_registers()
STEPS: dict[str, set[str]] = {
    "model alone": {"model", "model?"},
    "+ registers": {"model", "model?", "register", "register?"},
    "+ rules": {"model", "model?", "register", "register?", "rule", "rule?"},
}


def annotate(folder: Path) -> Pairs:
    """Run all sources over the gold texts, without deciding between them."""
    nlp = load()
    for name in ("resolve", "links", "roles", "themes"):
        nlp.remove_pipe(f"terugblik_{name}")
    pairs = []
    for gold in read_gold(folder):
        doc = nlp(gold.text)
        doc.spans["model"] = list(doc.ents)
        pairs.append((gold, doc))
    return pairs


def spans(doc: Doc, candidates: Iterable[Candidate]) -> list[GoldSpan]:
    """Turn candidates into spans with character offsets."""
    found = [(doc[c.start : c.end], c.label) for c in candidates]
    return [GoldSpan(s.start_char, s.end_char, s.text, label) for s, label in found]


def step(doc: Doc, sources: set[str]) -> list[GoldSpan]:
    """Return the names when only some sources are heard."""
    heard = [
        Candidate(c.start, c.end, c.label, c.sources & sources)
        for c in collect(doc, registers=REGISTERS)
        if c.sources & sources
    ]
    return spans(doc, choose(doc, heard, threshold=0.5))


def everything(doc: Doc) -> list[GoldSpan]:
    """Return the names that the pipeline decides on."""
    ents = resolve(doc, registers=REGISTERS)
    return [GoldSpan(e.start_char, e.end_char, e.text, e.label_) for e in ents]


def raw(doc: Doc) -> list[GoldSpan]:
    """Return the model's names as they come, without cleaning."""
    return [GoldSpan(e.start_char, e.end_char, e.text, e.label_) for e in doc.spans["model"]]


def show(name: str, pairs: Pairs, find: Callable[[Doc], list[GoldSpan]]) -> None:
    """Print one row of the table."""
    scores = score_names([compare_names(gold, find(doc)) for gold, doc in pairs])
    cells = [f"{s.label} {s.f1.value:.3f} [{s.f1.low:.3f}, {s.f1.high:.3f}]" for s in scores]
    print(f"{name:14} " + "  ".join(cells))


def precision_per_source(pairs: Pairs) -> None:
    """Print how often the spans of each source alone are right."""
    right: Counter[tuple[str, str]] = Counter()
    given: Counter[tuple[str, str]] = Counter()
    for gold, doc in pairs:
        for candidate in collect(doc, registers=REGISTERS):
            for source in candidate.sources:
                [span] = spans(doc, [candidate])
                counts = compare_names(gold, [span])
                given[source, candidate.label] += counts.found.total()
                right[source, candidate.label] += counts.right.total()
    for source, label in sorted(given):
        if given[source, label]:
            share = right[source, label] / given[source, label]
            print(f"{source:10} {label:5} {share:.3f} of {given[source, label]}")


def main(folders: list[Path]) -> None:
    """Print both tables per folder."""
    for folder in folders:
        pairs = annotate(folder)
        print(f"\n{folder}: {len(pairs)} documents, F1 with 95 % bootstrap intervals")
        show("model, raw", pairs, raw)
        for name, sources in STEPS.items():
            show(name, pairs, lambda doc, chosen=sources: step(doc, chosen))
        show("+ consistency", pairs, everything)
        print("\nprecision of each source alone")
        precision_per_source(pairs)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or [Path("corpus/gold")])
