"""Bytes to text, and which language it is."""

import pytest

from pipeline.read import read_file
from pipeline.read.encoding import decode
from pipeline.read.language import detect_language

TEXT = "Financiën: één wethouder reëel over ‘ravijnjaar’ – € 5 miljoen in ’s-Hertogenbosch.\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_encodings_are_silent(encoding):
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.notes == ()


def test_windows_1252_is_noted():
    decoded = decode(TEXT.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (TEXT, "cp1252")
    assert [severity for severity, _ in decoded.notes] == ["info"]


def test_other_eight_bit_encodings_are_found():
    text = "Przewodniczący gościł prezydentów miast: Łódź, Kraków, Gdańsk i Poznań. " * 20
    assert "Łódź" in decode(text.encode("cp1250")).text


def test_mojibake_is_repaired_and_noted():
    broken = TEXT.encode("utf-8").decode("cp1252")
    decoded = decode(broken.encode("utf-8"))
    assert decoded.text == TEXT
    assert decoded.notes[0][0] == "warning"
    assert "hersteld in 1 regel" in decoded.notes[0][1]


def test_accents_that_look_like_mojibake_stay():
    text = "De Vlaamse CAFÉ’S in Curaçao, façade en Ångström; «Ça va» zei hij."
    assert decode(text.encode()).text == text


def test_a_few_broken_bytes_in_utf8_do_not_change_the_rest():
    data = (TEXT * 20).encode("utf-8") + b"\xff\xfe rest"
    decoded = decode(data)
    assert decoded.text.startswith(TEXT)
    assert decoded.text.endswith("\ufffd\ufffd rest")
    assert decoded.notes[0][0] == "warning"


def test_byte_order_mark_is_no_part_of_the_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert read_file(path, source="a.txt").text == TEXT


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ruim honderd collega's spraken over de vraag hoe steden sneller kunnen bouwen zonder dat "
         "de leefbaarheid eronder lijdt, en dat was volgens de wethouder hard nodig.", "nl"),
        ("The aldermen of forty cities met to talk about how they can build more homes without "
         "losing the quality of life that makes their towns so good to live in.", "en"),
        ("Die Städte haben sich getroffen, um über den Wohnungsbau zu sprechen und darüber, wie "
         "sie mit dem Bund zusammen eine Lösung für die Menschen finden können.", "de"),
        ("Les villes se sont réunies pour parler du logement et de la manière dont elles peuvent, "
         "avec les habitants, trouver une solution qui est bonne pour tous.", "fr"),
        ("Kort verslag.", "und"),
        ("Мэры сорока городов встретились, чтобы поговорить о том, как строить больше жилья и при "
         "этом не терять качество жизни, которое делает их города такими хорошими местами.", "xx"),
    ],
)  # fmt: skip
def test_language(text, language):
    assert detect_language(text) == language


def test_dutch_with_english_terms_is_dutch():
    text = (
        "De keynote over smart city, data governance en digital twins was in het Engels, maar de "
        "workshops en de borrel daarna waren gewoon in het Nederlands, met veel vragen uit de zaal."
    )
    assert detect_language(text) == "nl"
