"""One set of names out of several sources, and the same name for the same words."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.extract.candidates import Candidate
from pipeline.extract.resolve import WEIGHTS, resolve, weigh
from pipeline.extract.tokenizer import make_tokenizer
from pipeline.registers import default_registers


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("nl")
    nlp.tokenizer = make_tokenizer(nlp)
    return nlp


def plant(doc: Doc, key: str, *found: tuple[str, str, str]) -> None:
    """Leave spans (text, label, source) of one source in a Doc."""
    spans = []
    for text, label, source in found:
        start = doc.text.index(text)
        span = doc.char_span(start, start + len(text), label=label)
        assert span is not None, text
        span.id_ = source
        spans.append(span)
    doc.spans[key] = spans


def resolved(doc: Doc) -> list[tuple[str, str, str]]:
    for key in ("model", "cities", "organisations", "people"):
        if key not in doc.spans:
            doc.spans[key] = []
    doc.ents = resolve(doc, registers=default_registers())
    return [(e.text, e.label_, e._.source) for e in doc.ents]


def names(doc: Doc) -> list[tuple[str, str]]:
    return [(text, label) for text, label, _ in resolved(doc)]


def test_sources_that_agree_are_named_together(nlp: Language) -> None:
    doc = nlp("Wij waren in Zwolle.")
    plant(doc, "model", ("Zwolle", "CITY", ""))
    plant(doc, "cities", ("Zwolle", "CITY", "register"))
    assert resolved(doc) == [("Zwolle", "CITY", "model+register")]


def test_no_city_inside_an_organisation_or_a_person(nlp: Language) -> None:
    doc = nlp("Iemand van TU Delft en Jan van Deventer.")
    plant(doc, "model", ("TU Delft", "ORG", ""), ("Jan van Deventer", "PER", ""))
    plant(doc, "cities", ("Delft", "CITY", "register"), ("Deventer", "CITY", "register?"))
    assert names(doc) == [
        ("TU Delft", "ORG"),
        ("Jan van Deventer", "PER"),
    ]


def test_a_word_for_a_city_is_no_part_of_its_name(nlp: Language) -> None:
    doc = nlp("De Hanzestad Deventer ontving ons.")
    plant(doc, "model", ("Hanzestad Deventer", "ORG", ""))
    plant(doc, "cities", ("Deventer", "CITY", "register"))
    assert names(doc) == [("Deventer", "CITY")]


def test_a_weak_source_alone_is_dropped(nlp: Language) -> None:
    doc = nlp("Het beste van Leer is goed.")
    plant(doc, "cities", ("Leer", "CITY", "register?"))
    assert resolved(doc) == []


def test_a_city_that_no_register_knows_is_dropped(nlp: Language) -> None:
    doc = nlp("Ze fietsten door Stadshagenwijk.")
    plant(doc, "model", ("Stadshagenwijk", "CITY", ""))
    assert resolved(doc) == []


def test_later_mentions_of_a_person_are_found(nlp: Language) -> None:
    doc = nlp("Wethouder Gerda Hermsen opende. Later vroeg Hermsen door, en Gerda lachte.")
    plant(doc, "model", ("Gerda Hermsen", "PER", ""))
    plant(doc, "people", ("Gerda Hermsen", "PER", "rule"))
    assert resolved(doc) == [
        ("Gerda Hermsen", "PER", "model+rule"),
        ("Hermsen", "PER", "consistency"),
        ("Gerda", "PER", "consistency"),
    ]


def test_titles_and_articles_are_trimmed(nlp: Language) -> None:
    doc = nlp("Dus: wethouder Gerda Hermsen en de Rabobank.")
    plant(doc, "model", ("wethouder Gerda Hermsen", "PER", ""), ("de Rabobank", "ORG", ""))
    assert [t for t, _, _ in resolved(doc)] == ["Gerda Hermsen", "Rabobank"]


@pytest.mark.parametrize(
    "text", ["Kortom, we gaan door.", "ONDERWIJS is belangrijk.", "Het MKB groeit."]
)
def test_ordinary_words_are_no_names(nlp: Language, text: str) -> None:
    doc = nlp(text)
    word = next(t for t in doc if t.text in {"Kortom", "ONDERWIJS", "MKB"})
    doc.spans["model"] = [Span(doc, word.i, word.i + 1, label="PER" if word.i == 0 else "ORG")]
    assert resolved(doc) == []


@pytest.mark.parametrize(
    ("text", "span", "found"),
    [
        ("Ook wethouder Jeugd van Hengelo kwam.", "Jeugd van Hengelo", [("Hengelo", "CITY")]),
        (
            "Ook wethouder Financiën Philomène Graafland kwam.",
            "Financiën Philomène Graafland",
            [("Philomène Graafland", "PER")],
        ),
        ("Ook wethouder Jeugd van Iets kwam.", "Jeugd van Iets", []),
    ],
)
def test_the_field_of_a_role_is_no_part_of_a_name(
    nlp: Language, text: str, span: str, found: list[tuple[str, str]]
) -> None:
    doc = nlp(text)
    plant(doc, "model", (span, "PER", ""))
    assert names(doc) == found


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("Diederik van Lynden tot Oldenaller sprak.", "Diederik van Lynden", True),
        ("Men benoemde Diederik van Lynden tot Voorzitter.", "Diederik van Lynden", False),
        ("Wij gaven Diederik Smit tot Oldenaller de tijd.", "Diederik Smit", False),
    ],
)
def test_the_estate_of_a_noble_name_belongs_to_it(
    nlp: Language, text: str, span: str, name: bool
) -> None:
    doc = nlp(text)
    plant(doc, "model", (span, "PER", ""))
    assert [t for t, _, _ in resolved(doc)] == [f"{span} tot Oldenaller" if name else span]


def test_a_field_and_a_city_are_no_organisation(nlp: Language) -> None:
    doc = nlp("Ook wethouder Wonen van Smallingerland kwam, van de Kamer van Koophandel.")
    plant(
        doc,
        "model",
        ("Wonen van Smallingerland", "ORG", ""),
        ("Kamer van Koophandel", "ORG", ""),
    )
    assert names(doc) == [
        ("Smallingerland", "CITY"),
        ("Kamer van Koophandel", "ORG"),
    ]


def test_what_is_never_a_name_is_none_for_the_rules_either(nlp: Language) -> None:
    doc = nlp("De nieuwe adviseur Europa komt uit Zwolle.")
    plant(doc, "people", ("Europa", "PER", "rule"))
    assert resolved(doc) == []


def test_short_forms_of_a_noble_name_and_of_two_letters(nlp: Language) -> None:
    doc = nlp("Eerst Diederik van Lynden tot Oldenaller en Mei Li. Toen Van Lynden, daarna Li.")
    people = (("Diederik van Lynden tot Oldenaller", "PER"), ("Mei Li", "PER"))
    plant(doc, "model", *((text, label, "") for text, label in people))
    plant(doc, "people", *((text, label, "rule") for text, label in people))
    assert [t for t, _, _ in resolved(doc)][2:] == ["Van Lynden", "Li"]


def test_weak_evidence_takes_nothing_from_strong() -> None:
    strong = Candidate(0, 1, "CITY", frozenset({"model"}))
    both = Candidate(0, 1, "CITY", frozenset({"model", "register?"}))
    alone = Candidate(0, 1, "CITY", frozenset({"register?"}))
    assert weigh(both) == weigh(strong) > 0.5 > weigh(alone)


def test_independent_sources_add_up() -> None:
    one = weigh(Candidate(0, 1, "PER", frozenset({"model"})))
    two = weigh(Candidate(0, 1, "PER", frozenset({"model", "rule"})))
    assert WEIGHTS["model", "PER"] == pytest.approx(one)
    assert one < two < 1


def test_entities_never_overlap_and_hold_no_line_break(nlp: Language) -> None:
    doc = nlp("Jan\n\nPeter de Wit van VNG Realisatie")
    plant(doc, "model", ("Peter de Wit", "PER", ""), ("VNG Realisatie", "ORG", ""))
    doc.spans["model"] = [Span(doc, 0, 5, label="PER"), *doc.spans["model"]]
    names = [text for text, _, _ in resolved(doc)]
    assert "VNG Realisatie" in names
    assert not any("\n" in name for name in names)
