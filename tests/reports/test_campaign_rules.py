"""Scores are rates in exact fractions; classes, ties and places follow the stated rules."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reports.campaign_rules import Part, Team, class_of, next_span, standings


def team(unit: int, done: int, of: int, day: int | None = 1, size: int | None = None) -> Team:
    reached = date(2026, 3, day) if day else None
    return Team(unit, (Part(1, done, of),), of if size is None else size, reached)


def ranks(*teams: Team, bounds: tuple[int, ...] = ()) -> list[tuple[int, int | None]]:
    return [(place.team.unit, place.rank) for place in standings(teams, bounds)]


def test_the_rate_counts_and_not_the_number() -> None:
    assert ranks(team(1, 80, 100), team(2, 9, 10)) == [(2, 1), (1, 2)]


def test_of_equal_rates_the_earlier_last_completion_is_before() -> None:
    assert ranks(team(1, 5, 10, day=9), team(2, 10, 20, day=8)) == [(2, 1), (1, 2)]


def test_of_equal_rates_and_days_the_larger_denominator_is_before() -> None:
    assert ranks(team(1, 5, 10), team(2, 10, 20)) == [(2, 1), (1, 2)]


def test_who_is_equal_in_everything_shares_the_place_and_the_next_is_left_out() -> None:
    assert ranks(team(1, 5, 10), team(2, 5, 10), team(3, 4, 10)) == [(1, 1), (2, 1), (3, 3)]


def test_thirds_are_equal_whatever_their_digits() -> None:
    assert ranks(team(1, 3, 9), team(2, 3, 9)) == [(1, 1), (2, 1)]
    assert team(1, 3, 9).score == team(2, 5, 15).score


def test_fewer_than_five_people_are_shown_without_a_place() -> None:
    assert ranks(team(1, 4, 4), team(2, 1, 5)) == [(2, 1), (1, None)]


def test_nobody_to_count_gives_no_rate_and_no_place() -> None:
    nobody = team(1, 0, 0, day=None)
    assert (nobody.score, nobody.percent, nobody.whole_percent) == (None, None, None)
    assert ranks(nobody) == [(1, None)]


def test_weights_weigh_and_a_target_without_people_leaves_its_weight_to_the_others() -> None:
    both = Team(1, (Part(1, 10, 10, 3), Part(2, 0, 10, 1)), 10)
    assert both.score == Fraction(3, 4)
    assert Team(1, (Part(1, 5, 10, 3), Part(2, 0, 0, 1)), 10).score == Fraction(1, 2)


def test_one_small_part_keeps_a_team_from_the_ranking() -> None:
    """Beside a known other part, the score would tell about each of the few."""
    assert not Team(1, (Part(1, 50, 100), Part(2, 1, 2)), 100).is_ranked


def test_classes_begin_at_their_bounds_and_have_places_of_their_own() -> None:
    assert [class_of(size, [50, 150]) for size in (49, 50, 149, 150)] == [0, 1, 1, 2]
    assert ranks(team(1, 5, 10), team(2, 90, 100), bounds=(50,)) == [(1, 1), (2, 1)]


def test_strangers_read_percentages_rounded_down() -> None:
    assert team(1, 199, 200).whole_percent == 99


def test_the_next_round_is_as_long_by_months_or_by_days() -> None:
    assert next_span(date(2026, 10, 1), date(2026, 12, 31)) == (date(2027, 1, 1), date(2027, 3, 31))
    assert next_span(date(2026, 1, 1), date(2026, 1, 31)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert next_span(date(2026, 3, 5), date(2026, 3, 14)) == (date(2026, 3, 15), date(2026, 3, 24))


counts = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 28)).map(
    lambda told: (min(told[:2]), max(told[:2]), told[2])
)


@given(st.lists(counts, max_size=12))
def test_a_slow_and_obvious_recount_gives_the_same_places(told: list[tuple[int, int, int]]) -> None:
    teams = [team(number, *one) for number, one in enumerate(told)]
    places = {place.team.unit: place.rank for place in standings(teams, [])}
    for number, (done, of, day) in enumerate(told):
        better = 0
        for other_done, other_of, other_day in told:
            if other_of >= 5 and of >= 5:
                more = other_done * of - done * other_of
                better += more > 0 or (more == 0 and (other_day, -other_of) < (day, -of))
        assert places[number] == (better + 1 if of >= 5 else None)
