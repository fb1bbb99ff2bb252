"""The documentation is true: its code runs, its numbers are those of the program."""

import contextlib
import re
import shlex
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from docs import build
from pipeline.cli.app import app
from pipeline.config import Config, load_config
from pipeline.evaluate.marked import convert
from pipeline.tabulate.guide import load_guide
from pipeline.tabulate.schema import SCHEMAS, conform, dtypes
from pipeline.taxonomy import SHIPPED, load_taxonomy
from pipeline.training import read_training
from pipeline.trends import significance

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/*.md"))]
PAGES += [ROOT / "corpus/README.md", ROOT / "pipeline/resources/registers/README.md"]
README = build.README.read_text(encoding="utf-8")
TABLES = (ROOT / "docs/tables.md").read_text(encoding="utf-8")
CONFIGURATION = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
NOT_RUN = {
    "terugblik train": "needs minutes to half an hour; run by the tests of training",
    "terugblik model install": "needs the internet",
    "terugblik evaluate": "reads all gold; run by the tests of evaluate",
}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def blocks(text, language):
    return [code for found, code in FENCE.findall(text) if found == language]


def commands(text):
    lines = [line for block in blocks(text, "console") for line in block.splitlines()]
    return [line.removeprefix("$ ").partition("  #")[0] for line in lines]


def anchors(text):
    headings = re.findall(r"^#+ (.*)$", re.sub(FENCE, "", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module")
def workspace(loaded_once, tmp_path_factory):
    """A folder like a clone, in which the README's first command was run; holds its summary."""
    folder = tmp_path_factory.mktemp("clone")
    (folder / "corpus").symlink_to(ROOT / "corpus")
    return folder, build.run_summary(folder)


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document):
    text = re.sub(FENCE, "", document.read_text(encoding="utf-8"))
    for target in LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (document.parent / path) if path else document
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), target


def test_tables_page_has_every_table_and_column_in_order():
    pages = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", TABLES, re.MULTILINE | re.DOTALL))
    assert list(pages) == list(SCHEMAS) == list(load_guide())
    assert re.findall(r"^\| \[(\w+)\]\(#\w+\)", TABLES, re.MULTILINE) == list(SCHEMAS)
    for name, page in pages.items():
        rows = re.findall(r"^\| `(\w+)` \| (\S+) \| (.+?) \| `(.+)` \|$", page, re.MULTILINE)
        documented = {column: kind for column, kind, _, _ in rows}
        nullable = {column: spec.nullable for column, spec in SCHEMAS[name].columns.items()}
        expected = {c: d + ("?" if nullable[c] else "") for c, d in dtypes(name).items()}
        assert list(documented.items()) == list(expected.items())
        example = {column: [_typed(value, kind)] for column, kind, _, value in rows}
        assert conform(name, pd.DataFrame(example)).notna().all(axis=None)


def _typed(text, kind):
    kind = kind.rstrip("?")
    if kind == "bool":
        return {"true": True, "false": False}[text]
    return {"int64": int, "float64": float}.get(kind, str)(text)


def test_configuration_page_has_every_key_with_its_default():
    rows = re.findall(r"^\| `([\w.]+)` \| `(.*?)` \|", CONFIGURATION, re.MULTILINE)
    assert {key: _plain(value) for key, value in rows} == _settings(Config())
    assert [key for key, _ in rows] == list(_settings(Config()))


def _plain(text):
    return None if text == "None" else tomllib.loads(f"value = {text}")["value"]


def _settings(section, prefix=""):
    found = {}
    for key in type(section).model_fields:
        value = getattr(section, key)
        if isinstance(value, BaseModel):
            found |= _settings(value, f"{prefix}{key}.")
        else:
            found[prefix + key] = list(value) if isinstance(value, tuple) else value
    return found


def test_configuration_examples_are_valid(tmp_path):
    config, theme, mapping = blocks(CONFIGURATION, "toml")
    (tmp_path / "terugblik.toml").write_text(config, encoding="utf-8")
    assert load_config(tmp_path / "terugblik.toml").output.formats == ("csv",)
    taxonomy = tmp_path / "taxonomy.toml"
    taxonomy.write_text(SHIPPED.read_text(encoding="utf-8") + "\n" + theme, encoding="utf-8")
    assert "landbouw" in load_taxonomy(taxonomy).theme_ids
    assert set(tomllib.loads(mapping)["themes"]) <= set(load_taxonomy().theme_ids)


def test_commands_page_is_what_the_program_says():
    assert build.COMMANDS.read_text(encoding="utf-8") == build.commands_page(), "run 'make docs'"


def test_every_command_is_in_the_readme():
    for words, _ in build.commands():
        group, _, name = words.partition(" ")
        assert f"`{words}`" in README or f"`{group}`" in README, words
        assert name == "" or f"`{words}`" in README, words


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_line_has_known_options(document):
    known = dict(build.commands())
    lines = [c for c in commands(document.read_text(encoding="utf-8")) if "terugblik " in c]
    for line in lines:
        words = shlex.split(line.partition("terugblik ")[2])
        command = known.get(" ".join(words[:2])) or known.get(words[0])
        assert command is not None, line
        options = {option for parameter in command.params for option in parameter.opts}
        given = {word for word in words if word.startswith("-")}
        assert given <= options, line


def test_every_option_in_the_text_exists():
    text = re.sub(FENCE, "", README)
    known = {o for _, command in build.commands() for p in command.params for o in p.opts}
    known |= {"--help", "--version", "--install-completion", "--strict"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", re.sub(r"<!--.*?-->", "", text))) <= known


def test_make_targets_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:`|\$ )make ([a-z]+)", README)) <= targets


def test_corpus_examples_are_in_the_format(tmp_path):
    training, gold = blocks((ROOT / "corpus/README.md").read_text(encoding="utf-8"), "text")
    (tmp_path / "writer.txt").write_text(training, encoding="utf-8")
    taxonomy = load_taxonomy()
    read = read_training(tmp_path, themes=taxonomy.theme_ids, pillars=taxonomy.pillar_ids)
    assert [span.label for span in read[0].spans] == ["CITY", "PER", "ORG"]
    (tmp_path / "gold.txt").write_text(gold, encoding="utf-8")
    text, data, links = convert(tmp_path / "gold.txt")
    assert all(text[e["start"] : e["end"]] == e["text"] for e in data["entities"])
    assert links["roles"][0]["person"] == "Elif Demir"


def test_corpus_readme_counts_the_recaps():
    text = (ROOT / "corpus/README.md").read_text(encoding="utf-8")
    recaps = [path for path in (ROOT / "corpus/recaps").iterdir() if path.is_file()]
    assert f"| {len(recaps)} sample recaps" in text


def test_limits_in_the_readme_are_those_of_the_program():
    from pipeline.workers import MAX_CHARACTERS

    assert f"at least {significance.MIN_MEETINGS} meetings over a year and a half" in README
    assert round(significance.MIN_DAYS / 365, 1) == 1.5
    assert f"file of over {Config().max_megabytes:.0f} MB" in README
    assert f"over {MAX_CHARACTERS:,} characters" in " ".join(README.split())


def test_changelog_has_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"\n## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_picture_is_complete_and_asks_nothing_of_the_network():
    svg = build.PICTURE.read_text(encoding="utf-8")
    assert "Hoogendijk" in svg
    assert not re.search(r"(?:href|src|url)\s*[=(]\s*[\"']?https?:", svg)


@pytest.mark.model
def test_readme_recap_becomes_these_rows(loaded_once):
    assert build.between(README, "example") == build.example_tables(README), "run 'make docs'"


@pytest.mark.model
def test_readme_summary_is_that_of_the_sample_corpus(workspace):
    assert build.between(README, "summary") == workspace[1], "run 'make docs'"


@pytest.mark.model
def test_readme_commands_run(workspace):
    lines = [line for line in commands(README) if line.startswith("terugblik ")]
    assert tuple(shlex.split(lines[0])[1:]) == build.RUN
    for line in lines[1:]:
        if not line.startswith(tuple(NOT_RUN)):
            with contextlib.chdir(workspace[0]):
                outcome = CliRunner().invoke(app, shlex.split(line)[1:])
            assert outcome.exit_code == 0, f"{line}\n{outcome.output}"
    made = {"venlo/people.csv", "outputs/report.docx", "terugblik.toml", "taxonomy.toml"}
    assert not [name for name in made if not (workspace[0] / name).exists()]


@pytest.mark.model
def test_readme_python_runs(workspace):
    names = {}
    with contextlib.chdir(workspace[0]):
        for code in blocks(README, "python"):
            exec(compile(code, "README.md", "exec"), names)
    assert names["found"][0] == ("Marit Hoogendijk", "PER", names["found"][0][2])
    assert ("Marit Hoogendijk", "wethouder", "Gouda") in names["roles"]
    assert names["cities"] == ["Zwolle"]
    assert len(names["speakers"]) > 0
    assert names["paragraphs"].columns[0] == "doc_id"
    assert names["paragraphs"]["theme_confidence"].dtype == "float64"


@pytest.mark.model
def test_output_files_of_the_readme_are_those_of_a_run(workspace):
    rows = re.search(r"## Files in the output folder\n(.*?)\n\n\[", README, re.DOTALL)[1]
    named = {n for cell in re.findall(r"^\| (`.*?`) \|", rows, re.MULTILINE) for n in _names(cell)}
    found = set()
    for file in (workspace[0] / "outputs").iterdir():
        table = file.stem in SCHEMAS
        found.add(f"<table>{file.suffix}" if table else file.name + "/" * file.is_dir())
    assert found - {"charts", "report.docx", "report.md"} == named


def _names(cell):
    return re.findall(r"`(.*?)`", cell)
