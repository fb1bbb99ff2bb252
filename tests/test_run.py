"""The main job end to end: balanced, repeatable, and safe when it is stopped."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.config import Config
from pipeline.errors import InputError, ModelError, OutputError, TerugblikError
from pipeline.records import AnnotatedRecap
from pipeline.run import Result
from pipeline.tabulate import read_tables
from pipeline.workers import annotate_files

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
RECAPS = [
    GOLDEN / name for name in ("netwerkdag-gouda.txt", "webinar-asiel.html", "werkbezoek-oss.md")
]
MODULE = sys.modules["pipeline.run"]
STAGES = ["find", "read, extract, classify", "tabulate", "trends", "write", "report"]


@pytest.fixture
def no_report(loaded_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the page out, for tests that are about the other files."""
    monkeypatch.setattr(MODULE, "write_report", lambda *_, **__: None)


def data_files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".parquet", ".csv", ".txt", ".graphml"}
    }


def test_every_sample_is_read(sample_run: Result) -> None:
    assert sample_run.complete
    assert set(sample_run.tables["documents"]["status"]) == {"ok"}
    assert len(sample_run.tables["documents"]) == 18


def test_run_json_adds_up(sample_run: Result) -> None:
    assert sample_run.output is not None
    data = json.loads((sample_run.output / "run.json").read_text(encoding="utf-8"))
    balance = data["balance"]
    assert balance["balanced"]
    assert balance["broken"] == []
    assert balance["paragraphs_in"] == balance["paragraphs_out"] + balance["paragraphs_left_out"]
    assert data["counts"] == {name: len(frame) for name, frame in sample_run.tables.items()}
    assert list(data["seconds"]) == STAGES
    assert data["model"]["name"] == data["config"]["model"] == "terugblik"
    assert data["terugblik"]
    assert set(data["links"]) == set(sample_run.tables["documents"]["doc_id"])
    assert all((sample_run.output / name).is_file() for name in data["files"])


def test_links_lead_to_the_sources(sample_run: Result) -> None:
    assert sample_run.output is not None
    data = json.loads((sample_run.output / "run.json").read_text(encoding="utf-8"))
    from urllib.parse import unquote

    for link in data["links"].values():
        assert (sample_run.output / unquote(link)).is_file()


def test_tables_on_disk_are_those_of_the_result(sample_run: Result) -> None:
    assert sample_run.output is not None
    read = pipeline.read_tables(sample_run.output)
    assert list(read) == list(sample_run.tables)
    assert all(read[name].equals(sample_run.tables[name]) for name in read)


def test_without_output_nothing_is_written(
    loaded_once: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = pipeline.run(str(RECAPS[0]))
    assert len(result.tables["entities"]) > 5
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_per_file(loaded_once: None) -> None:
    told: list[tuple[int, int, str]] = []
    pipeline.run(*RECAPS, progress=lambda *news: told.append(news))
    assert told == [(i, 3, path.name) for i, path in enumerate(RECAPS, start=1)]


def test_processes_and_order_change_nothing(no_report: None, tmp_path: Path) -> None:
    pipeline.run(*RECAPS, output=tmp_path / "one")
    pipeline.run(*reversed(RECAPS), output=tmp_path / "two", jobs=2)
    one, two = data_files(tmp_path / "one"), data_files(tmp_path / "two")
    assert list(one) == list(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_a_wrong_model_is_told_from_a_worker_too() -> None:
    with pytest.raises(ModelError, match="not installed"):
        pipeline.run(*RECAPS, config=Config(model="nergens"), jobs=2)


def test_a_worker_that_dies_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.workers._start", _die)
    with pytest.raises(TerugblikError, match="fewer --jobs"):
        list(annotate_files([_input(path) for path in RECAPS], config=Config(), jobs=2))


def _die(*_: object) -> None:
    import os

    os._exit(1)


def _input(path: Path) -> object:
    from pipeline.read import Input

    return Input(path, path.name)


KILLED = """
import os, sys
import pipeline
pipeline.run(sys.argv[1], output=sys.argv[2], progress=lambda *_: os._exit(9))
"""


def test_a_killed_run_leaves_the_previous_result(no_report: None, tmp_path: Path) -> None:
    pipeline.run(RECAPS[0], output=tmp_path)
    before = data_files(tmp_path)
    command = [sys.executable, "-c", KILLED, str(RECAPS[2]), str(tmp_path)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    assert {n: c for n, c in data_files(tmp_path).items() if not n.startswith(".")} == before
    assert read_tables(tmp_path)["documents"]["source"].tolist() == [RECAPS[0].name]
    pipeline.run(RECAPS[2], output=tmp_path)
    assert read_tables(tmp_path)["documents"]["source"].tolist() == [RECAPS[2].name]


def test_an_error_in_the_run_leaves_the_previous_result(no_report: None, tmp_path: Path) -> None:
    pipeline.run(RECAPS[0], output=tmp_path)
    before = data_files(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        pipeline.run(RECAPS[1], output=tmp_path, progress=_interrupt)
    assert data_files(tmp_path) == before


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_results_are_not_read_as_recaps(no_report: None, tmp_path: Path) -> None:
    shutil.copy(RECAPS[0], tmp_path)
    for output in (tmp_path, tmp_path / "outputs", tmp_path):
        result = pipeline.run(tmp_path, output=output)
        assert result.tables["documents"]["source"].tolist() == [RECAPS[0].name]
    (tmp_path / "texts" / "eigen.txt").write_bytes(RECAPS[0].read_bytes() + b"\nEinde.\n")
    assert len(pipeline.run(tmp_path).tables["documents"]) == 2


def test_output_is_tried_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="choose another --output"):
        pipeline.run(RECAPS[0], output=tmp_path / "out", config=Config(model="nergens"))


def test_no_input_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no INPUT"):
        pipeline.run()
    with pytest.raises(InputError, match=r"'.*weg' does not exist"):
        pipeline.run(tmp_path / "weg")


def test_a_recap_that_breaks_a_component_stops_nothing(
    loaded_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline import workers

    real = workers.annotated

    def annotated(doc: object) -> AnnotatedRecap:
        found = real(doc)  # type: ignore[arg-type]
        if "asiel" in found.recap.source:
            raise ZeroDivisionError("kapot")
        return found

    monkeypatch.setattr(workers, "annotated", annotated)
    result = pipeline.run(*RECAPS)
    assert not result.complete
    assert sorted(result.tables["documents"]["status"]) == ["ok", "ok", "unreadable"]
    (message,) = result.tables["problems"]["message"]
    assert "ZeroDivisionError: kapot" in message
    assert result.balance["balanced"]


def test_the_shipped_model_is_an_ordinary_spacy_pipeline(nlp: object) -> None:
    import spacy

    assert isinstance(nlp, spacy.Language)
    doc = nlp("Wethouder Jet Hermsen van Weert opende de netwerkdag over wonen.")
    assert doc._.mentions
    assert doc._.recap is not None
