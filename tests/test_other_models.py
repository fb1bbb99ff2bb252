"""Any spaCy pipeline with names can take the place of the shipped one; tested with a stand-in."""

import subprocess
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline.config import Config
from pipeline.docs import annotated
from pipeline.errors import ModelError
from pipeline.extract.load import COMPONENTS, load, load_model
from pipeline.records import AnnotatedRecap

ROOT = Path(__file__).parents[1]
TEXT = (
    "Terugblik netwerkdag\n\n"
    "Wethouder Kees Pruim uit Venlo sprak over de woningbouw in Limburg en in Frankrijk. "
    "Volgens Bouwgilde Noord loopt het vast. Mevrouw Terpstra van de VNG was het daarmee eens.\n"
)
PATTERNS = [
    {"label": "PERSON", "pattern": "Kees Pruim"},
    {"label": "ORG", "pattern": "Bouwgilde Noord"},
    {"label": "GPE", "pattern": "Venlo"},
    {"label": "GPE", "pattern": "Limburg"},
    {"label": "LOC", "pattern": "Frankrijk"},
]


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with the labels of nl_core_news_md."""
    nlp = spacy.blank("nl")
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)
    folder = tmp_path_factory.mktemp("models") / "stand_in"
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def nlp(stand_in: Path) -> Language:
    return load(Config(model=str(stand_in)))


@pytest.fixture(scope="module")
def found(nlp: Language) -> AnnotatedRecap:
    return annotated(nlp(TEXT))


def test_its_labels_become_ours(found: AnnotatedRecap) -> None:
    names = {m.text: (m.label, m.source) for m in found.mentions}
    assert names["Kees Pruim"][0] == "PER"
    assert names["Bouwgilde Noord"] == ("ORG", "model")
    assert names["Venlo"][0] == "CITY"


def test_a_country_or_province_is_no_city(found: AnnotatedRecap) -> None:
    assert {m.text for m in found.mentions if m.label == "CITY"} == {"Venlo"}


def test_registers_and_rules_run_after_it(found: AnnotatedRecap) -> None:
    names = {m.text: (m.label, m.source) for m in found.mentions}
    assert names["VNG"] == ("ORG", "register")
    assert names["Terpstra"][0] == "PER"
    assert found.labels


def test_its_component_stays_and_ours_follow(nlp: Language) -> None:
    assert nlp.pipe_names == ["entity_ruler", *COMPONENTS]


def test_a_missing_model_says_how_to_install_it() -> None:
    with pytest.raises(ModelError, match="terugblik model install nl_core_news_xl"):
        load(model="nl_core_news_xl")
    with pytest.raises(ModelError, match="'nergens/model' is not installed; give the name or path"):
        load(model="nergens/model")


def test_a_model_without_names_is_refused(tmp_path: Path) -> None:
    spacy.blank("nl").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="does not recognise names"):
        load_model(str(tmp_path / "blank"))


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"cannot be loaded .*; give the name or path"):
        load_model(str(tmp_path))


@pytest.mark.parametrize("name", ["nl_core_news_md", "nl_core_news_lg"])
def test_an_extra_names_the_wheel_that_fits_spacy(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (wheel,) = project["optional-dependencies"][name.replace("_", "-")]
    version = ".".join(spacy.__version__.split(".")[:2])
    assert wheel.startswith(f"{name} @ https://")
    assert f"{name}-{version}." in wheel


@pytest.mark.parametrize("code", [0, 1])
def test_model_install_calls_spacy(
    code: int, monkeypatch: pytest.MonkeyPatch, terugblik: object
) -> None:
    calls: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        return subprocess.CompletedProcess(command, code)

    monkeypatch.setattr(subprocess, "run", run)
    done = terugblik("model", "install", "nl_core_news_md")  # type: ignore[operator]
    assert calls[0][1:] == ["-m", "spacy", "download", "nl_core_news_md"]
    assert done.code == 2 * code
    assert ("needs the internet" in done.err) == bool(code)
