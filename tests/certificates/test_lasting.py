"""How long a certificate stands: days, months, the window to renew."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.rules.lasting import Age, age_of, last_day, months_later, renewal_opens

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 3, 15), 24, date(2028, 3, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
    ],
)
def test_a_month_without_that_day_ends_on_its_last(day: date, months: int, then: date) -> None:
    assert months_later(day, months) == then


def test_the_last_day_still_stands_and_the_next_does_not() -> None:
    end = last_day(date(2026, 3, 15), 24)
    assert age_of(end, 3, end) == Age.ENDING
    assert age_of(end, 3, date(2028, 3, 16)) == Age.ENDED
    assert age_of(end, 3, date(2027, 12, 14)) == Age.RUNNING
    assert age_of(end, 3, renewal_opens(end, 3)) == Age.ENDING
    assert age_of(None, 3, date(2099, 1, 1)) == Age.LASTING


@given(DAYS, st.integers(1, 600), DAYS)
def test_a_certificate_only_ever_grows_older(issued: date, months: int, on: date) -> None:
    end = last_day(issued, months)
    assert end > issued
    order = [Age.RUNNING, Age.ENDING, Age.ENDED]
    later = date.fromordinal(on.toordinal() + 1)
    assert order.index(age_of(end, 2, on)) <= order.index(age_of(end, 2, later))
