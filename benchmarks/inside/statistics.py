"""A test with a crowd of attempts at random papers: counted from nothing, a few more added, and its pages opened."""

import resource
import sys
import time
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from benchmarks.inside import start

POOL, DRAWN, BATCH, MORE, RUNS = 60, 30, 1000, 100, 5


def main(attempts: str) -> None:
    start.setup()
    from assessments.models import QuizCount
    from assessments.services.counting import count_statistics, rebuild_statistics
    from common import clock

    test = _Test()
    for first in range(0, int(attempts), BATCH):
        test.sit(range(first, min(first + BATCH, int(attempts))))
    at = test.at + timedelta(hours=1)
    rebuilt = _spent(lambda: rebuild_statistics(quiz=test.quiz.pk, at=at))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    test.at = at
    test.sit(range(int(attempts), int(attempts) + MORE))
    added = _spent(lambda: count_statistics(at=clock.now()))
    assert QuizCount.objects.get(quiz=test.quiz).attempts == int(attempts) + MORE
    start.tell({"rebuilt": rebuilt, "added": added, "peak_mb": peak, "pages": _pages(test)})


class _Test:
    """A bank of single choices, a quiz over it, and the rows a submission leaves."""

    def __init__(self) -> None:
        from assessments.models import QuestionBank, QuestionVersion, Quiz, QuizSection
        from assessments.services.bank import add_question
        from common import clock
        from courses.models import Activity, CourseRelease

        self.at, self.chance = clock.now() - timedelta(days=1), Random(40)
        self.release = CourseRelease.objects.first()
        bank = QuestionBank.objects.create(name=f"Đo thống kê {uuid4()}")
        for number in range(POOL):
            add_question(bank=bank, body=_body(number), at=self.at, by=None)
        activity = Activity.objects.create(kind="quiz", title="Đo thống kê", created_at=self.at)
        self.quiz = Quiz.objects.create(activity=activity)
        QuizSection.objects.create(quiz=self.quiz, position=1, bank=bank, draw=DRAWN)
        found = QuestionVersion.objects.filter(question__bank=bank).select_related("question")
        self.versions = list(found)

    def sit(self, numbers: range) -> None:
        from assessments.models import Attempt, AttemptAnswer
        from courses.models import Enrolment
        from people.models import Person

        people = Person.objects.bulk_create(
            Person(staff_code=f"K{uuid4().hex[:12]}", full_name="Người Đo", created_at=self.at).set_keys()
            for _number in numbers
        )
        enrolments = Enrolment.objects.bulk_create(
            Enrolment(learner=one, course=self.release.course, release=self.release, enrolled_at=self.at)
            for one in people
        )
        attempts = Attempt.objects.bulk_create([self._attempt(one) for one in enrolments], batch_size=200)
        rows = [
            AttemptAnswer(
                attempt=one, question=UUID(question), chosen=mark["chosen"],
                saved_at=one.started_at + timedelta(seconds=30 * place),
            )
            for one in attempts
            for place, (question, mark) in enumerate(one.marks.items(), start=1)
        ]  # fmt: skip
        AttemptAnswer.objects.bulk_create(rows, batch_size=2000)

    def _attempt(self, enrolment: Any) -> Any:
        from assessments import kinds
        from assessments.models import Attempt

        ability, drawn = self.chance.gauss(0.6, 0.2), self.chance.sample(self.versions, DRAWN)
        marks = {str(one.question.uuid): self._mark(one.body, ability) for one in drawn}
        return Attempt(
            enrolment=enrolment, quiz=self.quiz, number=1, pass_percent=60, started_at=self.at,
            submitted_at=self.at + timedelta(seconds=31 * DRAWN),
            paper=[{"id": str(one.question.uuid), **kinds.shown(one.body, self.chance)} for one in drawn],
            key={
                str(one.question.uuid): {"version": one.pk, "correct": kinds.key(one.body)} for one in drawn
            },
            marks=marks, score=sum(mark["fraction"] for mark in marks.values()),
        )  # fmt: skip

    def _mark(self, body: Any, ability: float) -> dict[str, Any]:
        right = self.chance.random() < ability
        chosen = body["options"][0 if right else self.chance.randint(1, 3)]["id"]
        return {"chosen": [chosen], "right": right, "fraction": float(right)}


def _body(number: int) -> dict[str, Any]:
    texts = ("Đặt mật khẩu dài", "Cho mượn điện thoại", "Dùng chung mật khẩu", "Không khóa máy")
    options = [
        {"id": str(uuid4()), "text": f"{text}, cách {number}", "share": int(place == 0)}
        for place, text in enumerate(texts)
    ]
    return {"kind": "single", "text": f"Việc nào giúp bảo vệ tài khoản số {number}?", "options": options}


def _pages(test: _Test) -> dict[str, dict[str, Any]]:
    """Seconds of the whole answer in this process, the median of some, and how many questions to the database."""
    from django.test import Client
    from django.urls import reverse

    from people.models import Account

    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.filter(is_superuser=True).first() or Account.objects.first())  # type: ignore[arg-type]
    addresses = {
        "quiz": reverse("quiz_statistics", args=[test.quiz.activity.uuid]),
        "question": reverse("question_statistics", args=[test.versions[0].question.uuid]),
    }
    return {name: _opened(client, address) for name, address in addresses.items()}


def _opened(client: Any, address: str) -> dict[str, Any]:
    from django.db import connection

    asked: list[str] = []

    def listen(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    def once() -> None:
        assert client.get(address).status_code == 200, address

    once()
    with connection.execute_wrapper(listen):
        once()
    walls = sorted(_spent(once)["wall"] for _run in range(RUNS))
    return {"wall": walls[RUNS // 2], "queries": len(asked)}


def _spent(work: Any) -> dict[str, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}


if __name__ == "__main__":
    main(sys.argv[1])
