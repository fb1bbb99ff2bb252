"""Bad input, end to end: the batch goes on, ``problems`` has the row, the exit code is right."""

from __future__ import annotations

from pathlib import Path

import docx
import pandas as pd
import pytest
from fpdf import FPDF

from pipeline.tabulate import read_manifest, read_tables

GOOD = (
    "Terugblik op de netwerkdag in Venlo\n\n"
    "Op 29 mei 2024 spraken ruim honderd collega's in Venlo over de vraag hoe steden sneller "
    "kunnen bouwen zonder dat de leefbaarheid eronder lijdt. Wethouder Karin Terpstra van Almelo "
    "gaf uitleg over de woningbouw.\n"
)
ENGLISH = (
    "More than a hundred people met to talk about how cities can build homes without losing what "
    "makes them good places to live. The answers were very different, as they should be.\n"
)
UNDATED = (
    "Ruim honderd collega's spraken over de vraag hoe steden sneller kunnen bouwen zonder dat de "
    "leefbaarheid eronder lijdt. De antwoorden liepen uiteen, en dat was de bedoeling.\n"
)


def scan(path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 100, 100)
    pdf.output(str(path))


def fill(folder: Path) -> None:
    """Write one file of every bad kind, and some good ones."""
    paragraph = UNDATED.strip() + " "
    (folder / "goed.txt").write_text(GOOD, encoding="utf-8")
    (folder / "kopie.txt").write_text(GOOD, encoding="utf-8")
    (folder / "cp1252.txt").write_bytes(GOOD.replace("collega's", "collega’s – ").encode("cp1252"))
    (folder / "zonder-datum.txt").write_text(UNDATED, encoding="utf-8")
    (folder / "leeg.txt").write_bytes(b"")
    (folder / "binair.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "kapot.docx").write_bytes(b"PK\x03\x04kapot")
    (folder / "kapot.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<<")
    scan(folder / "scan.pdf")
    (folder / "groot.txt").write_text((paragraph * 60 + "\n\n") * 1800, encoding="utf-8")
    (folder / "engels.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "dicht.txt").write_text(GOOD + "Einde.\n", encoding="utf-8")
    (folder / "zonder-verslagen").mkdir()
    document = docx.Document()
    document.add_heading("Terugblik netwerkdag Zwolle", 1)
    document.add_paragraph(UNDATED)
    document.save(str(folder / "verslag.docx"))


@pytest.fixture(scope="module")
def batch(
    loaded_once: None, tmp_path_factory: pytest.TempPathFactory
) -> tuple[int, dict[str, pd.DataFrame], Path]:
    """Run a folder with everything in it, a missing path and a folder without recaps."""
    from pipeline.cli.run import run_command

    folder, output = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("out")
    fill(folder)
    real = Path.read_bytes

    def read_bytes(self: Path) -> bytes:
        if self.name == "dicht.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return real(self)

    inputs = [folder, folder / "weg.txt", folder / "zonder-verslagen"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", read_bytes)
        code = run_command(inputs, output, None, None, 1, "parquet,csv", quiet=True)
    return code, read_tables(output), output


def problems_of(tables: dict[str, pd.DataFrame], name: str) -> pd.DataFrame:
    problems = tables["problems"]
    return problems[problems["source"].str.endswith(name)]


def test_the_batch_goes_on_and_the_exit_code_says_so(
    batch: tuple[int, dict[str, pd.DataFrame], Path],
) -> None:
    code, tables, output = batch
    assert code == 1
    assert read_manifest(output)["balance"]["balanced"]
    read = tables["documents"].query("status == 'ok'")
    assert {"goed.txt", "cp1252.txt", "zonder-datum.txt", "verslag.docx"} >= set(read["source"])
    assert len(read) == 4
    assert len(tables["documents"]) == 13


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("leeg.txt", "empty", "geen tekst"),
        ("binair.txt", "unreadable", "binair"),
        ("kapot.docx", "unreadable", "docx"),
        ("kapot.pdf", "unreadable", "pdf"),
        ("scan.pdf", "unreadable", "OCR"),
        ("groot.txt", "unreadable", "te lang"),
        ("engels.txt", "not_dutch", "niet Nederlands"),
        ("dicht.txt", "unreadable", "rechten"),
    ],
)
def test_what_was_left_out_is_listed_with_its_reason(
    batch: tuple[int, dict[str, pd.DataFrame], Path], name: str, status: str, words: str
) -> None:
    _, tables, _ = batch
    document = tables["documents"].query("source == @name").iloc[0]
    assert document["status"] == status
    rows = problems_of(tables, name)
    assert "error" in set(rows["severity"])
    assert rows["message"].str.contains(words).any()
    assert not (tables["paragraphs"]["doc_id"] == document["doc_id"]).any()


def test_two_files_with_the_same_content_count_once(
    batch: tuple[int, dict[str, pd.DataFrame], Path],
) -> None:
    _, tables, _ = batch
    both = tables["documents"].query("source in ['goed.txt', 'kopie.txt']")
    assert sorted(both["status"]) == ["duplicate", "ok"]
    assert both["sha256"].nunique() == 1
    assert len(problems_of(tables, "kopie.txt")) == 1


def test_another_encoding_is_read_and_noted(
    batch: tuple[int, dict[str, pd.DataFrame], Path],
) -> None:
    _, tables, _ = batch
    assert tables["paragraphs"]["text"].str.contains("collega’s – ").any()
    assert len(problems_of(tables, "cp1252.txt")) >= 1


def test_no_date_is_noted_and_the_text_is_used(
    batch: tuple[int, dict[str, pd.DataFrame], Path],
) -> None:
    _, tables, _ = batch
    document = tables["documents"].query("source == 'zonder-datum.txt'").iloc[0]
    assert pd.isna(document["date"])
    assert len(problems_of(tables, "zonder-datum.txt")) == 1


@pytest.mark.parametrize(("name", "words"), [("weg.txt", "bestaat niet"), ("zonder-verslagen", "")])
def test_paths_without_recaps_are_listed(
    batch: tuple[int, dict[str, pd.DataFrame], Path], name: str, words: str
) -> None:
    _, tables, _ = batch
    rows = problems_of(tables, name)
    assert len(rows) == 1
    assert words in rows["message"].iloc[0]


def test_nothing_but_bad_files_gives_tables_and_exit_code_1(
    tmp_path: Path, terugblik: object
) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    done = terugblik("run", tmp_path / "leeg.txt", "-o", tmp_path / "out", "-q")  # type: ignore[operator]
    assert done.code == 1
    assert "leeg.txt: document bevat geen tekst" in done.err
    assert list(read_tables(tmp_path / "out")["documents"]["status"]) == ["empty"]


def test_a_folder_without_recaps_gives_empty_tables_and_exit_code_1(
    tmp_path: Path, terugblik: object
) -> None:
    (tmp_path / "in").mkdir()
    done = terugblik("run", tmp_path / "in", "-o", tmp_path / "out")  # type: ignore[operator]
    assert done.code == 1
    assert "map zonder verslagen" in done.out
    assert "0 of 0 documents read" in done.out
    assert (tmp_path / "out" / "report.html").is_file()


def test_only_a_missing_path_writes_nothing_and_gives_exit_code_2(
    tmp_path: Path, terugblik: object
) -> None:
    done = terugblik("run", tmp_path / "weg", "-o", tmp_path / "out")  # type: ignore[operator]
    assert done.code == 2
    assert "does not exist" in done.err
    assert not (tmp_path / "out").exists()
