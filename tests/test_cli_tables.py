"""Commands that need only the tables of an earlier run: report, plot, digest, who."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from docx import Document

from pipeline.run import Result

if TYPE_CHECKING:
    from tests.conftest import Terugblik


@pytest.fixture
def folder(sample_run: Result, tmp_path: Path) -> Path:
    """A copy of the result of the sample recaps."""
    assert sample_run.output is not None
    return Path(shutil.copytree(sample_run.output, tmp_path / "result"))


def test_report_in_every_form(folder: Path, terugblik: Terugblik) -> None:
    (folder / "report.html").unlink()
    done = terugblik("report", folder, "--format", "html,docx,md", "--period", "half-year")
    assert done.code == 0
    assert done.out.count("wrote ") == 3
    assert "2023-H1" in (folder / "report.html").read_text(encoding="utf-8")
    assert (folder / "report.md").read_text(encoding="utf-8").startswith("# Terugblik")
    assert Document(str(folder / "report.docx")).paragraphs
    assert not list(folder.glob(".report*"))


def test_report_made_again_keeps_the_links_to_the_sources(
    folder: Path, terugblik: Terugblik
) -> None:
    before = (folder / "report.html").read_text(encoding="utf-8")
    terugblik("report", folder)
    assert (folder / "report.html").read_text(encoding="utf-8") == before


def test_plot_writes_charts(folder: Path, terugblik: Terugblik) -> None:
    done = terugblik("plot", folder, "--format", "svg")
    assert done.code == 0
    charts = list((folder / "charts").iterdir())
    assert f"wrote {len(charts)} files" in done.out
    assert {path.suffix for path in charts} == {".svg"}
    assert (folder / "charts" / "pijlers.svg").is_file()


def test_digest_as_text_and_as_atom(folder: Path, terugblik: Terugblik) -> None:
    text = terugblik("digest", folder, "--since", "2025-01-01")
    assert text.code == 0
    assert text.out.startswith("Nieuw sinds 1 januari 2025\n")
    atom = terugblik("digest", folder, "--since", "2025-01-01", "--atom")
    assert ElementTree.fromstring(atom.out.encode()).tag.endswith("feed")


def test_digest_begins_at_the_last_meeting(folder: Path, terugblik: Terugblik) -> None:
    done = terugblik("digest", folder)
    assert done.out.startswith("Nieuw sinds 28 mei 2026")


def test_digest_without_dates_says_so(terugblik: Terugblik, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Collega's spraken over de vraag hoe steden sneller kunnen bouwen en wat dat kost.",
        encoding="utf-8",
    )
    assert terugblik("run", tmp_path / "a.txt", "-o", tmp_path / "out").code == 0
    done = terugblik("digest", tmp_path / "out")
    assert done.code == 2
    assert "no recap has a date" in done.err


def test_who_shows_roles_and_paragraphs(folder: Path, terugblik: Terugblik) -> None:
    done = terugblik("who", "enexis", "--in", folder)
    assert done.code == 0
    assert done.out.startswith("Enexis  organisation")
    assert "Roles\n" in done.out
    assert "Asante-Boateng" in done.out
    assert "netcongestie" in done.out


def test_who_suggests_names_and_gives_exit_code_1(folder: Path, terugblik: Terugblik) -> None:
    done = terugblik("who", "Zwole", "--in", folder)
    assert done.code == 1
    assert "did you mean 'Zwolle'" in done.err
    assert done.out == ""


def test_a_damaged_table_is_one_line(folder: Path, terugblik: Terugblik) -> None:
    (folder / "themes.parquet").write_bytes(b"PAR1 kapot")
    for command in (("report", folder), ("plot", folder), ("who", "x", "--in", folder)):
        done = terugblik(*command)
        assert done.code == 2
        assert done.err.count("\n") == 1
        assert "table 'themes' is damaged" in done.err or "tables" in done.err


def test_a_folder_that_cannot_be_written_is_one_line(
    folder: Path, terugblik: Terugblik, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object, path: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pipeline.report.write_markdown", refuse)
    done = terugblik("report", folder, "--format", "md")
    assert done.code == 2
    assert "report.md' cannot be written (Permission denied)" in done.err
