"""The end of a class: facts in the record exactly once, corrected with the attendance, told to everybody."""

from datetime import timedelta
from typing import Any

import pytest

from certificates.services.issuing import issue_certificate, revoke_certificate
from common.errors import Conflict, DomainError
from courses.models import Enrolment, LearningEvent, Seat, TrainingSession
from courses.models.record import EventKind
from courses.models.session import SessionState
from courses.services.progress import rebuild
from courses.services.record import append_event
from courses.services.training.closing import close_session, end_early, reopen_session
from courses.services.training.planning import cancel_session
from courses.services.training.ticking import Tick, all_present, tick
from people.models import Account, AuditEntry, Notice, OrgUnit
from tests.courses.training.cast import AFTERWARDS, running, seated, states
from tests.factories import PersonFactory, ReleaseFactory

pytestmark = pytest.mark.django_db


def attend(session: TrainingSession, seat: Seat, *states: str, by: Account, reason: str = "") -> None:
    for meeting, state in zip(session.meetings.order_by("starts_at"), states, strict=True):
        tick(meeting=meeting, ticks={seat.uuid: Tick("?", state)}, at=meeting.ends_at, by=by, reason=reason)


def close(session: TrainingSession, by: Account) -> None:
    close_session(session=session, at=AFTERWARDS, by=by)
    session.refresh_from_db()


def facts(kind: str = EventKind.SESSION_ATTENDED) -> int:
    return LearningEvent.objects.filter(kind=kind).count()


def with_lessons() -> TrainingSession:
    """Two mornings that teach the two lessons of the course."""
    release = ReleaseFactory(items=["lesson", "lesson"])
    session = running(release=release)
    for meeting, item in zip(session.meetings.all(), release.items.order_by("position"), strict=True):
        meeting.activity = item.activity
        meeting.save()
    return session


def test_who_was_there_has_completed_and_who_was_not_has_nothing(clerk: Account) -> None:
    session = running()
    there, _absent = seated(session, 2)
    attend(session, there, "present", "late", by=clerk)
    close(session, clerk)
    event = LearningEvent.objects.get(kind=EventKind.SESSION_ATTENDED)
    assert event.enrolment.learner == there.person
    assert event.enrolment.progress.state == "completed"
    assert event.evidence["session"] == str(session.uuid)
    assert (event.evidence["hours"], event.evidence["how"], event.backfilled) == (8.0, "list", False)
    assert event.evidence["taken_by"] == clerk.username
    assert rebuild(write=False) == []


def test_closing_again_after_reopening_adds_nothing(clerk: Account) -> None:
    session = running()
    (seat,) = seated(session)
    attend(session, seat, "present", "present", by=clerk)
    close(session, clerk)
    reopen_session(session=session, reason="Bổ sung bảng giấy", at=AFTERWARDS, by=clerk)
    close(session, clerk)
    assert (facts(), facts(EventKind.RETRACTED)) == (1, 0)


def test_a_class_closed_long_after_its_end_is_dated_both_ways(clerk: Account) -> None:
    session = running()
    (seat,) = seated(session)
    attend(session, seat, "present", "present", by=clerk)
    late = AFTERWARDS + timedelta(days=30)
    close_session(session=session, at=late, by=clerk)
    event = LearningEvent.objects.get(kind=EventKind.SESSION_ATTENDED)
    last = session.meetings.order_by("-starts_at").first()
    assert last
    assert (event.backfilled, event.occurred_at, event.recorded_at) == (True, last.ends_at, late)


def test_a_correction_moves_the_record_there_and_back(clerk: Account) -> None:
    session = running()
    (seat,) = seated(session)
    attend(session, seat, "present", "present", by=clerk)
    close(session, clerk)
    with pytest.raises(DomainError):
        attend(session, seat, "absent", "absent", by=clerk)
    attend(session, seat, "absent", "absent", by=clerk, reason="Ký thay")
    progress = Enrolment.objects.get().progress
    assert (facts(), facts(EventKind.RETRACTED), progress.state) == (1, 1, "not_started")
    attend(session, seat, "present", "present", by=clerk, reason="Nhầm người")
    progress.refresh_from_db()
    assert progress.state == "completed"
    assert rebuild(write=False) == []


