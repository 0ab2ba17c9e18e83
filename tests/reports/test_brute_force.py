"""The engine against a recount written separately: thousands of random histories, and every cell is the same.

BRUTE_FORCE=3000 looks at as many histories; a usual run looks at a few dozen.
"""

import os
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import CourseRelease
from people.models import Account
from reports.queries.figures import Frame, evaluate, load_facts
from tests.factories import AccountFactory, ReleaseFactory
from tests.reports.brute.history import Asked, History, asked, day, history
from tests.reports.brute.recount import Found, Recount, count, end_of
from tests.reports.brute.writing import Written, now

HISTORIES = int(os.environ.get("BRUTE_FORCE", "40"))
TARGETS, DAYS = 3, 3


@pytest.fixture
def releases(db: None) -> list[CourseRelease]:
    return [ReleaseFactory(items=["lesson", "lesson"]) for _course in range(2)]


@pytest.fixture
def operator(db: None) -> Account:
    account: Account = AccountFactory(is_superuser=True)
    return account


@pytest.mark.django_db
@settings(max_examples=HISTORIES, suppress_health_check=list(HealthCheck))
@given(random=st.randoms(use_true_random=False))
def test_engine_and_recount_agree_on_every_cell(
    releases: list[CourseRelease], operator: Account, random: Random
) -> None:
    told = history(random)
    with transaction.atomic():
        written = Written(told, releases, operator)
        for _n in range(TARGETS):
            _compare(written, told, asked(random, told.units), random)
        transaction.set_rollback(True)


def _compare(written: Written, told: History, rule: Asked, random: Random) -> None:
    target = written.target(rule)
    for cutoff in (None, end_of(random.randrange(20, 110))):
        facts = load_facts(target, cutoff=cutoff, known_at=now())
        last = 110 if cutoff is None else (cutoff.date() - day(0)).days
        for as_of in random.sample(range(last + 1), DAYS):
            for frame in Frame:
                figures = evaluate(facts, day(as_of), frame)
                recount = Recount(told, rule, as_of, now(), cutoff, frame.value)
                _same(written, figures, recount)


def _same(written: Written, figures: object, recount: Recount) -> None:
    keys = {unit.pk: number for number, unit in enumerate(written.units)}
    people = {person.pk: number for number, person in enumerate(written.people)}
    found = {
        people[one.person]: Found(keys[one.unit], one.standing.value, one.completed_on, one.reason)
        for one in figures.members  # type: ignore[attr-defined]
    }
    wanted = recount.members()
    assert found == wanted
    total = figures.tally.total  # type: ignore[attr-defined]
    assert (total.numerator, total.denominator, total.excluded) == count(list(wanted.values()))
    cells = {
        keys[unit]: (cell.numerator, cell.denominator, cell.excluded)
        for unit, cell in figures.tally.units.items()  # type: ignore[attr-defined]
    }
    assert {unit: cell for unit, cell in cells.items() if any(cell)} == recount.cells()
    for unit in cells:
        assert figures.facts.goal_of(written.units[unit].pk) == recount.goal(unit)  # type: ignore[attr-defined]
