from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.training import MarkedSpan, parse_marks, read_training

RECORDS = """@ wonen, ruimte | fysiek | De Fysieke pijler > Verhaal uit [Weert](CITY)
In [Weert](CITY) sprak [Mirjam van der Loo](PER).

@ netwerk | overkoepelend |
Na de lunch wandelden we langs de haven.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "w01.txt").write_text(RECORDS, encoding="utf-8")
    return tmp_path


def test_reads_themes_headings_and_offsets(folder: Path) -> None:
    first, second = read_training(folder)
    assert (first.writer, first.line, second.line) == ("w01", 1, 4)
    assert first.themes == ("wonen", "ruimte")
    assert first.pillar == "fysiek"
    assert first.headings == ("De Fysieke pijler", "Verhaal uit Weert")
    assert first.heading_spans == ((), (MarkedSpan(12, 17, "CITY"),))
    assert [first.text[s.start : s.end] for s in first.spans] == ["Weert", "Mirjam van der Loo"]
    assert second.headings == ()
    assert second.spans == ()


def test_subfolders_are_not_training_text(folder: Path) -> None:
    (folder / "second_reader").mkdir()
    (folder / "second_reader" / "w01.txt").write_text(RECORDS, encoding="utf-8")
    assert len(read_training(folder)) == 2


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("@ wonen | fysiek |", "two lines"),
        ("wonen | fysiek\ntekst", "two lines"),
        ("@ wonen\ntekst", "two or three fields"),
        ("@ wonen, wonen | fysiek |\ntekst", "different themes"),
        ("@ voetbal | fysiek |\ntekst", "unknown theme 'voetbal'"),
        ("@ wonen | oranje |\ntekst", "unknown pillar 'oranje'"),
        ("@ wonen | fysiek |\n[Piet](PERS) sprak", "broken mark"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, record: str, message: str) -> None:
    path = tmp_path / "w02.txt"
    path.write_text("\n\n" + record + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"w02\.txt, line 3: .*{message}"):
        read_training(tmp_path, themes={"wonen"}, pillars={"fysiek"})


def test_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no training text"):
        read_training(tmp_path)


def test_marks_keep_other_brackets() -> None:
    marked = parse_marks("[VNG](ORG)-bestuurder [sic] (zie bijlage)")
    assert marked.text == "VNG-bestuurder [sic] (zie bijlage)"
    assert marked.spans == (MarkedSpan(0, 3, "ORG"),)
