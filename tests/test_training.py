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


RECAP = """% recap

# Terugblik uit [Weert](CITY)

@ netwerk | overkoepelend
Welkom bij de [Kamer](ORG?).

## De Fysieke pijler

### Verhaal van [Loo](PER)

@ wonen, ruimte | fysiek
Er werd gebouwd.

@ bouwen | fysiek
Met hout.

## Slot

@ netwerk | overkoepelend
Dag.

% recap

@ netwerk | overkoepelend
Nog een.
"""


def test_whole_recaps_have_headings_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "w01.txt").write_text(RECAP, encoding="utf-8")
    first, second, third, fourth, fifth = read_training(tmp_path)
    assert [p.recap for p in (first, second, third, fourth, fifth)] == [1, 1, 1, 1, 2]
    assert first.headings == ()
    assert [heading.text for heading in first.above] == ["Terugblik uit Weert"]
    assert (first.text, first.spans) == ("Welkom bij de Kamer.", ())
    assert second.headings == third.headings == ("De Fysieke pijler", "Verhaal van Loo")
    assert second.heading_spans == ((), (MarkedSpan(12, 15, "PER"),))
    assert third.above == ()
    assert fourth.headings == ("Slot",)
    assert fifth.headings == fifth.above == ()


def test_hard_recaps_are_known_as_such(tmp_path: Path) -> None:
    hard = RECAP.replace("% recap", "% hard recap", 1)
    (tmp_path / "w01.txt").write_text(hard, encoding="utf-8")
    found = read_training(tmp_path)
    assert [p.hard for p in found] == [True, True, True, True, False]
    assert [p.recap for p in found] == [1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# Titel\n", "line 1: heading '# Titel' outside a recap"),
        ("% recap\n\n@ wonen | fysiek | Kop\ntekst\n", "line 3: in a recap the headings are"),
        ("% verslag\n", "line 1: a record is two lines"),
    ],
)
def test_wrong_recaps_are_told(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "w01.txt").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_training(tmp_path)


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
