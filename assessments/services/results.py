"""The result of an attempt: frozen at submission, replaced only for a reason, the one before it kept.

Whoever calls holds the lock on the attempt's row and the transaction.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from assessments.grading import Mark, Result
from assessments.models import Attempt, PastResult
from assessments.queries.standing import Counted, counted
from assessments.rules import Grading
from assessments.services.submissions import record_submission
from courses.models.record import EventKind, EventSource
from courses.services.record import append_event
from people.models import Account


def first_result(*, attempt: Attempt, result: Result, at: datetime, ended_at: datetime | None = None) -> None:
    """Submit the attempt with what it earned; a pass is a fact of that moment, or of `ended_at` before it."""
    attempt.submitted_at = ended_at or at
    _stand(attempt, result)
    record_submission(attempt)
    stands = counting(attempt)
    if stands and stands.passed and stands.attempt == attempt:  # else it was recorded when it was earned
        _record_pass(attempt, stands, at, again="")


def replace_result(
    *, attempt: Attempt, result: Result, why: PastResult.Why, by: Account | None, at: datetime, note: str = ""
) -> PastResult | None:
    """Let another result stand; nothing happens if it is the same. A pass it brings is dated at the submission.

    A pass it takes away is the caller's to decide on: the event in the record stands until it is retracted.
    """
    if _marks(result) == attempt.marks:
        return None
    before = counting(attempt)
    past = _keep_past(attempt, why, note, by, at)
    _stand(attempt, result)
    stands = counting(attempt)
    if stands and stands.passed and not (before and before.passed):
        _record_pass(attempt, stands, at, again=str(past.number))
    return past


def counting(attempt: Attempt) -> Counted | None:
    """What stands of the learner's tries with this one; the best is this one or was recorded before."""
    grading = attempt.promised.get("grading", Grading.BEST)
    if grading == Grading.BEST:
        return None if attempt.waiting else Counted(attempt, attempt.earned, attempt.passed)
    tries = Attempt.objects.filter(enrolment=attempt.enrolment_id, quiz=attempt.quiz_id)
    return counted(grading, list(tries.filter(submitted_at__isnull=False, waiting=False).order_by("number")))


def _keep_past(
    attempt: Attempt, why: PastResult.Why, note: str, by: Account | None, at: datetime
) -> PastResult:
    return PastResult.objects.create(
        attempt=attempt, number=attempt.past_results.count() + 1, score=attempt.score or 0, passed=attempt.passed,
        waiting=attempt.waiting, marks=without_answers(attempt.marks), why=why, note=note, replaced_at=at,
        replaced_by=by,
    )  # fmt: skip


def without_answers(marks: dict[str, Any] | None) -> dict[str, Any]:
    """The marks as a past result keeps them: an answer never changes."""
    return {
        question: {name: value for name, value in mark.items() if name != "chosen"}
        for question, mark in (marks or {}).items()
    }


def _stand(attempt: Attempt, result: Result) -> None:
    attempt.score = result.score
    attempt.passed, attempt.waiting = result.passed, result.waiting
    attempt.marks, attempt.worth = _marks(result), result.of
    attempt.save(update_fields=["submitted_at", "score", "worth", "passed", "waiting", "marks", "timed_out"])


def _marks(result: Result) -> dict[str, dict[str, Any]]:
    return {mark.question: stored_mark(mark) for mark in result.marks}


def stored_mark(mark: Mark) -> dict[str, Any]:
    """A mark as the attempt keeps it."""
    told: dict[str, Any] = {"chosen": mark.chosen, "right": mark.right, "fraction": mark.fraction}
    told |= {"by_hand": True} if mark.by_hand else {}
    return told | ({"cancelled": mark.cancelled} if mark.cancelled else {})


def _record_pass(attempt: Attempt, stands: Counted, at: datetime, *, again: str) -> None:
    evidence = {"score": stands.earned, "of": stands.of, "pass_percent": attempt.pass_percent}
    append_event(
        enrolment=attempt.enrolment,
        kind=EventKind.ASSESSMENT_PASSED,
        activity=attempt.quiz.activity,
        version=attempt.version,
        occurred_at=attempt.submitted_at or at,
        recorded_at=at,
        source=EventSource.QUIZ,
        evidence=evidence | {"attempt": str(attempt.uuid)},
        uuid=pass_uuid(attempt.uuid, again),
    )


def pass_uuid(attempt: UUID, again: str = "") -> UUID:
    """The event of a pass, so that a replay is the same one; `again` is the past result that it came after."""
    return uuid5(attempt, EventKind.ASSESSMENT_PASSED + again)