def test_who_missed_a_morning_has_its_lesson_left_to_learn_online(clerk: Account) -> None:
    session = with_lessons()
    (seat,) = seated(session)
    attend(session, seat, "present", "absent", by=clerk)
    close(session, clerk)
    enrolment = Enrolment.objects.get()
    assert (enrolment.progress.state, enrolment.progress.done) == ("in_progress", 1)
    missed = session.meetings.order_by("-starts_at")[0].activity
    assert missed
    notice = Notice.objects.filter(person=seat.person).latest("pk")
    assert missed.title in notice.text
    append_event(
        enrolment=enrolment, kind=EventKind.ACTIVITY_COMPLETED, activity=missed, version=1,
        occurred_at=AFTERWARDS, recorded_at=AFTERWARDS, evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip
    enrolment.progress.refresh_from_db()
    assert enrolment.progress.state == "completed"


def test_a_class_ends_only_after_its_last_meeting_and_with_attendance(clerk: Account) -> None:
    session = running()
    (seat,) = seated(session)
    with pytest.raises(Conflict, match="Chưa điểm danh"):
        close_session(session=session, at=AFTERWARDS, by=clerk)
    attend(session, seat, "present", "present", by=clerk)
    with pytest.raises(Conflict, match="chưa học xong"):
        close_session(session=session, at=AFTERWARDS - timedelta(days=1), by=clerk)


def test_reopening_wants_a_reason_and_a_closed_class(clerk: Account) -> None:
    session = running()
    with pytest.raises(DomainError, match="lý do"):
        reopen_session(session=session, reason=" ", at=AFTERWARDS, by=clerk)
    with pytest.raises(Conflict):
        reopen_session(session=session, reason="x", at=AFTERWARDS, by=clerk)


def test_a_class_called_off_after_a_morning_asks_what_the_morning_is_worth(clerk: Account) -> None:
    session = running()
    (seat,) = seated(session)
    first = session.meetings.order_by("starts_at")[0]
    tick(meeting=first, ticks={seat.uuid: Tick("", "present")}, at=first.ends_at, by=clerk)
    with pytest.raises(Conflict, match="điểm danh"):
        cancel_session(session=session, reason="Bão", at=first.ends_at, by=clerk)
    end_early(session=session, at=first.ends_at, by=clerk)
    session.refresh_from_db()
    assert (session.state, facts()) == (SessionState.CLOSED, 1)


def test_or_it_is_called_off_for_good_and_the_attendance_is_kept(clerk: Account) -> None:
    session = running()
    (seat,) = seated(session)
    first = session.meetings.order_by("starts_at")[0]
    tick(meeting=first, ticks={seat.uuid: Tick("", "present")}, at=first.ends_at, by=clerk)
    cancel_session(session=session, reason="Bão", at=first.ends_at, by=clerk, attendance_is_void=True)
    session.refresh_from_db()
    assert (session.state, facts(), seat.attendance.count()) == (SessionState.CANCELLED, 0, 1)


def test_many_are_closed_in_few_statements(clerk: Account, django_assert_max_num_queries: object) -> None:
    session = running(capacity=60)
    seated(session, 40)
    for meeting in session.meetings.all():
        all_present(meeting=meeting, at=meeting.ends_at, by=clerk)
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        close(session, clerk)
    assert facts() == 40
    assert rebuild(write=False) == []


def test_what_a_merged_record_attended_is_the_survivors(clerk: Account) -> None:
    session = running()
    (seat,) = seated(session)
    attend(session, seat, "present", "present", by=clerk)
    survivor = PersonFactory()
    seat.person.merged_into = survivor
    seat.person.save()
    close(session, clerk)
    assert Enrolment.objects.get().learner == survivor


def test_a_class_reopened_and_called_off_for_good_leaves_nothing_in_the_record(clerk: Account) -> None:
    session = running()
    (seat,) = seated(session)
    attend(session, seat, "present", "present", by=clerk)
    close(session, clerk)
    reopen_session(session=session, reason="Lớp không có thật", at=AFTERWARDS, by=clerk)
    cancel_session(session=session, reason="Kê khống", at=AFTERWARDS, by=clerk, attendance_is_void=True)
    enrolment = Enrolment.objects.get()
    assert (facts(EventKind.RETRACTED), enrolment.progress.state) == (1, "not_started")
    assert "Kê khống" in enrolment.events.get(kind=EventKind.RETRACTED).evidence["reason"]
    assert rebuild(write=False) == []


def test_a_class_on_which_certificates_rest_is_not_called_off_before_they_are_revoked(
    clerk: Account, province: OrgUnit
) -> None:
    session = running(release__course__owner_unit=province)
    (seat,) = seated(session)
    attend(session, seat, "present", "present", by=clerk)
    close(session, clerk)
    paper = issue_certificate(enrolment=Enrolment.objects.get(), at=AFTERWARDS)
    reopen_session(session=session, reason="Kê khống", at=AFTERWARDS, by=clerk)
    void: Any = {
        "session": session,
        "reason": "Kê khống",
        "at": AFTERWARDS,
        "by": clerk,
        "attendance_is_void": True,
    }
    with pytest.raises(Conflict, match="thu hồi trước"):
        cancel_session(**void)
    revoke_certificate(certificate=paper, reason="Kê khống", by=clerk, at=AFTERWARDS)
    assert cancel_session(**void).state == SessionState.CANCELLED
    assert facts(EventKind.RETRACTED) == 1


def certified(session: TrainingSession, clerk: Account) -> Seat:
    (seat,) = seated(session)
    attend(session, seat, "present", "present", by=clerk)
    close(session, clerk)
    return seat


def test_a_correction_that_would_take_the_ground_from_a_certificate_is_refused_until_it_is_revoked(
    clerk: Account, province: OrgUnit
) -> None:
    session = running(release__course__owner_unit=province)
    seat = certified(session, clerk)
    paper = issue_certificate(enrolment=Enrolment.objects.get(), at=AFTERWARDS)
    with pytest.raises(Conflict, match=f"{seat.person.full_name}.*thu hồi trước"):
        attend(session, seat, "absent", "absent", by=clerk, reason="Nhầm người")
    assert (states(session), facts(EventKind.RETRACTED)) == (["present", "present"], 0)
    revoke_certificate(certificate=paper, reason="Nhầm người", by=clerk, at=AFTERWARDS)
    attend(session, seat, "absent", "absent", by=clerk, reason="Nhầm người")
    assert (states(session), facts(EventKind.RETRACTED)) == (["absent", "absent"], 1)


def test_nor_does_it_fall_by_two_corrections_or_by_closing_again(clerk: Account, province: OrgUnit) -> None:
    session = running(release__course__owner_unit=province, attendance_percent=50)
    seat = certified(session, clerk)
    issue_certificate(enrolment=Enrolment.objects.get(), at=AFTERWARDS)
    attend(session, seat, "present", "left_early", by=clerk, reason="Về sớm")  # other hours, still complete
    assert facts() - facts(EventKind.RETRACTED) == 1
    with pytest.raises(Conflict, match="thu hồi trước"):
        attend(session, seat, "absent", "absent", by=clerk, reason="Nhầm người")
    reopen_session(session=session, reason="Sửa", at=AFTERWARDS, by=clerk)
    session.refresh_from_db()
    attend(session, seat, "absent", "absent", by=clerk)
    with pytest.raises(Conflict, match="thu hồi trước"):
        close_session(session=session, at=AFTERWARDS, by=clerk)
    assert Enrolment.objects.get().progress.state == "completed"


def test_whose_completion_a_correction_took_back_stands_in_the_log(clerk: Account) -> None:
    session = running()
    seat = certified(session, clerk)
    attend(session, seat, "absent", "absent", by=clerk, reason="Nhầm người")
    entry = AuditEntry.objects.get(action="class_credit_taken_back")
    assert (entry.person, entry.actor) == (seat.person, clerk)
    assert entry.detail == {"class": session.code, "reason": "Nhầm người"}
