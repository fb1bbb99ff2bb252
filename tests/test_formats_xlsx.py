"""The workbook as Excel reads it: columns, links, no formulas, within the limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from pipeline.tabulate import build_tables, source_link
from pipeline.tabulate.formats import xlsx
from pipeline.tabulate.schema import SCHEMAS
from pipeline.tabulate.tables import to_table
from tests.tabulate_samples import Towns, known, recap


def problems(*messages: str) -> dict[str, pd.DataFrame]:
    rows = [
        {"source": f"{n:05}.txt", "stage": "read", "severity": "info", "message": message}
        for n, message in enumerate(messages)
    ]
    return {"problems": to_table("problems", rows)}


def book(tables: dict[str, pd.DataFrame], folder: Path, **options: Any) -> Workbook:
    (file,) = xlsx.write(tables, folder, **options)
    return load_workbook(file)


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    items = [recap(1), recap(2, date=None)]
    return build_tables(items, places=Towns(), identities=known(items))


def test_a_sheet_per_table_after_the_guide(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    made = book(tables, tmp_path)
    assert made.sheetnames == ["leeswijzer", *tables]
    for name, frame in tables.items():
        sheet = made[name]
        assert [cell.value for cell in sheet[1]] == list(frame.columns)
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.max_row == len(frame) + 1


def test_the_guide_tells_in_dutch_what_each_column_is(
    tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    sheet = book(tables, tmp_path)["leeswijzer"]
    words = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert all(column in words for name in tables for column in SCHEMAS[name].columns)
    assert words["g40_member"].startswith("Waar als de gemeente")
    assert {cell.hyperlink.location for cell in sheet["A"] if cell.hyperlink} >= {"'roles'!A1"}


def test_values_keep_their_type(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    made = book(tables, tmp_path)
    dates = [cell.value for cell in made["documents"]["D"]][1:]
    assert dates == [datetime(2024, 5, 29), None]
    city = [cell.value for cell in made["cities"][2]]
    assert city == [
        "GM0513",
        "Gouda",
        "Gouda",
        "GM0513",
        "Zuid-Holland",
        True,
        52.01152,
        4.71046,
        4,
        2,
    ]


def test_sources_are_links_seen_from_the_folder_of_the_workbook(
    tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    source = tmp_path / "recaps" / "dag #1 100%.txt"
    link = source_link(source, folder=tmp_path / "outputs")
    sheet = book(tables, tmp_path, links={"recap-1": link})["documents"]
    assert link == "../recaps/dag%20%231%20100%25.txt"
    assert sheet["B2"].hyperlink.target == link.replace("/", "\\")
    assert sheet["B2"].value == "map/recap 1.txt"
    assert sheet["B3"].hyperlink is None


def test_a_link_shows_the_name_of_the_file_and_no_more(tmp_path: Path) -> None:
    item = recap(1)
    item = replace(item, recap=replace(item.recap, source="=cmd|'x'!A1.txt"))
    tables = build_tables([item], places=Towns(), identities=known([item]))
    cell = book(tables, tmp_path, links={"recap-1": "../x.txt"})["documents"]["B2"]
    assert (cell.value, cell.data_type) == ("=cmd|'x'!A1.txt", "s")


@pytest.mark.parametrize("text", ["=1+1", "+31", "-5", "@SUM(A1)", "\t=1", "{=1}", "http://x.nl"])
def test_text_is_never_a_formula_or_a_link(text: str, tmp_path: Path) -> None:
    cell = book(problems(text), tmp_path)["problems"]["D2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x00b\x1f", "ab"), ("a\rb\r\nc", "a\nb\nc"), ("_x0041_", "_x0041_"), ("\uffff", None)],
)
def test_characters_that_xml_cannot_hold_are_left_out(
    text: str, shown: str | None, tmp_path: Path
) -> None:
    assert book(problems(text), tmp_path)["problems"]["D2"].value in (shown, shown or "")


@given(
    text=st.text(alphabet="a😀\x00é", min_size=1, max_size=20),
    times=st.sampled_from([1, 3_000, 40_000]),
)
def test_a_cell_holds_at_most_what_excel_allows(text: str, times: int) -> None:
    made = xlsx.cell_text(text * times)
    assert len(made.encode("utf-16-le")) // 2 <= 32_767
    whole = (text * times).replace("\x00", "")
    assert made == whole or (
        made.endswith(xlsx.CUT) and whole.startswith(made.removesuffix(xlsx.CUT))
    )


def test_too_many_rows_go_on_in_the_next_sheet(tmp_path: Path) -> None:
    made = book(problems(*map(str, range(25))), tmp_path, max_rows=11)
    assert made.sheetnames == ["leeswijzer", "problems", "problems_2", "problems_3"]
    values = [
        row[3]
        for name in made.sheetnames[1:]
        for row in made[name].iter_rows(min_row=2, values_only=True)
    ]
    assert values == [str(number) for number in range(25)]


def test_a_date_before_excel_is_text(tmp_path: Path) -> None:
    row = {"person_id": "p", "name": "Thorbecke", "mentions": 1, "documents": 1}
    row |= {"first_seen": "1849-11-01", "last_seen": "2024-01-01"}
    sheet = book({"people": to_table("people", [row])}, tmp_path)["people"]
    assert [sheet["E2"].value, sheet["F2"].value] == ["1849-11-01", datetime(2024, 1, 1)]


def test_the_same_tables_give_the_same_workbook(
    tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    parts = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (file,) = xlsx.write(tables, tmp_path / name)
        with ZipFile(file) as archive:
            parts.append({entry: archive.read(entry) for entry in archive.namelist()})
    assert parts[0] == parts[1]
