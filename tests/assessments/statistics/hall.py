"""A test of a few single choices and whoever sits it: results written as rows, so that a crowd costs little."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from assessments.grading import grade
from assessments.models import Attempt, AttemptAnswer, QuestionVersion
from assessments.queries.papers import bodies_of
from assessments.services.attempts import saved_answers
from assessments.services.results import replace_result
from courses.models import Enrolment
from tests.factories.assessments import BankFactory, QuizFactory
from tests.factories.courses import START, ReleaseFactory
from tests.factories.people import PersonFactory

AT = START + timedelta(days=1)


class Hall:
    """`Hall(4)`: a quiz of four questions, each with three options of which the first is right."""

    def __init__(self, questions: int = 4) -> None:
        self.release = ReleaseFactory(items=["quiz"])
        bank = BankFactory(questions=questions)
        self.activity = self.release.items.get().activity
        self.quiz = QuizFactory(activity=self.activity, bank=bank, draw=questions)
        found = QuestionVersion.objects.filter(question__bank=bank).select_related("question")
        self.versions = list(found.order_by("pk"))

    def enrol(self) -> Enrolment:
        return Enrolment.objects.create(
            learner=PersonFactory(), course=self.release.course, release=self.release, enrolled_at=START
        )

    def sit(
        self, places: Sequence[int | None], at: datetime = AT, enrolment: Enrolment | None = None, number: int = 1,
        **more: Any,
    ) -> Attempt:  # fmt: skip
        """Which option was chosen of each question (0 is right, None is not answered), after ten minutes."""
        chosen = {
            str(version.question.uuid): [version.body["options"][place]["id"]] if place is not None else []
            for version, place in zip(self.versions, places, strict=True)
        }
        begun = at - timedelta(minutes=10)
        attempt = Attempt.objects.create(
            enrolment=enrolment or self.enrol(), quiz=self.quiz, number=number, pass_percent=60,
            paper=[{"id": one, "kind": "single", "points": 1} for one in chosen],
            key={str(one.question.uuid): {"version": one.pk} for one in self.versions},
            marks={
                one: {"chosen": ids, "right": place == 0, "fraction": float(place == 0)}
                for (one, ids), place in zip(chosen.items(), places, strict=True)
            },
            started_at=begun, submitted_at=at, score=places.count(0), **more,
        )  # fmt: skip
        AttemptAnswer.objects.bulk_create(
            AttemptAnswer(
                attempt=attempt, question=one, chosen=ids, saved_at=begun + timedelta(minutes=place)
            )
            for place, (one, ids) in enumerate(chosen.items(), start=1)
        )
        return attempt

    def replace(self, attempt: Attempt, fraction: float, at: datetime) -> None:
        """Every answer of an attempt earns something else."""
        by_hand = {entry["id"]: fraction for entry in attempt.paper}
        result = grade(bodies_of(attempt), saved_answers(attempt), attempt.pass_percent, by_hand)
        replace_result(attempt=attempt, result=result, why="regraded", by=None, at=at)
