"""Register files of the user: checked on load, with file and line in the message."""

from __future__ import annotations

import csv
import pickle
import time
from pathlib import Path

import pytest

from pipeline.config import Registers
from pipeline.errors import ConfigError
from pipeline.registers import default_registers, given_names, load_registers, surnames
from pipeline.registers.tables import shipped

ORGANISATIONS = "id,name,abbreviation,aliases,former,valid_from,valid_to,kind,context\n"
MUNICIPALITIES = (
    "code,name,province,first,last,successors,aliases,network,network_from,network_to,"
    "latitude,longitude,ambiguity\n"
)


def test_user_file_replaces_the_shipped_one(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(ORGANISATIONS + "vsb,Vereniging voor Stedelijk Beheer,VSB,,,,,vereniging,\n")
    registers = load_registers(Registers(organisations=str(file)))
    found = registers.find_organisation("VSB")
    assert found and found.name == "Vereniging voor Stedelijk Beheer"
    assert registers.find_organisation("VNG") is None
    assert registers.is_place("Deventer")


def test_without_user_files_the_shipped_registers_are_shared() -> None:
    assert load_registers(Registers()) is load_registers() is default_registers()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,name\n", "line 1: column 'abbreviation' is missing"),
        (ORGANISATIONS + "x,,,,,,,bank,\n", "line 2: name is empty"),
        (ORGANISATIONS + "x,X,,,,soon,,bank,\n", "line 2: valid_from = 'soon' is not a year"),
        (ORGANISATIONS + "x,X,,,Y;Z,,,bank,\n", "line 2: former = 'Y;Z' is not"),
        (ORGANISATIONS + "x,A, B,,,,,,bank,\n", "line 2: 10 fields, the header has 9"),
    ],
)
def test_wrong_organisations_name_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(text)
    with pytest.raises(ConfigError) as error:
        load_registers(Registers(organisations=str(file))).organisations()
    assert message in str(error.value) and "mine.csv" in str(error.value)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("0014,Groningen,Groningen,,,,,,,,,,", "code = '0014'"),
        ("GM0014,Groningen,Grunn,,,,,,,,,,", "province = 'Grunn'"),
        ("GM0014,Groningen,Groningen,2019,,,,,,,,,", "2019"),
        ("GM0014,Groningen,Groningen,,,,,,,,noord,,", "latitude = 'noord'"),
        ("GM0014,Groningen,Groningen,,,,,,,,,,maybe", "ambiguity = 'maybe'"),
        ("GM0017,Haren,Groningen,,2018-12-31,GM0014,,,,,,,", "successor GM0014 is not listed"),
    ],
)
def test_wrong_municipalities(tmp_path: Path, row: str, message: str) -> None:
    file = tmp_path / "towns.csv"
    file.write_text(MUNICIPALITIES + row + "\n")
    with pytest.raises(ConfigError) as error:
        _ = load_registers(Registers(municipalities=str(file))).municipalities
    assert message in str(error.value)


def test_missing_and_binary_files(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_registers(Registers(roles=str(tmp_path / "none.csv"))).find_role("wethouder")
    (tmp_path / "roles.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_registers(Registers(roles=str(tmp_path / "roles.csv"))).find_role("wethouder")


@pytest.mark.parametrize("name", ["municipalities", "places", "organisations", "surnames", "roles"])
def test_shipped_files_are_sorted(name: str) -> None:
    with shipped(f"{name}.csv").open(encoding="utf-8") as file:  # type: ignore[call-overload]
        rows = [row[:2] for row in csv.reader(file)][1:]
    keys = rows if name == "places" else [row[0] for row in rows]
    assert keys == sorted(keys)


def test_registers_travel_to_other_processes_by_file_name_only() -> None:
    registers = default_registers()
    assert registers.is_place("Zwolle")
    sent = pickle.dumps(registers)
    assert len(sent) < 2000
    assert pickle.loads(sent).find_place("Zwolle") == registers.find_place("Zwolle")


def test_loading_is_fast() -> None:
    start = time.process_time()
    fresh = type(default_registers())()
    fresh.is_place("Zwolle")
    fresh.find_organisation("VNG")
    fresh.find_role("wethouder")
    fresh.city_from_adjective("Zwolse")
    assert time.process_time() - start < 1.0


def test_names_have_a_held_out_part_of_about_fifteen_percent() -> None:
    for names, least in ((given_names(), 4000), (surnames(), 25_000)):
        assert len(names) >= least
        assert 0.13 < sum(n.held_out for n in names) / len(names) < 0.17
    assert "Fatima" in default_registers().given_names
    assert "Van den Berg" in default_registers().surnames
    assert max(surnames(), key=lambda n: n.frequency).name == "de Jong"
