"""Bad input never raises: status and problems say what it is and what to do."""

import os
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from pipeline.read import read_file, recap_from_text

DUTCH = (
    "Ruim honderd collega's spraken over de vraag hoe steden sneller kunnen bouwen zonder dat de "
    "leefbaarheid eronder lijdt. De antwoorden liepen uiteen, en dat was de bedoeling."
)
ENGLISH = (
    "More than a hundred people met to talk about how cities can build homes without losing what "
    "makes them good places to live. The answers were very different, as they should be."
)


def read_bytes(tmp_path, name, data, **options):
    path = tmp_path / name
    path.write_bytes(data)
    return read_file(path, source=name, **options)


def only_problem(recap):
    assert len(recap.problems) == 1
    problem = recap.problems[0]
    assert (problem.source, problem.stage) == (recap.source, "read")
    assert "\n" not in problem.message
    return problem


@pytest.mark.parametrize("name", ["leeg.txt", "leeg.md", "leeg.html", "leeg.docx", "leeg.pdf"])
def test_empty_file(tmp_path, name):
    recap = read_bytes(tmp_path, name, b"")
    assert (recap.status, recap.text, recap.blocks) == ("empty", "", ())
    assert only_problem(recap).severity == "error"


@pytest.mark.parametrize("data", [b" \n\r\n\t", "\ufeff\xa0\n\u200b".encode(), b"-----\n***\n"])
def test_file_with_nothing_visible(tmp_path, data):
    assert read_bytes(tmp_path, "wit.txt", data).status == "empty"


def test_empty_documents_of_other_formats(tmp_path):
    assert read_bytes(tmp_path, "a.html", b"<html><body></body></html>").status == "empty"
    docx.Document().save(str(tmp_path / "a.docx"))
    assert read_file(tmp_path / "a.docx", source="a.docx").status == "empty"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (bytes(range(256)) * 40, "binair"),
        (b"\x89PNG\r\n\x1a\n" + b"\0\1\2" * 100, "afbeelding"),
        (b"%PDF-1.7\n...", "pdf"),
        (b"PK\x03\x04" + b"\0" * 50, "zip"),
        (b"{\\rtf1 tekst}", "rtf"),
    ],
)
def test_binary_file_named_txt(tmp_path, data, word):
    recap = read_bytes(tmp_path, "verslag.txt", data)
    assert recap.status == "unreadable"
    assert word in only_problem(recap).message


@pytest.mark.parametrize("data", [b"geen zip", b"PK\x03\x04kapot", b"\xd0\xcf\x11\xe0" * 20])
def test_corrupt_docx(tmp_path, data):
    recap = read_bytes(tmp_path, "kapot.docx", data)
    assert recap.status == "unreadable"
    assert "docx" in only_problem(recap).message


def test_truncated_docx(tmp_path):
    document = docx.Document()
    document.add_paragraph(DUTCH)
    document.save(str(tmp_path / "heel.docx"))
    whole = (tmp_path / "heel.docx").read_bytes()
    assert read_bytes(tmp_path, "half.docx", whole[: len(whole) // 2]).status == "unreadable"


@pytest.mark.parametrize("data", [b"geen pdf", b"%PDF-1.4\n1 0 obj\n<<", b"%PDF-1.7\n%%EOF"])
def test_corrupt_pdf(tmp_path, data):
    recap = read_bytes(tmp_path, "kapot.pdf", data)
    assert recap.status == "unreadable"
    assert "pdf" in only_problem(recap).message


def test_scanned_pdf_without_text(tmp_path):
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 100, 100)
    pdf.output(str(tmp_path / "scan.pdf"))
    recap = read_file(tmp_path / "scan.pdf", source="scan.pdf")
    assert recap.status == "unreadable"
    assert "OCR" in only_problem(recap).message


def test_protected_pdf(tmp_path):
    pdf = FPDF()
    pdf.add_page()
    pdf.set_encryption(owner_password="a", user_password="b")
    pdf.output(str(tmp_path / "dicht.pdf"))
    recap = read_file(tmp_path / "dicht.pdf", source="dicht.pdf")
    assert recap.status == "unreadable"
    assert "wachtwoord" in only_problem(recap).message


def test_too_large(tmp_path):
    recap = read_bytes(tmp_path, "groot.txt", b"a" * 2_000_001, max_megabytes=2)
    assert recap.status == "unreadable"
    assert "max_megabytes" in only_problem(recap).message


def test_twenty_megabytes_are_read(tmp_path):
    data = ("Een kop zonder punt\n\n" + " ".join([DUTCH] * 20) + "\n\n" + DUTCH + "\n\n").encode()
    recap = read_bytes(tmp_path, "groot.txt", data * (20_000_000 // len(data)))
    assert recap.status == "ok"
    assert len(recap.text) > 19_000_000
    last = recap.blocks[-1]
    assert recap.text[last.start : last.end] == DUTCH


def test_missing_file(tmp_path):
    recap = read_file(tmp_path / "weg.txt", source="weg.txt")
    assert recap.status == "unreadable"
    assert "gelezen" in only_problem(recap).message


def test_a_folder_is_no_file(tmp_path):
    assert read_file(tmp_path, source="map").status == "unreadable"


def test_file_without_permission(tmp_path, monkeypatch):
    def refuse(self):
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "dicht.txt"
    path.write_text(DUTCH, encoding="utf-8")
    path.chmod(0)
    if os.geteuid() == 0:  # root reads everything
        monkeypatch.setattr(Path, "read_bytes", refuse)
    recap = read_file(path, source="dicht.txt")
    assert recap.status == "unreadable"
    assert "rechten" in only_problem(recap).message


def test_english_text_is_listed_but_not_dutch():
    recap = recap_from_text(ENGLISH)
    assert (recap.status, recap.language) == ("not_dutch", "en")
    assert "niet Nederlands" in only_problem(recap).message
    assert recap.text == ENGLISH


def test_same_content_under_two_names_has_one_hash(tmp_path):
    a = read_bytes(tmp_path, "a.txt", DUTCH.encode())
    b = read_bytes(tmp_path, "b.txt", DUTCH.encode())
    assert a.sha256 == b.sha256
    assert a.doc_id != b.doc_id
