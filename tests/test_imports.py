"""The import contracts hold, can fail, and keep the command line fast."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("spacy", "pandas", "sklearn", "altair", "pyarrow", "duckdb")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )


def loaded_after(code: str) -> set[str]:
    lines = f"{code}\nimport sys\nprint(' '.join(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split()) if done.stdout.splitlines() else set()


def test_the_contracts_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("tabulate/rows.py", "import spacy"),
        ("trends/counts.py", "from pipeline.extract import words"),
        ("read/plain.py", "import pipeline.tabulate"),
    ],
)
def test_a_forbidden_import_breaks_a_contract(module: str, line: str, tmp_path: Path) -> None:
    ignore = shutil.ignore_patterns("resources", "__pycache__")
    shutil.copytree(ROOT / "pipeline", tmp_path / "pipeline", ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "pipeline" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout


def test_help_imports_nothing_heavy() -> None:
    assert loaded_after(
        "import sys; sys.argv = ['terugblik', '--help']\n"
        "from pipeline.cli import main\n"
        "try:\n    main()\nexcept SystemExit as done:\n    assert not done.code"
    ) <= {""}


def test_tables_trends_and_report_work_without_spacy() -> None:
    code = "import pipeline.tabulate, pipeline.trends, pipeline.report, pipeline.tabulate.who"
    assert "spacy" not in loaded_after(code)


def test_run_stays_a_function_after_its_module_is_imported() -> None:
    loaded_after(
        "import pipeline\nimport pipeline.run\nimport pipeline.report, pipeline.trends\n"
        "assert callable(pipeline.run) and pipeline.run.__name__ == 'run'\n"
        "from pipeline.run import run\nassert run is pipeline.run\n"
        "assert callable(pipeline.load) and callable(pipeline.read_tables)\n"
        "assert callable(pipeline.write_report)"
    )
