"""Whoever missed a part of a class is asked for its lessons online, and has the class once they are learnt; never twice."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certificates.services.facts import _mode
from common.clock import local_day
from courses.models import Activity, Enrolment, LearningEvent, MakeUp, Seat, TrainingSession
from courses.models.record import EventKind
from courses.queries.training.trained import trained_by
from courses.services.enrolment import enrol
from courses.services.progress import rebuild
from courses.services.record import append_event, retract
from courses.services.training.closing import close_session, reopen_session
from courses.services.training.making_up import count_made_up
from courses.services.training.ticking import Tick, tick
from people.models import Account, Notice
from tests.courses.training.cast import AFTERWARDS, client_of, running, seated
from tests.factories.courses import ReleaseFactory
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db
LATER = AFTERWARDS + timedelta(days=3)


@pytest.fixture
def session() -> TrainingSession:
    """Two mornings on two of the three lessons of the course; the third is only told in the hall."""
    release = ReleaseFactory(items=["lesson", "lesson", "lesson"])
    made = running(release=release)
    for meeting, item in zip(made.meetings.all(), release.items.order_by("position"), strict=False):
        meeting.activity = item.activity
        meeting.save()
    return made


def attend(session: TrainingSession, seat: Seat, *states: str, by: Account, reason: str = "") -> None:
    for meeting, state in zip(session.meetings.order_by("starts_at"), states, strict=True):
        tick(meeting=meeting, ticks={seat.uuid: Tick("?", state)}, at=meeting.ends_at, by=by, reason=reason)


def close(session: TrainingSession, by: Account) -> None:
    close_session(session=session, at=AFTERWARDS, by=by)
    session.refresh_from_db()


def missed(session: TrainingSession) -> Activity:
    lesson = session.meetings.order_by("-starts_at")[0].activity
    assert lesson
    return lesson


def learn(lesson: Activity, at: datetime = LATER, enrolment: Enrolment | None = None) -> LearningEvent:
    return append_event(
        enrolment=enrolment or Enrolment.objects.get(), kind=EventKind.ACTIVITY_COMPLETED, activity=lesson, version=1,
        occurred_at=at, recorded_at=at, evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip


def half_way(session: TrainingSession, clerk: Account) -> Seat:
    (seat,) = seated(session)
    attend(session, seat, "present", "absent", by=clerk)
    close(session, clerk)
    return seat


def whole(session: TrainingSession) -> set[int]:
    return trained_by([session.pk])[session.pk]


def test_closing_asks_for_the_missed_lesson_alone_with_a_day_and_one_message(session, clerk):
    seat = half_way(session, clerk)
    row = MakeUp.objects.get()
    assert (row.seat, row.activity) == (seat, missed(session))
    assert row.due_on == local_day(AFTERWARDS) + timedelta(days=30)
    told = Notice.objects.get(person=seat.person, title__startswith="Kết quả dự lớp")
    assert f"học bù trực tuyến bài “{row.activity.title}”" in told.text
    assert f"hạn {row.due_on:%d/%m/%Y}" in told.text
    assert Enrolment.objects.get().learner == seat.person


def test_who_earned_no_lesson_yet_is_enrolled_all_the_same(session, clerk):
    (seat,) = seated(session)
    attend(session, seat, "left_early", "absent", by=clerk)
    close(session, clerk)
    assert Enrolment.objects.get().learner == seat.person
    assert MakeUp.objects.count() == 2


def test_learning_it_completes_the_course_of_the_class_both_ways(session, clerk):
    seat = half_way(session, clerk)
    learn(missed(session))
    assert (
        Enrolment.objects.get().progress.state == "in_progress"
    )  # the third lesson was only told in the hall
    assert count_made_up(at=LATER) == 1
    progress = Enrolment.objects.get().progress
    assert (progress.state, progress.completed_at) == ("completed", LATER)
    fact = LearningEvent.objects.get(kind=EventKind.SESSION_ATTENDED, activity=None)
    assert fact.evidence["made_up"] == str(missed(session).uuid)
    assert whole(session) == {seat.person_id}
    kinds = (
        LearningEvent.objects.filter(occurred_at__lte=LATER)
        .exclude(kind="enrolled")
        .values_list("kind", flat=True)
    )
    assert _mode(set(kinds)) == "kết hợp"
    assert MakeUp.objects.get().done_at == LATER
    assert rebuild(write=False) == []


def test_the_hours_of_a_class_are_those_in_the_hall_once(session, clerk):
    half_way(session, clerk)
    learn(missed(session))
    count_made_up(at=LATER)
    facts = LearningEvent.objects.filter(kind=EventKind.SESSION_ATTENDED)
    assert sum(fact.evidence["hours"] for fact in facts) == 4


def test_looking_again_or_closing_again_counts_and_tells_nothing_twice(session, clerk):
    seat = half_way(session, clerk)
    learn(missed(session))
    assert [count_made_up(at=LATER) for _look in range(3)] == [1, 0, 0]
    before = LearningEvent.objects.count()
    reopen_session(session=session, reason="Bổ sung giấy tờ", at=LATER, by=clerk)
    close_session(session=session, at=LATER, by=clerk)
    assert LearningEvent.objects.count() == before
    assert MakeUp.objects.count() == 1
    assert Notice.objects.filter(person=seat.person, title__startswith="Đã học bù xong").count() == 1


def test_who_had_learnt_the_lesson_before_the_class_need_not_learn_it_again(session, clerk):
    (seat,) = seated(session)
    enrolment = enrol(learner=seat.person, course=session.release.course, at=AFTERWARDS - timedelta(days=9))
    learn(missed(session), at=AFTERWARDS - timedelta(days=8), enrolment=enrolment)
    attend(session, seat, "present", "absent", by=clerk)
    close(session, clerk)
    assert not MakeUp.objects.exists()
    assert whole(session) == {seat.person_id}
    assert "đã học trực tuyến" in Notice.objects.filter(person=seat.person).latest("pk").text


def test_who_was_at_no_meeting_or_at_enough_is_asked_for_nothing(session, clerk):
    never, always = seated(session, 2)
    attend(session, never, "absent", "absent", by=clerk)
    attend(session, always, "present", "present", by=clerk)
    close(session, clerk)
    assert not MakeUp.objects.exists()
    assert Enrolment.objects.get().learner == always.person


def test_attendance_that_is_corrected_takes_the_asking_back_and_brings_it_again(session, clerk):
    seat = half_way(session, clerk)
    attend(session, seat, "present", "present", by=clerk, reason="Có ký trong sổ")
    assert MakeUp.objects.get().dropped_at is not None
    attend(session, seat, "present", "absent", by=clerk, reason="Ký thay")
    assert MakeUp.objects.get().dropped_at is None
    assert rebuild(write=False) == []


def test_a_completion_that_was_only_the_classs_own_does_not_stand_for_the_missed_lesson(session, clerk):
    (seat,) = seated(session)
    attend(session, seat, "present", "present", by=clerk)
    close(session, clerk)
    attend(session, seat, "present", "absent", by=clerk, reason="Ký thay")
    assert whole(session) == set()
    assert Enrolment.objects.get().progress.state == "in_progress"
    assert MakeUp.objects.get().done_at is None


def test_a_lesson_that_is_taken_back_opens_again(session, clerk):
    half_way(session, clerk)
    event = learn(missed(session))
    count_made_up(at=LATER)
    retract(event=event, reason="Hai máy cùng phát", at=LATER, by=clerk)
    reopen_session(session=session, reason="Kiểm tra lại", at=LATER, by=clerk)
    close_session(session=session, at=LATER, by=clerk)
    assert whole(session) == set()
    assert MakeUp.objects.get().done_at is None


def test_a_meeting_without_a_lesson_online_cannot_be_made_up(session, clerk):
    session.meetings.update(activity=None)
    (seat,) = seated(session)
    attend(session, seat, "present", "absent", by=clerk)
    close(session, clerk)
    assert not MakeUp.objects.exists()
    assert "học bù" not in Notice.objects.filter(person=seat.person).latest("pk").text


def test_a_lesson_that_left_the_course_is_not_asked_for(session, clerk):
    session.release.items.filter(activity=missed(session)).delete()
    half_way(session, clerk)
    assert not MakeUp.objects.exists()


def test_the_lesson_and_its_day_stand_on_ones_own_pages_until_it_is_learnt(session, clerk):
    seat = half_way(session, clerk)
    account = AccountFactory(person=seat.person)
    pages = [reverse("my_learning"), reverse("my_class", args=[session.uuid])]
    address = reverse("activity", args=[missed(session).uuid])
    for page in pages:
        text = client_of(account).get(page).content.decode()
        assert "Học bù" in text
        assert address in text
    learn(missed(session))
    count_made_up(at=LATER)
    assert "Học bù" not in client_of(account).get(pages[0]).content.decode()
    stranger = AccountFactory(person=seated(session)[0].person)
    assert "Học bù" not in client_of(stranger).get(pages[1]).content.decode()


def test_many_who_missed_a_part_are_asked_in_a_fixed_number_of_queries(clerk):
    def asked(number: int) -> int:
        release = ReleaseFactory(items=["lesson", "lesson"])
        made: Any = running(release=release, capacity=100)
        for meeting, item in zip(made.meetings.all(), release.items.order_by("position"), strict=True):
            meeting.activity = item.activity
            meeting.save()
        for seat in seated(made, number):
            attend(made, seat, "present", "absent", by=clerk)
        with CaptureQueriesContext(connection) as queries:
            close(made, clerk)
        return len(queries)

    assert asked(3) == asked(12)
    assert MakeUp.objects.count() == 15
