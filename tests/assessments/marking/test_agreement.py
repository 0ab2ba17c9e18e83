"""One word, the mean of two, or a third step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.marking.agreement import needs_agreement, settled

part = st.floats(0, 1)


def test_one_reading_stands_alone() -> None:
    assert settled({"first": 0.7}, readings=1, tolerance=0) == 0.7
    assert settled({}, readings=1, tolerance=0) is None


def test_two_near_each_other_are_averaged() -> None:
    assert settled({"first": 0.7, "second": 0.8}, readings=2, tolerance=10) == 0.75


def test_the_tolerance_itself_is_still_near() -> None:
    assert not needs_agreement({"first": 0.1, "second": 0.2 + 1e-12}, 10)


@pytest.mark.parametrize("missing", ["first", "second"])
def test_two_are_waited_for(missing: str) -> None:
    given_so_far = {"first": 0.7, "second": 0.7}
    del given_so_far[missing]
    assert settled(given_so_far, readings=2, tolerance=10) is None


def test_what_is_apart_waits_for_the_third_step_and_then_that_stands() -> None:
    apart = {"first": 0.2, "second": 0.9}
    assert needs_agreement(apart, 10)
    assert settled(apart, readings=2, tolerance=10) is None
    assert settled(apart | {"agreed": 0.6}, readings=2, tolerance=10) == 0.6


@given(part, part, st.integers(0, 100))
def test_the_mean_lies_between_and_the_order_of_readers_is_nothing(
    a: float, b: float, tolerance: int
) -> None:
    one = settled({"first": a, "second": b}, readings=2, tolerance=tolerance)
    assert one == settled({"first": b, "second": a}, readings=2, tolerance=tolerance)
    assert (one is None) == needs_agreement({"first": a, "second": b}, tolerance)
    assert one is None or min(a, b) - 1e-6 <= one <= max(a, b) + 1e-6
