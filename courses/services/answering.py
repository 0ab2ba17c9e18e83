"""Answering a film's question: graded here, kept for good, and perhaps the last thing the lesson waited for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from courses import film_questions as arithmetic
from courses.models import ActivityVersion, Enrolment, FilmAnswer, ReleaseItem, WatchedSpans
from courses.queries.film_questions import Asked, asked_of
from courses.queries.lesson import watching
from courses.services.completion import complete_watching, done_rows, share_of
from courses.services.watching import open_activity


@dataclass(frozen=True)
class Answered:
    """What the learner is told; `rewind_to` (seconds) only when the answer was not right."""

    right: bool
    feedback: str
    rewind_to: float | None
    asked: Asked
    completed: bool


@transaction.atomic
def answer_question(
    *,
    enrolment: Enrolment,
    item: ReleaseItem,
    version: ActivityVersion,
    question: UUID,
    chosen: Sequence[str],
    uuid: UUID,
    at: datetime,
) -> Answered:
    """Grade and keep one answer; a uuid seen before gets its first grade again and changes nothing.

    Refused (DomainError) when the version has no such question or the choice is none of its options. The row of
    watched seconds is held meanwhile, so that seconds and answers arriving together take turns.
    """
    found = _question(version, question)
    if not arithmetic.fits(found, chosen):
        raise DomainError(_("Lựa chọn không hợp lệ. Hãy tải lại trang rồi trả lời lại."))
    row = _held(enrolment, version, at)
    answer = _already(uuid, enrolment, question) or FilmAnswer.objects.create(
        uuid=uuid, enrolment=enrolment, activity=version.activity, version=version.number, question=question,
        chosen=list(chosen), right=arithmetic.is_right(found, chosen), answered_at=at,
    )  # fmt: skip
    return Answered(
        right=answer.right,
        feedback=arithmetic.feedback(found, answer.chosen),
        rewind_to=None if answer.right else found["rewind_to"],
        asked=asked_of(enrolment, item, version.activity, version.facts["questions"]),
        completed=_completed(enrolment, item, version, row, at),
    )


def _question(version: ActivityVersion, question: UUID) -> arithmetic.Question:
    for one in version.facts.get("questions", []):
        if one["id"] == str(question):
            return one  # type: ignore[no-any-return]
    raise DomainError(_("Câu hỏi này không còn trong bài. Hãy tải lại trang."), status=404)


def _held(enrolment: Enrolment, version: ActivityVersion, at: datetime) -> WatchedSpans:
    open_activity(enrolment=enrolment, activity=version.activity, at=at)
    return WatchedSpans.objects.select_for_update().get(enrolment=enrolment, activity=version.activity)


def _already(uuid: UUID, enrolment: Enrolment, question: UUID) -> FilmAnswer | None:
    known = FilmAnswer.objects.filter(uuid=uuid).first()
    if known and (known.enrolment_id, known.question) != (enrolment.pk, question):
        raise Conflict(_("Mã của câu trả lời này đã dùng cho một câu khác."))
    return known


def _completed(
    enrolment: Enrolment, item: ReleaseItem, version: ActivityVersion, row: WatchedSpans, at: datetime
) -> bool:
    if done_rows(enrolment, version.activity).exists():
        return True
    seen = watching(row, version, share_of(item))
    return item.rule.get("kind") == "watch" and complete_watching(
        enrolment, version.activity, version, seen, at
    )
