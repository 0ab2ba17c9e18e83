"""What tests of regrades share: a class that answers one question, and a regrade done from start to end."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from assessments.models import Attempt, Question, QuestionVersion, Quiz, Regrade
from assessments.services.attempts import start_attempt, submit
from assessments.services.bank import add_question, revise_question
from assessments.services.regrading.asking import apply_regrade, ask_quiz_regrade, ask_regrade
from assessments.services.regrading.work import run
from courses.models import Enrolment
from courses.services.enrolment import enrol
from tests.factories.assessments import BankFactory, QuizFactory, bank_of
from tests.factories.courses import START, ReleaseFactory
from tests.factories.people import PersonFactory

SENT = START + timedelta(hours=1)
LATER = START + timedelta(days=3)


def a_quiz(*bodies: dict[str, Any], pass_percent: int = 60, questions: int = 0) -> Quiz:
    """A test of exactly these questions (or of so many single choices), last in a course of its own."""
    activity = ReleaseFactory(items=["quiz"]).items.get().activity
    bank = BankFactory(questions=questions)
    for body in bodies:
        add_question(bank=bank, body=body, at=START)
    return QuizFactory(activity=activity, bank=bank, draw=len(bodies) or questions, pass_percent=pass_percent)


def enrolled(quiz: Quiz) -> Enrolment:
    release = quiz.activity.release_items.get().release
    return enrol(learner=PersonFactory(), course=release.course, at=START)


def started(quiz: Quiz, enrolment: Enrolment | None = None) -> Attempt:
    return start_attempt(enrolment=enrolment or enrolled(quiz), quiz=quiz, at=START)


def sat(quiz: Quiz, given: Any, enrolment: Enrolment | None = None) -> Attempt:
    """An attempt handed in whose every answer is `given`, or `given(entry, key)`."""
    attempt = started(quiz, enrolment)
    answers = {
        entry["id"]: given(entry, attempt.key[entry["id"]]["correct"]) if callable(given) else given
        for entry in attempt.paper
    }
    return submit(attempt=attempt, answers=answers, at=SENT)


def question_of(quiz: Quiz) -> Question:
    return bank_of(quiz).questions.order_by("pk").first()


def first_version(question: Question) -> QuestionVersion:
    return question.versions.get(number=1)


def mended(question: Question, body: dict[str, Any]) -> QuestionVersion:
    """The next version, as a trainer keeps it."""
    return revise_question(question=question, body=body, at=LATER, by=None)


def regrade(
    question: Question, policy: str = "under", *, versions: Iterable[Any] = (), **more: Any
) -> Regrade:
    """Asked, previewed, confirmed and done; of all versions but the newest unless they are named."""
    asked = previewed(question, policy, versions=versions, **more)
    return applied(asked)


def previewed(
    question: Question, policy: str = "under", *, versions: Iterable[Any] = (), **more: Any
) -> Regrade:
    question.refresh_from_db()
    if policy == "under":
        more.setdefault("under", question.versions.get(number=question.version))
    chosen = list(versions) or list(question.versions.filter(number=1))
    asked = ask_regrade(
        question=question, versions=chosen, policy=policy, by=None, at=LATER,
        **{"reason": "Đáp án sai"} | more,
    )  # fmt: skip
    return worked(asked)


def quiz_again(quiz: Quiz, **more: Any) -> Regrade:
    asked = ask_quiz_regrade(quiz=quiz, reason="Máy chấm sai", by=None, at=LATER, **more)
    return applied(worked(asked))


def worked(asked: Regrade) -> Regrade:
    run(asked.pk, lambda: LATER)
    asked.refresh_from_db()
    return asked


def applied(asked: Regrade) -> Regrade:
    assert asked.state == "previewed", asked.failure
    return worked(apply_regrade(regrade=asked, by=None, at=LATER))
