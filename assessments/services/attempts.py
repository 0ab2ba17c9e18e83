"""Sitting a test: start or resume, save each answer as it is given, submit once, by hand or by the clock."""

import logging
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from assessments.grading import grade
from assessments.models import Attempt, AttemptAnswer, Quiz
from assessments.queries.papers import bodies_of
from assessments.queries.standing import standing_of
from assessments.services.access_codes import require_code
from assessments.services.keeping import Answers, checked, keep, saved_answers
from assessments.services.late import Moments, grace, is_over, is_past_grace, keep_late, save_late
from assessments.services.marking.tasks import open_tasks
from assessments.services.papers import draw_paper
from assessments.services.results import first_result
from assessments.sitting import door, terms_of
from common.errors import Conflict, Forbidden
from common.prepared import Prepared
from courses.models import Enrolment

log = logging.getLogger(__name__)
__all__ = [
    "close_if_over", "close_overdue", "save_answer", "save_answers", "saved_answers", "start_attempt", "submit",
]  # fmt: skip
UNTOLD: Mapping[str, datetime] = MappingProxyType({})
CHUNK = 500  # papers that one run of the timetable closes; the next run takes the rest
KEEP_WHILE_OPEN = """
    INSERT INTO assessments_attemptanswer (attempt_id, question, chosen, saved_at)
    SELECT id, %s, %s, %s FROM assessments_attempt
    WHERE id = %s AND submitted_at IS NULL AND (deadline_at IS NULL OR deadline_at >= %s)
    ON CONFLICT (attempt_id, question) DO UPDATE SET chosen = excluded.chosen, saved_at = excluded.saved_at
"""


_LOCK = Prepared(
    lambda enrolment: Enrolment.objects.select_for_update().filter(pk=enrolment).values_list("pk")
)


@transaction.atomic
def start_attempt(*, enrolment: Enrolment, quiz: Quiz, at: datetime, code: str = "") -> Attempt:
    """Resume the open attempt or draw a new paper; the lock makes two tabs take turns, so they get one.

    Every rule that the learner was told is frozen with the paper, the deadline as a moment of the server's clock.
    """
    _LOCK.all(enrolment.pk)
    standing = standing_of(enrolment, quiz)
    if standing.open and is_past_grace(standing.open, at):
        submit(attempt=standing.open, answers={}, at=at)
        standing = standing_of(enrolment, quiz)
    if standing.open:
        return standing.open
    terms = terms_of(enrolment.learner_id, quiz)
    closed = door(standing, terms, at)
    if closed.bar:
        raise Forbidden(closed.sentence)
    require_code(quiz=quiz, person_id=enrolment.learner_id, code=code)
    paper, key = draw_paper(quiz)
    return Attempt.objects.create(
        enrolment=enrolment,
        quiz=quiz,
        number=len(standing.attempts) + 1,
        paper=paper,
        key=key,
        worth=sum(entry["points"] for entry in paper),
        pass_percent=quiz.pass_percent,
        promised=terms.promised,
        version=quiz.version or quiz.activity.versions.aggregate(newest=Max("number"))["newest"],
        started_at=at,
        deadline_at=terms.deadline(at),
    )


def save_answer(
    *, attempt: Attempt, question: str, chosen: Any, at: datetime, given_at: datetime | None = None
) -> None:
    """Keep the latest answer to one question, in one statement: this is the busiest write of a test.

    It writes only while the attempt is open and its time not up; should a submission pass it in between, the marks are
    already frozen. What came too late is looked at one by one; `given_at` is what the browser says of it.
    """
    given = checked(attempt, {question: chosen})[question]
    row = AttemptAnswer(attempt_id=attempt.pk, question=UUID(question), chosen=given, saved_at=at)
    values = [_stored(row, name) for name in ("question", "chosen", "saved_at")]
    with connection.cursor() as cursor:
        cursor.execute(KEEP_WHILE_OPEN, [*values, attempt.pk, values[-1]])
        if cursor.rowcount:
            return
    moments = {question: given_at} if given_at else {}
    save_late(attempt=attempt, answers={question: chosen}, given=moments, at=at)


def _stored(row: AttemptAnswer, name: str) -> Any:
    """A value as this database takes it."""
    field: Any = AttemptAnswer._meta.get_field(name)
    return field.get_db_prep_save(getattr(row, name), connection)


@transaction.atomic
def save_answers(*, attempt: Attempt, answers: Answers, at: datetime) -> None:
    """Keep the latest answers of an open attempt; the lock lets none slip in after a submission."""
    current = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if current.submitted_at:
        raise Conflict(_("Bài này đã nộp, không sửa được nữa."))
    if is_over(current, at):
        keep_late(attempt=current, answers=answers, given={}, at=at, form=True)
    else:
        keep(current, checked(current, answers), at)


_LOCKED = Prepared(
    lambda attempt: (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("quiz__activity", "enrolment")
        .filter(pk=attempt)
    )
)


@transaction.atomic
def submit(*, attempt: Attempt, answers: Answers, at: datetime, given: Moments = UNTOLD) -> Attempt:
    """Grade once and record a pass; a second submission gets the first result and changes nothing.

    `answers` replace the saved ones question by question; a question it does not name keeps its saved answer. After
    the time is up they are late answers, `given` is when the browser says they were given, and the paper was
    submitted at its deadline.
    """
    current: Attempt = _LOCKED.objects(attempt.pk)[0]
    current.timed_out = current.timed_out or (not current.submitted_at and is_over(current, at))
    if current.timed_out:
        keep_late(attempt=current, answers=answers, given=given, at=at, form=not given)
    if current.submitted_at:
        return current
    if not current.timed_out:
        new, saved = checked(current, answers), saved_answers(current)
        changed = {question: chosen for question, chosen in new.items() if saved.get(question) != chosen}
        keep(current, changed, at)  # what was saved before keeps its moment
    result = grade(bodies_of(current), saved_answers(current), current.pass_percent)
    ended_at = min(at, current.deadline_at) if current.deadline_at else at
    first_result(attempt=current, result=result, at=at, ended_at=ended_at)
    open_tasks(attempt=current, at=at)
    return current


def close_if_over(attempt: Attempt, at: datetime) -> Attempt:
    """Submit what was saved once the time is up and the line had its grace."""
    over = not attempt.submitted_at and is_past_grace(attempt, at)
    return submit(attempt=attempt, answers={}, at=at) if over else attempt


def close_overdue(*, at: datetime) -> int:
    """The same for whoever did not come back; how many were closed. One that fails keeps no other open."""
    over = Attempt.objects.filter(submitted_at__isnull=True, deadline_at__lt=at - grace()).order_by(
        "deadline_at"
    )
    return sum(_closed(attempt, at) for attempt in list(over.only("uuid")[:CHUNK]))


def _closed(attempt: Attempt, at: datetime) -> bool:
    try:
        submit(attempt=attempt, answers={}, at=at)
    except Exception:
        log.exception("attempt %s could not be closed", attempt.uuid)
        return False
    return True
