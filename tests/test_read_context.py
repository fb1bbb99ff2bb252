"""Title, event and host city."""

import pytest

from pipeline.read.context import find_context
from pipeline.read.headings import decide_kinds
from pipeline.read.markdown import read_markdown
from pipeline.read.plain import read_plain
from pipeline.read.sections import build_blocks

CITIES = {
    "Gouda",
    "Best",
    "Den Haag",
    "'s-Hertogenbosch",
    "Alphen aan den Rijn",
    "Assen",
    "Utrecht",
}
BODY = (
    "In een goed gevulde zaal spraken collega's over de woningmarkt en over alles wat daar in de "
    "praktijk van een gemeente bij komt kijken."
)


def context(*paragraphs, title="Verslag van de dag", reader=read_plain, source="verslag.txt"):
    draft = reader("\n\n".join([title, *paragraphs]))
    blocks = build_blocks(draft.text, decide_kinds(draft.text, draft.pieces))
    return find_context(
        draft, blocks, source=source, is_city=lambda name: name.replace("’", "'") in CITIES
    )


@pytest.mark.parametrize(
    ("title", "first", "event"),
    [
        ("Terugblik ambtelijke netwerkdag", BODY, "ambtelijke netwerkdag"),
        ("Bestuurlijke G40-netwerkdag: veel te doen", BODY, "bestuurlijke netwerkdag"),
        ("BESTUURLIJKE NETWERKDAG", BODY, "bestuurlijke netwerkdag"),
        ("Volle zaal", "Op de bestuurlijke netwerkdag van de G40 was het druk.",
         "bestuurlijke netwerkdag"),
        ("Netwerkdag voor bestuurders", BODY, "bestuurlijke netwerkdag"),
        ("Terugblik", "De volgende ambtelijke netwerkdag is in het najaar.", "other"),
        ("Werkbezoek", "Wethouders en ambtenaren bezochten de haven.", "other"),
    ],
)  # fmt: skip
def test_event(title, first, event):
    assert context(first, BODY, title=title).event == event


@pytest.mark.parametrize(
    ("title", "first", "city"),
    [
        ("Terugblik netwerkdag in Gouda", BODY, "Gouda"),
        ("Netwerkdag Alphen aan den Rijn", BODY, "Alphen aan den Rijn"),
        ("Volle zaal", "Dit keer waren we te gast in Den Haag, bij de gemeente.", "Den Haag"),
        ("Volle zaal", "Gaststad Best ontving honderd collega's.", "Best"),
        ("Volle zaal", "De netwerkdag vond plaats in ’s-Hertogenbosch, aan het water.",
         "’s-Hertogenbosch"),
        ("Volle zaal", "In Gouda kwamen op 3 mei 2022 ruim honderd collega's bijeen.", "Gouda"),
        ("Volle zaal", "Gouda was gastheer van de bijeenkomst; ook Assen was er.", "Gouda"),
        ("Volle zaal", "Assen, vrijdag 11 oktober 2019. Wie vanuit Gouda kwam, was laat.", "Assen"),
        ("Volle zaal", "De notulen van de vergadering van 14 juni 2019 te Assen stonden vast.",
         None),
        ("Volle zaal", "De volgende netwerkdag is in Assen.", None),
        ("Volle zaal", "Wethouder De Wit uit Gouda sprak over Utrecht en Assen.", None),
    ],
)  # fmt: skip
def test_host_city(title, first, city):
    assert context(first, BODY, title=title).host_city == city


def test_announced_city_is_not_the_host():
    found = context(
        "We kwamen bijeen in Gouda voor de netwerkdag.", BODY, "Volgende keer in Assen",
        "Onze volgende netwerkdag is in Assen! Noteer de datum: 21 november 2024.",
    )  # fmt: skip
    assert found.host_city == "Gouda"


def test_front_matter_comes_first():
    front = "---\ntitel: De dag in Assen\ndatum: 2019-03-05\ngaststad: Assen\n"
    found = context(
        "Op 3 mei 2022 kwamen we bijeen in Gouda.",
        title=f"{front}bijeenkomst: ambtelijke netwerkdag\n---\n# Iets anders",
        reader=read_markdown,
    )
    assert (found.title, found.date, found.date_source) == (
        "De dag in Assen", "2019-03-05", "front_matter",
    )  # fmt: skip
    assert (found.host_city, found.event) == ("Assen", "ambtelijke netwerkdag")


def test_title_is_one_line_without_marks():
    assert context(BODY, title="**Een dag\xa0in de stad**").title == "Een dag in de stad"


def test_shipped_register_decides_by_default():
    from pipeline.read import recap_from_text

    recap = recap_from_text(f"Terugblik netwerkdag in Zwolle\n\n{BODY}")
    assert recap.host_city == "Zwolle"
