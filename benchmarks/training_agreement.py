"""How far two readers of the training text agree on themes and pillars.

Run from the top of the repository: ``python -m benchmarks.training_agreement``. The second reader
(corpus/training/second_reader) labelled a fifth of the paragraphs without seeing the first labels.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.classify.agreement import agreement
from pipeline.training import read_training

CORPUS = Path("corpus/training")


def main() -> None:
    """Print the agreement on all paragraphs, without the hard recaps, on these, and per theme."""
    first, second = read_training(CORPUS), read_training(CORPUS / "second_reader")
    parts = {
        "all": first,
        "not hard": [paragraph for paragraph in first if not paragraph.hard],
        "hard": [paragraph for paragraph in first if paragraph.hard],
    }
    print("            paragraphs  main kappa  pillar kappa  within  micro-F1")
    for name, part in parts.items():
        found = agreement(part, second)
        print(
            f"{name:10} {found.paragraphs:>11} {found.main_kappa:>11.3f}"
            f" {found.pillar_kappa:>13.3f} {found.within:>7.3f} {found.micro_f1:>9.3f}"
        )
    print("\n" + agreement(first, second).per_theme.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
