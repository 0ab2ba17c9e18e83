"""The arithmetic of a sitting, without a database: deadlines, openings, which try counts, what is shown."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assessments import rules
from assessments.rules import Bar, Extra, Grading, Tried, When

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
moments = some.none() | some.integers(-500, 500).map(lambda minutes: AT + timedelta(minutes=minutes))
extras = some.builds(Extra, some.integers(0, 300), some.integers(0, 600), moments)
tries = some.lists(
    some.builds(lambda points: Tried(points / 10, points >= 6, 60), some.integers(0, 10)), max_size=5
)


def tried(*points: int) -> list[Tried]:
    return [Tried(one / 10, one >= 6, 60) for one in points]


@pytest.mark.parametrize(
    ("minutes", "closes_at", "extra", "ends"),
    [
        (0, None, Extra(), None),
        (0, None, Extra(percent=50), None),
        (30, None, Extra(), 30),
        (30, None, Extra(percent=50), 45),
        (30, None, Extra(percent=50, minutes=10), 55),
        (30, AT + timedelta(minutes=20), Extra(), 20),
        (0, AT + HOUR, Extra(), 60),
        (90, AT + HOUR, Extra(until=AT + 2 * HOUR), 90),
        (90, AT + HOUR, Extra(until=AT - HOUR), 60),
    ],
)
def test_a_sitting_ends_at_its_limit_or_at_the_closing(minutes, closes_at, extra, ends):
    expected = None if ends is None else AT + timedelta(minutes=ends)
    assert rules.deadline(AT, minutes, closes_at, extra) == expected


@given(some.integers(0, 300), moments, extras)
def test_what_is_granted_never_shortens_a_sitting(minutes, closes_at, extra):
    usual, theirs = (rules.deadline(AT, minutes, closes_at, one) for one in (Extra(), extra))
    assert (theirs is None) == (usual is None)
    assert usual is None or theirs >= usual


@pytest.mark.parametrize(
    ("opens", "closes", "again", "bar"),
    [
        (None, None, None, None),
        (AT, AT + HOUR, AT, None),
        (AT + HOUR, None, None, (Bar.EARLY, AT + HOUR)),
        (None, AT, None, (Bar.CLOSED, AT)),
        (None, None, AT + HOUR, (Bar.DELAY, AT + HOUR)),
        (AT - HOUR, AT - HOUR, AT + HOUR, (Bar.CLOSED, AT - HOUR)),
    ],
)
def test_what_keeps_from_starting_says_its_moment(opens, closes, again, bar):
    assert rules.barred(AT, opens, closes, again) == bar


@pytest.mark.parametrize(
    ("grading", "points", "share", "passes", "once"),
    [
        (Grading.BEST, (3, 8, 5), 0.8, True, True),
        (Grading.LAST, (3, 8, 5), 0.5, False, True),
        (Grading.FIRST, (3, 8, 5), 0.3, False, False),
        (Grading.FIRST, (7, 2), 0.7, True, True),
        (Grading.AVERAGE, (4, 8), 0.6, True, True),
        (Grading.AVERAGE, (4, 7), 0.55, False, False),
        (Grading.AVERAGE, (6, 0), 0.3, False, True),
    ],
)
def test_the_way_of_grading_decides_which_try_counts(grading, points, share, passes, once):
    done = tried(*points)
    assert rules.share(grading, done) == pytest.approx(share)
    assert (rules.passes(grading, done), rules.passed_once(grading, done)) == (passes, once)


@given(some.sampled_from(list(Grading)), tries, tries)
def test_a_pass_is_never_taken_back_by_trying_again(grading, before, after):
    assert not rules.passed_once(grading, before) or rules.passed_once(grading, before + after)


@given(some.sampled_from(list(Grading)), tries)
def test_no_way_of_grading_gives_more_than_the_best_try(grading, done):
    assert rules.share(grading, done) <= max((one.share for one in done), default=0) + 1e-9


@pytest.mark.parametrize("when", list(When))
def test_a_part_is_shown_when_its_moment_has_come(when):
    reached = {
        (settled, closed): rules.shown(
            dict.fromkeys(rules.USUAL, when), settled=settled, closed=closed
        ).answers
        for settled in (False, True)
        for closed in (False, True)
    }
    expected = {
        When.AT_ONCE: lambda settled, closed: True,
        When.SETTLED: lambda settled, closed: settled,
        When.CLOSED: lambda settled, closed: closed,
        When.NEVER: lambda settled, closed: False,
    }[when]
    assert reached == {key: expected(*key) for key in reached}


@pytest.mark.parametrize("whens", list(product(When, repeat=3)))
def test_what_says_more_brings_what_says_less(whens):
    promised = dict(zip(rules.USUAL, whens, strict=True))
    score, verdicts, answers = (when == When.AT_ONCE for when in whens)
    expected = rules.Shown(score or verdicts or answers, verdicts or answers, answers)
    assert rules.shown(promised, settled=False, closed=False) == expected


def test_a_paper_from_before_these_rules_shows_what_was_usual():
    assert rules.shown({}, settled=False, closed=False) == rules.Shown(True, True, False)
    assert rules.shown({}, settled=True, closed=False).answers
