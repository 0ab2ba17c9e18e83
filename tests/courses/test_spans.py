"""Watched seconds: the union counts each second once, and no faster than a player can play."""

from hypothesis import given
from hypothesis import strategies as st

from courses.spans import Allowance, clamp, gaps, is_watched, length, union

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


def allowance(
    elapsed: float, credit: float = 0.0, since_opened: float = 0.0, counted: float = 0.0
) -> Allowance:
    return Allowance(elapsed, since_opened or elapsed, credit, counted)


def test_twice_the_clock_is_the_most_a_player_can_play() -> None:
    assert allowance(10).covers(22)
    assert not allowance(10).covers(22.1)


def test_at_the_usual_speed_no_more_film_than_time_is_believed() -> None:
    assert allowance(10).covers(12, rate=1)
    assert not allowance(10).covers(12.1, rate=1)
    assert not allowance(10).covers(22.1, rate=16)


def test_two_devices_that_report_a_moment_apart_are_both_believed() -> None:
    credit = allowance(10).after(10).left
    assert allowance(0.1, credit).covers(10, rate=1)
    assert not allowance(0.1, credit).covers(200)


def test_two_players_of_one_moment_share_the_top_rate() -> None:
    after_one = allowance(10).after(10)
    assert after_one.covers(12, rate=1)
    assert not after_one.after(10).covers(2.1, rate=1)


def test_an_open_page_saves_up_only_half_a_minute() -> None:
    assert allowance(3600).left == 30


def test_a_grace_that_was_used_is_owed_so_that_a_thousand_small_lies_add_up_to_one() -> None:
    credit, counted = 0.0, 0.0
    for _ in range(1000):
        now = allowance(0.0, credit)
        if now.covers(2):
            counted, credit = counted + 2, now.after(2).left
    assert counted == 2


def test_what_was_kept_without_a_line_is_held_against_all_the_time_since_the_first_view() -> None:
    now = allowance(5, since_opened=3600, counted=600)
    assert not now.covers(1800, rate=1)
    assert now.covers(1800, rate=1, kept=True)
    assert not now.covers(3700, rate=1, kept=True)
    assert not now.covers(7200, kept=True)


def test_who_must_wait_is_told_how_long() -> None:
    assert allowance(10).wait(42) == 10
    assert allowance(10).wait(5) == 0


@given(spans, spans)
def test_the_union_holds_exactly_the_seconds_of_both(some: list[list[int]], more: list[list[int]]) -> None:
    seconds = {second for start, end in [*some, *more] for second in range(start, end)}
    joined = union(some, more)
    assert length(joined) == len(seconds)
    assert joined == sorted(joined)
    assert union(joined, more) == joined
