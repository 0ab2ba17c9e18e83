"""What a rubric makes of a marker's word, for any rubric whatever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.marking.rubric import Given, GivenPoints, criteria_of, weighed
from common.errors import DomainError
from tests.assessments.marking.conftest import BODIES, levels


def test_levels_and_points_add_up_to_the_fraction() -> None:
    fraction, kept = weighed(BODIES["rubric"], levels(content=1, form=0.5))
    assert fraction == pytest.approx(1.5 / 4)
    assert [(one["level"], one["points"], one["of"]) for one in kept] == [
        ("Thiếu ý", 1.0, 3.0),
        ("", 0.5, 1.0),
    ]


def test_points_typed_go_before_a_chosen_level() -> None:
    both = Given(None, [GivenPoints(points=2, level=0), GivenPoints(points=1)])
    assert weighed(BODIES["rubric"], both)[0] == 0.75


def test_without_a_rubric_the_points_of_the_question_are_given() -> None:
    assert weighed(BODIES["plain"], Given(1.5)) == (0.75, [])


def test_a_criterion_without_points_is_worth_its_best_level() -> None:
    body = {
        "rubric": [{"text": "Ý", "levels": [{"text": "Tốt", "points": 4}]}, {"text": "Ghi chú", "points": 0}]
    }
    assert [criterion.most for criterion in criteria_of(body)] == [4]


@pytest.mark.parametrize(
    "sent",
    [
        Given(None, [GivenPoints(level=0)]),
        Given(None, [GivenPoints(level=9), GivenPoints(points=1)]),
        Given(None, [GivenPoints(points=3.5), GivenPoints(points=1)]),
        Given(None, [GivenPoints(points=-1), GivenPoints(points=1)]),
        Given(2),
    ],
    ids=["left out", "no such level", "too much", "below nothing", "no criterion"],
)  # fmt: skip
def test_what_is_left_out_or_impossible_is_refused(sent: Given) -> None:
    with pytest.raises(DomainError):
        weighed(BODIES["rubric"], sent)


@pytest.mark.parametrize("points", [None, -0.1, 2.1])
def test_points_beyond_the_question_are_refused(points: float | None) -> None:
    with pytest.raises(DomainError):
        weighed(BODIES["plain"], Given(points))


worth = st.floats(0.25, 100)


@given(st.lists(worth, min_size=1, max_size=6), st.data())
def test_a_fraction_is_within_bounds_for_any_rubric(worths: list[float], data: st.DataObject) -> None:
    body = {"rubric": [{"text": "Ý", "points": most} for most in worths]}
    said = [GivenPoints(points=data.draw(st.floats(0, most))) for most in worths]
    assert 0 <= weighed(body, Given(None, said))[0] <= 1
    assert weighed(body, Given(None, [GivenPoints(points=most) for most in worths]))[0] == 1
