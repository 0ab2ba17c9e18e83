"""A pre-test is done by handing it in: the fact that says so."""

from uuid import uuid5

from assessments.models import Attempt
from courses.models.record import EventKind, EventSource
from courses.queries.lesson import item_of
from courses.services.record import append_event


def record_submission(attempt: Attempt) -> None:
    """Where the learner's release asks only for that; the first of a version counts, whatever was known.

    The caller holds the lock on the attempt and the transaction.
    """
    item = item_of(attempt.enrolment, attempt.quiz.activity)
    at = attempt.submitted_at
    if at is None or item is None or not item.rule.get("submitted"):
        return
    seconds = round(max(0.0, (at - attempt.started_at).total_seconds()))
    append_event(
        enrolment=attempt.enrolment,
        kind=EventKind.ACTIVITY_COMPLETED,
        activity=attempt.quiz.activity,
        version=attempt.version,
        occurred_at=at,
        recorded_at=at,
        source=EventSource.QUIZ,
        evidence={"rule": "submitted", "seconds": seconds, "attempt": str(attempt.uuid)},
        uuid=uuid5(attempt.enrolment.uuid, f"{attempt.quiz.activity.uuid}/{attempt.version}"),
    )
