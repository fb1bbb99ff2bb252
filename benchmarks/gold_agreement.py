"""How far two readers of corpus/gold agree: names, themes, pillars and roles.

Run from the top of the repository: ``python -m benchmarks.gold_agreement``. The second reader
(corpus/gold/second_reader) saw the plain text only.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.evaluate.marked import convert

GOLD = Path("corpus/gold")
Keys = set[tuple[Any, ...]]


def firm(gold: dict[str, Any], other: dict[str, Any]) -> Keys:
    """Return the firm spans of one reader, without those the other calls optional."""
    spans = {(e["start"], e["end"], e["label"]) for e in gold["entities"] if not e["optional"]}
    unsure = [(e["start"], e["end"]) for e in other["entities"] if e["optional"]]
    return {s for s in spans if not any(s[0] < end and start < s[1] for start, end in unsure)}


def roles(links: dict[str, Any]) -> Keys:
    """Return the roles as lower-case triples."""
    keys = ("person", "role", "affiliation")
    return {tuple((r[key] or "").lower() for key in keys) for r in links["roles"]}


def f1(counts: Counter[str], label: str) -> float:
    """Return the F1 of one reader against the other."""
    return 2 * counts[f"{label} both"] / (counts[f"{label} first"] + counts[f"{label} second"])


def add(counts: Counter[str], label: str, first: Keys, second: Keys) -> None:
    """Add the sizes of two readers' sets and of what they share."""
    counts[f"{label} both"] += len(first & second)
    counts[f"{label} first"] += len(first)
    counts[f"{label} second"] += len(second)


def main() -> None:
    """Print the agreement per label."""
    counts: Counter[str] = Counter()
    for path in sorted((GOLD / "source").glob("*.txt")):
        _, gold_a, links_a = convert(path)
        _, gold_b, links_b = convert(GOLD / "second_reader" / path.name)
        first, second = firm(gold_a, gold_b), firm(gold_b, gold_a)
        for label in ("PER", "ORG", "CITY"):
            add(
                counts,
                label,
                {s for s in first if s[2] == label},
                {s for s in second if s[2] == label},
            )
        add(counts, "roles", roles(links_a), roles(links_b))
        for a, b in zip(gold_a["blocks"], gold_b["blocks"], strict=True):
            if a["kind"] == "paragraph":
                counts["paragraphs"] += 1
                counts["main"] += a["themes"][0] == b["themes"][0]
                counts["within"] += b["themes"][0] in a["themes"]
                counts["pillar"] += a["pillar"] == b["pillar"]
                add(counts, "themes", {(t,) for t in a["themes"]}, {(t,) for t in b["themes"]})
    for label in ("PER", "ORG", "CITY", "roles", "themes"):
        print(f"{label:7} F1 between readers {f1(counts, label):.3f}")
    for what in ("main", "within", "pillar"):
        print(f"{what:7} same share {counts[what] / counts['paragraphs']:.3f}")
    print(f"{counts['paragraphs']} paragraphs")


if __name__ == "__main__":
    main()
