"""The training text is varied: many writers, every theme, nothing written twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus.check_training import LONG_SENTENCE, main, overlaps, repeated, words
from pipeline.extract.ner.augment import sentences
from pipeline.taxonomy import load_taxonomy
from pipeline.training import MarkedText, TrainingParagraph, read_training

CORPUS = Path(__file__).parents[1] / "corpus"
TRAINING = CORPUS / "training"
# Share of a writer's runs of five words that stand in another's text, per other writer (what is
# shared with any of them grows with their number), and with the nearest of them. Measured on 18
# writers 0.0004 and 0.0020, on 38 writers 0.0003 and 0.0020.
MOST_SHARED = 0.0005
MOST_SHARED_BY_TWO = 0.004


@pytest.fixture(scope="module")
def paragraphs() -> list[TrainingParagraph]:
    taxonomy = load_taxonomy()
    return read_training(TRAINING, themes=taxonomy.theme_ids, pillars=taxonomy.pillar_ids)


def test_many_paragraphs_by_many_writers(paragraphs: list[TrainingParagraph]) -> None:
    writers = Counter(p.writer for p in paragraphs)
    assert len(paragraphs) >= 2000
    assert len(writers) >= 10
    assert max(writers.values()) < len(paragraphs) / 5


def test_every_theme_is_the_main_theme_often(paragraphs: list[TrainingParagraph]) -> None:
    main_themes = Counter(p.themes[0] for p in paragraphs)
    assert set(main_themes) == set(load_taxonomy().theme_ids)
    assert min(main_themes.values()) >= 60


def test_nothing_is_written_twice(paragraphs: list[TrainingParagraph]) -> None:
    assert repeated(paragraphs) == []


def test_writers_share_few_runs_of_words(paragraphs: list[TrainingParagraph]) -> None:
    found = overlaps(paragraphs)
    assert len(found) == len({p.writer for p in paragraphs})
    assert max(o.shared for o in found.values()) / (len(found) - 1) < MOST_SHARED
    assert max(o.nearest_share for o in found.values()) < MOST_SHARED_BY_TWO


def test_no_long_sentence_of_the_gold_is_in_the_training_text(
    paragraphs: list[TrainingParagraph],
) -> None:
    gold = [p.read_text(encoding="utf-8") for p in sorted((CORPUS / "gold").glob("*.txt"))]
    lines = [MarkedText(line, ()) for text in gold for line in text.splitlines() if line]
    measured = {" ".join(words(s.text)) for line in lines for s in sentences(line)}
    learnt = {
        " ".join(words(s.text)) for p in paragraphs for s in sentences(MarkedText(p.text, ()))
    }
    assert gold
    assert not [s for s in measured & learnt if len(s.split()) >= LONG_SENTENCE]


RECORD = "@ wonen | fysiek |\n{}\n\n"
FIRST = "Volgens [Jan Bakker](PER) komen er dit jaar weer te weinig woningen bij. Daarna koffie."
SECOND = "Kort. Volgens [Noor](PER) komen er dit jaar weer te weinig woningen bij!"


def test_a_sentence_with_other_names_counts_as_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "w1.txt").write_text(RECORD.format(FIRST), encoding="utf-8")
    (tmp_path / "w2.txt").write_text(RECORD.format(SECOND), encoding="utf-8")
    [(text, places)] = repeated(read_training(tmp_path))
    assert text == "volgens per komen er dit jaar weer te weinig woningen bij"
    assert places == ["w1:1", "w2:1"]
    assert main(tmp_path) == 1
    assert "w1:1, w2:1" in capsys.readouterr().out


def test_overlap_is_a_share_of_the_writer_s_own_runs(tmp_path: Path) -> None:
    (tmp_path / "w1.txt").write_text(RECORD.format("a b c d e f g"), encoding="utf-8")
    (tmp_path / "w2.txt").write_text(RECORD.format("x a b c d e"), encoding="utf-8")
    found = overlaps(read_training(tmp_path))
    assert (found["w1"].runs, found["w1"].shared) == (3, pytest.approx(1 / 3))
    assert (found["w2"].runs, found["w2"].nearest) == (2, "w1")


def test_a_folder_without_training_text_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tmp_path) == 2
    assert "no training text" in capsys.readouterr().err
