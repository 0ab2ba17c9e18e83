"""The hall's code: good for whoever sits there now, and for nobody who is sent a picture of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from common import clock
from courses.class_keys import token_key
from courses.class_tokens import hall_token
from courses.models import Attendance, Claim, Meeting, Seat
from people.models import Account, Scope
from tests.courses.training.cast import client_of, running
from tests.factories import AccountFactory, PersonFactory
from tests.factories.training import MeetingFactory, SeatFactory, SessionTrainerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    """One that began five minutes ago."""
    session = running(meetings=0)
    found: Meeting = MeetingFactory(session=session, starts_at=clock.now() - timedelta(minutes=5))
    return found


def address(meeting: Meeting, *, ago: int = 0) -> str:
    token = hall_token(meeting.uuid, clock.now() - timedelta(seconds=ago), key=token_key())
    return reverse("my_arrival", args=[token])


def pressed(account: Account, where: str) -> Any:
    client = client_of(account)
    page = client.get(where).content.decode()
    found = re.search(r'name="giay" value="([^"]+)"', page)
    assert found
    return client.post(where, {"giay": found[1]}, follow=True)


def test_a_learner_scans_and_presses_and_is_there(meeting: Meeting) -> None:
    seat: Seat = SeatFactory(session=meeting.session)
    answer = pressed(AccountFactory(person=seat.person), address(meeting))
    row = Attendance.objects.get()
    assert (row.seat, row.state, row.how, row.recorded_by.person) == (seat, "present", "hall_qr", seat.person)
    assert "có mặt" in answer.content.decode()
    pressed(row.recorded_by, address(meeting))
    assert Attendance.objects.count() == 1


def test_a_picture_of_the_screen_is_too_old(meeting: Meeting) -> None:
    seat = SeatFactory(session=meeting.session)
    answer = client_of(AccountFactory(person=seat.person)).get(address(meeting, ago=90))
    assert answer.status_code == 409
    assert "quá cũ" in answer.content.decode()


def test_the_page_of_one_account_is_worth_nothing_to_another(meeting: Meeting) -> None:
    first, second = (AccountFactory(person=SeatFactory(session=meeting.session).person) for _n in range(2))
    page = client_of(first).get(address(meeting)).content.decode()
    sealed = re.search(r'name="giay" value="([^"]+)"', page)
    assert sealed
    answer = client_of(second).post(address(meeting), {"giay": sealed[1]})
    assert (answer.status_code, Attendance.objects.count()) == (409, 0)


def test_who_has_no_seat_is_put_to_the_trainer(meeting: Meeting) -> None:
    guest = AccountFactory(person=PersonFactory())
    for _time in range(2):
        pressed(guest, address(meeting))
    claim = Claim.objects.get()
    assert (claim.person, claim.why, Attendance.objects.count()) == (guest.person, Claim.Why.NOT_ON_ROLL, 0)
    trainer = SessionTrainerFactory(session=meeting.session).account
    decide = reverse("attendance_decide", args=[meeting.session.uuid])
    client_of(trainer).post(decide, {"luot": str(claim.uuid), "nhan": "co"})
    assert Attendance.objects.get().seat.person == guest.person


def test_the_screen_shows_a_code_that_is_new_each_half_minute(meeting: Meeting) -> None:
    trainer = SessionTrainerFactory(session=meeting.session).account
    answer = client_of(trainer).get(reverse("attendance_hall", args=[meeting.uuid]))
    page = answer.content.decode()
    assert '<meta http-equiv="refresh" content="25">' in page
    assert "<svg" in page
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_screen_is_for_those_of_the_class_only(meeting: Meeting) -> None:
    other = AccountFactory()
    Scope.objects.create(account=other, unit=running().lead_unit)
    where = reverse("attendance_hall", args=[meeting.uuid])
    assert client_of(other).get(where).status_code == 404
    assert client_of(AccountFactory(person=PersonFactory())).get(where).status_code == 403


def test_a_code_of_a_meeting_that_is_over_takes_nobody_down(meeting: Meeting) -> None:
    seat = SeatFactory(session=meeting.session)
    Meeting.objects.update(
        starts_at=clock.now() - timedelta(hours=9), ends_at=clock.now() - timedelta(hours=6)
    )
    pressed(AccountFactory(person=seat.person), address(meeting))
    assert not Attendance.objects.exists()
