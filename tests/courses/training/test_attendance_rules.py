"""What a scan and an attendance mean, by arithmetic alone."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from courses.attendance_rules import Asked, Held, arrival, earned, in_time
from courses.sheet_headings import columns_of
from courses.sheet_marks import state_of

START = datetime(2026, 12, 10, 1, tzinfo=UTC)
DAYS = [
    Held(n, START + timedelta(days=n), START + timedelta(days=n, hours=3), activity=10 + n) for n in range(3)
]
RULE = Asked(Decimal(9), percent=80)


@pytest.mark.parametrize(
    ("minutes", "fits"), [(-61, False), (-60, True), (0, True), (240, True), (241, False)]
)
def test_a_badge_is_of_a_meeting_from_an_hour_before_to_an_hour_after(minutes: int, fits: bool) -> None:
    assert in_time(START, START + timedelta(hours=3), START + timedelta(minutes=minutes)) is fits


def test_a_quarter_of_an_hour_is_not_late() -> None:
    assert arrival(START, START + timedelta(minutes=15)) == "present"
    assert arrival(START, START + timedelta(minutes=16)) == "late"


def test_who_was_always_there_has_the_whole_course_at_the_end_of_the_last_meeting() -> None:
    outcome = earned(RULE, DAYS, {0: "present", 1: "late", 2: "present"})
    assert outcome.enough
    assert outcome.missed == ()
    (credit,) = outcome.credits
    assert (credit.activity, credit.hours, credit.occurred_at) == (None, Decimal(9), DAYS[2].ends_at)


def test_who_left_early_has_half_of_that_meeting() -> None:
    outcome = earned(RULE, DAYS, {0: "present", 1: "present", 2: "left_early"})
    assert outcome.hours == Decimal("7.5")
    assert outcome.enough
    assert [one.meeting for one in outcome.missed] == [2]


def test_who_missed_a_day_has_the_lessons_of_the_others() -> None:
    outcome = earned(RULE, DAYS, {0: "present", 2: "present"})
    assert not outcome.enough
    assert [(credit.activity, credit.hours) for credit in outcome.credits] == [
        (10, Decimal(3)),
        (12, Decimal(3)),
    ]


def test_a_lesson_taught_twice_is_had_only_when_both_were_attended() -> None:
    twice = [Held(n, one.starts_at, one.ends_at, activity=5) for n, one in enumerate(DAYS[:2])]
    assert earned(Asked(Decimal(6), percent=100), twice, {0: "present"}).credits == ()


def test_excused_is_not_attended() -> None:
    outcome = earned(RULE, DAYS, dict.fromkeys(range(3), "excused"))
    assert (outcome.hours, outcome.enough, outcome.credits) == (0, False, ())


def test_hours_may_be_asked_for_instead_of_a_share() -> None:
    asked = Asked(Decimal(9), least_hours=Decimal(6))
    assert earned(asked, DAYS, {0: "present", 1: "present"}).enough
    assert not earned(asked, DAYS, {0: "present"}).enough


@pytest.mark.parametrize(
    ("box", "state"),
    [("x", "present"), ("V", "present"), ("Có mặt", "present"), ("M", "late"), ("Đến muộn", "late"),
     ("Về sớm", "left_early"), ("P", "excused"), ("Vắng", "absent"), ("0", "absent"), ("???", None)],
)  # fmt: skip
def test_boxes_are_read_as_offices_fill_them(box: str, state: str | None) -> None:
    assert state_of(box) == state


def test_a_heading_names_its_meeting() -> None:
    starts = [datetime(2026, 12, day, 8) for day in (10, 11)]  # noqa: DTZ001
    assert columns_of(["Buổi 2 (8:00 11/12/2026)", "Ghi chú"], starts).boxes == {0: 2}
