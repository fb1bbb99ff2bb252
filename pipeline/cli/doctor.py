"""``terugblik doctor`` and ``terugblik model install``."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from rich.markup import escape

from pipeline.cli.console import COLOURS, out
from pipeline.config import load_config
from pipeline.errors import ModelError, TerugblikError

PACKAGES = ("spacy", "scikit-learn", "pandas", "pyarrow", "duckdb", "altair", "statsmodels")


def doctor_command(config_path: Path | None) -> int:
    """Print models, registers and versions; return 2 when something that is needed is missing."""
    config = load_config(config_path)
    fine = _models(config.model)
    fine = _registers(config_path) and fine
    out().print(
        f"[bold]versions[/bold]  terugblik {_version('terugblik')}, Python "
        f"{platform.python_version()}"
    )
    out().print("  " + ", ".join(f"{name} {_version(name)}" for name in PACKAGES))
    frog = shutil.which("frog")
    out().print(f"[bold]frog[/bold] (only for benchmarks)  {frog or 'not installed'}")
    out().print("[green]everything that is needed is here[/]" if fine else "[red]see above[/]")
    return 0 if fine else 2


def _models(chosen: str) -> bool:
    from pipeline.extract.describe import describe_model
    from pipeline.extract.load import installed_models, load_model, model_folder

    shipped = model_folder()
    if shipped:
        facts = describe_model("terugblik")
        out().print(
            f"[bold]model[/bold]     terugblik {facts['version']} (shipped, "
            f"{_megabytes(shipped):.1f} MB)"
        )
        out().print(f"  {_scores(facts.get('scores', {}))}")
    else:
        out().print("[red]model     the shipped model is missing; reinstall terugblik[/]")
    names = installed_models()
    out().print(
        f"  other spaCy pipelines for Dutch: {', '.join(names) or 'none installed'}"
        " (terugblik model install nl_core_news_md)"
    )
    try:
        load_model(chosen)
    except ModelError as error:
        out().print(f"[red]  {escape(str(error))}[/]")
        return False
    return shipped is not None


def _scores(scores: dict[str, Any]) -> str:
    """Say what the model's own meta data says it scored."""
    listed = scores.get("ents_per_type") or scores
    found = {k: v.get("f") if isinstance(v, dict) else v for k, v in listed.items()}
    per_label = {k: v for k, v in found.items() if k in COLOURS and isinstance(v, float)}
    if not per_label:
        return "scores: not in its meta data; see 'terugblik evaluate'"
    shown = ", ".join(f"{label} {per_label[label]:.3f}" for label in sorted(per_label))
    return f"F1 of the model alone on writers it was not trained on: {shown}"


def _registers(config_path: Path | None) -> bool:
    from pipeline.registers import load_registers

    try:
        registers = load_registers(load_config(config_path).registers)
        counts = {
            "municipalities since 2015": sum(1 for _ in registers.municipalities),
            "place names": len(registers.place_forms()),
            "organisations": len(registers.organisations()),
            "role words": len(registers.role_register.forms()),
        }
    except TerugblikError as error:
        out().print(f"[red]registers {escape(str(error))}[/]")
        return False
    out().print(
        "[bold]registers[/bold] " + ", ".join(f"{n:,} {what}" for what, n in counts.items())
    )
    return True


def install_command(name: str) -> int:
    """Download a spaCy pipeline with ``python -m spacy download``; return its exit code."""
    done = subprocess.run([sys.executable, "-m", "spacy", "download", name], check=False)
    if done.returncode:
        raise ModelError(
            f"'{name}' could not be downloaded; this needs the internet, see the lines above. "
            "The shipped model works without: --model terugblik"
        )
    return 0


def _megabytes(folder: Path) -> float:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
