"""What is written is read back, byte for byte the same, whatever the text holds."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Output
from pipeline.errors import ConfigError, OutputError
from pipeline.tabulate import build_tables, read_tables, write_tables
from pipeline.tabulate.formats import csv, parquet
from pipeline.tabulate.formats import duckdb as duckdb_format
from pipeline.tabulate.schema import SCHEMAS, conform, empty
from pipeline.tabulate.tables import to_table
from tests.tabulate_samples import Towns, known, recap

HOSTILE = (
    "=1+1", "+31", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "'=1", "''@", "'s-Hertogenbosch", "'",
    '"', '""', ";", ",", 'a";"b', "NA", "null", "nan", "None", "#N/A", "1,5", "2024-01-01", "true",
    " ", "\x00", "a\x00b", "\ufeff", "\r\n", "\u2028", "\ud800", "e\u0301", "👩‍👩‍👧", "\x1f",
    "</script>",     "=HYPERLINK(\"http://x\")", "_x0041_", "\\", "\\N", "＝1", "x" * 40_000,
)  # fmt: skip
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=20))
MAYBE = st.none() | TEXT
DATE = st.none() | st.dates().map(str)
SHARE = st.none() | st.floats(0, 1)

PROBLEM = st.fixed_dictionaries(
    {"source": TEXT, "stage": TEXT, "severity": st.sampled_from(["info", "error"]), "message": TEXT}
)
CITY = st.fixed_dictionaries(
    {
        "name": TEXT,
        "municipality": MAYBE,
        "municipality_code": st.none() | st.just("GM0513"),
        "province": MAYBE,
        "g40_member": st.booleans(),
        "latitude": st.none() | st.floats(-90, 90),
        "longitude": st.none() | st.floats(-180, 180),
        "mentions": st.integers(1, 2**62),
        "documents": st.integers(1, 9),
    }
)
PERSON = st.fixed_dictionaries(
    {
        "name": TEXT,
        "mentions": st.integers(1, 9),
        "documents": st.integers(1, 9),
        "first_seen": DATE,
        "last_seen": DATE,
    }
)


def frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    first = next(iter(SCHEMAS[name].columns))
    for number, row in enumerate(rows):
        row.setdefault(first, f"id-{number}")
    return to_table(name, rows)


def three_tables(
    problems: list[dict[str, Any]], cities: list[dict[str, Any]], people: list[dict[str, Any]]
) -> dict[str, pd.DataFrame]:
    return {
        "people": frame("people", people),
        "cities": frame("cities", cities),
        "problems": frame("problems", problems),
    }


@cache
def all_tables() -> dict[str, pd.DataFrame]:
    items = [recap(1), recap(2, date="2021-01-01"), recap(3, date=None)]
    made = build_tables(items, places=Towns(), identities=known(items))
    return {name: made.get(name, empty(name)) for name in SCHEMAS}


@settings(max_examples=20, deadline=None)
@given(
    problems=st.lists(PROBLEM, max_size=6),
    cities=st.lists(CITY, max_size=4),
    people=st.lists(PERSON, max_size=4),
    separator=st.sampled_from(csv.SEPARATORS),
    encoding=st.sampled_from(["utf-8-sig", "utf-8", "utf-16"]),
)
def test_files_give_back_what_was_written(
    problems: list[dict[str, Any]],
    cities: list[dict[str, Any]],
    people: list[dict[str, Any]],
    separator: str,
    encoding: str,
) -> None:
    tables = three_tables(problems, cities, people)
    with TemporaryDirectory() as name:
        folder = Path(name)
        csv.write(tables, folder, separator=separator, encoding=encoding)
        parquet.write(tables, folder)
        for table, expected in tables.items():
            path = folder / f"{table}.csv"
            assert csv.find_separator(path, encoding) == separator
            from_csv = csv.read(path, separator=separator, encoding=encoding)
            from_parquet = parquet.read(folder / f"{table}.parquet")
            for made in (from_csv, from_parquet):
                pd.testing.assert_frame_equal(conform(table, made), expected)


@settings(max_examples=8, deadline=None)
@given(
    problems=st.lists(PROBLEM, max_size=6),
    cities=st.lists(CITY, max_size=4),
    people=st.lists(PERSON, max_size=4),
)
def test_a_database_gives_back_what_was_written(
    problems: list[dict[str, Any]], cities: list[dict[str, Any]], people: list[dict[str, Any]]
) -> None:
    tables = three_tables(problems, cities, people)
    with TemporaryDirectory() as name:
        duckdb_format.write(tables, Path(name))
        stored = duckdb_format.read(Path(name) / duckdb_format.FILE)
    for table, expected in tables.items():
        pd.testing.assert_frame_equal(conform(table, stored[table]), expected)


@pytest.mark.parametrize("form", ["csv", "parquet", "duckdb"])
def test_each_hostile_text_survives(form: str, tmp_path: Path) -> None:
    rows = [dict.fromkeys(("source", "stage", "message"), text) for text in HOSTILE]
    tables = {"problems": frame("problems", [{**row, "severity": "info"} for row in rows])}
    write_tables(tables, tmp_path, Output(formats=(form,)))  # type: ignore[arg-type]
    made = {
        "csv": lambda: csv.read(tmp_path / "problems.csv"),
        "parquet": lambda: parquet.read(tmp_path / "problems.parquet"),
        "duckdb": lambda: duckdb_format.read(tmp_path / duckdb_format.FILE)["problems"],
    }[form]()
    pd.testing.assert_frame_equal(conform("problems", made), tables["problems"])


@given(text=TEXT)
def test_no_csv_text_starts_as_a_formula_and_the_guard_comes_off(text: str) -> None:
    guarded = csv.guard(text)
    assert guarded[0] not in "=+-@\t\r\n"
    assert csv.unguard(guarded) == text


def test_the_apostrophe_of_a_name_is_no_guard() -> None:
    assert csv.guard("'s-Hertogenbosch") == csv.unguard("'s-Hertogenbosch") == "'s-Hertogenbosch"


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_the_same_tables_give_the_same_bytes(form: str, tmp_path: Path) -> None:
    written = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        files = write_tables(all_tables(), tmp_path / name, Output(formats=(form,)))  # type: ignore[arg-type]
        written.append([file.read_bytes() for file in files])
    assert written[0] == written[1]
    assert len(written[0]) == len(SCHEMAS)


def test_another_order_of_the_input_gives_the_same_bytes(tmp_path: Path) -> None:
    items = [recap(1), recap(2, date="2021-01-01"), recap(3, date=None), recap(4)]
    written = []
    for name, given_order in (("a", items), ("b", items[::-1])):
        tables = build_tables(given_order, places=Towns(), identities=known(items))
        (tmp_path / name).mkdir()
        files = write_tables(tables, tmp_path / name, Output(formats=("parquet", "csv")))
        written.append({file.name: file.read_bytes() for file in files})
    assert written[0] == written[1]


def test_csv_opens_in_columns_in_a_dutch_excel(tmp_path: Path) -> None:
    csv.write(all_tables(), tmp_path)
    raw = (tmp_path / "cities.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfcity_id;name;")
    assert raw.count(b"\r\n") == raw.count(b"\n")
    assert b";true;52,01152;4,71046;" in raw
    assert b";2021-01-01;" in (tmp_path / "people.csv").read_bytes()


def test_pandas_reads_the_csv_with_two_options(tmp_path: Path) -> None:
    tables = all_tables()
    csv.write(tables, tmp_path)
    cities = pd.read_csv(tmp_path / "cities.csv", sep=";", decimal=",")
    assert cities["latitude"].equals(tables["cities"]["latitude"])
    assert cities["g40_member"].dtype == bool


def test_a_comma_separator_goes_with_a_decimal_point(tmp_path: Path) -> None:
    csv.write(all_tables(), tmp_path, separator=",", encoding="utf-8")
    assert b",true,52.01152,4.71046," in (tmp_path / "cities.csv").read_bytes()


@pytest.mark.parametrize(
    ("separator", "encoding"), [("a", "utf-8"), ('"', "utf-8"), (";", "utf-9")]
)
def test_csv_settings_that_cannot_work_are_refused(
    separator: str, encoding: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match="csv_"):
        csv.write(all_tables(), tmp_path, separator=separator, encoding=encoding)


def test_an_encoding_that_lacks_a_character_is_named(tmp_path: Path) -> None:
    row = {"source": "a", "stage": "read", "severity": "info", "message": "😀"}
    with pytest.raises(OutputError, match="'cp1252' has no '😀'"):
        csv.write({"problems": frame("problems", [row])}, tmp_path, encoding="cp1252")


def test_pandas_reads_parquet_with_dates_and_text(tmp_path: Path) -> None:
    tables = all_tables()
    parquet.write(tables, tmp_path)
    pd.testing.assert_frame_equal(
        pd.read_parquet(tmp_path / "people.parquet"), tables["people"], check_dtype=False
    )
    assert pd.read_parquet(tmp_path / "people.parquet")["first_seen"].dt.year[0] == 2021


def test_duckdb_has_types_comments_and_the_view(tmp_path: Path) -> None:
    write_tables(all_tables(), tmp_path, Output(formats=("duckdb",)))
    assert [path.name for path in tmp_path.iterdir()] == [duckdb_format.FILE]
    with duckdb.connect(str(tmp_path / duckdb_format.FILE), read_only=True) as database:
        rows = database.execute(
            "SELECT theme, count(*), min(date) FROM paragraphs_with_themes GROUP BY 1 ORDER BY 1"
        ).fetchall()
        assert [row[:2] for row in rows] == [("lobby", 3), ("wonen", 3), (None, 3)]
        kinds = dict(
            database.execute(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'documents'"
            ).fetchall()
        )
        assert kinds["date"] == "DATE"
        comment = "SELECT comment FROM duckdb_tables() WHERE table_name = 'roles'"
        assert "functie" in str(database.execute(comment).fetchone())


def test_read_tables_gives_the_same_frames_from_each_format(tmp_path: Path) -> None:
    tables = all_tables()
    for form in ("parquet", "csv", "duckdb"):
        folder = tmp_path / form
        folder.mkdir()
        write_tables(tables, folder, Output(formats=(form,)))  # type: ignore[arg-type]
        made = read_tables(folder)
        assert list(made) == list(tables)
        for name, expected in tables.items():
            pd.testing.assert_frame_equal(made[name], expected)


def test_a_name_that_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="'persons' is no table"):
        write_tables({"persons": pd.DataFrame()}, tmp_path)


def test_csv_keeps_a_cell_of_any_length(tmp_path: Path) -> None:
    text = "x" * 200_000
    row = {"source": "a", "stage": "read", "severity": "info", "message": text}
    csv.write({"problems": frame("problems", [row])}, tmp_path)
    assert csv.read(tmp_path / "problems.csv")["message"][0] == text
