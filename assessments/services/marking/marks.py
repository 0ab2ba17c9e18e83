"""A mark is given and kept; when nothing waits any more, the result follows."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.grading import grade
from assessments.marking.agreement import needs_agreement, settled
from assessments.marking.queue import code_of, hides_name
from assessments.marking.rights import tasks_of
from assessments.marking.rubric import Given, weighed
from assessments.models import Attempt, HandMark, MarkingTask, PastResult
from assessments.models.marking import Part, standing_marks
from assessments.queries.papers import bodies_of
from assessments.services.attempts import saved_answers
from assessments.services.results import replace_result
from assessments.services.telling import tell_marked
from common.errors import Conflict, DomainError, Forbidden
from people.models import Account, AuditEntry
from people.services import audit

MOST_LETTERS = 4_000


@transaction.atomic
def give_mark(*, task: MarkingTask, by: Account, given: Given, at: datetime) -> HandMark:
    """Keep what a marker gave; while the paper waits they may think again, and the newest word stands."""
    attempt = locked_attempt(task.attempt_id)
    current = _mine(task, attempt, by, at)
    question = str(current.question)
    fraction, levels = weighed(bodies_of(attempt)[question], given)
    if len(given.comment) > MOST_LETTERS:
        raise DomainError(_("Lời nhận xét dài quá %(most)s chữ cái.") % {"most": MOST_LETTERS})
    if current.part == Part.AGREED and not given.comment:
        raise DomainError(_("Hãy ghi vì sao thống nhất điểm này."))
    mark = HandMark.objects.create(
        attempt=attempt, question=current.question, part=current.part, fraction=fraction, levels=levels,
        comment=given.comment, marker=by, at=at,
    )  # fmt: skip
    current.done_at = at
    current.save(update_fields=["done_at"])
    _log(attempt, by, at)
    _settle(attempt, by, at)
    return mark


def locked_attempt(pk: int) -> Attempt:
    """Two markers of one paper take turns, so that the second sees what the first gave."""
    rows = Attempt.objects.select_for_update(of=("self",))
    return rows.select_related("quiz__activity", "quiz__marking_rule", "enrolment__learner").get(pk=pk)


def _mine(task: MarkingTask, attempt: Attempt, by: Account, at: datetime) -> MarkingTask:
    current = tasks_of(by, at).filter(pk=task.pk).first()
    if current is None:
        raise Forbidden(_("Bạn không được giao chấm bài này."))
    if current.claimed_by_id != by.pk:
        raise Conflict(_("Bạn giữ bài quá lâu nên bài đã về hàng chờ. Hãy nhận lại rồi chấm."))
    agreed = attempt.marking_tasks.filter(question=task.question, part=Part.AGREED, done_at__isnull=False)
    if not attempt.waiting or (current.part != Part.AGREED and agreed.exists()):
        raise Conflict(_("Bài đã có kết quả, không sửa điểm ở đây được nữa."))
    return current


def _settle(attempt: Attempt, by: Account, at: datetime) -> None:
    """The result, once every answer has its word; a third step where two words are apart."""
    rule = getattr(attempt.quiz, "marking_rule", None)
    tolerance = rule.tolerance if rule else 0
    marks = standing_marks(attempt.hand_marks.order_by("pk"))
    parts = list(attempt.marking_tasks.values_list("question", "part"))
    found: dict[str, float] = {}
    for question in (name for name, mark in (attempt.marks or {}).items() if mark["fraction"] is None):
        given = {part: mark.fraction for part, mark in marks.get(question, {}).items()}
        _ask_for_agreement(attempt, question, at, wanted=needs_agreement(given, tolerance))
        readings = sum(str(one) == question and part != Part.AGREED for one, part in parts)
        fraction = settled(given, readings=readings, tolerance=tolerance)
        if fraction is not None:
            found[question] = fraction
    stand(attempt, found, why=PastResult.Why.MARKED, by=by, at=at)


def _ask_for_agreement(attempt: Attempt, question: str, at: datetime, *, wanted: bool) -> None:
    """The third step comes when two are apart, and goes again if one of them thinks better of it."""
    key = {"attempt": attempt, "question": question, "part": Part.AGREED}
    if wanted:
        MarkingTask.objects.get_or_create(**key, defaults={"quiz": attempt.quiz, "since": at})
    else:
        MarkingTask.objects.filter(**key, done_at__isnull=True).delete()


def stand(
    attempt: Attempt,
    found: dict[str, float],
    *,
    why: PastResult.Why,
    by: Account,
    at: datetime,
    note: str = "",
) -> None:
    """Let the result stand with these fractions beside the earlier ones given by hand; not while an answer waits."""
    earlier = {name: mark["fraction"] for name, mark in (attempt.marks or {}).items() if mark.get("by_hand")}
    result = grade(bodies_of(attempt), saved_answers(attempt), attempt.pass_percent, earlier | found)
    if not result.waiting and replace_result(
        attempt=attempt, result=result, why=why, by=by, at=at, note=note
    ):
        tell_marked(attempt, why=why, at=at)


def _log(attempt: Attempt, by: Account, at: datetime) -> None:
    """Whose paper it was is not said while its marker may not know: the code leads back to it."""
    person = None if hides_name(attempt) else attempt.enrolment.learner
    detail = {"quiz": attempt.quiz.activity.title, "paper_code": code_of(attempt)}
    audit.record("answer_marked", kind=AuditEntry.Kind.CHANGE, by=by, at=at, person=person, detail=detail)
