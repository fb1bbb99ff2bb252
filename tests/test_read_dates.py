"""Dates: how they are written, and which of them is the meeting's."""

import pytest

from pipeline.read import recap_from_text
from pipeline.read.dates import find_dates, is_only_date, iso_date, name_dates

BODY = (
    "In een goed gevulde zaal spraken collega's over de woningmarkt en over alles wat daar in de "
    "praktijk van een gemeente bij komt kijken."
)


def first(text):
    mention = find_dates(text)[0]
    return (mention.year, mention.month, mention.day, mention.weekday)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("op 29 mei 2024 in de zaal", (2024, 5, 29, None)),
        ("woensdag 24 april", (None, 4, 24, 2)),
        ("Do. 3 okt. 2019", (2019, 10, 3, 3)),
        ("op 3 en 4 oktober 2023", (2023, 10, 3, None)),
        ("3-4 oktober 2023", (2023, 10, 3, None)),
        ("donderdag 3 en vrijdag 4 oktober 2019", (2019, 10, 3, 3)),
        ("30 september t/m 1 oktober 2023", (2023, 9, 30, None)),
        ("30 september tot en met 1 oktober 2023", (2023, 9, 30, None)),
        ("1e maart 2016", (2016, 3, 1, None)),
        ("29-05-2024", (2024, 5, 29, None)),
        ("29/5/2024", (2024, 5, 29, None)),
        ("29.05.2024", (2024, 5, 29, None)),
        ("2024-05-29", (2024, 5, 29, None)),
        ("29 MEI 2024", (2024, 5, 29, None)),
        ("29\xa0mei\xa02024", (2024, 5, 29, None)),
        ("29 mei ’24", (2024, 5, 29, None)),
        ("vrijdag de 13e mei 2016", (2016, 5, 13, 4)),
        ("12 mrt 2018", (2018, 3, 12, None)),
    ],
)
def test_written_forms(text, expected):
    assert first(text) == expected


@pytest.mark.parametrize(
    "text",
    ["31 april 2024", "45 mei 2024", "de meiden", "10 junior onderzoekers", "1.234.567",
     "07-13-2024", "versie 2.10.3", "06-12345678", "artikel 3 en 4"],
)  # fmt: skip
def test_no_dates(text):
    assert find_dates(text) == []


def test_a_wrong_weekday_is_dropped_not_the_date():
    assert first("maandag 29 mei 2024") == (2024, 5, 29, None)


def test_only_a_date():
    assert is_only_date("Woensdag 24 april 2024, 10.00 uur")
    assert is_only_date("24-04-2024")
    assert not is_only_date("Op 24 april 2024 kwamen we bijeen")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2024-05-29_deventer", "2024-05-29"),
        ("verslag_20240529", "2024-05-29"),
        ("terugblik-29-mei-2024", "2024-05-29"),
        ("Deventer 29 mei 2024", "2024-05-29"),
        ("29-05-2024", "2024-05-29"),
        ("2024_05_29", "2024-05-29"),
    ],
)
def test_file_names(name, expected):
    mention = name_dates(name)[0]
    assert str(mention.in_year(mention.year)) == expected


def test_file_names_without_a_date():
    assert name_dates("001_92e6e65fff5e4ff3") == []
    assert name_dates("terugblik-2024-deel-3") == []
    assert name_dates("99999999") == []


def test_iso_date_of_metadata():
    assert iso_date("2024-05-29T10:00:00+02:00") == "2024-05-29"
    assert iso_date("29 mei 2024") == "2024-05-29"
    assert iso_date("gisteren") is None


