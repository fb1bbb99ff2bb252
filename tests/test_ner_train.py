"""Training end to end, on a corpus of a few lines and with a very small network."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
import spacy

from pipeline.errors import InputError
from pipeline.extract.load import load_model
from pipeline.extract.ner.train import train_names

RECORDS = """@ wonen | fysiek | Verhaal uit [Weert](CITY)
In [Weert](CITY) sprak [Mirjam van der Loo](PER) van de [VNG](ORG) over huur.

@ netwerk | overkoepelend |
Volgens [Jan Bakker](PER) ([Ede](CITY)) wacht [Aedes](ORG) al jaren op een antwoord.
"""
SMALL = {
    "components.tok2vec.model.embed.width": 16,
    "components.tok2vec.model.embed.rows": [200, 100, 100, 100],
    "components.tok2vec.model.embed.include_static_vectors": False,
    "components.tok2vec.model.encode.width": 16,
    "components.tok2vec.model.encode.depth": 1,
    "components.ner.model.hidden_width": 16,
    "initialize.vectors": None,
    "corpora.train.passes": 3,
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("training")
    for writer in ("w1", "w2"):
        (folder / f"{writer}.txt").write_text(RECORDS, encoding="utf-8")
    return folder


def train(corpus: Path, output: Path, *, seed: int = 1, left_out: tuple[str, ...] = ()) -> Path:
    train_names(
        corpus,
        output,
        seed=seed,
        steps=8,
        left_out=left_out,
        overrides=SMALL,
        log=StringIO(),
    )
    return output


@pytest.fixture(scope="module")
def model(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return train(corpus, tmp_path_factory.mktemp("first") / "new" / "model")


def weights(folder: Path) -> list[np.ndarray]:
    nlp = spacy.load(folder)
    return [
        node.get_param(name)
        for component in ("tok2vec", "ner")
        for node in nlp.get_pipe(component).model.walk()
        for name in node.param_names
        if node.has_param(name)
    ]


def test_the_model_loads_and_recognises_the_three_labels(model: Path) -> None:
    nlp = load_model(str(model))
    assert nlp.pipe_names == ["tok2vec", "ner"]
    assert set(nlp.get_pipe("ner").labels) == {"PER", "ORG", "CITY"}
    assert nlp("Jan Bakker was in Ede.").text == "Jan Bakker was in Ede."


def test_meta_says_what_it_is(model: Path) -> None:
    meta = json.loads((model / "meta.json").read_text(encoding="utf-8"))
    assert (meta["lang"], meta["name"], meta["license"]) == ("nl", "terugblik", "MIT")
    assert meta["version"]
    assert meta["seed"] == 1
    assert [source["name"] for source in meta["sources"]] == ["w1", "w2"]
    assert meta["performance"] == {}


def test_no_folder_of_this_computer_is_in_the_model(corpus: Path, model: Path) -> None:
    config = (model / "config.cfg").read_text(encoding="utf-8")
    assert str(corpus) not in config
    assert "[components.ner.model.tok2vec]" in config


def test_same_seed_same_weights(corpus: Path, model: Path, tmp_path: Path) -> None:
    again = train(corpus, tmp_path / "again")
    for one, two in zip(weights(model), weights(again), strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-4, atol=1e-5)


def test_another_seed_other_weights(corpus: Path, model: Path, tmp_path: Path) -> None:
    other = train(corpus, tmp_path / "other", seed=2)
    pairs = zip(weights(model), weights(other), strict=True)
    assert any(not np.allclose(one, two, atol=1e-3) for one, two in pairs)


def test_writers_left_out_are_scored_on_and_the_model_card_stays(
    corpus: Path, tmp_path: Path
) -> None:
    output = tmp_path / "model"
    output.mkdir()
    (output / "README.md").write_text("card", encoding="utf-8")
    (output / "old").write_text("rest of an older model", encoding="utf-8")
    train(corpus, output, left_out=("w2",))
    meta = json.loads((output / "meta.json").read_text(encoding="utf-8"))
    assert [source["name"] for source in meta["sources"]] == ["w1"]
    assert set(meta["performance"]) == {"all", "PER", "ORG", "CITY"}
    assert (output / "README.md").read_text(encoding="utf-8") == "card"
    assert not (output / "old").exists()


def test_an_unknown_writer_is_told_with_the_choices(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"writer 'w9' is not in .*; it has: w1, w2"):
        train(corpus, tmp_path / "model", left_out=("w1", "w9"))
    assert not (tmp_path / "model").exists()


def test_leaving_out_every_writer_is_told(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing is left to train on"):
        train(corpus, tmp_path / "model", left_out=("w1", "w2"))
