"""The second regression: what a paragraph's place in the document does to its themes."""

import numpy as np
import pytest

from pipeline.classify.context import (
    AROUND,
    PLACES,
    ContextWeights,
    place_features,
    shared_features,
)
from pipeline.classify.counts import FIELDS, Counts
from pipeline.classify.passage import Passage, training_passages
from pipeline.training import TrainingParagraph, parse_marks

ODDS = np.array([[4.0, -4.0], [-1.0, -1.0], [-4.0, 4.0]])
NOTHING = Counts(np.zeros((2, len(FIELDS))), np.zeros(4), ())
WEIGHTS = ContextWeights(
    shared=np.arange(len(FIELDS) + len(AROUND)) / 8,
    places=np.ones((len(PLACES), 2)) / 4,
    usual=np.array([0.1, 0.2]),
)


def features(*sections: int) -> np.ndarray:
    passages = [Passage("tekst", section=section) for section in sections]
    counts = [NOTHING] * len(sections)
    return shared_features(ODDS[: len(sections)], passages, counts, usual=np.array([0.1, 0.1]))


def column(name: str) -> int:
    return len(FIELDS) + AROUND.index(name)


def test_neighbours_count_in_the_same_section_only() -> None:
    same, other = features(5, 5, 8)[1], features(5, 7, 8)[1]
    assert same[0, column("before")] > 0 > same[1, column("before")]
    assert same[0, column("section")] > 0
    assert not other[:, [column("before"), column("after"), column("section")]].any()


def test_the_document_counts_without_the_paragraph_itself() -> None:
    found = features(5, 7, 8)[:, :, column("document")]
    assert found[1, 0] == pytest.approx(found[1, 1])
    assert found[0, 1] > found[0, 0]


def test_who_is_sure_hardly_listens() -> None:
    found = np.abs(features(5, 5, 5)[:, :, column("section")]).max(axis=1)
    assert found[0] < 0.05 < found[1]


def test_lead_is_the_distance_to_the_rival() -> None:
    assert features(5, 5, 5)[0, :, column("lead")].tolist() == [8.0, -8.0]
    assert features(5, 5, 5)[1, :, column("lead")].tolist() == [0.0, 0.0]


def test_places_in_the_document() -> None:
    passages = [Passage("een twee"), Passage("een", ("Kop",)), Passage("woord " * 90, ("Kop",))]
    found = place_features(passages)
    assert found[:, PLACES.index("first")].tolist() == [1, 0, 0]
    assert found[:, PLACES.index("last")].tolist() == [0, 0, 1]
    assert found[:, PLACES.index("no_heading")].tolist() == [1, 0, 0]
    assert found[2, PLACES.index("short")] < 0.01 < found[1, PLACES.index("short")]


def test_weights_survive_writing_and_reading() -> None:
    again = ContextWeights.from_dict(WEIGHTS.as_dict())
    passages, counts = [Passage("a"), Passage("b"), Passage("c")], [NOTHING] * 3
    before, after = (w.odds(ODDS, passages, counts) for w in (WEIGHTS, again))
    assert np.array_equal(before, after)


def test_calibration_moves_all_odds_alike() -> None:
    passages, counts = [Passage("a"), Passage("b"), Passage("c")], [NOTHING] * 3
    before = WEIGHTS.odds(ODDS, passages, counts)
    after = WEIGHTS.calibrated(1.5, -0.25).odds(ODDS, passages, counts)
    assert after == pytest.approx(1.5 * before - 0.25)


def paragraph(recap: int, above: tuple[str, ...], headings: tuple[str, ...]) -> TrainingParagraph:
    return TrainingParagraph(
        writer="w",
        line=1,
        themes=("wonen",),
        pillar="fysiek",
        headings=headings,
        heading_spans=((),) * len(headings),
        text="Tekst.",
        spans=(),
        recap=recap,
        above=tuple(parse_marks(line) for line in above),
    )


def test_sections_of_training_recaps_follow_their_headings() -> None:
    found = training_passages(
        [
            paragraph(1, ("Titel",), ()),
            paragraph(1, ("Kop",), ("Kop",)),
            paragraph(1, (), ("Kop",)),
            paragraph(1, ("Kop",), ("Kop",)),
            paragraph(0, (), ("Kop",)),
            paragraph(0, (), ("Kop",)),
        ]
    )
    sections = [passage.section for passage in found]
    assert sections[0] == -1
    assert sections[1] == sections[2]
    assert len(set(sections[2:])) == 4