def dated(*paragraphs, title="Terugblik netwerkdag", source="verslag.txt"):
    recap = recap_from_text("\n\n".join([title, *paragraphs]), source=source)
    return recap.date, recap.date_source


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["Op 29 mei 2024 kwamen we bijeen in de schouwburg om te praten over wonen."],
         ("2024-05-29", "text")),
        (["Ruim honderd gasten troffen elkaar op woensdag 24 april.", BODY,
          "Eind 2023 besloten we om het anders te doen.", BODY],
         ("2024-04-24", "text_weekday")),
        (["Op donderdag 8 november troffen we elkaar op de netwerkdag.", BODY,
          "In 2018 was dat nog heel anders.", BODY],
         ("2018-11-08", "text_weekday")),
        (["Op 31 mei vond de netwerkdag plaats in het stadhuis.", BODY,
          "Sinds 2021 werken we samen. In 2030 moet de stad schoon zijn.", BODY],
         ("2021-05-31", "text_partial")),
        (["Op 31 mei vond de netwerkdag plaats in het stadhuis.", BODY, "Volgende keer", BODY,
          "De volgende netwerkdag is op 21 november 2019. Tot dan!"],
         ("2019-05-31", "text_partial")),
        (["Op 5 december vond de netwerkdag plaats in het stadhuis.", BODY, BODY, BODY,
          "De volgende netwerkdag is op 21 maart 2019. Tot dan!"],
         ("2018-12-05", "text_partial")),
        (["Geplaatst op 3 mei 2022", "Op donderdag 21 april kwamen we bijeen in de kerk.", BODY],
         ("2022-04-21", "text_weekday")),
        (["Geplaatst op dinsdag 12 oktober 2021", "Afgelopen donderdag was het zover.", BODY],
         ("2021-10-07", "text_weekday")),
        (["Geplaatst op donderdag 14 oktober 2021", "Vorige donderdag was het zover.", BODY],
         ("2021-10-07", "text_weekday")),
        (["Afgelopen donderdag was het zover.", BODY], (None, "none")),
        (["Op donderdag 20 november hield het netwerk zijn vergadering.", BODY,
          "Tot 2003 was dit een fabriek. In 2028 komt er een gat.", BODY,
          "De dag van 5 februari 2026 is in de kerk.", BODY],
         ("2025-11-20", "text_weekday")),
        (["Op 3 en 4 oktober 2023 waren we te gast bij de gemeente.", BODY],
         ("2023-10-03", "text")),
        (["2 juni 2017", "Op 1 juni jl. kwamen we bijeen in het provinciehuis.", BODY, BODY],
         ("2017-06-01", "text_partial")),
        (["Op 31 mei vond de netwerkdag plaats in het stadhuis.", BODY, BODY, BODY,
          "Bij de vorige bijeenkomst, op 3 oktober 2018, was het nog leeg. In 2019 niet."],
         ("2019-05-31", "text_partial")),
        (["24 april 2024", BODY, BODY], ("2024-04-24", "text")),
        ([BODY, "De wet ging in op 1 januari 2015.", BODY, BODY], (None, "none")),
        ([BODY, BODY, BODY, "De volgende bijeenkomst is op 21 november 2024."], (None, "none")),
        (["Op woensdag 24 april kwamen we bijeen.", BODY], (None, "none")),
        ([BODY, BODY], (None, "none")),
    ],
)  # fmt: skip
def test_date_of_the_meeting(paragraphs, expected):
    assert dated(*paragraphs) == expected


def test_title_names_the_date():
    assert dated(BODY, title="Verslag netwerkdag 12 maart 2020")[0] == "2020-03-12"
    assert dated(
        "Op donderdag 12 maart kwamen we bijeen.", BODY, title="Terugblik netwerkdag 2020"
    ) == ("2020-03-12", "text_weekday")


def test_file_name_wins_and_its_year_counts():
    text = "Op 29 mei 2024 kwamen we bijeen in de schouwburg."
    assert dated(text, source="map/2024-05-30_verslag.txt") == ("2024-05-30", "file_name")
    partial = "Op 29 mei kwamen we bijeen in de schouwburg."
    assert dated(partial, source="verslag-2017.txt") == ("2017-05-29", "text_partial")


def test_unknown_date_is_a_problem_that_says_what_to_do():
    recap = recap_from_text(f"Terugblik netwerkdag\n\n{BODY}")
    assert [(p.severity, p.stage) for p in recap.problems] == [("info", "read")]
    assert "bestandsnaam" in recap.problems[0].message


def test_date_without_any_year_is_named_in_the_problem():
    recap = recap_from_text(f"Terugblik netwerkdag\n\nWoensdag 5 oktober\n\n{BODY}")
    assert recap.date is None
    assert "'Woensdag 5 oktober'" in recap.problems[0].message
