"""Municipalities and places: totals, mergers, spellings, same names, adjectives."""

from __future__ import annotations

import pytest

from pipeline.registers import default_registers

REGISTERS = default_registers()

# Municipalities on 1 January according to CBS (Gemeentelijke indeling per jaar).
CBS_TOTALS = {
    2015: 393,
    2016: 390,
    2017: 388,
    2018: 380,
    2019: 355,
    2020: 355,
    2021: 352,
    2022: 345,
    2023: 342,
    2024: 342,
    2025: 342,
    2026: 342,
}


def code(name: str, date: str | None = None) -> str | None:
    place = REGISTERS.find_place(name, date=date)
    return place.municipality_code if place else None


@pytest.mark.parametrize(("year", "total"), CBS_TOTALS.items())
def test_as_many_municipalities_as_cbs_counts(year: int, total: int) -> None:
    assert sum(m.exists_on(f"{year}-01-01") for m in REGISTERS.municipalities) == total


def test_provinces_have_their_municipalities_of_2023() -> None:
    alive = [m for m in REGISTERS.municipalities if m.exists_on("2023-01-01")]
    count = {p: sum(m.province == p for m in alive) for p in {m.province for m in alive}}
    assert count == {
        "Drenthe": 12,
        "Flevoland": 6,
        "Fryslân": 18,
        "Gelderland": 51,
        "Groningen": 10,
        "Limburg": 31,
        "Noord-Brabant": 56,
        "Noord-Holland": 44,
        "Overijssel": 25,
        "Utrecht": 26,
        "Zeeland": 13,
        "Zuid-Holland": 50,
    }


def test_every_ended_municipality_has_living_successors_and_a_place_on_the_map() -> None:
    for town in REGISTERS.municipalities:
        assert town.latitude and 50.7 < town.latitude < 53.6, town
        assert town.longitude and 3.3 < town.longitude < 7.3, town
        assert bool(town.last) == bool(town.successors), town
        heirs = [REGISTERS.municipalities[c] for c in town.successors]
        assert all(not h.first or h.first > town.last or h.exists_on(town.last) for h in heirs)
        assert not REGISTERS.municipality_on(town.code).last


def test_networks() -> None:
    assert sum(m.in_network("G40") for m in REGISTERS.municipalities) == 41
    assert {m.name for m in REGISTERS.municipalities if m.in_network("G4")} == {
        "Amsterdam",
        "Rotterdam",
        "Den Haag",
        "Utrecht",
    }


@pytest.mark.parametrize(
    ("name", "date", "expected"),
    [
        ("Weesp", "2022-03-23", "GM0457"),
        ("Weesp", "2022-03-24", "GM0363"),
        ("Haren", "2018-12-31", "GM0017"),
        ("Haren", "2019-01-01", "GM0014"),
        ("Haarlemmerliede", "2018-06-01", "GM0393"),
        ("Haarlemmerliede", "2020-06-01", "GM0394"),
        ("Overloon", "2021-12-31", "GM0756"),
        ("Overloon", "2022-01-01", "GM1982"),
        ("Brielle", "2023-01-01", "GM1992"),
        ("Groesbeek", "2015-12-31", "GM0241"),
        ("Groesbeek", "2016-01-01", "GM1945"),
        ("Dokkum", "2017-05-05", "GM0058"),
        ("Holwert", "2017-05-05", "GM0058"),
        ("Holwerd", "2020-05-05", "GM1970"),
        ("Helvoirt", "2020-01-01", "GM0788"),
        ("Helvoirt", "2021-01-01", "GM0865"),
        ("Hoofddorp", "2018-01-01", "GM0394"),
        ("Veghel", "2016-12-31", "GM0860"),
        ("Veghel", "2017-01-01", "GM1948"),
        ("De Friese Meren", "2015-03-01", "GM1921"),
        ("De Fryske Marren", "2015-03-01", "GM1921"),
        ("Eemsdelta", "2019-01-01", "GM1979"),
    ],
)
def test_the_code_is_the_one_valid_on_the_date(name: str, date: str, expected: str) -> None:
    assert code(name, date) == expected


def test_the_id_of_a_place_does_not_change_with_the_date() -> None:
    dates = ("2015-01-01", "2019-06-01", "2026-01-01", None)
    for name in ("Weesp", "Overloon", "De Fryske Marren", "Groningen", "Dokkum"):
        assert len({REGISTERS.find_place(name, date=d).id for d in dates}) == 1  # type: ignore[union-attr]


