"""The shipped model and training: invariances, determinism, safety of the files."""

import json
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest

from pipeline.classify.component import MODEL
from pipeline.classify.context import PLACES
from pipeline.classify.counts import TermCounter
from pipeline.classify.features import FeatureMaker, Vocabularies
from pipeline.classify.fit import fit_thresholds
from pipeline.classify.mapping import load_mapping
from pipeline.classify.model import load_model
from pipeline.classify.passage import Passage, training_passages
from pipeline.classify.scorer import ThemeScorer
from pipeline.classify.scores import Scores
from pipeline.classify.train import labelled, train
from pipeline.errors import InputError, ModelError
from pipeline.taxonomy import SHIPPED, load_taxonomy
from pipeline.training import TrainingParagraph, parse_marks, read_training

CORPUS = Path(__file__).parent.parent / "corpus" / "training"
SUBJECTS = {
    "wonen": "De woningnood en de sociale huurwoningen vragen om woningbouw.",
    "netwerk": "De netwerkdag begon met een welkomstwoord en de netwerkborrel besloot hem.",
    "cultuur": "Het museum en de schouwburg behoren tot het cultureel erfgoed.",
}
PILLARS = {"wonen": "fysiek", "netwerk": "overkoepelend", "cultuur": "sociaal"}
NAMES = {"PER": "Xiomara Ydema-Quaas", "ORG": "Stichting Zwenk", "CITY": "Lutjebroek"}


@pytest.fixture(scope="module")
def scorer() -> ThemeScorer:
    return ThemeScorer(load_taxonomy(), model=load_model(MODEL))


@pytest.fixture(scope="module")
def sample() -> list[TrainingParagraph]:
    return read_training(CORPUS)[::15]


@pytest.fixture(scope="module")
def recaps() -> list[list[TrainingParagraph]]:
    whole = [p for p in read_training(CORPUS) if p.recap]
    found = [list(group) for _, group in groupby(whole, key=lambda p: (p.writer, p.recap))]
    return found[::40]


def best(scores: Scores) -> tuple[str, str]:
    themes, pillars = scores.themes, scores.pillars
    return max(themes, key=lambda t: themes[t]), max(pillars, key=lambda p: pillars[p])


def renamed(paragraph: TrainingParagraph) -> Passage:
    text = paragraph.text
    for start, end, label in reversed(paragraph.spans):
        text = f"{text[:start]}[{NAMES[label]}]({label}){text[end:]}"
    marked = parse_marks(text)
    blank = marked.text
    for start, end, _ in marked.spans:
        blank = blank[:start] + " " * (end - start) + blank[end:]
    plain = training_passages([paragraph])[0]
    return Passage(blank, plain.headings, section=plain.section)


@pytest.mark.model
def test_swapping_all_names_changes_at_most_one_label_in_a_hundred(
    scorer: ThemeScorer, sample: list[TrainingParagraph]
) -> None:
    before = [best(scorer.score(training_passages([p]))[0]) for p in sample]
    after = [best(scorer.score([renamed(p)])[0]) for p in sample]
    changed = sum(a != b for a, b in zip(before, after, strict=True))
    assert changed <= 0.01 * len(sample)


@pytest.mark.model
def test_swapping_all_names_of_a_recap_changes_at_most_one_label_in_a_hundred(
    scorer: ThemeScorer, recaps: list[list[TrainingParagraph]]
) -> None:
    changed = total = 0
    for recap in recaps:
        plain = training_passages(recap)
        other = [
            Passage(renamed(p).text, passage.headings, section=passage.section)
            for p, passage in zip(recap, plain, strict=True)
        ]
        before, after = scorer.score(plain), scorer.score(other)
        changed += sum(best(a) != best(b) for a, b in zip(before, after, strict=True))
        total += len(recap)
    assert total > 100
    assert changed <= 0.01 * total


@pytest.mark.model
def test_a_label_does_not_depend_on_other_documents(
    scorer: ThemeScorer, recaps: list[list[TrainingParagraph]]
) -> None:
    first = scorer.score(training_passages(recaps[0]))
    scorer.score(training_passages(recaps[1]))
    assert scorer.score(training_passages(recaps[0])) == first


