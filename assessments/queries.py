"""Questions about tests: what may be drawn, where a learner stands, whose attempt it is; never write."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from assessments.models import Attempt, Question, QuestionBank, Quiz
from courses.models import Enrolment
from people.queries.identity import same_person


@dataclass(frozen=True)
class Standing:
    """Where a learner stands in one test."""

    quiz: Quiz
    attempts: list[Attempt]

    @property
    def open(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.submitted_at is None), None)

    @property
    def best(self) -> Attempt | None:
        done = [attempt for attempt in self.attempts if attempt.submitted_at]
        return max(done, key=lambda attempt: (attempt.score or 0) / max(attempt.of, 1), default=None)

    @property
    def passed(self) -> bool:
        return any(attempt.passed for attempt in self.attempts)

    @property
    def left(self) -> int | None:
        """Attempts not yet begun; None when unlimited."""
        allowed = self.quiz.attempts_allowed
        return max(0, allowed - len(self.attempts)) if allowed else None

    @property
    def may_start(self) -> bool:
        return self.open is not None or self.left != 0


def standing_of(enrolment: Enrolment, quiz: Quiz) -> Standing:
    """Every attempt of a learner at a test, first to last."""
    return Standing(quiz, list(Attempt.objects.filter(enrolment=enrolment, quiz=quiz).order_by("number")))


def usable_questions(bank: QuestionBank) -> QuerySet[Question]:
    """Questions in use whose options make sense: a damaged one must never reach a paper."""
    usable: QuerySet[Question] = (
        Question.objects.filter(bank=bank, retired_at__isnull=True)
        .annotate(offered=Count("options"), correct=Count("options", filter=Q(options__is_correct=True)))
        .filter(Q(kind=Question.Kind.SINGLE, correct=1) | Q(kind=Question.Kind.MULTIPLE, correct__gte=1))
        .filter(offered__gte=2)
        .order_by("pk")
    )
    return usable


def enrolment_with(person_id: int | None, activity_uuid: UUID) -> Enrolment | None:
    """The learner's enrolment whose release holds the activity, the newest if several."""
    if person_id is None:
        return None
    return (
        Enrolment.objects.filter(learner_id=person_id, release__items__activity__uuid=activity_uuid)
        .select_related("course")
        .order_by("-enrolled_at", "-pk")
        .first()
    )


def own_attempts(person_id: int | None) -> QuerySet[Attempt]:
    """The attempts of one person, also those of a record merged into theirs: nobody else's can be reached through this."""
    return Attempt.objects.filter(enrolment__learner__in=same_person(person_id))


def final_result(enrolment: Enrolment) -> Attempt | None:
    """The best passed attempt at the last test of the learner's release; what a certificate states."""
    return final_results([enrolment.pk]).get(enrolment.pk)


def final_results(enrolments: Iterable[int]) -> dict[int, Attempt]:
    """The same of many enrolments at once."""
    passed = (
        Attempt.objects.filter(enrolment__in=enrolments, passed=True)
        .filter(quiz__activity__release_items__release_id=F("enrolment__release_id"))
        .annotate(place=F("quiz__activity__release_items__position"))
        .order_by("place", "score", "-number")  # the best comes last, and stays
    )
    return {attempt.enrolment_id: attempt for attempt in passed}


def quizzes_left_short(question: Question) -> list[Quiz]:
    """Tests in use that could no longer draw a whole paper if this question were retired."""
    left = usable_questions(question.bank).exclude(pk=question.pk).count()
    in_use = Quiz.objects.filter(bank=question.bank, activity__withdrawn_at__isnull=True)
    return list(in_use.filter(draw__gt=left).select_related("activity"))
