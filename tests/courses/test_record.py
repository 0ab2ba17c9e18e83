"""The record: facts are appended once, never changed, and what is derived from them follows at once."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from common.errors import Conflict, DomainError
from courses import triggers
from courses.models import Enrolment, EnrolmentProgress, LearningEvent
from courses.queries import progress_from_events, progress_of
from courses.services.record import append_event, retract
from tests.factories import EnrolmentFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def enrolment() -> Enrolment:
    return EnrolmentFactory(release=ReleaseFactory(items=["lesson", "video"]))


def complete(enrolment: Enrolment, place: int, at: datetime = AT, uuid: UUID | None = None) -> LearningEvent:
    item = enrolment.release.items.get(position=place)
    return append_event(
        enrolment=enrolment, kind="activity_completed", activity=item.activity, version=1, occurred_at=at,
        recorded_at=at, evidence={"rule": "read", "seconds": 60}, uuid=uuid,
    )  # fmt: skip


def stored(enrolment: Enrolment) -> EnrolmentProgress:
    return EnrolmentProgress.objects.get(enrolment=enrolment)


def test_progress_follows_the_event_in_the_same_breath(enrolment: Enrolment) -> None:
    complete(enrolment, 1)
    assert (stored(enrolment).state, stored(enrolment).done, stored(enrolment).required) == (
        "in_progress",
        1,
        2,
    )
    complete(enrolment, 2, AT + timedelta(days=1))
    assert (stored(enrolment).state, stored(enrolment).completed_at) == ("completed", AT + timedelta(days=1))
    assert enrolment.activities.count() == 2


def test_a_replay_of_a_uuid_is_the_same_event(enrolment: Enrolment) -> None:
    uuid = uuid4()
    assert complete(enrolment, 1, uuid=uuid) == complete(enrolment, 1, AT + timedelta(hours=1), uuid=uuid)
    assert LearningEvent.objects.filter(kind="activity_completed").count() == 1


def test_a_uuid_of_somebody_elses_event_is_refused(enrolment: Enrolment) -> None:
    uuid = uuid4()
    complete(enrolment, 1, uuid=uuid)
    with pytest.raises(Conflict):
        complete(EnrolmentFactory(), 1, uuid=uuid)


def test_a_retracted_event_takes_its_effect_with_it_and_stays_in_the_record(enrolment: Enrolment) -> None:
    event = complete(enrolment, 1)
    retract(event=event, reason="Ghi nhầm người", at=AT, by=None)
    assert stored(enrolment).state == "not_started"
    assert not enrolment.activities.exists()
    assert LearningEvent.objects.filter(pk=event.pk).exists()


def test_one_persons_event_cannot_be_retracted_in_anothers_course(enrolment: Enrolment) -> None:
    event = complete(enrolment, 1)
    with pytest.raises(Conflict):
        append_event(
            enrolment=EnrolmentFactory(), kind="retracted", occurred_at=AT, recorded_at=AT,
            evidence={"reason": "nhầm"}, corrects=event,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "evidence"),
    [
        ("excused", {"reason": " "}),
        ("excused", {}),
        ("activity_completed", {"rule": "wished", "seconds": 1}),
        ("activity_completed", {"rule": "read", "seconds": -1}),
        ("assessment_passed", {"score": 5, "of": 5}),
        ("release_changed", {"from": 1, "to": True}),
        ("enrolled", {"release": 1, "password": "x"}),
        ("dreamt", {}),
    ],
)
def test_evidence_that_does_not_fit_its_kind_is_refused(
    enrolment: Enrolment, kind: str, evidence: dict[str, object]
) -> None:
    with pytest.raises(DomainError):
        append_event(
            enrolment=enrolment, kind=kind, activity=enrolment.release.items.first().activity, occurred_at=AT,
            recorded_at=AT, evidence=evidence,
        )  # fmt: skip
    assert not LearningEvent.objects.exists()


def test_the_news_of_a_completion_is_told_once(enrolment: Enrolment, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[object, ...]] = []
    monkeypatch.setattr("common.nudges.send", lambda *news: told.append(news))
    for place in (1, 2, 2):
        complete(enrolment, place)
    assert told == [("course_completed", enrolment.pk)]


def test_as_we_knew_it_at_a_cutoff_leaves_out_what_was_recorded_later(enrolment: Enrolment) -> None:
    complete(enrolment, 1)
    item = enrolment.release.items.get(position=2)
    append_event(
        enrolment=enrolment, kind="activity_completed", activity=item.activity, occurred_at=AT,
        recorded_at=AT + timedelta(days=40), source="paper", backfilled=True,
        evidence={"rule": "paper", "seconds": 0},
    )  # fmt: skip
    assert progress_of(enrolment).completed_at == AT
    [(_same, then)] = progress_from_events([enrolment.pk], recorded_until=AT + timedelta(days=1))
    assert then.state == "in_progress"


@pytest.mark.parametrize(
    "verb", ["UPDATE courses_learningevent SET version = 9", "DELETE FROM courses_learningevent"]
)
def test_the_database_itself_refuses_to_change_the_record(enrolment: Enrolment, verb: str) -> None:
    complete(enrolment, 1)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb)
    assert LearningEvent.objects.get().version == 1


def test_both_databases_have_their_triggers() -> None:
    for vendor in ("sqlite", "postgresql"):
        sql = " ".join(triggers.statements(vendor, create=True))
        assert "UPDATE" in sql
        assert "DELETE" in sql
        assert "append-only" in sql
        assert all(line.startswith("DROP") for line in triggers.statements(vendor, create=False))
