"""Levels of headings, and which headings govern a block."""

import unicodedata

import pytest

from pipeline.read import recap_from_text

TEXT = "Een alinea van enige lengte over wat er in de zaal gebeurde en wie daar iets van vond."


def sections(*lines):
    """Texts of the governing headings of every paragraph."""
    recap = recap_from_text("\n\n".join(lines))
    words = [recap.text[b.start : b.end] for b in recap.blocks]
    return [tuple(words[h] for h in b.headings) for b in recap.blocks if b.kind == "paragraph"]


def test_title_and_label_govern_nothing():
    assert sections("Nieuws", "Terugblik op de dag", TEXT, TEXT) == [(), ()]


def test_label_has_the_lowest_level_and_the_title_the_highest():
    recap = recap_from_text(f"Nieuws\n\nTerugblik op de dag\n\n{TEXT}")
    assert [b.level for b in recap.blocks] == [6, 1, 0]
    assert recap.title == "Terugblik op de dag"


def test_pillar_governs_until_the_next_pillar():
    found = sections(
        "Titel van de dag", TEXT, "De Sociale pijler", TEXT, "Schulden", TEXT, "Jeugd", TEXT,
        "Pijler Economie en Werk", TEXT,
    )  # fmt: skip
    assert found == [
        (),
        ("De Sociale pijler",),
        ("De Sociale pijler", "Schulden"),
        ("De Sociale pijler", "Jeugd"),
        ("Pijler Economie en Werk",),
    ]


def test_headings_that_leave_the_pillar():
    for line in (
        "Themagroep Financiën",
        "Volgende keer in Assen",
        "Plenair",
        "Tot slot",
        "Afsluiting",
    ):
        assert sections("Titel van de dag", TEXT, "Fysiek", TEXT, line, TEXT)[-1] == (line,)


@pytest.mark.parametrize(
    "name",
    [
        "Pijler Sociaal",
        "Fysieke pijler",
        "Sociaal domein",
        "Economie & Werk",
        "FYSIEK",
        "Bestuurlijk pijleroverleg Fysiek",
        "2. De Sociale Pijler",
        "Fysieke pijler: de bodem in",
        "Pijler Duurzaamheid",
        "Sociaal: jeugdhulp onder druk",
    ],
)
def test_names_of_pillars(name):
    found = sections("Titel van de dag", TEXT, name, TEXT, "Een losse kop", TEXT)
    assert found[-1] == (name, "Een losse kop")


@pytest.mark.parametrize(
    "name", ["Voortgang per pijler", "Sociale huur", "Fysiek en mentaal gezond", "De pijlers"]
)
def test_other_headings_are_no_pillars(name):
    found = sections("Titel van de dag", TEXT, name, TEXT, "Een losse kop", TEXT)
    assert found[-1] == ("Een losse kop",)


def test_accents_may_be_written_as_two_characters():
    line = unicodedata.normalize("NFD", "Gemeentefinanciën")
    assert sections("Titel van de dag", TEXT, "Fysiek", TEXT, line, TEXT)[-1] == (line,)


def test_heading_below_a_heading_is_its_child():
    found = sections(
        "Titel van de dag", TEXT, "Deelsessies", "Wonen boven winkels", TEXT, "Lobby", TEXT
    )
    assert found == [(), ("Deelsessies", "Wonen boven winkels"), ("Lobby",)]


def test_title_like_pillar_heading_below_the_pillar():
    found = sections(
        "Titel van de dag", TEXT, "De Fysieke pijler", "De Fysieke pijler rekent alles na", TEXT
    )
    assert found[-1] == ("De Fysieke pijler", "De Fysieke pijler rekent alles na")


def test_section_numbers_nest():
    found = sections(
        "Titel van de dag", TEXT, "1. Wonen", TEXT, "1.1 Bouwen", TEXT, "2. Zorg", TEXT
    )
    assert found == [(), ("1. Wonen",), ("1. Wonen", "1.1 Bouwen"), ("2. Zorg",)]


def test_section_numbers_inside_a_numbered_pillar():
    recap = recap_from_text(
        "\n\n".join(
            ["Titel van de dag", TEXT, "2. Sociale pijler", "2.1 Asiel", TEXT, "3. Rondvraag", TEXT]
        )
    )
    assert [b.level for b in recap.blocks if b.kind == "heading"] == [1, 2, 3, 2]


def test_capitals_rank_above_other_headings():
    found = sections("Titel van de dag", TEXT, "FYSIEK", TEXT, "Wonen", TEXT, "GEZAMENLIJK", TEXT)
    assert found == [(), ("FYSIEK",), ("FYSIEK", "Wonen"), ("GEZAMENLIJK",)]


def test_pillar_as_first_heading_is_no_title():
    recap = recap_from_text(f"Sociale pijler\n\n{TEXT}\n\nFysieke pijler\n\n{TEXT}")
    assert recap.title == ""
    assert recap.blocks[1].headings == (0,)
