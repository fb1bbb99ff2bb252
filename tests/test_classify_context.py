import numpy as np
import pytest

from pipeline.classify.context import share_pillars

SURE, UNSURE = np.array([0.9, 0.1]), np.array([0.45, 0.55])


def test_paragraphs_under_one_heading_share_their_pillar() -> None:
    _, second = share_pillars([SURE, UNSURE], [4, 4])
    assert second.argmax() == 0
    assert second.sum() == pytest.approx(1)


@pytest.mark.parametrize("sections", [[4, 9], [-1, -1]])
def test_other_sections_and_no_section_share_nothing(sections: list[int]) -> None:
    shared = share_pillars([SURE, UNSURE], sections)
    assert [list(row) for row in shared] == [list(SURE), list(UNSURE)]
