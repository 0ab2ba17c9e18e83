"""Levels of a criterion as an author types them in the studio, and back into the boxes."""

import pytest

from assessments import kinds
from assessments.studio.reading import body_in, form_of

TYPED = {
    "text": "Nêu cách làm",
    "points": "2",
    "rows": "2",
    "rubric-0-text": "Nội dung",
    "rubric-0-points": "",
}


def test_levels_in_one_box_become_levels_and_the_best_is_the_worth() -> None:
    body = body_in("essay", TYPED | {"rubric-0-levels": "Đủ ý = 2,5 | Thiếu ý = 1"})
    (criterion,) = body["rubric"]
    assert criterion["points"] == 2.5
    assert criterion["levels"] == [{"text": "Đủ ý", "points": 2.5}, {"text": "Thiếu ý", "points": 1.0}]
    assert kinds.problems(body) == []


def test_they_come_back_as_they_were_typed() -> None:
    body = body_in("file", TYPED | {"rubric-0-levels": "Đủ ý = 2,5 | Thiếu ý = 1", "most_files": "1"})
    assert form_of(body)["rubric-0-levels"] == "Đủ ý = 2,5 | Thiếu ý = 1"
    assert body_in("file", form_of(body)) == body


@pytest.mark.parametrize("levels", ["Tốt = 9", "Tốt = -1", "Tốt"])
def test_a_level_beyond_its_criterion_or_without_points_is_refused(levels: str) -> None:
    body = body_in("essay", TYPED | {"rubric-0-points": "3", "rubric-0-levels": levels})
    assert len(kinds.problems(body)) == 1
