"""At the same moment: two tabs, two devices, a double click; the record still says it once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from courses.models import Enrolment, EnrolmentProgress, LearningEvent, WatchedSpans
from courses.services.enrolment import enrol
from courses.services.progress import rebuild
from courses.services.record import append_event
from courses.services.watching import open_activity, report_spans
from courses.wire import Played
from tests.factories import PersonFactory, ReleaseFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
THREADS = 4


def at_once(act: Callable[[int], object]) -> None:
    """Let several threads, each with its own connection, act at one moment; the first error is raised."""
    start = Barrier(THREADS)

    def run(number: int) -> None:
        start.wait()
        try:
            act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(run, range(THREADS)))


def test_the_last_lesson_reported_by_four_tabs_completes_once() -> None:
    release = ReleaseFactory(items=["video"])
    enrolment = enrol(learner=PersonFactory(), course=release.course, at=AT)
    activity = release.items.get().activity
    version = activity.versions.get()
    open_activity(enrolment=enrolment, activity=activity, at=AT)
    at_once(
        lambda _: report_spans(
            enrolment=enrolment,
            activity=activity,
            version=version,
            report=Played(uuid4(), [(0, 95)], position=95),
            at=AT + timedelta(minutes=3),
        )
    )
    assert LearningEvent.objects.filter(kind="activity_completed").count() == 1
    assert WatchedSpans.objects.get().seconds == 95
    assert rebuild(write=False) == []


def test_facts_that_arrive_together_are_all_folded() -> None:
    release = ReleaseFactory(items=["lesson"] * THREADS)
    enrolment = enrol(learner=PersonFactory(), course=release.course, at=AT)
    activities = [item.activity for item in release.items.all()]
    at_once(
        lambda number: append_event(
            enrolment=enrolment,
            kind="activity_completed",
            activity=activities[number],
            version=1,
            occurred_at=AT,
            recorded_at=AT,
            evidence={"rule": "read", "seconds": 1},
        )
    )
    assert EnrolmentProgress.objects.get().state == "completed"
    assert rebuild(write=False) == []


def test_one_person_enrolled_four_times_at_once_is_enrolled_once() -> None:
    course = ReleaseFactory().course
    person = PersonFactory()
    at_once(lambda _: enrol(learner=person, course=course, at=AT))
    assert Enrolment.objects.count() == 1
    assert LearningEvent.objects.filter(kind="enrolled").count() == 1
