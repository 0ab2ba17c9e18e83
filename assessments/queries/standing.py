"""Where a learner stands in one test; never write."""

from dataclasses import dataclass

from assessments import rules
from assessments.models import (
    Attempt,
    Quiz,
)
from assessments.models.attempt import whole
from common.prepared import Prepared
from courses.models import Enrolment
from courses.queries.lesson import item_of


@dataclass(frozen=True)
class Standing:
    """Where a learner stands in one test."""

    quiz: Quiz
    attempts: list[Attempt]

    @property
    def open(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.submitted_at is None), None)

    @property
    def grading(self) -> str:
        """Which try counts, as promised at the start of the newest."""
        return str((self.attempts[-1].promised if self.attempts else {}).get("grading", self.quiz.grading))

    @property
    def done(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.submitted_at and not attempt.waiting]

    @property
    def result(self) -> "Counted | None":
        """*The* result, by the way of grading."""
        return counted(self.grading, self.done)

    @property
    def passed(self) -> bool:
        """Now or once: trying again takes nothing back."""
        return rules.passed_once(self.grading, _tried(self.done))

    @property
    def waiting(self) -> bool:
        """An attempt is with its marker, whose word comes before another try."""
        return not self.passed and any(attempt.waiting for attempt in self.attempts)

    @property
    def left(self) -> int | None:
        """Attempts not yet begun; None when unlimited."""
        allowed = self.quiz.attempts_allowed
        return max(0, allowed - len(self.attempts)) if allowed else None

    @property
    def may_start(self) -> bool:
        return self.open is not None or (self.left != 0 and not self.waiting)


@dataclass(frozen=True)
class Counted:
    """The result that stands: its attempt, and the points, which for an average are of no single attempt."""

    attempt: Attempt
    earned: float
    passed: bool

    @property
    def of(self) -> float:
        return self.attempt.of


def counted(grading: str, done: list[Attempt]) -> Counted | None:
    """What several finished attempts come to."""
    tries = _tried(done)
    place = rules.which(grading, tries)
    if place is None:
        return None
    attempt = done[place]
    average = grading == rules.Grading.AVERAGE
    earned = whole(rules.share(grading, tries) * attempt.of) if average else attempt.earned
    return Counted(attempt, earned, rules.passes(grading, tries))


def _tried(done: list[Attempt]) -> list[rules.Tried]:
    return [rules.Tried(one.earned / one.of if one.of else 0.0, one.passed, one.pass_percent) for one in done]


_ATTEMPTS = Prepared(
    lambda enrolment, quiz: Attempt.objects.filter(enrolment=enrolment, quiz=quiz).order_by("number")
)


def standing_of(enrolment: Enrolment, quiz: Quiz) -> Standing:
    """Every attempt of a learner at a test, first to last."""
    return Standing(quiz, _ATTEMPTS.objects(enrolment.pk, quiz.pk))


def asks_only_submission(enrolment: Enrolment, quiz: Quiz) -> bool:
    """A pre-test: the learner's release asks that it be handed in, not that it be passed."""
    item = item_of(enrolment, quiz.activity)
    return bool(item and item.rule.get("submitted"))
