"""Two months of the timetable, hour by hour: who hears what on which day, and who hears nothing."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from people.models import Account, Notice, OrgUnit, Person
from reports.models import ChaseLetter, ChaseListing, ChaseMessage, Holiday, Target
from tests.reports.chasing.cast import DUE, finish, moment, on, put_up, told, work

pytestmark = pytest.mark.django_db


def run(first: int, last: int, *hours: int) -> list[datetime]:
    """The worker looks at these hours of every day; the moments at which something went or was written."""
    heard = []
    for days in range(first, last + 1):
        for hour in hours or (6, 8, 15, 22):
            before = ChaseMessage.objects.count()
            work(on(days, hour))
            if ChaseMessage.objects.count() > before:
                heard.append(on(days, hour))
    return heard


def test_the_ladder_is_climbed_rung_by_rung(
    target: Target, anh: Person, commune_officer: Account, head: Account, officer: Account
) -> None:
    put_up(target)
    heard = run(-30, 31)
    assert told(anh) == [date(2026, 10, 27), date(2026, 11, 7), date(2026, 11, 11)]
    to_officers = ChaseMessage.objects.filter(audience="nhan_su")
    assert {message.day for message in to_officers} == {DUE + timedelta(days=7)}
    assert {message.account for message in to_officers} == {
        commune_officer,
        officer,
    }  # Long Phước has no HR: the province
    heads = ChaseMessage.objects.get(audience="lanh_dao")
    assert (heads.person, heads.day) == (head.person, DUE + timedelta(days=14))
    letter = ChaseLetter.objects.get()
    assert letter.prepared_at == on(21, 8)
    assert {one.hour for one in heard} == {8}


def test_a_message_never_goes_on_sundays_holidays_or_by_night(target: Target, anh: Person) -> None:
    Holiday.objects.create(day=date(2026, 11, 7), name="Lễ của tỉnh")  # a Saturday; then comes Sunday
    put_up(target)
    run(-30, 5)
    assert told(anh) == [date(2026, 10, 27), date(2026, 11, 9), date(2026, 11, 11)]


def test_a_message_never_goes_twice_however_often_the_worker_looks(target: Target, anh: Person) -> None:
    put_up(target)
    run(-14, -13, *range(8, 21))
    assert told(anh) == [date(2026, 10, 27)]
    assert [one.to for one in mail.outbox] == [["anh@xa.vn"]]
    assert Notice.objects.filter(person=anh).count() == 1


def test_who_has_finished_hears_no_more(target: Target, anh: Person, cuong: Person) -> None:
    put_up(target)
    run(-30, -10)
    finish(anh, on(-9))
    run(-9, 10)
    assert told(anh) == [date(2026, 10, 27)]
    assert len(told(cuong)) == 3


def test_who_left_hears_no_more(target: Target, anh: Person) -> None:
    put_up(target)
    run(-30, -10)
    anh.postings.update(ends_on=DUE - timedelta(days=8))
    run(-9, 31)
    assert told(anh) == [date(2026, 10, 27)]
    assert not ChaseListing.objects.filter(unit__code="26461").exists()


def test_a_ladder_put_up_late_does_not_say_everything_at_once(
    target: Target, anh: Person, commune_officer: Account, head: Account
) -> None:
    put_up(target)
    work(on(41))
    assert told(anh) == [DUE + timedelta(days=41)]
    assert ChaseMessage.objects.exclude(audience="nguoi").count() == 0
    run(42, 62, 9)
    days = {
        message.audience: (message.day - DUE).days
        for message in ChaseMessage.objects.exclude(audience="nguoi")
    }
    assert days == {"nhan_su": 48, "lanh_dao": 55}  # six days on is a Sunday, seven after that a working day


def test_a_later_due_day_is_another_ladder(target: Target, anh: Person) -> None:
    put_up(target)
    run(-14, 3)
    target.due_on = DUE + timedelta(days=40)
    target.save()
    run(4, 45)
    assert len(told(anh)) == 6


def test_five_things_are_one_message(target: Target, anh: Person) -> None:
    plans = [put_up(target)]
    for number in range(4):
        other = Target.objects.create(
            code=f"them-{number}", title=f"Chỉ tiêu thêm {number}", unit=target.unit, population=target.population,
            starts_on=target.starts_on, due_on=DUE + timedelta(days=number % 3),
        )  # fmt: skip
        other.courses.set(target.courses.all())
        plans.append(put_up(other))
    run(-30, -1, 9)
    days = Counter(told(anh))
    assert max(days.values()) == 1
    first = ChaseMessage.objects.filter(person=anh).order_by("day")[0]
    assert first.reasons.count() == 5
    assert "Chỉ tiêu thêm 3" in first.text
    assert len(days) == 2


def test_nobody_is_reported_who_was_not_told(target: Target, anh: Person, long_phuoc: OrgUnit) -> None:
    """Whoever joins the day before the officers hear is not on their list."""
    from tests.factories import PersonFactory, PostingFactory

    put_up(target)
    run(-30, 6)
    PostingFactory(
        person=PersonFactory(full_name="Mới Đến"), unit=long_phuoc, starts_on=DUE + timedelta(days=7)
    )
    run(7, 7)
    assert set(ChaseListing.objects.filter(audience="nhan_su").values_list("people", flat=True)) == {1}
    assert moment(DUE + timedelta(days=7)).date() == ChaseListing.objects.first().told_on  # type: ignore[union-attr]
