import pytest

from pipeline.classify.agreement import agreement
from pipeline.classify.evaluate import Judged, evaluate, judge
from pipeline.errors import InputError
from pipeline.evaluate.gold import GoldBlock, GoldDocument
from pipeline.records import Block, Labels, Theme
from pipeline.training import TrainingParagraph


def labels(paragraph: int, pillar: str, *themes: tuple[str, float]) -> Labels:
    given = tuple(Theme(theme, pillar, confidence) for theme, confidence in themes)
    return Labels(paragraph, pillar, 0.9, given)


JUDGED = [
    Judged("d1", ("wonen",), "fysiek", labels(0, "fysiek", ("wonen", 0.9))),
    Judged("d1", ("wonen", "ruimte"), "fysiek", labels(1, "fysiek", ("ruimte", 0.7))),
    Judged("d2", ("lobby",), "overkoepelend", labels(0, "sociaal", ("netwerk", 0.6))),
    Judged("d2", ("netwerk",), "overkoepelend", labels(1, "overkoepelend")),
]


def values(judged: list[Judged]) -> dict[str, float]:
    summary = evaluate(judged).summary
    return dict(zip(summary["measure"], summary["value"], strict=True))


def test_measures_by_hand() -> None:
    found = values(JUDGED)
    assert found["main theme right"] == 2 / 4
    assert found["answered"] == 3 / 4
    assert found["precision among answered"] == pytest.approx(2 / 3)
    assert found["themes micro-F1"] == pytest.approx(2 * 2 / (5 + 3))
    assert found["pillar accuracy"] == 3 / 4
    assert found["theme calibration error"] == pytest.approx((0.1 + 0.3 + 0.6) / 3)


def test_tables_show_confusions_and_coverage() -> None:
    report = evaluate(JUDGED)
    assert report.confusion.to_dict("list") == {
        "gold": ["lobby"],
        "said": ["netwerk"],
        "paragraphs": [1],
    }
    assert report.coverage["precision"].iloc[0] == 1.0
    assert set(report.reliability["what"]) == {"theme", "pillar"}
    assert list(report.pillars["pillar"]) == ["fysiek", "overkoepelend", "sociaal"]


def test_intervals_hold_the_value_and_repeat() -> None:
    first, second = evaluate(JUDGED).summary, evaluate(JUDGED).summary
    assert first.equals(second)
    assert (first["low"] <= first["value"] + 1e-9).all()
    assert (first["high"] >= first["value"] - 1e-9).all()


def test_nothing_to_judge_is_an_error() -> None:
    with pytest.raises(ValueError, match="no gold paragraphs"):
        evaluate([])


def test_gold_paragraphs_meet_the_blocks_they_overlap(tmp_path: object) -> None:
    gold = GoldDocument(
        name="d",
        path=None,  # type: ignore[arg-type]
        text="",
        blocks=(
            GoldBlock(0, 0, 5, "heading", None, ()),
            GoldBlock(1, 7, 20, "paragraph", "fysiek", ("wonen",)),
            GoldBlock(2, 22, 30, "paragraph", "sociaal", ("cultuur",)),
        ),
        spans=(),
        meta={},
        links=None,
    )
    blocks = [Block(0, "heading", 0, 5, 2), Block(1, "paragraph", 7, 21)]
    judged = judge(gold, blocks, [labels(1, "fysiek", ("wonen", 0.9))])
    assert [j.main_right for j in judged] == [True, False]
    assert judged[1].labels is None


def paragraph(text: str, pillar: str, *themes: str) -> TrainingParagraph:
    return TrainingParagraph("w01", 1, themes, pillar, (), (), text, ())


def test_agreement_of_two_readers() -> None:
    first = [paragraph(t, "fysiek", "wonen", "ruimte") for t in "ab"]
    first += [paragraph(t, "sociaal", "cultuur") for t in "cd"]
    second = [paragraph("a", "fysiek", "wonen"), paragraph("b", "fysiek", "ruimte")]
    second += [paragraph("c", "sociaal", "cultuur"), paragraph("d", "fysiek", "wonen")]
    found = agreement(first, second)
    assert (found.paragraphs, found.within) == (4, 0.75)
    assert found.pillar_kappa == pytest.approx(0.5)
    assert found.micro_f1 == pytest.approx(2 * 3 / (6 + 4))
    assert found.per_theme["theme"].iloc[-1] != found.per_theme["theme"].iloc[0]


def test_no_shared_paragraph_is_an_error() -> None:
    with pytest.raises(InputError, match="labelled by both"):
        agreement([paragraph("a", "fysiek", "wonen")], [paragraph("b", "fysiek", "wonen")])
