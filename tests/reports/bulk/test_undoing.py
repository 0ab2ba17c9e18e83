"""Undone by new facts, within a day, and never over what came since."""

from datetime import date, timedelta

import pytest
from django.test import Client

from common.clock import now, today
from courses.models import Course, Enrolment, LearningEvent
from courses.models.record import EventKind
from courses.queries.my_learning import studies_of
from courses.services.enrolment import enrol_many
from courses.services.record import append_event
from people.models import AuditEntry, Person
from reports.models import BulkDeed, Target
from tests.reports.bulk.cast import DUE, NEW, done, page_of, undone

pytestmark = pytest.mark.django_db


def test_undoing_an_assignment_takes_the_course_off_and_giving_it_again_works(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    deed = undone(desk, done(desk, "giao", course, due_on="31/03/2030"))
    assert deed.undone_at
    assert studies_of(staff[0].pk, today()) == []
    assert LearningEvent.objects.filter(kind=EventKind.RETRACTED).count() == 3
    assert AuditEntry.objects.filter(action="bulk_undone", count=3).exists()
    done(desk, "giao", course, due_on="01/04/2030")
    assert studies_of(staff[0].pk, today())[0].enrolment.due_on == date(2030, 4, 1)


def test_whoever_has_begun_keeps_the_course_when_it_is_undone(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    deed = done(desk, "giao", course, due_on="31/03/2030")
    learnt = Enrolment.objects.get(learner=staff[0])
    append_event(
        enrolment=learnt, kind="activity_completed", activity=learnt.release.items.get().activity, version=1,
        occurred_at=now(), recorded_at=now(), evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip
    undone(desk, deed)
    assert deed.lines.get(person=staff[0]).why == "started"
    assert studies_of(staff[0].pk, today())[0].enrolment.due_on == DUE


def test_extending_moves_the_day_and_undoing_brings_the_old_one_back(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    keys = [person.pk for person in staff]
    enrol_many(learners=keys, course=course, at=now(), by=None, due_on=date(2029, 1, 1))
    deed = done(desk, "gia-han", course, due_on="31/03/2030")
    rows = Enrolment.objects.filter(learner__in=staff)
    assert set(rows.values_list("due_on", flat=True)) == {DUE}
    assert LearningEvent.objects.filter(kind=EventKind.DUE_CHANGED).count() == 4
    rows.filter(learner=staff[0]).update(due_on=date(2031, 1, 1))  # changed again since
    undone(desk, deed)
    assert sorted(rows.values_list("due_on", flat=True)) == [date(2029, 1, 1)] * 2 + [date(2031, 1, 1)]
    assert deed.lines.get(person=staff[0]).why == "due_changed"


def test_an_excuse_needs_its_reason_counts_and_can_be_taken_back(
    desk: Client, course: Course, staff: list[Person], desk_target: Target
) -> None:
    enrol_many(learners=[person.pk for person in staff], course=course, at=now(), by=None)
    answer = desk.post(NEW, {"nguon": "cbql-100", "loc": "tim=le+van", "tat-ca": "1", "viec": "mien"})
    assert desk.post(answer["Location"], {"course": course.uuid, "text": " "}).status_code == 422
    deed = done(desk, "mien", course, text="Nghỉ thai sản", chosen={"loc": "tim=le+van"})
    excused = "/nhan-su/chi-tieu/cbql-100/danh-sach/?loai=loai-tru"
    assert "Nghỉ thai sản" in desk.get(excused).content.decode()
    undone(desk, deed)
    assert "Nghỉ thai sản" not in desk.get(excused).content.decode()


def test_the_time_for_undoing_is_shown_and_ends(desk: Client, course: Course, staff: list[Person]) -> None:
    deed = done(desk, "giao", course, due_on="31/03/2030")
    assert "Hoàn tác được đến" in page_of(desk, deed)
    BulkDeed.objects.update(finished_at=now() - timedelta(hours=25))
    assert "Hoàn tác được đến" not in page_of(desk, deed)
    undone(desk, deed)
    assert deed.undone_at is None


def test_a_reminder_cannot_be_undone(desk: Client, course: Course) -> None:
    deed = undone(desk, done(desk, "nhac", course))
    assert deed.undone_at is None
