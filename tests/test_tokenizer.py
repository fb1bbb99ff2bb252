"""Every name gets a boundary of its own, and names with a hyphen stay whole."""

from __future__ import annotations

import pickle

import pytest
import spacy
from spacy.language import Language

from pipeline.extract.tokenizer import make_tokenizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("nl")
    nlp.tokenizer = make_tokenizer(nlp)
    return nlp


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("De G40-wethouder sprak.", "G40"),
        ("De VNG-directeur sprak.", "VNG"),
        ("oud-VNG-bestuurder", "VNG"),
        ("Een SZW'er en een BZK’er.", "BZK"),
        ("EU-migranten kwamen.", "EU"),
        ("De G4/G40 pleiten.", "G40"),
        ("Platform31-onderzoek", "Platform31"),
        ("Hengelo-Enschede", "Enschede"),
        ("Rotterdam-Zuid", "Rotterdam"),
        ("Tineke's plan", "Tineke"),
        ("het G40\u2011netwerk", "G40"),
        ("Sittard-Geleen,", "Sittard-Geleen"),
        ("uit ’s-Gravenhage;", "’s-Gravenhage"),
        ("in 's-Hertogenbosch.", "'s-Hertogenbosch"),
        ("Stichting Eropaf! is", "Eropaf"),
        ("het is bol.com.", "bol.com"),
        ("“Jansen” zei", "Jansen"),
        ("in de wijk.Daarna", "Daarna"),
        ("Dat zei de PvdA.", "PvdA"),
        ("Dat zei IenW.", "IenW"),
        ("Dat zei de IND.", "IND"),
        ("Wij waren in Best.", "Best"),
        ("Dat zei Max.", "Max"),
        ("Dr. Jansen sprak.", "Dr."),
        ("J.P. Jansen sprak.", "J.P."),
    ],
)
def test_the_name_is_a_token(nlp: Language, text: str, name: str) -> None:
    assert name in [token.text for token in nlp(text)]


@pytest.mark.parametrize(
    "name", ["Smits-Van", "Noord-Holland", "Jan-Willem", "d'Hondt", "woon-werkbalans"]
)
def test_hyphens_inside_one_name_stay(nlp: Language, name: str) -> None:
    assert name in [token.text for token in nlp(f"Met {name} erbij.")]


@pytest.mark.parametrize("text", ["mail@g40-steden.nl", "https://www.g40-steden.nl/nieuws"])
def test_addresses_stay_whole(nlp: Language, text: str) -> None:
    assert [token.text for token in nlp(text)] == [text]


def test_tokens_give_back_the_text(nlp: Language) -> None:
    text = "De G40\u00a0steden\r\n\r\n’s-Gravenhage…  VNG/IPO (‘x’) e\u0301 🙂."
    assert nlp(text).text == text


def test_survives_bytes_and_pickle(nlp: Language) -> None:
    copy = pickle.loads(pickle.dumps(nlp.tokenizer))
    again = make_tokenizer(spacy.blank("nl")).from_bytes(nlp.tokenizer.to_bytes())
    for tokenizer in (copy, again):
        assert [t.text for t in tokenizer("G40-wethouder")] == ["G40", "-", "wethouder"]
