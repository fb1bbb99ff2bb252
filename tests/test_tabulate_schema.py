"""The schemas are those of the design, and what breaks them is refused."""

from __future__ import annotations

import pandas as pd
import pandera.errors
import pytest

from pipeline.tabulate.guide import load_guide
from pipeline.tabulate.schema import SCHEMAS, conform, dtypes, empty

DESIGN = {
    "documents": "doc_id source title date date_source event host_city language words paragraphs "
    "sha256 status",
    "paragraphs": "doc_id paragraph section start end text pillar pillar_confidence theme "
    "theme_confidence",
    "themes": "doc_id paragraph theme pillar confidence evidence",
    "entities": "doc_id paragraph start end text label entity_id name source",
    "people": "person_id name mentions documents first_seen last_seen",
    "organisations": "organisation_id name abbreviation kind mentions documents first_seen "
    "last_seen",
    "cities": "city_id name municipality municipality_code province g40_member latitude longitude "
    "mentions documents",
    "roles": "doc_id paragraph start end person_id person role affiliation affiliation_label "
    "affiliation_id",
    "trends": "period level pillar theme paragraphs share low high change trend",
    "problems": "source stage severity message",
    "merge_candidates": "kind id_a name_a id_b name_b score evidence",
}

ENTITY = {
    "doc_id": "r",
    "paragraph": 0,
    "start": 0,
    "end": 5,
    "text": "Gouda",
    "label": "CITY",
    "entity_id": "GM0513",
    "name": "Gouda",
    "source": "register",
}


def table(name: str, *rows: dict[str, object]) -> pd.DataFrame:
    return conform(name, pd.DataFrame(rows, dtype=object))


def test_tables_columns_and_order_are_those_of_the_design() -> None:
    made = {name: " ".join(schema.columns) for name, schema in SCHEMAS.items()}
    assert made == DESIGN
    assert list(made) == list(DESIGN)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_table_without_rows_has_the_types_of_one_with_rows(name: str) -> None:
    assert empty(name).dtypes.astype(str).to_dict() == dtypes(name)


def test_the_guide_describes_every_column() -> None:
    assert {name: list(table.columns) for name, table in load_guide().items()} == {
        name: list(schema.columns) for name, schema in SCHEMAS.items()
    }


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("label", "LOC"),
        ("end", 0),
        ("start", -1),
        ("text", ""),
        ("name", None),
        ("doc_id", float("nan")),
    ],
)
def test_a_value_that_is_not_allowed_is_refused(column: str, value: object) -> None:
    with pytest.raises(pandera.errors.SchemaError):
        table("entities", {**ENTITY, column: value})


def test_a_row_that_is_there_twice_is_refused() -> None:
    with pytest.raises(pandera.errors.SchemaError):
        table("entities", ENTITY, ENTITY)


def test_a_missing_column_is_refused_and_a_strange_one_is_left_out() -> None:
    assert list(table("entities", {**ENTITY, "colour": "red"})) == DESIGN["entities"].split()
    with pytest.raises(KeyError):
        table("entities", {"doc_id": "r"})


@pytest.mark.parametrize("code", ["GM513", "gm0513", "GM05130", "x"])
def test_a_wrong_municipality_code_is_refused(code: str) -> None:
    row = dict[str, object](dict.fromkeys(DESIGN["cities"].split()))
    row |= {"city_id": "c", "name": "Gouda", "g40_member": True, "mentions": 1, "documents": 1}
    assert len(table("cities", row)) == 1
    with pytest.raises(pandera.errors.SchemaError):
        table("cities", {**row, "municipality_code": code})


def test_numbers_are_rounded_and_minus_zero_is_zero() -> None:
    row = {"period": "2024", "level": "theme", "pillar": "", "theme": "wonen", "paragraphs": 3}
    row |= {"share": 1 / 3, "low": None, "high": 0.99999, "change": -0.00001, "trend": None}
    made = table("trends", row).iloc[0]
    assert made["share"] == 0.3333
    assert made["high"] == 1.0
    assert str(made["change"]) == "0.0"
    assert pd.isna(made["pillar"])


def test_half_a_surrogate_pair_becomes_one_replacement_character() -> None:
    problem = {"source": "a", "stage": "read", "severity": "info", "message": "x\ud83dy\U0001f600"}
    assert table("problems", problem)["message"][0] == "x\ufffdy\U0001f600"


def test_a_missing_truth_value_is_not_false() -> None:
    row = {**dict.fromkeys(DESIGN["cities"].split()), "city_id": "c", "name": "Gouda"}
    with pytest.raises(ValueError, match="g40_member"):
        table("cities", {**row, "mentions": 1, "documents": 1})


def test_conforming_twice_changes_nothing() -> None:
    once = table("entities", ENTITY)
    pd.testing.assert_frame_equal(conform("entities", once), once)
