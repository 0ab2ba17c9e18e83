"""Scans count once, whatever the phone, its clock and its line do; what is in doubt is kept for a person."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from common.errors import Conflict
from courses.models import Attendance, Claim
from courses.models.seat import SeatState
from courses.models.session import SessionState
from courses.services.training.claims import decide
from courses.services.training.closing import close_session
from courses.services.training.scanning import take_scans
from courses.services.training.ticking import Tick, tick
from people.models import Account
from tests.courses.training.cast import AFTERWARDS, DOORS_OPEN, running, scan_of, seated, states
from tests.factories.training import SeatFactory

pytestmark = pytest.mark.django_db


def test_a_badge_shown_twice_counts_once(clerk: Account) -> None:
    session = running()
    (seat,), meeting = seated(session), session.meetings.first()
    assert meeting
    first, second = scan_of(seat, meeting), scan_of(seat, meeting, DOORS_OPEN + timedelta(minutes=1))
    answers = take_scans(session=session, scans=[first, second], at=DOORS_OPEN, by=clerk)
    again = take_scans(session=session, scans=[first, second], at=AFTERWARDS, by=clerk)
    assert [answer.state for answer in answers + again] == ["recorded", "again", "again", "again"]
    assert Attendance.objects.count() == 1


def test_a_staff_code_typed_in_does_as_well(clerk: Account) -> None:
    session = running()
    (seat,), meeting = seated(session), session.meetings.first()
    assert meeting
    scan = scan_of(seat, meeting, code=seat.person.staff_code.lower())
    assert take_scans(session=session, scans=[scan], at=DOORS_OPEN, by=clerk)[0].state == "recorded"


def test_a_badge_of_another_class_is_refused_by_its_name(clerk: Account) -> None:
    session, other = running(), running(title="Lớp buổi chiều")
    (stranger,), meeting = seated(other), session.meetings.first()
    assert meeting
    scans = [
        scan_of(stranger, meeting),
        scan_of(stranger, meeting, code="LSB:AAAA"),
        scan_of(stranger, meeting, code="X1"),
    ]
    answers = take_scans(session=session, scans=scans, at=DOORS_OPEN, by=clerk)
    assert [answer.state for answer in answers] == ["refused"] * 3
    assert "Lớp buổi chiều" in answers[0].text
    assert not Attendance.objects.exists()


def test_a_scan_that_comes_days_later_counts_from_its_own_moment(clerk: Account) -> None:
    session = running()
    (seat,), meeting = seated(session), session.meetings.first()
    assert meeting
    wrong_clock = DOORS_OPEN - timedelta(days=1)
    scan = scan_of(seat, meeting, DOORS_OPEN + timedelta(minutes=20), told_at=wrong_clock)
    take_scans(session=session, scans=[scan], at=AFTERWARDS + timedelta(days=3), by=clerk)
    row = Attendance.objects.get()
    assert (row.state, row.at, row.told_at) == ("late", DOORS_OPEN + timedelta(minutes=20), wrong_clock)


def test_a_scan_from_the_future_is_of_now(clerk: Account) -> None:
    session = running()
    (seat,), meeting = seated(session), session.meetings.first()
    assert meeting
    scan = scan_of(seat, meeting, DOORS_OPEN + timedelta(days=1))
    take_scans(session=session, scans=[scan], at=DOORS_OPEN, by=clerk)
    assert Attendance.objects.get().at == DOORS_OPEN


def test_a_scan_out_of_time_waits_for_a_decision(clerk: Account) -> None:
    session = running()
    (seat,), meeting = seated(session), session.meetings.first()
    assert meeting
    early = scan_of(seat, meeting, DOORS_OPEN - timedelta(hours=3))
    for _time in range(2):
        take_scans(session=session, scans=[early], at=DOORS_OPEN, by=clerk)
    claim = Claim.objects.get()
    assert (claim.why, Attendance.objects.count()) == (Claim.Why.OUT_OF_TIME, 0)
    decide(claim=claim, accepted=True, at=DOORS_OPEN, by=clerk)
    assert states(session) == ["present"]
    with pytest.raises(Conflict):
        decide(claim=claim, accepted=False, at=DOORS_OPEN, by=clerk)


def test_a_refused_sign_stays_on_file_and_counts_for_nothing(clerk: Account) -> None:
    session = running()
    (seat,), meeting = seated(session), session.meetings.first()
    assert meeting
    early = scan_of(seat, meeting, DOORS_OPEN - timedelta(hours=3))
    take_scans(session=session, scans=[early], at=DOORS_OPEN, by=clerk)
    decide(claim=Claim.objects.get(), accepted=False, at=DOORS_OPEN, by=clerk)
    take_scans(session=session, scans=[early], at=DOORS_OPEN, by=clerk)
    assert (Claim.objects.count(), Attendance.objects.count()) == (1, 0)


def test_a_late_scan_does_not_unsay_what_was_written_after_it(clerk: Account) -> None:
    session = running()
    (seat,), meeting = seated(session), session.meetings.first()
    assert meeting
    written = DOORS_OPEN + timedelta(hours=2)
    tick(meeting=meeting, ticks={seat.uuid: Tick("", "absent")}, at=written, by=clerk)
    take_scans(session=session, scans=[scan_of(seat, meeting)], at=written + timedelta(hours=1), by=clerk)
    assert (Claim.objects.get().why, states(session)) == (Claim.Why.CONTRADICTS, ["absent"])


def test_who_waits_for_a_seat_and_came_is_put_to_the_trainer_and_then_sits(clerk: Account) -> None:
    session = running(capacity=1)
    seated(session)
    waiting = SeatFactory(session=session, state=SeatState.WAITING, waiting_since=DOORS_OPEN)
    meeting = session.meetings.first()
    assert meeting
    take_scans(session=session, scans=[scan_of(waiting, meeting)], at=DOORS_OPEN, by=clerk)
    decide(claim=Claim.objects.get(), accepted=True, at=DOORS_OPEN, by=clerk)
    waiting.refresh_from_db()
    assert (waiting.state, states(session)) == (SeatState.CONFIRMED, ["present"])


def test_the_phone_that_comes_back_after_the_end_corrects_the_record(clerk: Account) -> None:
    session = running()
    there, late = seated(session, 2)
    for meeting in session.meetings.all():
        tick(meeting=meeting, ticks={there.uuid: Tick("", "present")}, at=meeting.ends_at, by=clerk)
    close_session(session=session, at=AFTERWARDS, by=clerk)
    session.refresh_from_db()
    scans = [scan_of(late, one, one.starts_at) for one in session.meetings.all()]
    answers = take_scans(session=session, scans=scans, at=AFTERWARDS + timedelta(days=2), by=clerk)
    assert [answer.state for answer in answers] == ["held", "held"]
    for claim in Claim.objects.all():
        decide(claim=claim, accepted=True, at=AFTERWARDS + timedelta(days=2), by=clerk)
    assert late.person.enrolments.get().progress.state == "completed"
    assert session.state == SessionState.CLOSED


def test_five_hundred_scans_take_as_many_statements_as_five(clerk: Account) -> None:
    session = running(capacity=600)
    seats, meeting = seated(session, 60), session.meetings.first()
    assert meeting
    scans = [scan_of(seat, meeting) for seat in seats]
    counts = []
    for part in (scans[:5], scans[5:]):
        with CaptureQueriesContext(connection) as asked:
            take_scans(session=session, scans=part, at=DOORS_OPEN, by=clerk)
        counts.append(len(asked))
    assert counts[1] <= counts[0]
    assert Attendance.objects.count() == 60


def test_nothing_is_taken_down_for_a_class_that_was_called_off(clerk: Account) -> None:
    session = running(state=SessionState.CANCELLED, cancelled_at=DOORS_OPEN)
    (seat,), meeting = seated(session), session.meetings.first()
    assert meeting
    answers = take_scans(session=session, scans=[scan_of(seat, meeting)], at=DOORS_OPEN, by=clerk)
    assert [one.state for one in answers] == ["refused"]
    assert f"{seat.person.full_name}: lớp “{session.title}” đã hủy" in answers[0].text
    assert not Attendance.objects.exists()


def test_the_database_refuses_to_change_what_was_written(clerk: Account) -> None:
    session = running()
    (seat,), meeting = seated(session), session.meetings.first()
    assert meeting
    take_scans(session=session, scans=[scan_of(seat, meeting, uuid=uuid4())], at=DOORS_OPEN, by=clerk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Attendance.objects.update(state="absent")
    with pytest.raises(DatabaseError), transaction.atomic():
        Attendance.objects.all().delete()
