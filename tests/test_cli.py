"""The command line as a stranger meets it: help, mistakes, exit codes, plain output."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from pipeline.cli.app import app
from pipeline.config import load_config

if TYPE_CHECKING:
    from tests.conftest import Terugblik

ROOT = Path(__file__).parents[1]
RECAP = ROOT / "tests" / "golden" / "netwerkdag-gouda.txt"
COMMANDS = [
    "run", "inspect", "doctor", "init", "report", "plot", "digest", "who", "evaluate",
    "train ner", "train themes", "model install",
]  # fmt: skip


def help_of(terugblik: Terugblik, command: str) -> str:
    done = terugblik(*command.split(), "--help")
    assert done.code == 0
    return done.out


def test_help_names_every_command_and_the_exit_codes(terugblik: Terugblik) -> None:
    text = help_of(terugblik, "")
    for command in COMMANDS:
        assert command.split()[0] in text
    assert "Exit codes:" in text
    assert "Start with: terugblik run corpus/recaps --output outputs" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_that_parses(
    command: str, terugblik: Terugblik, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    text = help_of(terugblik, command)
    example = re.search(r"Example: terugblik (.+)", text)
    assert example, text
    words = shlex.split(example[1])
    root = typer.main.get_command(app)
    context = root.make_context("terugblik", list(words), resilient_parsing=True)
    assert " ".join(words).startswith(command)
    for word in [word for word in words if word.startswith("--")]:
        assert word in text
    context.close()


def test_version(terugblik: Terugblik) -> None:
    assert re.fullmatch(r"terugblik \d+\.\d+\.\d+\n", terugblik("--version").out)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rnu"], "Did you mean 'run'"),
        (["run"], "Missing argument 'INPUT'; see 'terugblik run --help'"),
        (["run", "x", "--formt", "csv"], "--format"),
        (["run", "x", "--jobs", "many"], "--jobs"),
        (["run", "x", "--jobs", "-1"], "--jobs"),
        (["run", "nergens"], "'nergens' does not exist"),
        (["run", "run.exe"], "is a kind of file that is not read (choose from .txt"),
        (["run", "{recap}", "--format", "cvs"], "choose from parquet, csv, xlsx, duckdb"),
        (["run", "{recap}", "--format", ""], "choose from parquet, csv, xlsx, duckdb"),
        (["run", "{recap}", "--model", "nl_core_news_md"], "terugblik model install"),
        (["run", "{recap}", "--output", "{recap}"], "choose another --output"),
        (["run", "{recap}", "--config", "weg.toml"], "write one with 'terugblik init'"),
        (["run", "{recap}", "--config", "unknown.toml"], "did you mean 'model'?"),
        (["run", "{recap}", "--config", "value.toml"], "max_megabytes"),
        (["run", "{recap}", "--config", "broken.toml"], "is not valid TOML"),
        (["run", "{recap}", "--config", "register.toml"], "weg.csv"),
        (["inspect", "nergens.txt"], "is no file; give one recap"),
        (["inspect", "."], "use 'terugblik run' for folders"),
        (["report", "nergens"], "give the --output of 'terugblik run'"),
        (["report", "{recap}"], "give the --output of 'terugblik run'"),
        (["report", "."], "holds no tables"),
        (["report", ".", "--format", "pdf"], "choose from html, docx, md"),
        (["report", ".", "--period", "month"], "choose from meeting, quarter, half-year, year"),
        (["plot", ".", "--format", "gif"], "choose from png, svg, pdf"),
        (["digest", ".", "--since", "1-2-2024"], "give a date as YYYY-MM-DD"),
        (["who", "Enexis", "--in", "."], "holds no tables"),
        (["evaluate", "nergens"], "no such folder"),
        (["evaluate", "."], "expected NAME.txt with NAME.json"),
        (["init", "{recap}"], "cannot be written"),
        (["doctor", "--config", "unknown.toml"], "did you mean 'model'?"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(
    arguments: list[str],
    said: str,
    terugblik: Terugblik,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("run.exe").write_text("x")
    Path("unknown.toml").write_text('modle = "x"')
    Path("value.toml").write_text("max_megabytes = -1")
    Path("broken.toml").write_text("model =")
    Path("register.toml").write_text('[registers]\nplaces = "weg.csv"')
    done = terugblik(*(a.format(recap=RECAP) for a in arguments))
    assert done.code == 2
    lines = [line for line in done.err.splitlines() if line != "Loading the pipeline ..."]
    assert len(lines) == 1
    assert lines[0].startswith("terugblik: ")
    assert said in lines[0]


def test_no_arguments_shows_help(terugblik: Terugblik) -> None:
    done = terugblik()
    assert "Start with:" in done.out
    assert done.err == ""


def test_run_says_what_was_found_and_where_it_is(terugblik: Terugblik, tmp_path: Path) -> None:
    done = terugblik("run", RECAP, "--output", tmp_path / "out", "--format", "csv")
    assert done.code == 0
    assert "1 of 1 documents read, 2023-11-16 to 2023-11-16" in done.out
    assert "Platform31" in done.out
    assert str(tmp_path / "out" / "report.html") in done.out
    assert "1/1 netwerkdag-gouda.txt" in done.err
    assert "\x1b" not in done.out + done.err
    files = {path.suffix for path in (tmp_path / "out").iterdir() if path.is_file()}
    assert ".csv" in files
    assert not files & {".parquet", ".xlsx", ".duckdb"}


def test_quiet_prints_nothing_when_all_is_well(terugblik: Terugblik, tmp_path: Path) -> None:
    done = terugblik("run", RECAP, "--output", tmp_path, "--format", "csv", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_inspect_shows_names_roles_and_themes(terugblik: Terugblik) -> None:
    done = terugblik("inspect", RECAP)
    assert done.code == 0
    assert "2023-11-16" in done.out
    assert "Peter van der Laan" in done.out
    assert re.search(r"fysiek 0\.\d\d · wonen", done.out)
    assert "\x1b" not in done.out


def test_inspect_of_an_unreadable_file_says_why(terugblik: Terugblik, tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    done = terugblik("inspect", tmp_path / "leeg.txt")
    assert done.code == 1
    assert "geen tekst" in done.out


def test_init_writes_a_config_that_loads(terugblik: Terugblik, tmp_path: Path) -> None:
    done = terugblik("init", tmp_path / "new", "--taxonomy")
    assert done.code == 0
    assert load_config(tmp_path / "new" / "terugblik.toml") == load_config()
    assert (tmp_path / "new" / "taxonomy.toml").is_file()
    again = terugblik("init", tmp_path / "new")
    assert again.code == 2
    assert "use --force" in again.err
    assert terugblik("init", tmp_path / "new", "--force").code == 0


@pytest.mark.parametrize(
    "scores",
    [
        {"ents_per_type": {"PER": {"f": 0.95}, "CITY": {"f": 0.975}}},
        {"PER": 0.95, "CITY": 0.975, "all": 0.96},
    ],
)
def test_doctor_tells_versions_and_scores(
    scores: dict[str, object], terugblik: Terugblik, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = {"version": "1.2.3", "scores": scores}
    monkeypatch.setattr("pipeline.extract.describe.describe_model", lambda name: facts)
    done = terugblik("doctor")
    assert done.code == 0, done.out
    assert re.search(r"model +terugblik 1\.2\.3", done.out)
    assert re.search(r"F1 .*CITY 0\.975, PER 0\.950", done.out)
    assert re.search(r"\d+ municipalities", done.out)
    assert "everything that is needed is here" in done.out


def test_doctor_says_what_is_missing(terugblik: Terugblik, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text('model = "nl_core_news_md"', encoding="utf-8")
    done = terugblik("doctor", "--config", tmp_path / "c.toml")
    assert done.code == 2
    assert "terugblik model install nl_core_news_md" in done.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(shell: str) -> None:
    words = {"bash": {"COMP_WORDS": "terugblik ru", "COMP_CWORD": "1"}}.get(
        shell, {"_TYPER_COMPLETE_ARGS": "terugblik ru", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    )
    code = "import sys; sys.argv = ['terugblik']; from pipeline.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "_TERUGBLIK_COMPLETE": f"complete_{shell}", **words},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "run" in done.stdout, done.stderr


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m pipeline.cli --help | head -1"
    done = subprocess.run(
        command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
