"""What is derived can be thrown away: folded again from the record it is the same."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from time import process_time
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import (
    ActivityProgress,
    CourseRelease,
    Enrolment,
    EnrolmentProgress,
    LearningEvent,
    ReleaseItem,
)
from courses.services.enrolment import enrol
from courses.services.progress import rebuild
from courses.services.record import append_event, retract
from tests.factories import ActivityFactory, EnrolmentFactory, PersonFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def enrolment() -> Enrolment:
    release = ReleaseFactory(items=["lesson", "video"])
    return enrol(learner=PersonFactory(), course=release.course, at=AT)


def complete(
    enrolment: Enrolment, activity: object, at: datetime, version: int = 1, uuid: UUID | None = None
) -> LearningEvent:
    return append_event(
        enrolment=enrolment, kind="activity_completed", activity=activity, version=version, occurred_at=at,
        recorded_at=at, evidence={"rule": "watch", "seconds": 90}, uuid=uuid,
    )  # fmt: skip


def second_release(course: object) -> CourseRelease:
    """The same lessons, the second in a new version, and one lesson more."""
    first = CourseRelease.objects.get(course=course, number=1)
    release = ReleaseFactory._meta.model.objects.create(course=course, number=2, title="2", released_at=AT)
    for item in first.items.all():
        item.pk, item.release, item.minimum_version = None, release, item.position
        item.save(force_insert=True)
    ReleaseItem.objects.create(
        release=release, position=3, activity=ActivityFactory(kind="lesson"), rule={"kind": "read"}
    )
    return release


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["complete", "complete", "replay", "retract", "excuse", "move", "attend"]),
        st.integers(0, 3),  # which lesson, release or earlier event
        st.integers(0, 6),  # when it happened: not the order in which it is told
        st.integers(1, 2),
    ),
    max_size=10,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_incremental_equals_rebuilt(enrolment: Enrolment, steps: list[tuple[str, int, int, int]]) -> None:
    with transaction.atomic():
        second_release(enrolment.course)
        for step in steps:
            take(enrolment, *step)
        assert rebuild(write=False) == []
        before = snapshot()
        EnrolmentProgress.objects.all().delete()
        ActivityProgress.objects.all().delete()
        Enrolment.objects.update(release=CourseRelease.objects.get(course=enrolment.course, number=1))
        rebuild(write=True)
        assert snapshot() == before
        transaction.set_rollback(True)
    enrolment.refresh_from_db()


def take(enrolment: Enrolment, verb: str, which: int, hour: int, version: int) -> None:
    at = AT + timedelta(hours=hour)
    events = list(LearningEvent.objects.exclude(kind="enrolled"))
    activities = [
        item.activity
        for item in ReleaseItem.objects.filter(release__course=enrolment.course, release__number=2)
    ]
    activity = activities[which % len(activities)]
    plain = {"enrolment": enrolment, "occurred_at": at, "recorded_at": at}
    if verb == "complete":
        complete(enrolment, activity, at, version)
    elif verb == "replay" and events:
        complete(enrolment, activity, at, uuid=_completed(events))
    elif verb == "retract" and events:
        retract(event=events[which % len(events)], reason="nhầm", at=at, by=None)
    elif verb == "excuse":
        append_event(**plain, kind="excused", evidence={"reason": "Nghỉ hưu"})  # type: ignore[arg-type]
    elif verb == "attend":
        append_event(**plain, kind="session_attended", evidence={"session": "Lớp 1"}, source="session")  # type: ignore[arg-type]
    elif verb == "move":
        append_event(**plain, kind="release_changed", evidence={"from": 1, "to": version})  # type: ignore[arg-type]


def _completed(events: list[LearningEvent]) -> UUID:
    return next((event.uuid for event in events if event.kind == "activity_completed"), uuid4())


def snapshot() -> list[object]:
    return [
        *EnrolmentProgress.objects.values_list(
            "enrolment", "state", "done", "required", "started_at", "last_event_at", "completed_at", "excused_at",
            "excused_reason",
        ),
        *ActivityProgress.objects.order_by("enrolment", "activity").values_list("enrolment", "activity", "completed_at"),
        *Enrolment.objects.order_by("pk").values_list("pk", "release"),
    ]  # fmt: skip


def test_a_meddled_row_is_reported_and_set_right(enrolment: Enrolment) -> None:
    complete(enrolment, enrolment.release.items.first().activity, AT)
    EnrolmentProgress.objects.update(done=2, state="completed")
    [drift] = rebuild(write=False)
    assert (drift.was, drift.now) == ({"done": 2, "state": "completed"}, {"done": 1, "state": "in_progress"})
    assert rebuild([enrolment], write=True) == [drift]
    assert rebuild(write=False) == []


def test_the_command_says_how_much_drifted_and_fails_a_check(enrolment: Enrolment) -> None:
    out = StringIO()
    call_command("rebuild_progress", "--check", stdout=out)
    assert "0 sai lệch" in out.getvalue()
    EnrolmentProgress.objects.all().delete()
    with pytest.raises(CommandError, match="1 sai lệch"):
        call_command("rebuild_progress", "--check", stdout=out)
    call_command("rebuild_progress", "--write", stdout=out)
    call_command("rebuild_progress", "--check", stdout=out)


def test_a_whole_province_is_folded_in_a_few_queries(django_assert_max_num_queries: object) -> None:
    release = ReleaseFactory(items=["lesson", "video"])
    people = PersonFactory.create_batch(60)
    Enrolment.objects.bulk_create(
        EnrolmentFactory.build(learner=p, release=release, course=release.course) for p in people
    )
    began = process_time()
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        assert len(rebuild(write=True)) == 60
    assert process_time() - began < 2
