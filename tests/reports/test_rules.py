"""The arithmetic of a figure."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reports.rules import Member, Standing, planned, tally, total_of

PARENTS = {1: None, 2: 1, 3: 1, 4: 2}
members = st.lists(
    st.builds(
        Member, st.integers(1, 9999), st.sampled_from(sorted(PARENTS)), st.sampled_from(list(Standing))
    ),
    unique_by=lambda member: member.person,
)


@given(members)
def test_children_and_own_people_always_add_up_to_the_parent(people: list[Member]) -> None:
    units = tally(people, PARENTS.get, PARENTS).units
    for unit, cell in units.items():
        below = [units[child] for child, parent in PARENTS.items() if parent == unit]
        assert cell.denominator == cell.own_denominator + sum(child.denominator for child in below)
        assert cell.numerator == cell.own_numerator + sum(child.numerator for child in below)
        assert cell.excluded == cell.own_excluded + sum(child.excluded for child in below)


@given(members)
def test_everyone_counts_exactly_once(people: list[Member]) -> None:
    total = tally(people, PARENTS.get).total
    assert total.denominator + total.excluded == len(people)
    assert total.numerator + total.missing == total.denominator
    assert total_of(people) == total_without_units(people)


def total_without_units(people: list[Member]) -> object:
    """The tally's own total; its units do not matter."""
    return tally(people, lambda _unit: None).total


def test_an_excused_person_leaves_the_denominator() -> None:
    total = tally([Member(1, 4, Standing.COMPLETED), Member(2, 4, Standing.EXCLUDED)], PARENTS.get).total
    assert (total.numerator, total.denominator, total.excluded, total.percent) == (1, 1, 1, 100.0)


def test_nobody_gives_no_percentage_instead_of_zero() -> None:
    assert tally([], PARENTS.get).total.percent is None


def test_the_plan_rises_from_nothing_to_the_target_and_stays() -> None:
    start, due = date(2026, 1, 1), date(2026, 12, 15)
    assert planned(100, start, due, start) == 0
    assert planned(100, start, due, date(2027, 2, 1)) == 100
    assert 45 < planned(100, start, due, date(2026, 6, 24)) < 55
