"""``terugblik evaluate`` end to end, on two documents of the gold."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy
from spacy.language import Language

from pipeline.errors import InputError
from pipeline.evaluate import evaluate_model, read_gold

if TYPE_CHECKING:
    from tests.conftest import Terugblik

GOLD = Path(__file__).parents[1] / "corpus" / "gold"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two gold documents."""
    target = tmp_path_factory.mktemp("gold")
    for name in ("a4", "c3"):
        for path in GOLD.glob(f"{name}.*"):
            shutil.copy(path, target)
    return target


def test_scores_of_the_shipped_pipeline(folder: Path, nlp: Language) -> None:
    told: list[str] = []
    result = evaluate_model(
        read_gold(folder), nlp=nlp, progress=lambda done, total, name: told.append(name)
    )
    assert told == ["a4", "c3"]
    assert [s.label for s in result.names] == ["PER", "ORG", "CITY", "all"]
    assert result.names[-1].f1.value > 0.6
    assert result.links is not None
    assert result.themes is not None
    assert len(result.passages) == len(result.judged) > 10
    assert {s.source.rstrip("?") for s in result.alone} <= {"model", "register", "rule"}
    found = sum(len(read) for read in (result.sources, result.alone))
    assert found > 6
    assert set(result.context) == {"date", "event", "host_city"}


def test_gold_that_is_read_otherwise_is_refused(
    folder: Path, nlp: Language, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "gold")
    (document, *_) = read_gold(tmp_path / "gold")
    path = tmp_path / "gold" / "a4.txt"
    path.write_text(document.text.replace("de", "DE"), encoding="utf-8")
    with pytest.raises(InputError, match="offsets do not fit"):
        evaluate_model([document], nlp=nlp)


def test_the_command_prints_every_score(folder: Path, terugblik: Terugblik) -> None:
    done = terugblik("evaluate", folder, "--errors")
    assert done.code == 0
    for line in ("PER precision", "all f1", "errors: boundary", "roles F1", "pillar accuracy"):
        assert re.search(rf"^{line} +[\d.]+", done.out, re.MULTILINE), line
    assert re.search(r"PER f1 +\d\.\d{3} \(\d\.\d{3}-\d\.\d{3}\)", done.out)
    assert "precision of every source alone" in done.out
    assert "Errors of terugblik" in done.out
    assert re.search(r"^(a4|c3)  (missed|spurious|boundary|label)  ", done.out, re.MULTILINE)


def test_models_stand_side_by_side(folder: Path, terugblik: Terugblik, tmp_path: Path) -> None:
    stand_in = spacy.blank("nl")
    stand_in.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Zwolle"}])
    stand_in.to_disk(tmp_path / "m")
    done = terugblik("evaluate", folder, "--model", "terugblik", "--model", tmp_path / "m")
    header = next(line for line in done.out.splitlines() if str(tmp_path / "m") in line)
    assert header.split() == ["terugblik", str(tmp_path / "m")]
    assert len(re.findall(r"\d\.\d{3} \(", re.search(r"all f1.*", done.out)[0])) == 2  # type: ignore[index]


def test_baselines_beside_the_themes(folder: Path, terugblik: Terugblik, tmp_path: Path) -> None:
    training = tmp_path / "training"
    training.mkdir()
    source = GOLD.parent / "training" / "w55_netwerkdagverslag.txt"
    shutil.copy(source, training)
    done = terugblik("evaluate", folder, "--themes", "--baselines", training)
    assert done.code == 0
    table = done.out[done.out.index("Baselines for the themes") :]
    assert re.search(r"majority +keywords +TF-IDF \+ LR", table)
    row = re.search(r"main theme right(.*)", table)
    assert row is not None
    assert len(re.findall(r"\d\.\d{3} \(", row[1])) == 3


def test_baselines_need_training_text(folder: Path, terugblik: Terugblik, tmp_path: Path) -> None:
    done = terugblik("evaluate", folder, "--themes", "--baselines", tmp_path)
    assert done.code != 0
    assert "no training text" in done.err


def test_themes_in_detail(folder: Path, terugblik: Terugblik) -> None:
    done = terugblik("evaluate", folder, "--themes")
    assert done.code == 0
    for title in ("per theme", "per pillar", "calibration", "coverage and precision"):
        assert f"terugblik: {title}" in done.out
    assert "PER precision" not in done.out
