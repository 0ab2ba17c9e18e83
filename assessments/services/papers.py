"""Drawing a paper: a random choice of usable questions, options shuffled, the key kept apart."""

from random import SystemRandom
from typing import Any

from django.utils.translation import gettext as _

from assessments.models import Question, Quiz
from assessments.queries import usable_questions
from common.errors import Conflict

Paper = list[dict[str, Any]]
Key = dict[str, dict[str, Any]]
chance = SystemRandom()  # a paper that can be foretold can be passed round


def draw_paper(quiz: Quiz) -> tuple[Paper, Key]:
    """What the browser may see, and what it may not, of a freshly drawn paper.

    Refused when the bank holds fewer usable questions than promised: a shorter paper would be easier to pass.
    """
    usable = list(usable_questions(quiz.bank).values_list("pk", flat=True))
    if len(usable) < quiz.draw:
        raise Conflict(
            _(
                "Bài kiểm tra cần %(need)s câu nhưng ngân hàng chỉ có %(have)s câu dùng được. "
                "Hãy báo giảng viên."
            )
            % {"need": quiz.draw, "have": len(usable)}
        )
    chosen = chance.sample(usable, quiz.draw)
    found = Question.objects.filter(pk__in=chosen).prefetch_related("options").in_bulk()
    questions = [found[pk] for pk in chosen]
    key = {str(question.uuid): _hidden(question) for question in questions}
    return [_shown(question) for question in questions], key


def _shown(question: Question) -> dict[str, Any]:
    options = [{"id": str(option.uuid), "text": option.text} for option in question.options.all()]
    chance.shuffle(options)
    return {"id": str(question.uuid), "kind": question.kind, "text": question.text, "options": options}


def _hidden(question: Question) -> dict[str, Any]:
    correct = [str(option.uuid) for option in question.options.all() if option.is_correct]
    return {"correct": correct, "feedback": question.feedback}
