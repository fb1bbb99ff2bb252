"""Which files are recaps, and under which source."""

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.read import find_inputs


def put(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("tekst", encoding="utf-8")


def test_folders_are_searched_in_order_and_sources_are_relative(tmp_path):
    put(tmp_path, "b.txt", "a.MD", "jaar/c.html", "jaar/d.htm", "e.docx", "f.pdf")
    put(tmp_path, ".verborgen.txt", ".git/x.txt", "~$e.docx", "README.md", "foto.jpg")
    found, problems = find_inputs([tmp_path])
    assert [i.source for i in found] == [
        "a.MD", "b.txt", "e.docx", "f.pdf", "jaar/c.html", "jaar/d.htm",
    ]  # fmt: skip
    assert found[-1].path == tmp_path / "jaar" / "d.htm"
    assert problems == []


def test_a_named_file_is_always_taken_and_only_once(tmp_path):
    put(tmp_path, "README.md", "a.txt")
    found, _ = find_inputs([tmp_path / "README.md", tmp_path / "a.txt", tmp_path])
    assert [i.source for i in found] == ["README.md", "a.txt"]


def test_sources_are_unique(tmp_path):
    put(tmp_path, "noord/2023/a.txt", "zuid/2023/a.txt", "zuid/2023/b.txt")
    found, _ = find_inputs([tmp_path / "noord" / "2023", tmp_path / "zuid" / "2023"])
    assert [i.source for i in found] == ["noord/2023/a.txt", "zuid/2023/a.txt", "b.txt"]


def test_missing_paths_and_empty_folders_are_problems(tmp_path):
    put(tmp_path, "a.txt", "b.xlsx")
    (tmp_path / "leeg").mkdir()
    found, problems = find_inputs(
        [tmp_path / "weg.txt", tmp_path / "leeg", tmp_path / "b.xlsx", tmp_path / "a.txt"]
    )
    assert len(found) == 1
    assert [(Path(p.source).name, p.severity) for p in problems] == [
        ("weg.txt", "error"), ("leeg", "warning"), ("b.xlsx", "error"),
    ]  # fmt: skip
    assert "bestaat niet" in problems[0].message


def test_nothing_to_read_is_an_error(tmp_path):
    with pytest.raises(InputError, match=r"weg\.txt"):
        find_inputs([tmp_path / "weg.txt"])
    with pytest.raises(InputError, match="no INPUT"):
        find_inputs([])


def test_a_folder_without_recaps_alone_is_a_problem_not_an_error(tmp_path):
    found, problems = find_inputs([tmp_path])
    assert found == []
    assert problems[0].message.startswith("map zonder verslagen")
