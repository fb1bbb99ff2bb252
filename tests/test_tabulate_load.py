"""Reading a result back: what is wrong is one line that names it and the next step."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline.config import Output
from pipeline.errors import InputError
from pipeline.tabulate import build_tables, read_tables, staged, write_manifest, write_tables
from tests.tabulate_samples import Towns, known, recap


def result(folder: Path, *formats: str, **output: str) -> dict[str, pd.DataFrame]:
    items = [recap(1)]
    tables = build_tables(items, places=Towns(), identities=known(items))
    chosen = Output(formats=formats, **output)  # type: ignore[arg-type]
    config = {"output": chosen.model_dump(mode="json")}
    with staged(folder) as stage:
        write_tables(tables, stage, chosen)
        write_manifest(
            stage, tables=tables, balance={}, config=config, model={}, inputs=[], timings={}
        )
    return tables


def test_the_tables_that_were_written_come_back(tmp_path: Path) -> None:
    tables = result(tmp_path, "parquet", "csv", "xlsx", "duckdb")
    made = read_tables(str(tmp_path))
    assert list(made) == list(tables)
    for name, expected in tables.items():
        pd.testing.assert_frame_equal(made[name], expected)


@pytest.mark.parametrize(("separator", "encoding"), [(",", "cp1252"), ("\t", "utf-16")])
def test_csv_with_other_settings_comes_back(separator: str, encoding: str, tmp_path: Path) -> None:
    tables = result(tmp_path, "csv", csv_separator=separator, csv_encoding=encoding)
    made = read_tables(tmp_path)
    pd.testing.assert_frame_equal(made["entities"], tables["entities"])


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: no such folder; give the --output"):
        read_tables(tmp_path / "nowhere")


@pytest.mark.parametrize("formats", [(), ("xlsx",)])
def test_a_folder_without_tables_is_named(formats: tuple[str, ...], tmp_path: Path) -> None:
    result(tmp_path, *formats)
    with pytest.raises(InputError, match=r"holds no tables .* make it again with 'terugblik run'"):
        read_tables(tmp_path)


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_a_missing_table_is_named(form: str, tmp_path: Path) -> None:
    result(tmp_path, form)
    (tmp_path / f"themes.{form}").unlink()
    with pytest.raises(InputError, match="table 'themes' is missing"):
        read_tables(tmp_path)


def test_tables_made_from_others_may_be_missing(tmp_path: Path) -> None:
    result(tmp_path, "parquet")
    (tmp_path / "merge_candidates.parquet").unlink()
    assert "merge_candidates" not in read_tables(tmp_path)


@pytest.mark.parametrize("damage", [b"", b"\x00\xff\xfe", b"doc_id;source\r\nx"])
@pytest.mark.parametrize("file", ["documents.parquet", "documents.csv", "terugblik.duckdb"])
def test_a_damaged_file_is_named(file: str, damage: bytes, tmp_path: Path) -> None:
    result(tmp_path, file.rsplit(".", 1)[1])
    (tmp_path / file).write_bytes(damage)
    with pytest.raises(InputError, match=r"damaged|missing") as error:
        read_tables(tmp_path)
    assert "\n" not in str(error.value)
    assert str(error.value).endswith("make it again with 'terugblik run'")


def test_a_table_that_was_edited_wrongly_is_named(tmp_path: Path) -> None:
    result(tmp_path, "csv")
    path = tmp_path / "entities.csv"
    path.write_bytes(path.read_bytes().replace(b";PER;", b";Persoon;"))
    with pytest.raises(InputError, match="table 'entities' is damaged"):
        read_tables(tmp_path)
