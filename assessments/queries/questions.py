"""Questions of the banks as they are now; never write."""

import hashlib
import re

from django.db.models import F, Q, QuerySet

from assessments.composition import composition_of
from assessments.models import (
    Question,
    QuestionVersion,
    Quiz,
)
from common.vietnamese import fold


def likeness_of(text: str) -> str:
    """The same for questions that read the same without accents, case and signs."""
    return hashlib.sha256(re.sub(r"\W+", " ", fold(text)).strip().encode()).hexdigest()


def look_alikes(question: Question) -> QuerySet[Question]:
    """Other questions of any bank that read the same."""
    return Question.objects.filter(likeness=question.likeness).exclude(pk=question.pk).select_related("bank")


def newest_version(question: Question) -> QuestionVersion | None:
    """What the question asks now."""
    return QuestionVersion.objects.filter(question=question, number=question.version).first()


def quizzes_left_short(question: Question) -> list[tuple[Quiz, list[str]]]:
    """Tests in use that would lack more for a whole paper if this question were retired, and what they would lack."""
    drawing = Q(sections__bank=question.bank) | Q(sections__chosen__question=question)
    in_use = Q(sections__version=F("version"), activity__withdrawn_at__isnull=True)
    quizzes = Quiz.objects.filter(drawing & in_use).distinct()
    found = [
        (quiz, composition_of(quiz).worse_without(question)) for quiz in quizzes.select_related("activity")
    ]
    return [(quiz, lacks) for quiz, lacks in found if lacks]
