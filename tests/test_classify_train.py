"""Training the theme classifier: determinism, what it learns from, safety of the files."""

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.classify.component import MODEL
from pipeline.classify.context import PLACES
from pipeline.classify.counts import TermCounter
from pipeline.classify.features import FeatureMaker, Vocabularies
from pipeline.classify.fit import fit_thresholds
from pipeline.classify.model import load_model
from pipeline.classify.passage import Passage
from pipeline.classify.scorer import ThemeScorer
from pipeline.classify.train import labelled, train
from pipeline.errors import InputError, ModelError
from pipeline.taxonomy import SHIPPED, load_taxonomy
from pipeline.training import read_training

CORPUS = Path(__file__).parent.parent / "corpus" / "training"
SUBJECTS = {
    "wonen": "De woningnood en de sociale huurwoningen vragen om woningbouw.",
    "netwerk": "De netwerkdag begon met een welkomstwoord en de netwerkborrel besloot hem.",
    "cultuur": "Het museum en de schouwburg behoren tot het cultureel erfgoed.",
}
PILLARS = {"wonen": "fysiek", "netwerk": "overkoepelend", "cultuur": "sociaal"}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for writer in ("w1", "w2", "w3"):
        records = [
            f"@ {theme} | {PILLARS[theme]} | \n{text} Nummer {number} van {writer}.\n"
            for theme, text in SUBJECTS.items()
            for number in range(4)
        ]
        (folder / f"{writer}.txt").write_text("\n".join(records), encoding="utf-8")
    return folder


@pytest.fixture
def taxonomy(tmp_path: Path) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    parts = text.split("[[themes]]")
    kept = [p for p in parts[1:] if p.split('"')[1] in SUBJECTS]
    path = tmp_path / "three.toml"
    path.write_text("[[themes]]".join([parts[0], *kept]), encoding="utf-8")
    return path


def test_training_twice_gives_the_same_files(corpus: Path, taxonomy: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        report = train(corpus, output=tmp_path / name, taxonomy=taxonomy)
        assert (report.paragraphs, report.writers, report.main) == (36, 3, 1.0)
    for name in ("model.npz", "model.json", "keywords.json", "manifest.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_better_model_is_not_overwritten_without_force(
    corpus: Path, taxonomy: Path, tmp_path: Path
) -> None:
    output = tmp_path / "model"
    train(corpus, output=output, taxonomy=taxonomy)
    manifest = json.loads((output / "manifest.json").read_text())
    manifest["scores"]["main"] = 1.5
    (output / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelError, match=r"scores 1\.500"):
        train(corpus, output=output, taxonomy=taxonomy)
    train(corpus, output=output, taxonomy=taxonomy, force=True)
    assert load_model(output).manifest["scores"]["main"] == 1.0


def test_a_theme_by_one_writer_only_can_be_learned(
    corpus: Path, taxonomy: Path, tmp_path: Path
) -> None:
    for path in sorted(corpus.glob("*.txt"))[1:]:
        records = path.read_text(encoding="utf-8").split("\n\n")
        kept = [record for record in records if "cultuur" not in record]
        path.write_text("\n\n".join(kept), encoding="utf-8")
    report = train(corpus, output=tmp_path / "model", taxonomy=taxonomy)
    assert report.paragraphs == 28
    scorer = ThemeScorer(load_taxonomy(taxonomy), model=load_model(tmp_path / "model"))
    (scores,) = scorer.score([Passage(SUBJECTS["cultuur"])])
    assert max(scores.themes, key=lambda theme: scores.themes[theme]) == "cultuur"


def test_whole_recaps_teach_the_place_in_the_document(taxonomy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "recaps"
    folder.mkdir()
    for writer in ("w1", "w2", "w3"):
        recap = (
            f"% recap\n\n# Verslag\n\n@ netwerk | overkoepelend\n{SUBJECTS['netwerk']}\n\n"
            f"## Kop\n\n@ wonen | fysiek\n{SUBJECTS['wonen']}\n\n"
            "@ wonen | fysiek\nDaar ging het lang over.\n\n"
            f"## Ander\n\n@ cultuur | sociaal\n{SUBJECTS['cultuur']}\n\n"
            "@ netwerk | overkoepelend\nTot ziens.\n\n"
        )
        (folder / f"{writer}.txt").write_text(recap * 4, encoding="utf-8")
    report = train(folder, output=tmp_path / "model", taxonomy=taxonomy)
    assert report.scored == report.paragraphs == 60
    model = load_model(tmp_path / "model")
    assert model.context is not None
    last = model.context.places[PLACES.index("last")]
    assert last.argmax() == model.themes.index("netwerk")


def test_hard_recaps_train_but_are_not_scored(taxonomy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "recaps"
    folder.mkdir()
    for writer, mark in (("w1", "%"), ("w2", "%"), ("w3", "% hard")):
        recap = "".join(
            f"@ {theme} | {PILLARS[theme]}\n{text}\n\n" for theme, text in SUBJECTS.items()
        )
        (folder / f"{writer}.txt").write_text(f"{mark} recap\n\n{recap}" * 4, encoding="utf-8")
    report = train(folder, output=tmp_path / "model", taxonomy=taxonomy)
    assert (report.paragraphs, report.scored) == (36, 24)


def test_training_and_use_see_the_same_features() -> None:
    counter = TermCounter(load_taxonomy())
    data = labelled(read_training(CORPUS)[::15][:60], counter)
    maker = FeatureMaker(
        counter,
        weights=load_model(MODEL).weights,
        vocabularies=Vocabularies.fit(data.bags),
    )
    matrix = maker.matrix(data.bags, data.counts).toarray()
    for passage, whole in zip(data.passages, matrix, strict=True):
        row = maker.row(passage)
        alone = np.zeros(whole.shape)
        alone[row.columns] = row.values
        assert alone == pytest.approx(whole)


def test_a_threshold_is_between_those_of_the_theme_and_of_all() -> None:
    taxonomy = load_taxonomy()
    chance = np.linspace(0.5, 0.99, 100)
    odds = np.full((200, len(taxonomy.themes)), -9.0)
    odds[:100, 0] = odds[100:, 1] = np.log(chance / (1 - chance))
    themes = odds > -9
    themes[:18, 0] = False  # the first theme is wrong whenever it is unsure
    found = fit_thresholds(odds, themes, taxonomy)
    first, second = (found.main[theme] for theme in taxonomy.theme_ids[:2])
    assert second < found.default < first < chance[18]


def test_one_writer_is_not_enough(corpus: Path, taxonomy: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="two writers"):
        train(corpus / "w1.txt", output=tmp_path / "model", taxonomy=taxonomy)


def test_changed_or_missing_files_are_refused(corpus: Path, taxonomy: Path, tmp_path: Path) -> None:
    output = tmp_path / "model"
    with pytest.raises(ModelError, match="no theme model"):
        load_model(output)
    train(corpus, output=output, taxonomy=taxonomy)
    (output / "model.npz").write_bytes(b"something else")
    with pytest.raises(ModelError, match="changed since training"):
        load_model(output)
