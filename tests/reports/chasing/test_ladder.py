"""The arithmetic of the ladder and of silence."""

from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from reports.holidays import LUNAR, holidays_of
from reports.ladder import (
    DEFAULT_STEPS,
    Audience,
    Hours,
    Step,
    is_too_early,
    reached,
    rung_below,
    silence,
    waits,
)

DUE = date(2026, 11, 10)
HOURS = Hours()
local = partial(datetime, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_only_the_latest_rung_that_has_come_counts() -> None:
    assert reached(DEFAULT_STEPS, Audience.PERSON, DUE, date(2026, 10, 26)) is None
    for day, days in (
        (date(2026, 10, 27), -14),
        (date(2026, 11, 6), -14),
        (date(2026, 11, 7), -3),
        (date(2027, 1, 1), 1),
    ):
        found = reached(DEFAULT_STEPS, Audience.PERSON, DUE, day)
        assert found
        assert found.days == days


def test_a_rung_waits_for_the_one_below_as_long_as_the_ladder_says() -> None:
    by_audience = {step.audience: step for step in DEFAULT_STEPS}
    assert waits(DEFAULT_STEPS, by_audience[Audience.OFFICER]) == 6
    assert waits(DEFAULT_STEPS, by_audience[Audience.LETTER]) == 7
    assert waits([Step(Audience.HEAD, 5)], Step(Audience.HEAD, 5)) == 1


def test_a_ladder_without_officers_goes_from_people_to_heads() -> None:
    steps = [Step(Audience.PERSON, 1), Step(Audience.HEAD, 9)]
    assert rung_below(steps, Audience.HEAD) is Audience.PERSON
    assert rung_below(steps, Audience.PERSON) is None


@pytest.mark.parametrize(
    ("when", "why"),
    [
        (local(2026, 11, 10, 6, 59), "quiet"), (local(2026, 11, 10, 7, 0), ""), (local(2026, 11, 10, 20, 59), ""),
        (local(2026, 11, 10, 21, 0), "quiet"), (local(2026, 11, 15, 10, 0), "sunday"),
        (local(2026, 9, 2, 10, 0), "holiday"), (local(2026, 11, 14, 10, 0), ""),
    ],
)  # fmt: skip
def test_nobody_is_disturbed_at_night_on_sundays_and_holidays(when: datetime, why: str) -> None:
    assert silence(when, holidays_of(2026), HOURS) == why


def test_quiet_hours_may_lie_within_a_day_or_be_none() -> None:
    noon = local(2026, 11, 10, 12, 0)
    assert silence(noon, (), Hours(11, 14)) == "quiet"
    assert silence(noon, (), Hours(0, 0)) == ""


def test_before_the_hour_of_sending_the_day_may_still_be_looked_at() -> None:
    assert is_too_early(local(2026, 11, 10, 7, 30), HOURS)
    assert not is_too_early(local(2026, 11, 10, 8, 0), HOURS)


def test_the_calendar_knows_tet_and_the_kings_day_and_what_is_made_good() -> None:
    days = holidays_of(2026)
    assert days[date(2026, 2, 17)] == "Tết Nguyên đán"
    assert days[date(2026, 4, 26)] == "Giỗ Tổ Hùng Vương"
    assert days[date(2026, 4, 27)] == "Nghỉ bù Giỗ Tổ Hùng Vương"
    assert {day.isoformat() for day in holidays_of(2027)} >= {
        "2027-02-06",
        "2027-02-10",
        "2027-04-16",
        "2027-05-03",
    }
    assert all(day.year == year for year in LUNAR for day in holidays_of(year))
