"""The same label on many questions of one's banks at once, written down once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.models import Question, QuestionBank
from assessments.services.bank import category_at, tags_called
from assessments.services.banks import log_questions
from common.errors import DomainError
from people.models import Account


@transaction.atomic
def move_questions(*, questions: QuerySet[Question], path: Iterable[str], at: datetime, by: Account) -> int:
    """Into a category of their own bank, made where it is new; of one bank only, or the path would say nothing."""
    banks = _banks(questions)
    if len(banks) != 1:
        raise DomainError(_("Hãy chọn câu hỏi của cùng một ngân hàng để chuyển danh mục."))
    folder = category_at(bank=banks[0], path=path)
    count = questions.update(category=folder)
    log_questions(
        "questions_moved",
        bank=banks[0],
        at=at,
        by=by,
        questions=count,
        folder=folder.path if folder else "",
    )
    return count


@transaction.atomic
def tag_questions(*, questions: QuerySet[Question], names: Iterable[str], at: datetime, by: Account) -> int:
    """Topics added to those they have."""
    tags = tags_called(names)
    if not tags:
        raise DomainError(_("Hãy ghi ít nhất một chủ đề."))
    found = list(questions)
    for tag in tags:
        tag.questions.add(*found)
    _log_each_bank("questions_tagged", questions, at, by, tags=", ".join(tag.name for tag in tags))
    return len(found)


@transaction.atomic
def grade_questions(*, questions: QuerySet[Question], difficulty: str, at: datetime, by: Account) -> int:
    """One difficulty for all; empty takes it away."""
    if difficulty and difficulty not in Question.Difficulty.values:
        raise DomainError(_("Không có độ khó này."))
    said = str(Question.Difficulty(difficulty).label) if difficulty else ""
    _log_each_bank("questions_graded", questions, at, by, difficulty=said)
    return questions.update(difficulty=difficulty)


def _banks(questions: QuerySet[Question]) -> list[QuestionBank]:
    return list(QuestionBank.objects.filter(questions__in=questions).select_related("owner_unit").distinct())


def _log_each_bank(
    action: str, questions: QuerySet[Question], at: datetime, by: Account, **detail: str
) -> None:
    for bank in _banks(questions):
        count = questions.filter(bank=bank).count()
        log_questions(action, bank=bank, at=at, by=by, questions=count, **detail)
