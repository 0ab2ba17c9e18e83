"""Sitting a test: start or resume, save each answer as it is given, submit once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from assessments.grading import grade
from assessments.kinds import accepted
from assessments.models import Attempt, AttemptAnswer, Quiz
from assessments.queries import bodies_of, standing_of
from assessments.services.marking.tasks import open_tasks
from assessments.services.papers import draw_paper
from assessments.services.results import first_result
from common.errors import Conflict, Forbidden
from courses.models import Enrolment

Answers = Mapping[str, Any]
KEEP_WHILE_OPEN = """
    INSERT INTO assessments_attemptanswer (attempt_id, question, chosen, saved_at)
    SELECT id, %s, %s, %s FROM assessments_attempt WHERE id = %s AND submitted_at IS NULL
    ON CONFLICT (attempt_id, question) DO UPDATE SET chosen = excluded.chosen, saved_at = excluded.saved_at
"""


@transaction.atomic
def start_attempt(*, enrolment: Enrolment, quiz: Quiz, at: datetime) -> Attempt:
    """Resume the open attempt or draw a new paper; the lock makes two tabs take turns, so they get one."""
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    standing = standing_of(enrolment, quiz)
    if standing.open:
        return standing.open
    if standing.waiting:
        raise Forbidden(_("Bài bạn nộp đang chờ chấm. Có kết quả rồi mới làm lại được."))
    if not standing.may_start:
        raise Forbidden(_("Bạn đã dùng hết %(n)s lượt làm bài này.") % {"n": quiz.attempts_allowed})
    paper, key = draw_paper(quiz)
    return Attempt.objects.create(
        enrolment=enrolment,
        quiz=quiz,
        number=len(standing.attempts) + 1,
        paper=paper,
        key=key,
        pass_percent=quiz.pass_percent,
        version=quiz.activity.versions.aggregate(newest=Max("number"))["newest"],
        started_at=at,
    )


def save_answer(*, attempt: Attempt, question: str, chosen: Any, at: datetime) -> None:
    """Keep the latest answer to one question, in one statement: this is the busiest write of a test.

    It writes only while the attempt is open; should a submission pass it in between, the marks are already frozen.
    """
    given = _checked(attempt, {question: chosen})[question]
    row = AttemptAnswer(attempt_id=attempt.pk, question=UUID(question), chosen=given, saved_at=at)
    values = [_stored(row, name) for name in ("question", "chosen", "saved_at")]
    with connection.cursor() as cursor:
        cursor.execute(KEEP_WHILE_OPEN, [*values, attempt.pk])
        if not cursor.rowcount:
            raise Conflict(_("Bài này đã nộp, không sửa được nữa."))


def _stored(row: AttemptAnswer, name: str) -> Any:
    """A value as this database takes it."""
    field: Any = AttemptAnswer._meta.get_field(name)
    return field.get_db_prep_save(getattr(row, name), connection)


@transaction.atomic
def save_answers(*, attempt: Attempt, answers: Answers, at: datetime) -> None:
    """Keep the latest answers of an open attempt; the lock lets none slip in after a submission."""
    given = _checked(attempt, answers)
    still_open = Attempt.objects.select_for_update().filter(pk=attempt.pk, submitted_at__isnull=True)
    if not still_open.values_list("pk"):
        raise Conflict(_("Bài này đã nộp, không sửa được nữa."))
    _keep(attempt, given, at)


@transaction.atomic
def submit(*, attempt: Attempt, answers: Answers, at: datetime) -> Attempt:
    """Grade once and record a pass; a second submission gets the first result and changes nothing.

    `answers` replace the saved ones question by question; a question it does not name keeps its saved answer.
    """
    locked = Attempt.objects.select_for_update(of=("self",)).select_related("quiz__activity", "enrolment")
    current = locked.get(pk=attempt.pk)
    if current.submitted_at:
        return current
    _keep(current, _checked(current, answers), at)
    result = grade(bodies_of(current), saved_answers(current), current.pass_percent)
    first_result(attempt=current, result=result, at=at)
    open_tasks(attempt=current, at=at)
    return current


def saved_answers(attempt: Attempt) -> dict[str, Any]:
    """The latest answer to each question."""
    return {str(question): chosen for question, chosen in attempt.answers.values_list("question", "chosen")}


def _checked(attempt: Attempt, answers: Answers) -> dict[str, Any]:
    entries = {entry["id"]: entry for entry in attempt.paper}
    return {question: accepted(entries.get(question, {}), chosen) for question, chosen in answers.items()}


def _keep(attempt: Attempt, answers: Answers, at: datetime) -> None:
    rows = [
        AttemptAnswer(attempt=attempt, question=UUID(question), chosen=chosen, saved_at=at)
        for question, chosen in answers.items()
    ]
    AttemptAnswer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["attempt", "question"],
        update_fields=["chosen", "saved_at"],
    )
