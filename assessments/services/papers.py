"""Drawing a paper: a random choice of usable questions, each as its newest version stands, the key kept apart."""

from random import SystemRandom
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from assessments import kinds
from assessments.models import QuestionVersion, Quiz
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
    newest = QuestionVersion.objects.filter(question__in=chosen, number=F("question__version"))
    found = {version.question_id: version for version in newest.select_related("question")}
    versions = [found[pk] for pk in chosen]
    key = {str(version.question.uuid): _hidden(version) for version in versions}
    return [_shown(version) for version in versions], key


def _shown(version: QuestionVersion) -> dict[str, Any]:
    return {"id": str(version.question.uuid), **kinds.shown(version.body, chance)}


def _hidden(version: QuestionVersion) -> dict[str, Any]:
    return {"version": version.pk, "correct": kinds.key(version.body)}