def test_ids_are_unique_and_lead_back_to_the_place() -> None:
    for name, _ in REGISTERS.place_forms():
        for place in REGISTERS.places(name):
            found = REGISTERS.place_register.by_id(place.id)
            assert found and (found.name, found.municipality_code, found.country) == (
                place.name,
                place.municipality_code,
                place.country,
            )


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        (["'s-Hertogenbosch", "’s-Hertogenbosch", "‘s Hertogenbosch", "Den Bosch"], "GM0796"),
        (["Den Haag", "'s-Gravenhage", "’S-GRAVENHAGE", "Den\u00a0Haag", "DEN HAAG"], "GM0518"),
        (["Sint-Michielsgestel", "Sint Michielsgestel", "St. Michielsgestel"], "GM0845"),
        (["Súdwest-Fryslân", "Sudwest-Fryslan", "Su\u0301dwest-Frysla\u0302n"], "GM1900"),
        (["IJsselstein", "Ijsselstein", "ĲSSELSTEIN"], "GM0353"),
        (["Capelle aan den IJssel", "Capelle a/d IJssel", "Capelle aan de IJssel"], "GM0502"),
        (["Sittard-Geleen", "Sittard–Geleen", "Sittard", "Geleen"], "GM1883"),
        (["Zaandam", "Zaanstad"], "GM0479"),
        (["Ljouwert", "Leeuwarden"], "GM0080"),
        (["Sneek", "Snits", "IJlst"], "GM1900"),
        (["Vlissingen"], "GM0718"),
        (["Sint Annaparochie", "St. Annaparochie", "Sint-Annaparochie"], "GM1949"),
    ],
)
def test_spellings_of_one_place(spellings: list[str], expected: str) -> None:
    assert {code(s) for s in spellings} == {expected}


@pytest.mark.parametrize(
    ("name", "first", "others"),
    [
        ("Hengelo", "GM0164", {"GM1876"}),
        ("Bergen", "GM0373", {"GM0893", None}),
        ("Beek", "GM0888", {"GM1945", "GM1955"}),
        ("Rijswijk", "GM0603", {"GM0214", "GM1959"}),
        ("Laren", "GM0417", {"GM0262"}),
        ("Elst", "GM1734", {"GM0340"}),
    ],
)
def test_same_names_are_all_kept_the_larger_first(
    name: str, first: str, others: set[str | None]
) -> None:
    found = REGISTERS.places(name)
    assert found[0].municipality_code == first
    assert {p.municipality_code for p in found[1:]} == others
    assert all(p.shared for p in found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hengelo (Gld)", "GM1876"),
        ("Hengelo (O)", "GM0164"),
        ("Hengelo Gld.", "GM1876"),
        ("Laren (NH)", "GM0417"),
        ("Laren (Gelderland)", "GM0262"),
        ("Rijswijk (ZH)", "GM0603"),
        ("Bergen (L.)", "GM0893"),
        ("Beek (L)", "GM0888"),
        ("Laren (koor)", None),
    ],
)
def test_a_province_behind_the_name_chooses(name: str, expected: str | None) -> None:
    assert code(name) == expected


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Brussel", "België"),
        ("Bruxelles", "België"),
        ("Kyiv", "Oekraïne"),
        ("Kiev", "Oekraïne"),
        ("Keulen", "Duitsland"),
        ("Aken", "Duitsland"),
        ("Londen", "Verenigd Koninkrijk"),
        ("Paramaribo", "Suriname"),
    ],
)
def test_cities_abroad_have_a_country_and_no_code(name: str, country: str) -> None:
    place = REGISTERS.find_place(name)
    assert place and place.country == country
    assert place.municipality is None and place.municipality_code is None
    assert place.id.startswith("xx-")


@pytest.mark.parametrize("name", ["best", "een", "Flevoland", "Haaglanden", "Nederlander", "", " "])
def test_no_place(name: str) -> None:
    assert not REGISTERS.is_place(name)


@pytest.mark.parametrize(
    ("name", "ambiguity"),
    [
        ("Best", "word"),
        ("Een", "word"),
        ("Leiden", "word"),
        ("Altena", "region"),
        ("Heemskerk", "person"),
        ("Utrecht", "region"),
        ("Deventer", ""),
    ],
)
def test_names_that_are_something_else_too(name: str, ambiguity: str) -> None:
    place = REGISTERS.find_place(name)
    assert place and place.ambiguity == ambiguity


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Groningse", "Groningen"),
        ("Gronings", "Groningen"),
        ("Amsterdamse", "Amsterdam"),
        ("Haagse", "Den Haag"),
        ("Bossche", "'s-Hertogenbosch"),
        ("Tilburgse", "Tilburg"),
        ("Zwolse", "Zwolle"),
        ("Almeerse", "Almere"),
        ("Leidse", "Leiden"),
        ("Utrechtse", "Utrecht"),
        ("Goudse", "Gouda"),
        ("Nijmeegse", "Nijmegen"),
        ("Bredase", "Breda"),
        ("Deventer", "Deventer"),
        ("Enschedese", "Enschede"),
        ("Hengelose", "Hengelo"),
        ("Zaanse", "Zaanstad"),
        ("Osse", "Oss"),
        ("Eindhovense", "Eindhoven"),
        ("Alphense", "Alphen aan den Rijn"),
        ("Veldhovense", "Veldhoven"),
        ("Nieuwegeinse", "Nieuwegein"),
        ("Brusselse", "Brussel"),
    ],
)
def test_adjectives_of_places(word: str, expected: str) -> None:
    place = REGISTERS.city_from_adjective(word)
    assert place and place.name == expected


@pytest.mark.parametrize("word", ["Brabantse", "Beste", "Goede", "groningse", "Nieuwe", "Zeeuwse"])
def test_no_adjective_of_a_place(word: str) -> None:
    assert REGISTERS.city_from_adjective(word) is None
