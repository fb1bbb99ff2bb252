"""A result appears as a whole or not at all, and only our own files are ever removed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.tabulate import read_manifest, staged, write_manifest, write_texts
from pipeline.tabulate import staging as module
from tests.tabulate_samples import recap


def make(folder: Path, **files: str) -> None:
    """Write a result of small files, ``a_txt`` becomes a.txt, with its run.json."""
    with staged(folder) as stage:
        for name, text in files.items():
            (stage / name.replace("_", ".")).write_text(text)
        describe(stage)


def describe(stage: Path) -> None:
    write_manifest(stage, tables={}, balance={}, config={}, model={}, inputs=[], timings={})


def content(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_a_new_result_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    make(tmp_path, a_csv="1", b_csv="1")
    make(tmp_path, a_csv="2", b_csv="2")
    assert content(tmp_path) == {"a.csv": "2", "b.csv": "2"}
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


def test_an_error_leaves_the_previous_result(tmp_path: Path) -> None:
    make(tmp_path, a_csv="1")
    with pytest.raises(ZeroDivisionError), staged(tmp_path) as stage:
        (stage / "a.csv").write_text("2")
        raise ZeroDivisionError
    assert content(tmp_path) == {"a.csv": "1"}


KILLED = """
import os, sys
from pathlib import Path
from pipeline.tabulate import staged
with staged(Path(sys.argv[1])) as stage:
    (stage / "a.csv").write_text("2")
    os._exit(9)  # as a kill: no except, finally or exit handler runs
"""


def test_a_killed_run_leaves_the_previous_result(tmp_path: Path) -> None:
    make(tmp_path, a_csv="1")
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert done.returncode == 9
    assert (tmp_path / "a.csv").read_text() == "1"
    make(tmp_path, a_csv="3")
    assert (tmp_path / "a.csv").read_text() == "3"


def test_a_run_killed_while_swapping_is_finished_by_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, a_csv="1", b_csv="1", old_csv="1")
    swap = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.name == "b.csv":
            raise KeyboardInterrupt
        return swap(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path, a_csv="2", b_csv="2")
    monkeypatch.undo()
    assert (tmp_path / "b.csv").read_text() == "1"
    module.finish(tmp_path)
    assert content(tmp_path) == {"a.csv": "2", "b.csv": "2"}


def test_a_file_that_is_open_elsewhere_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, terugblik_xlsx="1")

    def replace(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    with monkeypatch.context() as patch, pytest.raises(OutputError) as error:
        patch.setattr(Path, "replace", replace)
        make(tmp_path, terugblik_xlsx="2")
    assert "cannot be written (Permission denied); close it in other programs" in str(error.value)
    assert (tmp_path / "terugblik.xlsx").read_text() == "1"


def test_an_output_that_is_a_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="choose another --output"), staged(tmp_path / "out"):
        pass


def test_only_files_that_the_previous_run_made_are_removed(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        (stage / "a.csv").write_text("1")
        write_texts(stage, [recap(1).recap])
        describe(stage)
    (tmp_path / "mine.csv").write_text("keep")
    make(tmp_path, a_parquet="2")
    assert content(tmp_path) == {"mine.csv": "keep", "a.parquet": "2"}
    assert not (tmp_path / "texts").exists()


@pytest.mark.parametrize("name", ["../victim.txt", "/etc/x", "sub/../../victim.txt", "C:\\x"])
def test_a_run_json_that_was_tampered_with_removes_nothing_elsewhere(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "victim.txt").write_text("keep")
    folder = tmp_path / "out"
    make(folder, a_csv="1")
    data = json.loads((folder / "run.json").read_text())
    data["files"][name] = ""
    data["files"]["link.txt"] = ""
    (folder / "link.txt").symlink_to(tmp_path / "victim.txt")
    (folder / "run.json").write_text(json.dumps(data))
    make(folder, a_csv="2")
    assert (tmp_path / "victim.txt").read_text() == "keep"
    assert (folder / "link.txt").is_symlink()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 3}'])
def test_a_damaged_run_json_counts_as_none(text: str, tmp_path: Path) -> None:
    make(tmp_path, a_csv="1")
    (tmp_path / "run.json").write_text(text)
    make(tmp_path, b_csv="2")
    assert content(tmp_path) == {"a.csv": "1", "b.csv": "2"}


def test_what_a_killed_run_left_is_removed_after_a_day(tmp_path: Path) -> None:
    old, young = tmp_path / ".terugblik-old", tmp_path / ".terugblik-young"
    for path in (old, young):
        path.mkdir()
    os.utime(old, (0, 0))
    make(tmp_path, a_csv="1")
    assert not old.exists()
    assert young.exists()


def test_run_json_lists_files_and_versions(tmp_path: Path) -> None:
    make(tmp_path, a_csv="1")
    data = read_manifest(tmp_path)
    assert list(data["files"]) == ["a.csv"]
    assert data["packages"]["pandas"]
    assert data["terugblik"]


def test_texts_are_those_that_offsets_count_in(tmp_path: Path) -> None:
    body = "Regel één\r\nen twee\r😀 Tineke Roos (Gouda)"
    item = recap(1, body=body)
    (path,) = write_texts(tmp_path, [item.recap])
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    assert text == item.recap.text
    assert [text[m.start : m.end] for m in item.mentions] == [m.text for m in item.mentions]
