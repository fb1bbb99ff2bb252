"""The stream of training examples: reproducible, new at each pass, names on whole tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example

from pipeline.extract.ner.corpus import texts_of, to_doc, training_corpus
from pipeline.extract.tokenizer import make_tokenizer
from pipeline.training import parse_marks, read_training

ROOT = Path(__file__).parents[1]
FIRST = """@ wonen | fysiek | Verhaal uit [Weert](CITY)
In [Weert](CITY) sprak [Mirjam van der Loo](PER) van de [VNG](ORG). [Van der Loo](PER) lachte.

@ netwerk | overkoepelend |
Na de lunch wandelden eersteschrijvers langs de haven.
"""
SECOND = """@ wonen | fysiek |
De tweedeschrijver zag [Jan Bakker](PER) ([Ede](CITY)) bij [Stichting Buurtkracht](ORG).
"""
PLAIN: dict[str, Any] = {"refill_rate": 0.0, "novelty": 0.0, "word_rate": 0.0, "opener_rate": 0.0}
VARIED: dict[str, Any] = {"refill_rate": 1.0, "novelty": 0.3, "word_rate": 0.1, "opener_rate": 0.5}

Read = Callable[[Language], Iterator[Example]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("nl")
    nlp.tokenizer = make_tokenizer(nlp)
    return nlp


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("training")
    (folder / "w1.txt").write_text(FIRST, encoding="utf-8")
    (folder / "w2.txt").write_text(SECOND, encoding="utf-8")
    return folder


def corpus(folder: Path, *, seed: int = 1, **settings: Any) -> Read:
    chosen = {"writers": [], "left_out": [], "names": "train", "passes": 1, **VARIED, **settings}
    read: Read = training_corpus(path=str(folder), seed=seed, **chosen)
    return read


def told(examples: Iterator[Example]) -> list[tuple[str, list[str]]]:
    return [(e.reference.text, [str(t) for t in e.get_aligned_ner()]) for e in examples]


def test_same_seed_same_examples(nlp: Language, folder: Path) -> None:
    assert told(corpus(folder, seed=3)(nlp)) == told(corpus(folder, seed=3)(nlp))
    assert told(corpus(folder, seed=3)(nlp)) != told(corpus(folder, seed=4)(nlp))


def test_each_pass_is_different(nlp: Language, folder: Path) -> None:
    read = corpus(folder)
    assert told(read(nlp)) != told(read(nlp))


def test_passes_follow_each_other_in_one_call(nlp: Language, folder: Path) -> None:
    texts = "\n".join(text for text, _ in told(corpus(folder, passes=4, **PLAIN)(nlp)))
    assert texts.count("tweedeschrijver") == 4


def test_every_paragraph_is_in_every_pass(nlp: Language, folder: Path) -> None:
    read = corpus(folder, **PLAIN)
    for _ in range(10):
        texts = "\n".join(text for text, _ in told(read(nlp)))
        assert texts.count("eersteschrijvers") == texts.count("tweedeschrijver") == 1


def test_writers_can_be_chosen_and_left_out(nlp: Language, folder: Path) -> None:
    for settings in ({"left_out": ["w2"]}, {"writers": ["w1"]}):
        read = corpus(folder, passes=5, **PLAIN, **settings)
        texts = "\n".join(text for text, _ in told(read(nlp)))
        assert "tweedeschrijver" not in texts
        assert "eersteschrijvers" in texts


def test_examples_align_with_their_tokens(nlp: Language) -> None:
    examples = list(islice(corpus(ROOT / "corpus" / "training")(nlp), 150))
    for example in examples:
        assert example.predicted.text == example.reference.text
        assert [t.text for t in example.predicted] == [t.text for t in example.reference]
        assert not example.predicted.ents
        assert None not in example.get_aligned_ner()
    assert {e.label_ for x in examples for e in x.reference.ents} == {"PER", "ORG", "CITY"}


def test_nearly_all_marked_names_are_whole_tokens(nlp: Language) -> None:
    marked = wrong = 0
    for paragraph in read_training(ROOT / "corpus" / "training")[::10]:
        for text in texts_of(paragraph):
            ends = {(e.start_char, e.end_char) for e in to_doc(nlp, text).ents}
            marked += len(text.spans)
            wrong += sum((s.start, s.end) not in ends for s in text.spans)
    assert marked > 500
    assert wrong / marked < 0.005


def test_a_name_inside_a_token_takes_in_the_token(nlp: Language) -> None:
    doc = to_doc(nlp, parse_marks("De motie-[Ramos](PER) in [Ede](CITY)."))
    assert [(e.text, e.label_) for e in doc.ents] == [("motie-Ramos", "PER"), ("Ede", "CITY")]


def test_headings_come_before_their_paragraph(folder: Path) -> None:
    first = read_training(folder)[0]
    assert [text.text for text in texts_of(first)] == [first.headings[0], first.text]


def test_the_loop_of_spacy_reads_a_new_pass_each_time(nlp: Language, folder: Path) -> None:
    from spacy.training.batchers import minibatch
    from spacy.training.loop import create_train_batches
    from spacy.util import load_config

    epochs = load_config(ROOT / "pipeline" / "resources" / "ner.cfg", interpolate=False)["training"]
    batches = create_train_batches(
        nlp, corpus(folder), lambda found: minibatch(found, size=99), epochs["max_epochs"]
    )
    first, second = (sorted(told(iter(batch))) for _, batch in islice(batches, 2))
    assert first != second
