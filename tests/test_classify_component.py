"""The component on planted Docs: labels, offsets, masks, independence, user taxonomies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import pipeline.classify.component  # noqa: F401  (registers the factory)
from pipeline.config import load_config
from pipeline.extract.load import load
from pipeline.records import Block, Labels, Recap

if TYPE_CHECKING:
    from tests.conftest import Terugblik

PARTS = [
    ("heading", "De Fysieke pijler"),
    ("heading", "Themagroep Wonen"),
    ("paragraph", "Zonder woningbouw en zonder sociale huurwoningen loopt de woningnood op."),
    ("heading", "Afsluiting"),
    ("paragraph", "Na de lunch wandelden de deelnemers en dankte de dagvoorzitter de gastvrouw."),
    ("paragraph", "Zo dus."),
]


def planted(nlp: Language, parts: list[tuple[str, str]]) -> Doc:
    blocks, offset, above = [], 0, ()
    for index, (kind, text) in enumerate(parts):
        if kind == "heading":
            above = (*above, index) if text.startswith("Themagroep") else (index,)
        level = 2 if kind == "heading" else 0
        governing = above[:-1] if kind == "heading" else above
        blocks.append(Block(index, kind, offset, offset + len(text), level, governing))
        offset += len(text) + 2
    text = "\n\n".join(text for _, text in parts)
    doc = nlp.make_doc(text)
    doc._.recap = Recap(doc_id="d", source="d.txt", text=text, blocks=tuple(blocks))
    return doc


def labels(nlp: Language, parts: list[tuple[str, str]]) -> tuple[Labels, ...]:
    found: tuple[Labels, ...] = nlp(planted(nlp, parts))._.labels
    return found


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("nl")
    nlp.add_pipe("terugblik_themes")
    return nlp


def test_every_paragraph_has_labels_and_no_heading(nlp: Language) -> None:
    found = labels(nlp, PARTS)
    assert [label.paragraph for label in found] == [2, 4, 5]
    assert [label.pillar for label in found[:2]] == ["fysiek", "overkoepelend"]
    assert [label.themes[0].theme for label in found[:2]] == ["wonen", "netwerk"]


def test_a_paragraph_that_says_nothing_gets_no_theme_but_a_pillar(nlp: Language) -> None:
    silent = labels(nlp, [("paragraph", "Zo dus.")])[0]
    assert silent.themes == ()
    assert silent.pillar


def test_evidence_stands_where_it_says(nlp: Language) -> None:
    doc = nlp(planted(nlp, PARTS))
    evidence = [e for label in doc._.labels for theme in label.themes for e in theme.evidence]
    assert evidence
    for item in evidence:
        stem = item.term.strip("*")
        assert stem in doc.text[item.start : item.end].lower()


def test_names_are_not_looked_at(nlp: Language) -> None:
    text = "De bijdrage van Woningbouw Woningnood was kort."
    plain, named = planted(nlp, [("paragraph", text)]), planted(nlp, [("paragraph", text)])
    start = text.index("Woningbouw")
    named.ents = [named.char_span(start, start + len("Woningbouw Woningnood"), label="PER")]
    assert nlp(plain)._.labels[0].themes
    assert nlp(named)._.labels[0].themes == ()


def test_case_and_accents_do_not_count(nlp: Language) -> None:
    noisy = [(kind, text.upper().replace("E", "É")) for kind, text in PARTS]
    themes = [[t.theme for t in label.themes] for label in labels(nlp, PARTS)]
    assert [[t.theme for t in label.themes] for label in labels(nlp, noisy)] == themes


def test_a_document_alone_gets_the_labels_it_has_in_a_batch(nlp: Language) -> None:
    other = [("heading", "Asiel"), ("paragraph", "De asielopvang en de spreidingswet.")]
    alone = labels(nlp, PARTS)
    docs = list(nlp.pipe([planted(nlp, other), planted(nlp, PARTS), planted(nlp, other)]))
    assert docs[1]._.labels == alone


def test_a_users_taxonomy_needs_no_training(tmp_path: Path) -> None:
    taxonomy = tmp_path / "mine.toml"
    taxonomy.write_text(
        '[[pillars]]\nid = "groen"\nlabel = "Groen"\n\n'
        '[[themes]]\nid = "bijen"\nlabel = "Bijen"\npillar = "groen"\n'
        'terms = ["bijen*", "honing*", "imker*"]\n\n'
        '[[themes]]\nid = "bomen"\nlabel = "Bomen"\npillar = "groen"\nterms = ["boom*", "bomen"]\n',
        encoding="utf-8",
    )
    nlp = spacy.blank("nl")
    nlp.add_pipe("terugblik_themes", config={"taxonomy": str(taxonomy)})
    found = labels(nlp, [("paragraph", "De imker zet bijenkasten op het dak en wint er honing.")])
    assert (found[0].pillar, found[0].themes[0].theme) == ("groen", "bijen")


def test_a_users_own_classifier_is_named_in_the_config(
    tmp_path: Path, terugblik: Terugblik
) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[pillars]]\nid = "alles"\nlabel = "Alles"\n\n'
        '[[themes]]\nid = "boot"\nlabel = "Boten"\npillar = "alles"\nterms = ["veerpont"]\n\n'
        '[[themes]]\nid = "trein"\nlabel = "Treinen"\npillar = "alles"\nterms = ["perron"]\n',
        encoding="utf-8",
    )
    for writer in ("w1", "w2"):
        (tmp_path / "text").mkdir(exist_ok=True)
        (tmp_path / "text" / f"{writer}.txt").write_text(
            "\n".join(
                f"@ {theme} | alles |\n{text} zei {writer} {number} keer.\n"
                for number in range(6)
                for theme, text in (
                    ("boot", "De schipper voer uit,"),
                    ("trein", "De machinist reed,"),
                )
            ),
            encoding="utf-8",
        )
    train = ("train", "themes", "--corpus", tmp_path / "text", "--taxonomy", tmp_path / "mine.toml")
    refused = terugblik(*train)
    assert refused.code != 0
    assert "--output" in refused.err
    assert terugblik(*train, "--output", tmp_path / "model").code == 0
    config = tmp_path / "terugblik.toml"
    config.write_text('taxonomy = "mine.toml"\nthemes_model = "model"\n', encoding="utf-8")
    nlp = load(load_config(config))
    found = labels(nlp, [("paragraph", "De schipper voer vandaag weer uit.")])
    assert [theme.theme for theme in found[0].themes] == ["boot"]
