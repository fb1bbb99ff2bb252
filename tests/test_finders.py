"""What the register and rule sources find, and what the context denies them."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extract.cities import find_cities
from pipeline.extract.organisations import OrganisationFinder
from pipeline.extract.people import find_people
from pipeline.extract.tokenizer import make_tokenizer
from pipeline.registers import default_registers

REGISTERS = default_registers()


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("nl")
    nlp.tokenizer = make_tokenizer(nlp)
    return nlp


def strong_cities(doc: Doc) -> list[str]:
    return [s.text for s in find_cities(doc, registers=REGISTERS) if s.id_ == "register"]


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("We waren te gast in Zwolle en Alphen aan den Rijn.", ["Zwolle", "Alphen aan den Rijn"]),
        ("De gemeente Best deed mee.", ["Best"]),
        ("Jolanda de Wit (Ede) sprak.", ["Ede"]),
        ("Best veel mensen kwamen.", []),
        ("Jan van Deventer sprak.", []),
        ("De provincie Utrecht betaalt.", []),
        ("Els Smit, wethouder Jeugd van Hengelo, sprak.", ["Hengelo"]),
        ("Els Smit, wethouder Sociale Zaken van Schiedam, sprak.", ["Schiedam"]),
        ("Nieuw was Bakker uit Zwolle.", ["Zwolle"]),
        ("Studenten van Hogeschool Rotterdam.", []),
        ("Wij gaan naar Nederland.", []),
        ("Hengelo-Enschede werkt samen.", ["Hengelo", "Enschede"]),
        ("In ’s-Hertogenbosch en Den Haag.", ["’s-Hertogenbosch", "Den Haag"]),
        ("Van Gent naar Brussel.", ["Gent", "Brussel"]),
    ],
)
def test_cities(nlp: Language, text: str, cities: list[str]) -> None:
    assert strong_cities(nlp(text)) == cities


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("De G40-wethouder en de VNG spraken.", ["G40", "VNG"]),
        ("Het ministerie van Binnenlandse Zaken schreef.", ["ministerie van Binnenlandse Zaken"]),
        ("Iemand van stichting De Blauwe Deur kwam.", ["stichting De Blauwe Deur"]),
        ("Volgens woningcorporatie Nij Hiem kan het.", ["Nij Hiem"]),
        ("Een school in Zwolle.", []),
        ("De Omgevingswet en het MKB.", []),
        ("Directeur van adviesbureau Zwartkruis & Partners.", ["Zwartkruis & Partners"]),
    ],
)
def test_organisations(nlp: Language, text: str, organisations: list[str]) -> None:
    finder = OrganisationFinder(nlp.vocab, registers=REGISTERS)
    assert [span.text for span in finder(nlp(text))] == organisations


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Wethouder Gerda van der Meulen opende.", ["Gerda van der Meulen"]),
        ("Mevrouw Hermsen knikte.", ["Hermsen"]),
        ("Peter Bakker van Middelburg vertelde.", ["Peter Bakker"]),
        ("Jan van Deventer vertelde.", ["Jan van Deventer"]),
        ("Wethouder Tineke Roos van Gouda kwam.", ["Tineke Roos"]),
        ("Wethouder Jan Peter van Wissen kwam.", ["Jan Peter van Wissen"]),
        ("Dr. Fatima el Khattabi sprak.", ["Fatima el Khattabi"]),
        ("J.P. van Dijk tekende.", ["J.P. van Dijk"]),
        ("David Rietveld van de VNG sprak.", ["David Rietveld"]),
        ("De wethouder Jeugd van Hengelo sprak.", []),
        ("Goede morgen allemaal.", []),
        ("Maria Ferreira da Silva won.", ["Maria Ferreira da Silva"]),
    ],
)
def test_people(nlp: Language, text: str, people: list[str]) -> None:
    assert [span.text for span in find_people(nlp(text), registers=REGISTERS)] == people
