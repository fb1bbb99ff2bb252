"""The shipped model and training: invariances, determinism, safety of the files."""

from itertools import groupby
from pathlib import Path

import pytest

from pipeline.classify.component import MODEL
from pipeline.classify.mapping import load_mapping
from pipeline.classify.model import load_model
from pipeline.classify.passage import Passage, training_passages
from pipeline.classify.scorer import ThemeScorer
from pipeline.classify.scores import Scores
from pipeline.taxonomy import SHIPPED, load_taxonomy
from pipeline.training import TrainingParagraph, parse_marks, read_training

CORPUS = Path(__file__).parent.parent / "corpus" / "training"
HOUSING = "De woningnood en de sociale huurwoningen vragen om woningbouw."
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
            Passage(HOUSING),
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
    assert best(scorer.score([Passage(HOUSING)])[0])[0] == "ruimte_wonen"
    school = Passage("Leerlingen in het passend onderwijs, leraren en schoolbesturen.")
    assert best(scorer.score([school])[0])[0] == "onderwijs"
