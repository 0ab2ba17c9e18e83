"""Facts of many enrolments at once: stored once, folded like single ones, refused together."""

from typing import Any
from uuid import uuid4

import pytest

from common.errors import DomainError
from courses.models import Enrolment, EnrolmentProgress, LearningEvent
from courses.queries.folding import progress_of
from courses.services.enrolment import enrol
from courses.services.record_many import append_events
from tests.factories.courses import START, ReleaseFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolments() -> list[Enrolment]:
    release = ReleaseFactory(items=["quiz"])
    return [enrol(learner=PersonFactory(), course=release.course, at=START) for _time in range(3)]


def passing(enrolment: Enrolment, **more: Any) -> LearningEvent:
    told = {"kind": "assessment_passed", "evidence": {"score": 1, "of": 1, "pass_percent": 60}} | more
    return LearningEvent(
        uuid=uuid4(), enrolment=enrolment, activity=enrolment.release.items.get().activity, occurred_at=START,
        recorded_at=START, **told,
    )  # fmt: skip


def test_each_is_stored_once_and_every_progress_follows(enrolments: list[Enrolment], settings: Any) -> None:
    events = [passing(one) for one in enrolments]
    assert append_events(events[:2]) == 2
    assert append_events([passing(enrolments[2]), *[_again(one) for one in events[:2]]]) == 1
    for one in enrolments:
        stored = EnrolmentProgress.objects.get(enrolment=one)
        assert (stored.state, progress_of(one).state) == ("completed", "completed")


def _again(event: LearningEvent) -> LearningEvent:
    event.pk = None
    event._state.adding = True
    return event


def test_who_completes_is_told_once(enrolments: list[Enrolment], monkeypatch: Any) -> None:
    told: list[Any] = []
    monkeypatch.setattr("courses.services.record_many.nudges.send", lambda *said: told.append(said))
    append_events([passing(one) for one in enrolments])
    append_events([passing(enrolments[0])])
    assert told == [("course_completed", one.pk) for one in enrolments]


def test_one_that_misfits_keeps_all_out(enrolments: list[Enrolment]) -> None:
    before = LearningEvent.objects.count()
    with pytest.raises(DomainError, match="score is missing"):
        append_events(
            [passing(enrolments[0]), passing(enrolments[1], evidence={"of": 1, "pass_percent": 60})]
        )
    assert LearningEvent.objects.count() == before


def test_nothing_is_nothing() -> None:
    assert append_events([]) == 0
