"""Many results replaced at once: as `services.results.replace_result` does one, in few statements.

Whoever calls holds the locks on the attempts' rows and the transaction. A pass that does not stand any more is retracted.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.db import connection
from django.db.models import Count, Q

from assessments.models import Attempt, PastResult
from assessments.models.attempt import whole
from assessments.queries.standing import Counted
from assessments.rules import Grading
from assessments.services.results import counting, pass_uuid, without_answers
from courses.models import LearningEvent
from courses.models.record import EventKind, EventSource
from courses.services.record_many import append_events
from people.models import Account

STATED = ("score", "passed", "waiting", "marks")
STAND = "UPDATE assessments_attempt SET score = %s, passed = %s, waiting = %s, marks = %s, worth = %s WHERE id = %s"


@dataclass(frozen=True)
class Replacement:
    """What an attempt (with its quiz) is to state from now on; `of` is what its paper is worth."""

    attempt: Attempt
    score: Decimal
    of: Decimal
    passed: bool
    waiting: bool
    marks: dict[str, Any]


def replace_results(
    replacements: Sequence[Replacement],
    *,
    why: PastResult.Why,
    note: str,
    by: Account | None,
    at: datetime,
    spared: Collection[int] = (),
) -> set[int]:
    """Keep the results before, let the others stand, and tell the record of passes won and lost.

    A pass lost by an enrolment among `spared` stays in the record; gives the attempts with which that happened.
    """
    if not replacements:
        return set()
    numbers = _keep_past(replacements, why, note, by, at)
    before = {one.attempt.pk: _counts(one.attempt) for one in replacements}
    with connection.cursor() as cursor:
        cursor.executemany(STAND, [_row(one) for one in replacements])
    after = {one.attempt.pk: _counted_after(one) for one in replacements}
    won = [one for one in replacements if after[one.attempt.pk] and not before[one.attempt.pk]]
    lost = [one for one in replacements if before[one.attempt.pk] and not after[one.attempt.pk]]
    passes = [_pass(one, after[one.attempt.pk], str(numbers[one.attempt.pk]), at) for one in won]
    gone = [one for one in lost if one.attempt.enrolment_id not in spared]
    append_events([*passes, *_retractions(gone, numbers, note, by, at)])
    return {one.attempt.pk for one in lost} - {one.attempt.pk for one in gone}


def retract_lost(attempts: Iterable[Attempt], *, reason: str, by: Account, at: datetime) -> None:
    """The passes of tries that come to none any more, where not the best counts."""
    lost = [
        Replacement(
            one, one.score or Decimal(0), Decimal(str(one.of)), one.passed, one.waiting, one.marks or {}
        )
        for one in attempts
        if one.promised.get("grading", Grading.BEST) != Grading.BEST and _counts(one) is None
    ]
    append_events(_retractions(lost, {one.attempt.pk: 0 for one in lost}, reason, by, at))


def _counts(attempt: Attempt) -> Counted | None:
    """What passes of the learner's tries before; where the best counts, this one is enough to look at."""
    stands = counting(attempt)
    return stands if stands and stands.passed else None


def _counted_after(one: Replacement) -> Counted | None:
    """The same with the new result, also where a pass was kept though the score falls short."""
    if one.attempt.promised.get("grading", Grading.BEST) != Grading.BEST:
        return _counts(one.attempt)
    return Counted(one.attempt, whole(float(one.score)), one.passed) if one.passed else None


def _keep_past(
    replacements: Sequence[Replacement], why: PastResult.Why, note: str, by: Account | None, at: datetime
) -> dict[int, int]:
    attempts = [one.attempt for one in replacements]
    kept = PastResult.objects.filter(attempt__in=attempts).values_list("attempt").annotate(Count("pk"))
    before = dict(kept)
    numbers = {one.pk: before.get(one.pk, 0) + 1 for one in attempts}
    PastResult.objects.bulk_create(
        PastResult(
            attempt=one, number=numbers[one.pk], score=one.score or 0, passed=one.passed, waiting=one.waiting,
            marks=without_answers(one.marks), why=why, note=note[:400], replaced_at=at, replaced_by=by,
        )
        for one in attempts
    )  # fmt: skip
    return numbers


def _row(one: Replacement) -> list[Any]:
    """The statement's values as this database takes them."""
    told = {name: getattr(one, name) for name in STATED} | {"worth": one.of}
    fields = {name: Attempt._meta.get_field(name) for name in told}
    stored = [fields[name].get_db_prep_save(value, connection) for name, value in told.items()]  # type: ignore[union-attr]
    return [*stored, one.attempt.pk]


def _pass(one: Replacement, stands: Counted | None, again: str, at: datetime) -> LearningEvent:
    assert stands is not None
    attempt, of = one.attempt, whole(float(one.of)) if stands.attempt is one.attempt else stands.of
    evidence = {"score": stands.earned, "of": of, "pass_percent": attempt.pass_percent}
    return LearningEvent(
        uuid=pass_uuid(attempt.uuid, again), enrolment_id=attempt.enrolment_id, kind=EventKind.ASSESSMENT_PASSED,
        activity_id=attempt.quiz.activity_id, version=attempt.version, occurred_at=attempt.submitted_at or at,
        recorded_at=at, source=EventSource.QUIZ, evidence=evidence | {"attempt": str(attempt.uuid)},
    )  # fmt: skip


def _retractions(
    lost: Iterable[Replacement], numbers: dict[int, int], reason: str, by: Account | None, at: datetime
) -> list[LearningEvent]:
    """One for each event of these attempts' passes that stands."""
    told = {uuid for one in lost for uuid in _passes_of(one.attempt.uuid, numbers[one.attempt.pk])}
    # Where not the best counts, the pass may be told of another try.
    others = [
        one.attempt for one in lost if one.attempt.promised.get("grading", Grading.BEST) != Grading.BEST
    ]
    of_others = Q(
        kind=EventKind.ASSESSMENT_PASSED, enrolment__in={one.enrolment_id for one in others},
        activity__in={one.quiz.activity_id for one in others},
    )  # fmt: skip
    wanted = Q(uuid__in=told) | of_others if others else Q(uuid__in=told)
    standing = LearningEvent.objects.filter(wanted, learningevent=None)
    return [
        LearningEvent(
            uuid=uuid5(event.uuid, EventKind.RETRACTED), enrolment_id=event.enrolment_id, kind=EventKind.RETRACTED,
            activity_id=event.activity_id, occurred_at=at, recorded_at=at, recorded_by=by, source=EventSource.REPAIR,
            evidence={"reason": reason}, corrects=event,
        )
        for event in standing
    ]  # fmt: skip


def _passes_of(attempt: UUID, results: int) -> list[UUID]:
    """Every event that a pass of the attempt can have: of its submission, and after each past result."""
    return [pass_uuid(attempt), *(pass_uuid(attempt, str(number)) for number in range(1, results + 1))]
