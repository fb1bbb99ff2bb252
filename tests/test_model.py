"""The shipped pipeline: what is in it, and that it is an ordinary spaCy pipeline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

import pipeline
from pipeline.docs import annotated
from pipeline.extract.load import COMPONENTS, load_model, model_folder
from pipeline.records import AnnotatedRecap

pytestmark = pytest.mark.model

TEXT = """Terugblik netwerkdag Deventer

Stroom op de bon

Op 22 april 2026 spraken ruim honderd collega's in Deventer over het volle stroomnet. Wethouder \
Gerda Hermsen van Almelo vertelde dat drie scholen wachten op een aansluiting. Volgens \
VNG-bestuurder Fatima el Khattabi is netcongestie ook voor de woningbouw een rem. “Wij bouwen \
door”, zei Hermsen.
"""
MEGABYTE = 1024**2


def folder() -> Path:
    found = model_folder()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def names(doc: Doc) -> list[tuple[str, str, str]]:
    return [(e.text, e.label_, e._.source) for e in doc.ents]


def test_it_is_small() -> None:
    assert sum(p.stat().st_size for p in folder().rglob("*") if p.is_file()) <= 15 * MEGABYTE


def test_it_loads_with_the_tokenizer_it_was_trained_with() -> None:
    nlp = load_model("terugblik")
    assert nlp.pipe_names == ["tok2vec", "ner"]
    assert set(nlp.get_pipe("ner").labels) == {"PER", "ORG", "CITY"}
    assert [t.text for t in nlp.make_doc("De VNG-directeur")] == ["De", "VNG", "-", "directeur"]


def test_meta_says_what_it_is_and_how_well_it_does() -> None:
    meta = json.loads((folder() / "meta.json").read_text(encoding="utf-8"))
    assert (meta["lang"], meta["name"]) == ("nl", "terugblik")
    assert meta["version"]
    assert meta["license"] == "MIT"
    assert set(meta["performance"]) >= {"all", "PER", "ORG", "CITY"}
    assert all(0.5 < score <= 1 for score in meta["performance"].values())


def test_load_gives_all_components_in_order() -> None:
    nlp = pipeline.load()
    assert isinstance(nlp, Language)
    assert nlp.pipe_names == ["tok2vec", "ner", *COMPONENTS]
    problems = nlp.analyze_pipes()["problems"]
    assert not any(problems[name] for name in COMPONENTS[1:])


def test_a_plain_string_gives_mentions_with_offsets(doc: Doc) -> None:
    found = {(m.text, m.label) for m in doc._.mentions}
    assert found >= {
        ("Deventer", "CITY"),
        ("Almelo", "CITY"),
        ("Gerda Hermsen", "PER"),
        ("Hermsen", "PER"),
        ("Fatima el Khattabi", "PER"),
        ("VNG", "ORG"),
    }
    for mention in doc._.mentions:
        assert TEXT[mention.start : mention.end] == mention.text
        block = doc._.recap.blocks[mention.paragraph]
        assert block.start <= mention.start < mention.end <= block.end
    assert doc.text == doc._.recap.text == TEXT


def test_a_plain_string_gives_roles_and_themes(doc: Doc) -> None:
    roles = {(r.person, r.role, r.affiliation) for r in doc._.roles}
    assert ("Gerda Hermsen", "wethouder", "Almelo") in roles
    assert [theme.theme for labels in doc._.labels for theme in labels.themes]
    assert {labels.pillar for labels in doc._.labels} == {"fysiek"}


def test_a_surname_means_the_person_named_in_full(doc: Doc) -> None:
    keys = {m.text: m.key for m in doc._.mentions}
    assert keys["Hermsen"] == keys["Gerda Hermsen"]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "Ja.", "👏", "Zwolle"])
def test_any_string_can_be_given(nlp: Language, text: str) -> None:
    assert annotated(nlp(text)).recap.text == text


def test_docbin_keeps_all_that_was_found(nlp: Language, doc: Doc) -> None:
    before = annotated(doc)
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [back] = DocBin().from_bytes(data).get_docs(nlp.vocab)
    after: AnnotatedRecap = annotated(back)
    assert after == before
    assert all((after.mentions, after.entities, after.roles, after.labels))
    assert names(back) == names(doc)


def test_doc_bytes_keep_all_that_was_found(nlp: Language, doc: Doc) -> None:
    assert annotated(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == annotated(doc)


def test_a_component_works_in_any_dutch_pipeline() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("terugblik_cities")
    doc = nlp("Wij waren te gast in Zwolle en Alphen aan den Rijn.")
    assert [(s.text, s.label_) for s in doc.spans["cities"]] == [
        ("Zwolle", "CITY"),
        ("Alphen aan den Rijn", "CITY"),
    ]


def test_written_and_read_again_it_finds_the_same(nlp: Language, doc: Doc, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "whole")
    again = spacy.load(tmp_path / "whole")
    assert again.pipe_names == nlp.pipe_names
    read = again(TEXT)
    assert names(read) == names(doc)
    assert annotated(read) == annotated(doc)


def test_batches_give_what_single_texts_give(nlp: Language, doc: Doc) -> None:
    batch = list(nlp.pipe(["Jan Bakker was in Ede.", TEXT, "Dag."], batch_size=3))
    assert annotated(batch[1]) == annotated(doc)


def test_spacy_can_score_it(nlp: Language, doc: Doc) -> None:
    gold = Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    gold.ents = [gold.char_span(e.start_char, e.end_char, label=e.label_) for e in doc.ents]
    scores = nlp.evaluate([Example(nlp.make_doc(TEXT), gold)])
    assert scores["ents_f"] == 1.0
