"""Blocks of plain text: which lines belong together, and which are headings."""

import pytest

from pipeline.read import recap_from_text

LONG = (
    "Ruim honderd collega's spraken over de vraag hoe steden sneller kunnen bouwen zonder dat de "
    "leefbaarheid eronder lijdt. De antwoorden liepen uiteen."
)
OTHER = (
    "Daarna ging het over de schulden van jongeren en over de rol die scholen daarin hebben, want "
    "wie vroeg helpt voorkomt veel ellende."
)


def kinds(text):
    """(kind initial, text) of every block."""
    recap = recap_from_text(text)
    return [(b.kind[0], recap.text[b.start : b.end]) for b in recap.blocks]


def headings(text):
    return [words for kind, words in kinds(text) if kind == "h"]


def test_blank_lines_part_blocks_and_may_hold_spaces():
    text = f"Nieuws\n \xa0\nTerugblik op de dag\n\n{LONG}\xa0\n\u200b\n\xa0\n{OTHER}\n"
    assert kinds(text) == [
        ("h", "Nieuws"), ("h", "Terugblik op de dag"), ("p", LONG), ("p", OTHER),
    ]  # fmt: skip


def test_list_items_without_blank_lines_are_one_block_with_their_marks():
    text = f"Titel van de dag\n\n{LONG}\n\n  • inzet op later\xa0\n  • maatwerk\n\n{OTHER}"
    assert ("p", "• inzet op later\xa0\n  • maatwerk") in kinds(text)


def test_list_items_in_a_text_without_blank_lines_are_one_block():
    text = f"Terugblik\nVolle zaal in de schouwburg\n{LONG}\n- een\n- twee\n{OTHER}\n{LONG}\n"
    assert [words for _, words in kinds(text)][3] == "- een\n- twee"


def test_one_line_per_paragraph():
    text = f"Terugblik\nVolle zaal in de schouwburg\n{LONG}\n{OTHER}\nTot slot\n{LONG}\n"
    assert [k for k, _ in kinds(text)] == ["h", "h", "p", "p", "h", "p"]


def test_hard_wrapped_lines_are_joined():
    import textwrap

    body = "\n".join(
        [*textwrap.wrap(LONG, 72), "", *textwrap.wrap(OTHER, 72), *textwrap.wrap(LONG, 72)]
    )
    found = kinds(f"Verslag van de dag\n\nWonen in de stad\n{body}\n")
    assert [k for k, _ in found] == ["h", "h", "p", "p", "p"]
    assert " ".join(found[2][1].split()) == LONG


def test_heading_glued_to_its_paragraph():
    text = "\n\n".join(["Terugblik op de dag", LONG, f"Wonen\n{LONG}", f"Schulden\n{OTHER}"])
    assert headings(text) == ["Terugblik op de dag", "Wonen", "Schulden"]


def test_line_break_in_a_paragraph_is_no_heading_where_headings_stand_alone():
    text = "\n\n".join(
        [
            "Terugblik op de dag",
            LONG,
            "Wonen",
            OTHER,
            "Schulden",
            LONG,
            f"Citaat van de dag\n{OTHER}",
            LONG,
        ]
    )
    assert headings(text) == ["Terugblik op de dag", "Wonen", "Schulden"]


@pytest.mark.parametrize(
    "line",
    [
        "Bouwen, maar hoe?",
        "Wat een dag!",
        "Conclusie:",
        "3. Netcongestie",
        "FINANCIËN EN LOBBY",
        "Vijf lessen uit het noorden",
        "Beschikbaarheid van ruimte en mensen bepalend voor de economie van morgen",
        "'Zonder steden geen uitvoering'",
        "De Sociale pijler",
        "Themagroep Wonen, welzijn en zorg",
        "Europese fondsen (EFRO en ESF+)",
    ],
)
def test_headings_without_markup(line):
    assert line in headings("\n\n".join(["Titel van het verslag", OTHER, line, LONG]))


@pytest.mark.parametrize(
    "line",
    [
        "Foto: Jan de Vries",
        "Foto's: gemeente",
        "Lees meer",
        "Lees meer over de woondeals op onze website",
        "Lees ook: de handreiking",
        "Bekijk ook de presentaties",
        "Deel dit artikel",
        "Facebook LinkedIn E-mail",
        "24 april 2024",
        "Woensdag 24 april 2024",
        "Geplaatst op 3 mei 2024",
        "Door Anna de Wit",
        "Door: redactie",
        "Home > Nieuws > Terugblik",
        "Deze website gebruikt cookies",
        "• een punt",
        "- een punt",
        "We kwamen bijeen in de raadzaal.",
        "Daarna gingen we naar buiten,",
        "Beste collega's,",
        "www.voorbeeld.nl/verslag",
        "De sociale pijler sprak over schulden.",
        "We kijken met veel plezier terug op een geslaagde en leerzame dag",
    ],
)
def test_lines_that_are_no_headings(line):
    found = kinds("\n\n".join(["Titel van het verslag", OTHER, line, LONG]))
    assert ("p", line) in found


def test_a_word_that_labels_sites_may_head_a_section():
    assert "Agenda" in headings(f"Titel van het verslag\n\n{LONG}\n\nAgenda\n\n- een\n- twee")


def test_the_last_line_introduces_nothing():
    assert headings(f"Titel van het verslag\n\n{LONG}\n\nTot de volgende keer") == [
        "Titel van het verslag"
    ]


def test_enumeration_of_short_lines_is_no_row_of_headings():
    names = [
        "Anna de Wit, Almelo",
        "Bram Bakker, Best",
        "Cem Kaya, Gouda",
        "Dirk Vos, Delft",
        "Els Smit, Ede",
    ]
    text = "\n\n".join(["Titel van het verslag", LONG, *names, LONG])
    assert headings(text) == ["Titel van het verslag", "Els Smit, Ede"]


def test_caption_or_date_between_title_and_text_keeps_the_title():
    title = "Terugblik op een bijzonder lange titel van de dag in het zuiden"
    assert headings("\n\n".join([title, "24 april 2024", "Foto: X", LONG])) == [title]


def test_rules_of_dashes_are_no_blocks():
    assert kinds(f"Titel van de dag\n-----\n\n{LONG}\n\n* * *\n\n{OTHER}") == [
        ("h", "Titel van de dag"), ("p", LONG), ("p", OTHER),
    ]  # fmt: skip


def test_windows_line_ends_count_as_two_characters():
    recap = recap_from_text(f"Titel van de dag\r\n\r\n{LONG}\r\n")
    assert recap.blocks[1].start == len("Titel van de dag") + 4