@pytest.mark.model
def test_case_noise_changes_nothing(scorer: ThemeScorer, sample: list[TrainingParagraph]) -> None:
    for paragraph in sample[:60]:
        plain = training_passages([paragraph])[0]
        shout = Passage(plain.text.upper(), tuple(h.upper() for h in plain.headings))
        assert best(scorer.score([plain])[0]) == best(scorer.score([shout])[0])


@pytest.mark.model
def test_probabilities_are_probabilities(
    scorer: ThemeScorer, sample: list[TrainingParagraph]
) -> None:
    for scores in scorer.score(training_passages(sample[:60])):
        assert all(0 <= chance <= 1 for chance in scores.themes.values())
        assert sum(scores.pillars.values()) == pytest.approx(1)


@pytest.mark.model
def test_an_unsure_paragraph_leans_on_its_section(scorer: ThemeScorer) -> None:
    clear = Passage("De woningnood vraagt om sociale huurwoningen en woningbouw.", section=3)
    vague = Passage("Dat moet echt anders.", section=3)
    alone = scorer.score([vague])[0].themes["wonen"]
    beside = scorer.score([clear, vague, clear])[1].themes["wonen"]
    elsewhere = scorer.score([clear, Passage(vague.text, section=9), clear])[1].themes["wonen"]
    assert beside > elsewhere > alone


@pytest.mark.model
def test_themes_can_be_added_renamed_merged_and_removed(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    head = text[: text.index("[[themes]]")]
    path = tmp_path / "mine.toml"
    path.write_text(
        head
        + '[[themes]]\nid = "huisvesting"\nlabel = "Huisvesting"\npillar = "fysiek"\n'
        + 'replaces = ["wonen", "wonen_zorg"]\n\n'
        + '[[themes]]\nid = "dieren"\nlabel = "Dieren"\npillar = "sociaal"\n'
        + 'terms = ["dierenasiel*", "hond", "honden*", "kat", "katten*", "dierenwelzijn"]\n',
        encoding="utf-8",
    )
    scorer = ThemeScorer(load_taxonomy(path), model=load_model(MODEL))
    housing, animals = scorer.score(
        [
            Passage(SUBJECTS["wonen"]),
            Passage("Honden en katten uit het dierenasiel; dierenwelzijn telt.", section=1),
        ]
    )
    assert best(housing) == ("huisvesting", "fysiek")
    assert housing.evidence["huisvesting"]
    assert best(animals) == ("dieren", "sociaal")
    assert set(animals.themes) == {"huisvesting", "dieren"}


@pytest.mark.model
def test_the_cap_topics_follow_from_the_mapping() -> None:
    folder = SHIPPED.parent / "mappings"
    cap, model = load_taxonomy(folder / "cap_taxonomy.toml"), load_model(MODEL)
    mapping = load_mapping(folder / "cap.toml", taxonomy=cap, known=model.themes)
    scorer = ThemeScorer(cap, model=model, mapping=mapping)
    assert best(scorer.score([Passage(SUBJECTS["wonen"])])[0])[0] == "ruimte_wonen"
    school = Passage("Leerlingen in het passend onderwijs, leraren en schoolbesturen.")
    assert best(scorer.score([school])[0])[0] == "onderwijs"


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
    assert best(scorer.score([Passage(SUBJECTS["cultuur"])])[0])[0] == "cultuur"


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


def test_training_and_use_see_the_same_features(sample: list[TrainingParagraph]) -> None:
    data = labelled(sample[:60], TermCounter(load_taxonomy()))
    maker = load_model(MODEL).features(TermCounter(load_taxonomy()))
    learned = FeatureMaker(
        TermCounter(load_taxonomy()),
        weights=maker.weights,
        vocabularies=Vocabularies.fit(data.bags),
    )
    matrix = learned.matrix(data.bags, data.counts).toarray()
    for passage, whole in zip(data.passages, matrix, strict=True):
        row = learned.row(passage)
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
