"""Phones that scan at one instant, replay, come back late or wrong; two records of one person in one class."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from courses.models import Attendance, Claim, LearningEvent, Seat, TrainingSession
from courses.queries.training.attendance import counts_of, live_meetings, never_came
from courses.queries.training.trained import trained_by
from courses.services.progress import rebuild
from courses.services.training.closing import close_session
from courses.services.training.planning import cancel_session
from courses.services.training.scanning import Scan, take_scans
from courses.services.training.ticking import Tick, tick
from people.models import Account, Notice
from people.services.merging import merge_persons
from tests.courses.training.cast import AFTERWARDS, DOORS_OPEN, client_of, running, scan_of, seated, states
from tests.courses.training.test_last_seat import at_once
from tests.factories import AccountFactory
from tests.factories.training import SessionTrainerFactory

at_one_moment = pytest.mark.django_db(transaction=True)
alone = pytest.mark.django_db


def sends(session: TrainingSession, by: Account, *scans: Scan) -> Any:
    return lambda: take_scans(session=session, scans=scans, at=DOORS_OPEN, by=by)


@at_one_moment
def test_ten_phones_that_see_one_badge_at_one_instant_make_one_attendance() -> None:
    session, clerk = running(), AccountFactory()
    (seat,), meeting = seated(session), live_meetings(session)[0]
    at_once([sends(session, clerk, scan_of(seat, meeting)) for _phone in range(10)])
    assert (Attendance.objects.count(), Claim.objects.count()) == (1, 0)


@at_one_moment
def test_one_queue_sent_from_ten_lines_at_once_is_taken_once() -> None:
    session, clerk = running(), AccountFactory()
    meeting = live_meetings(session)[0]
    scans = [scan_of(seat, meeting) for seat in seated(session, 20)]
    at_once([sends(session, clerk, *scans) for _line in range(10)])
    assert set(Attendance.objects.values_list("uuid", flat=True)) == {scan.uuid for scan in scans}


@alone
def test_a_queue_replayed_three_times_answers_again_and_adds_nothing(clerk: Account) -> None:
    session = running()
    meeting = live_meetings(session)[0]
    early = scan_of(seated(session)[0], meeting, DOORS_OPEN - timedelta(hours=5))
    scans = [early, *(scan_of(seat, meeting) for seat in seated(session, 3))]
    told = [[one.state for one in sends(session, clerk, *scans)()] for _time in range(3)]
    assert told == [["held", *["recorded"] * 3], ["again"] * 4, ["again"] * 4]
    assert (Attendance.objects.count(), Claim.objects.count()) == (3, 1)


@alone
@pytest.mark.parametrize("days", [-1, 1])
def test_a_phone_whose_clock_is_wrong_by_a_day_counts_at_the_servers_hour(clerk: Account, days: int) -> None:
    session = running()
    (seat,), meeting = seated(session), live_meetings(session)[0]
    wrong = DOORS_OPEN + timedelta(days=days)
    answer = sends(session, clerk, scan_of(seat, meeting, told_at=wrong))()[0]
    row = Attendance.objects.get()
    assert (answer.state, row.at, row.told_at) == ("recorded", DOORS_OPEN, wrong)


@alone
def test_a_phone_set_right_on_the_way_is_held_for_the_trainer_and_says_so(clerk: Account) -> None:
    session = running()
    (seat,), meeting = seated(session), live_meetings(session)[0]
    answer = sends(session, clerk, scan_of(seat, meeting, DOORS_OPEN - timedelta(days=1)))()[0]
    assert (answer.state, Claim.objects.get().why) == ("held", Claim.Why.OUT_OF_TIME)
    assert "đã giữ lại chờ quyết định" in answer.text


@alone
@pytest.mark.parametrize("back_first", [True, False])
def test_whoever_came_in_time_is_in_time_in_whatever_order_the_phones_come_back(
    clerk: Account, back_first: bool
) -> None:
    session = running()
    (seat,), meeting = seated(session), live_meetings(session)[0]
    first, later = scan_of(seat, meeting), scan_of(seat, meeting, DOORS_OPEN + timedelta(minutes=30))
    evening = meeting.ends_at + timedelta(hours=3)
    for scan in (first, later) if back_first else (later, first, later):
        take_scans(session=session, scans=[scan], at=evening, by=clerk)
    assert states(session) == ["present"]
    assert not Claim.objects.exists()


@alone
def test_a_trainers_word_that_somebody_was_late_is_not_unsaid_by_a_phone(clerk: Account) -> None:
    session = running()
    (seat,), meeting = seated(session), live_meetings(session)[0]
    tick(meeting=meeting, ticks={seat.uuid: Tick("", "late")}, at=meeting.ends_at, by=clerk)
    take_scans(session=session, scans=[scan_of(seat, meeting)], at=meeting.ends_at, by=clerk)
    assert states(session) == ["late"]


@alone
def test_a_phone_that_comes_back_after_the_end_is_told_and_dated_both_ways(clerk: Account) -> None:
    session = running()
    there, late = seated(session, 2)
    for meeting in live_meetings(session):
        tick(meeting=meeting, ticks={there.uuid: Tick("", "present")}, at=meeting.ends_at, by=clerk)
    close_session(session=session, at=AFTERWARDS, by=clerk)
    back = AFTERWARDS + timedelta(days=5)
    scan = scan_of(late, live_meetings(session)[0])
    answer = take_scans(session=session, scans=[scan], at=back, by=clerk)[0]
    claim = Claim.objects.get()
    assert "Gửi về sau khi lớp đã kết thúc" in answer.text
    assert (claim.at, claim.received_at) == (DOORS_OPEN, back)


@alone
def test_a_class_called_off_after_attendance_keeps_it_and_counts_nothing(clerk: Account) -> None:
    session = running()
    (seat,), meeting = seated(session), live_meetings(session)[0]
    sends(session, clerk, scan_of(seat, meeting))()
    cancel_session(session=session, reason="Bão", at=DOORS_OPEN, by=clerk, attendance_is_void=True)
    trainer = SessionTrainerFactory(session=session).account
    scan = {"uuid": str(uuid4()), "meeting": str(meeting.uuid), "code": "x", "at": 1, "told": 1}
    address = f"/nhan-su/lop/{session.uuid}/quet/gui/"
    answer = client_of(trainer).post(address, {"scans": [scan]}, content_type="application/json")
    told = answer.json()["answers"][0]
    assert (told["state"], "đã hủy" in told["text"]) == ("refused", True)
    assert (Attendance.objects.count(), LearningEvent.objects.count()) == (1, 0)


@alone
def test_what_another_account_kept_on_the_phone_is_refused_in_words(clerk: Account) -> None:
    session = running()
    trainer = SessionTrainerFactory(session=session).account
    address, kept_for = f"/nhan-su/lop/{session.uuid}/quet/gui/", {"X-Kept-For": str(clerk.pk)}
    answer = client_of(trainer).post(address, {"scans": []}, "application/json", headers=kept_for)
    assert answer.status_code == 409
    assert "tài khoản khác" in answer.json()["error"]


def two_records(session: TrainingSession, clerk: Account) -> tuple[Seat, Seat]:
    """Each had a seat and came to one of the two mornings, before anybody knew that they are one person."""
    own, other = seated(session, 2)
    first, second = live_meetings(session)
    for seat, meeting in ((own, first), (other, second)):
        tick(meeting=meeting, ticks={seat.uuid: Tick("", "present")}, at=meeting.ends_at, by=clerk)
    return own, other


def merged(own: Seat, other: Seat) -> None:
    boss = AccountFactory(is_superuser=True)
    merge_persons(survivor=own.person, gone=other.person, take={}, at=AFTERWARDS, by=boss)


@alone
def test_two_seats_of_one_person_count_once_and_together(clerk: Account) -> None:
    session = running()
    own, other = two_records(session, clerk)
    merged(own, other)
    meetings = live_meetings(session)
    tick(meeting=meetings[0], ticks={other.uuid: Tick("", "absent")}, at=AFTERWARDS, by=clerk)
    assert [counts_of(session, meetings)[one.pk].total() for one in meetings] == [1, 1]
    done = close_session(session=session, at=AFTERWARDS, by=clerk)
    assert [(one.learner, one.outcome.enough) for one in done.seats] == [(own.person_id, True)]
    assert LearningEvent.objects.filter(kind="session_attended").count() == 1
    assert list(trained_by([session.pk]).values()) == [{own.person_id}]
    assert not never_came(session).exists()
    assert Notice.objects.filter(title__startswith="Kết quả dự lớp").count() == 1
    assert rebuild(write=False) == []


@alone
def test_a_merge_after_the_end_leaves_one_fact_at_the_next_look(clerk: Account) -> None:
    session = running()
    own, other = seated(session, 2)
    for meeting in live_meetings(session):
        ticks = {seat.uuid: Tick("", "present") for seat in (own, other)}
        tick(meeting=meeting, ticks=ticks, at=meeting.ends_at, by=clerk)
    close_session(session=session, at=AFTERWARDS, by=clerk)
    merged(own, other)
    assert list(trained_by([session.pk]).values()) == [{own.person_id}]
    last = live_meetings(session)[1]
    tick(meeting=last, ticks={own.uuid: Tick("present", "late")}, at=AFTERWARDS, by=clerk, reason="Xem lại")
    facts = LearningEvent.objects.filter(kind="session_attended")
    assert facts.count() - LearningEvent.objects.filter(kind="retracted").count() == 1
    assert rebuild(write=False) == []


@alone
def test_the_old_badge_of_a_merged_record_is_its_survivors(clerk: Account) -> None:
    session = running()
    own, other = seated(session, 2)
    merged(own, other)
    answers = sends(session, clerk, *(scan_of(seat, live_meetings(session)[0]) for seat in (other, own)))()
    assert [one.state for one in answers] == ["recorded", "again"]
    assert (Attendance.objects.get().seat.person, states(session)) == (own.person, ["present"])
