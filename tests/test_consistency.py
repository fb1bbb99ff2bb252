"""A name that is certain once is the same name elsewhere in the document."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extract.candidates import Candidate
from pipeline.extract.consistency import consistent
from pipeline.extract.resolve import weigh
from pipeline.extract.tokenizer import make_tokenizer

SURE = frozenset({"model", "rule"})
MODEL = frozenset({"model"})

Found = tuple[str, str, frozenset[str]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("nl")
    nlp.tokenizer = make_tokenizer(nlp)
    return nlp


def made_consistent(doc: Doc, *found: Found) -> list[tuple[str, str, bool]]:
    """Plant names (text, label, sources), each after the one before it; return all, in order.

    The third value says whether consistency gave the name or its label.
    """
    chosen, last = [], 0
    for text, label, sources in found:
        last = doc.text.index(text, last)
        span = doc.char_span(last, last + len(text), label=label)
        assert span is not None, text
        chosen.append(Candidate(span.start, span.end, span.label_, sources))
        last += len(text)
    names = sorted(consistent(doc, chosen, weigh=weigh), key=lambda c: c.start)
    return [(c.text(doc), c.label, "consistency" in c.sources) for c in names]


@pytest.mark.parametrize(
    ("name", "later"),
    [
        ("Gerda Hermsen", "Hermsen"),
        ("Gerda Hermsen", "Gerda"),
        ("Gerda Hermsen", "Gerda Hermsen"),
        ("Anne Marie Hermsen", "Anne Marie"),
        ("Jan van der Meulen", "Van der Meulen"),
        ("Jan van der Meulen", "Jan"),
        ("J.P. Hermsen", "Hermsen"),
        ("Fatima el Khattabi", "El Khattabi"),
        ("Jan in 't Veld", "In 't Veld"),
        ("Anna Hermsen-Terpstra", "Hermsen-Terpstra"),
        ("Anna Hermsen-Terpstra", "Hermsen"),
        ("Anna Smits-Van den Berg", "Smits-Van den Berg"),
        ("Anna Smits-Van den Berg", "Smits"),
        ("Anna Smits-Van den Berg", "Anna"),
    ],
)
def test_later_forms_of_a_certain_person_are_found(nlp: Language, name: str, later: str) -> None:
    doc = nlp(f"Wethouder {name} opende. Toen zei {later} iets.")
    assert made_consistent(doc, (name, "PER", SURE)) == [(name, "PER", False), (later, "PER", True)]


@pytest.mark.parametrize(
    ("name", "later"),
    [
        ("Gerda de Bakker", "bakker"),
        ("J.P. Hermsen", "J.P."),
        ("Gerda Wonen", "Wonen"),
        ("Gerda Hermsen", "Hermsen Bouw"),
        ("Gerda Hermsen", "Ruben Hermsen"),
        ("Gerda Hermsen", "oud-Hermsen"),
        ("Anna Smits-Van den Berg", "Smits-Van"),
    ],
)
def test_words_and_parts_of_other_names_are_not(nlp: Language, name: str, later: str) -> None:
    doc = nlp(f"Wethouder {name} opende. Toen zei {later} iets.")
    assert made_consistent(doc, (name, "PER", SURE)) == [(name, "PER", False)]


def test_an_uncertain_name_is_not_looked_for(nlp: Language) -> None:
    doc = nlp("Wij zagen Hermsen daar. Toen zei Hermsen iets.")
    assert made_consistent(doc, ("Hermsen", "PER", MODEL)) == [("Hermsen", "PER", False)]


def test_organisations_and_cities_are_found_again(nlp: Language) -> None:
    doc = nlp("Het Platform Dertig was in Weert. Later kwam Platform Dertig terug naar Weert.")
    register = frozenset({"model", "register"})
    assert made_consistent(
        doc, ("Platform Dertig", "ORG", register), ("Weert", "CITY", register)
    ) == [
        ("Platform Dertig", "ORG", False),
        ("Weert", "CITY", False),
        ("Platform Dertig", "ORG", True),
        ("Weert", "CITY", True),
    ]


def test_breda_in_a_surname_is_not_the_city(nlp: Language) -> None:
    doc = nlp("Jan van Breda sprak in Breda. Daarna zei Van Breda iets.")
    found = made_consistent(
        doc,
        ("Jan van Breda", "PER", SURE),
        ("Breda", "CITY", frozenset({"register"})),
        ("Breda", "CITY", frozenset({"register"})),
    )
    assert found == [
        ("Jan van Breda", "PER", False),
        ("Breda", "CITY", False),
        ("Van Breda", "PER", True),
    ]


def test_breda_after_a_word_stays_the_city(nlp: Language) -> None:
    doc = nlp("Jan Hermsen sprak. Van Breda leerden wij veel.")
    found = made_consistent(
        doc, ("Jan Hermsen", "PER", SURE), ("Breda", "CITY", frozenset({"register"}))
    )
    assert found[-1] == ("Breda", "CITY", False)


def test_one_form_has_one_label(nlp: Language) -> None:
    doc = nlp("Bij Hermes zagen wij dat Hermes groeit. Toen kwam Hermes erbij.")
    found = made_consistent(
        doc, ("Hermes", "ORG", MODEL), ("Hermes", "PER", MODEL), ("Hermes", "ORG", MODEL)
    )
    assert found == [("Hermes", "ORG", False), ("Hermes", "ORG", True), ("Hermes", "ORG", False)]


def test_two_sources_that_agree_are_not_outvoted(nlp: Language) -> None:
    doc = nlp("Bij Hermes zagen wij dat Hermes groeit. Toen kwam Hermes erbij.")
    found = made_consistent(
        doc, ("Hermes", "ORG", MODEL), ("Hermes", "PER", SURE), ("Hermes", "ORG", MODEL)
    )
    assert [label for _, label, _ in found] == ["ORG", "PER", "ORG"]


def test_a_surname_votes_for_a_person(nlp: Language) -> None:
    doc = nlp("Wethouder Gerda Hermsen en haar man Gerda Hermsen. Later vroeg Hermsen door.")
    found = made_consistent(
        doc,
        ("Gerda Hermsen", "PER", SURE),
        ("Gerda Hermsen", "PER", SURE),
        ("Hermsen", "ORG", MODEL),
    )
    assert found[-1] == ("Hermsen", "PER", True)


def test_no_two_names_share_a_word(nlp: Language) -> None:
    doc = nlp("Gerda Hermsen en Gerda Hermsen. Gerda Hermsen zag Hermsen en Gerda.")
    found = made_consistent(doc, ("Gerda Hermsen", "PER", SURE))
    assert [text for text, _, _ in found] == ["Gerda Hermsen"] * 3 + ["Hermsen", "Gerda"]
