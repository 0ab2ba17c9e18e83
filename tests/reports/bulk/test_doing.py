"""Done once, by pieces, also by a worker that dies; stopped and gone on with."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from common.clock import now, today
from courses.models import Course, Enrolment, LearningEvent
from courses.models.record import EventKind
from courses.queries.my_learning import studies_of
from courses.services.enrolment import enrol, enrol_many
from people.models import Account, AuditEntry, Notice, Person
from reports import periodic
from reports.models import BulkDeed
from reports.services.bulk import doing, work
from tests.factories import ReleaseFactory
from tests.reports.bulk.cast import DUE, confirm, deed_of, done, page_of, undone

pytestmark = pytest.mark.django_db


def test_assigning_gives_the_course_with_its_day_and_is_written_down(
    desk: Client, course: Course, staff: list[Person], commune_officer: Account
) -> None:
    deed = done(desk, "giao", course, due_on="31/03/2030")
    assert set(Enrolment.objects.filter(learner__in=staff).values_list("due_on", flat=True)) == {DUE}
    entry = AuditEntry.objects.get(action="bulk_assigned")
    assert (entry.actor, entry.count, entry.detail["deed"]) == (commune_officer, 3, str(deed.uuid))
    assert "Đã làm xong cho 3 người" in page_of(desk, deed)


def test_a_deed_done_twice_has_its_effects_once(desk: Client, course: Course, staff: list[Person]) -> None:
    deed = done(desk, "nhac", course)
    periodic.work_on_bulk(deed.pk)
    confirm(desk, deed, 1)
    periodic.requeue_jobs()
    assert Notice.objects.filter(topic=f"remind:{course.uuid}").count() == 1


def test_a_worker_killed_between_two_pieces_leaves_the_rest_to_the_next(
    desk: Client, course: Course, staff: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second piece breaks inside its transaction, as a kill does; nothing of it stays."""
    monkeypatch.setattr(work, "PIECE", 1)
    deed, real, calls = deed_of(desk, "giao", course, due_on="31/03/2030"), doing.do, []

    def breaks(*args: Any) -> None:
        real(*args)
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    confirm(desk, deed)
    monkeypatch.setattr(work, "do", breaks)
    with pytest.raises(KeyboardInterrupt):
        work.run(deed.pk, now)
    assert Enrolment.objects.filter(learner__in=staff).count() == 1
    work.run(deed.pk, now)
    deed.refresh_from_db()
    assert deed.state == "done"
    given = LearningEvent.objects.filter(kind=EventKind.ENROLLED, enrolment__learner__in=staff)
    assert given.count() == 3


def test_an_extension_leaves_the_learners_last_act_where_it_was(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    """Who has stopped learning stays stopped, whatever day the office sets."""
    then = now() - timedelta(days=30)
    enrol_many(learners=[staff[0].pk], course=course, at=then, by=None)
    done(desk, "gia-han", course, due_on="31/03/2030")
    assert Enrolment.objects.get(learner=staff[0]).progress.last_event_at == then


def test_nobody_is_reminded_of_one_course_twice_in_a_day(desk: Client, course: Course) -> None:
    done(desk, "nhac", course)
    notice = Notice.objects.get(topic=f"remind:{course.uuid}")
    assert course.title in notice.title
    again = deed_of(desk, "nhac", course)
    assert list(again.lines.values_list("state", "why")) == [("out", "reminded")]
    Notice.objects.update(created_at=now() - timedelta(hours=25))
    assert deed_of(desk, "nhac", course).lines.get().state == "in"


def test_a_stopped_deed_goes_on_where_it_stopped(desk: Client, course: Course, staff: list[Person]) -> None:
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    confirm(desk, deed)
    desk.post(f"/nhan-su/viec-hang-loat/{deed.uuid}/dung/")
    assert not work.run(deed.pk, now)
    desk.post(f"/nhan-su/viec-hang-loat/{deed.uuid}/lam-tiep/")
    assert work.run(deed.pk, now)
    assert deed.lines.filter(state="done").count() == 3


def test_a_list_that_was_not_used_goes(desk: Client, course: Course) -> None:
    deed = deed_of(desk, "nhac", course)
    desk.post(f"/nhan-su/viec-hang-loat/{deed.uuid}/bo/")
    assert not BulkDeed.objects.exists()
    deed_of(desk, "nhac", course)
    BulkDeed.objects.update(asked_at=now() - timedelta(days=8))
    periodic.forget_files()
    assert not BulkDeed.objects.exists()


def test_another_course_is_untouched(desk: Client, course: Course, staff: list[Person]) -> None:
    other = ReleaseFactory(items=["lesson"]).course
    enrol(learner=staff[0], course=other, at=now(), due_on=DUE)
    undone(desk, done(desk, "giao", course, due_on="31/03/2030"))
    assert [study.enrolment.course for study in studies_of(staff[0].pk, today())] == [other]
