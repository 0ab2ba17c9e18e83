"""What is flagged, what is not, and what small numbers keep quiet about."""

from dataclasses import replace
from typing import Any

import pytest

from assessments.statistics.choices import Choice, choices
from assessments.statistics.flags import Figures, flags_of

SOUND = Figures(n=300, facility=0.6, discrimination=0.35, alpha_gain=-0.01, seconds=40, usual_seconds=30)
WRONG, RIGHT = ("a", "c"), ("b",)
CHOSEN = {
    "a": Choice("a", 60, 0.2, (0.35, 0.2, 0.05)),
    "b": Choice("b", 180, 0.6, (0.3, 0.6, 0.9)),
    "c": Choice("c", 60, 0.2, (0.35, 0.2, 0.05)),
}


def codes(figures: Figures, chosen: dict[str, Choice] | None = None) -> list[Any]:
    found = flags_of(figures, CHOSEN if chosen is None else chosen, WRONG, RIGHT)
    return [(flag["code"], flag.get("option")) if "option" in flag else flag["code"] for flag in found]


def test_a_sound_question_has_no_flag() -> None:
    assert codes(SOUND) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"discrimination": -0.02}, "negative"),
        ({"facility": 0.19}, "hard"),
        ({"facility": 0.96}, "easy"),
        ({"alpha_gain": 0.02}, "alpha"),
        ({"seconds": 100}, "slow"),
    ],
)
def test_each_figure_out_of_bounds_is_flagged(change: dict[str, float], code: str) -> None:
    assert codes(replace(SOUND, **change)) == [code]


def test_long_is_long_beside_the_other_questions_and_by_the_clock() -> None:
    assert codes(replace(SOUND, seconds=50, usual_seconds=5)) == []
    assert codes(replace(SOUND, seconds=100, usual_seconds=90)) == []
    assert codes(replace(SOUND, seconds=100, usual_seconds=None)) == []


def test_a_wrong_option_that_the_best_prefer_to_the_key_comes_first() -> None:
    swapped = CHOSEN | {
        "a": Choice("a", 180, 0.6, (0.3, 0.6, 0.8)),
        "b": Choice("b", 60, 0.2, (0.35, 0.2, 0.1)),
    }
    assert codes(replace(SOUND, discrimination=-0.3), swapped) == [("key", "a"), "negative"]


def test_an_option_that_nobody_takes_is_named() -> None:
    assert codes(SOUND, {"a": CHOSEN["a"], "b": CHOSEN["b"]}) == [("idle", "c")]
    assert codes(SOUND, CHOSEN | {"c": Choice("c", 2, 0.006, (0.01, 0, 0))}) == [("idle", "c")]


def test_fewer_than_thirty_flag_nothing() -> None:
    bad = replace(SOUND, n=29, discrimination=-1, facility=0)
    assert codes(bad, {}) == []
    assert codes(replace(bad, n=30), {}) != []


def test_choices_by_thirds_of_the_other_score() -> None:
    """Nine learners, three in each third: the weak choose a, the best b, the middle are divided."""
    sums = {
        "bin:10": 3,
        "bin:50": 3,
        "bin:90": 3,
        "label:10:a": 3,
        "label:50:a": 1,
        "label:50:b": 2,
        "label:90:b": 3,
    }
    found = choices(sums)
    assert found["a"].thirds == pytest.approx((1, 1 / 3, 0))
    assert found["b"].thirds == pytest.approx((0, 2 / 3, 1))
    assert (found["a"].count, found["a"].share) == (4, pytest.approx(4 / 9))


def test_papers_of_one_question_have_no_thirds() -> None:
    found = choices({"bin:-1": 4, "label:-1:a": 4})
    assert (found["a"].share, found["a"].thirds) == (1, ())
