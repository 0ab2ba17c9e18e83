"""Watched seconds: the union counts each second once, and no faster than a player can play."""

from hypothesis import given
from hypothesis import strategies as st

from courses.spans import clamp, credit_after, gaps, is_watched, length, plausible, union

spans = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted), max_size=8)


def test_seeing_the_same_part_twice_counts_once() -> None:
    assert union([[0, 10]], [[5, 12], [20, 25]]) == [(0, 12), (20, 25)]
    assert length(union([[0, 10]], [[0, 10]])) == 10


def test_reports_that_touch_become_one_span() -> None:
    assert union([[0, 10.0]], [[10.03, 20]]) == [(0, 20)]


def test_nothing_outside_the_film_counts() -> None:
    assert clamp([[-5, 3], [95, 130], [200, 300]], 100) == [(0, 3), (95, 100)]


def test_ninety_per_cent_is_enough_and_half_a_second_is_forgiven() -> None:
    assert is_watched([(0, 89.6)], 100, 0.9)
    assert not is_watched([(0, 89)], 100, 0.9)
    assert not is_watched([], 0, 0.9)


def test_seeking_to_the_end_leaves_the_gap_open() -> None:
    assert gaps([(0, 4), (98, 100)], 100) == [(4, 98)]


def test_twice_the_clock_is_the_most_a_player_can_play() -> None:
    assert plausible(22, 10)
    assert not plausible(22.1, 10)


def test_two_devices_that_report_a_moment_apart_are_both_believed() -> None:
    credit = credit_after(10, 10)
    assert plausible(10, 0.1, credit)
    assert not plausible(200, 0.1, credit)


def test_an_open_page_saves_up_only_half_a_minute() -> None:
    assert credit_after(0, 3600) == 30


@given(spans, spans)
def test_the_union_holds_exactly_the_seconds_of_both(some: list[list[int]], more: list[list[int]]) -> None:
    seconds = {second for start, end in [*some, *more] for second in range(start, end)}
    joined = union(some, more)
    assert length(joined) == len(seconds)
    assert joined == sorted(joined)
    assert union(joined, more) == joined
