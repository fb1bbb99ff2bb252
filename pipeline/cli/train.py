"""``terugblik train``: the shipped models again, or your own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from pipeline.cli.console import out
from pipeline.errors import ConfigError


def train_ner_command(
    corpus: Path, output: Path | None, seed: int, steps: int, left_out: str, vectors: Path | None
) -> int:
    """Train the name recogniser; return the exit code."""
    from pipeline.extract.ner.train import train_names

    target = output or Path(str(files("pipeline") / "resources" / "model"))
    writers = [part.strip() for part in left_out.split(",") if part.strip()]
    scores = train_names(corpus, target, seed=seed, steps=steps, left_out=writers, vectors=vectors)
    out().print(f"model written to {target}")
    if scores:
        found = ", ".join(f"{label} {score:.3f}" for label, score in scores.items())
        out().print(f"F1 of the model alone on {', '.join(writers)}: {found}")
    return 0


def train_themes_command(
    corpus: Path, extra: Path | None, taxonomy: Path | None, output: Path | None, *, force: bool
) -> int:
    """Train the theme classifier; return the exit code."""
    from pipeline.classify.train import train

    if taxonomy and not output:
        raise ConfigError(
            f"--taxonomy {taxonomy}: the shipped model has the shipped themes; say with --output "
            "where yours goes, and name that folder as 'themes_model' in the config"
        )
    target = output or Path(str(files("pipeline") / "resources" / "themes_model"))
    report = train(
        corpus, output=target, extra=[extra] if extra else [], taxonomy=taxonomy, force=force
    )
    out().print(
        f"model written to {target}: {report.paragraphs} paragraphs by {report.writers} writers\n"
        f"on {report.scored} paragraphs of writers left out: main theme right {report.main:.3f}; "
        f"{report.answered:.3f} answered, "
        f"of which right {report.precision:.3f}; pillar right {report.pillar:.3f}"
    )
    return 0
