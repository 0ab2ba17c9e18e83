"""Attempts of ten questions whose key was wrong in one: previewed, then graded again, every one of them changed."""

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from secrets import token_hex
from typing import Any
from uuid import uuid4

from benchmarks.inside import start

QUESTIONS, PASS_PERCENT = 10, 60
TEXT = "Khi nhận được tin nhắn lạ có đường dẫn và yêu cầu nhập mã OTP, cán bộ nên làm gì trước tiên để giữ an toàn? "


def main(attempts: str) -> None:
    start.setup()
    from assessments.models import Regrade
    from assessments.services.regrading.asking import apply_regrade, ask_regrade
    from assessments.services.regrading.work import run
    from common import clock
    from courses.services.progress import rebuild

    questions, enrolments = _sat(int(attempts))
    first, under = questions[0].versions.get(number=1), _mended(questions[0])
    asked = ask_regrade(
        question=questions[0], versions=[first], policy="under", under=under, lost="withdraw",
        reason="Đáp án sai", by=None, at=clock.now(),
    )  # fmt: skip
    preview = _spent(lambda: run(asked.pk, clock.now))
    apply_regrade(regrade=Regrade.objects.get(pk=asked.pk), by=None, at=clock.now())
    applied = _spent(lambda: run(asked.pk, clock.now))
    done = Regrade.objects.get(pk=asked.pk)
    assert (done.state, done.counts["changed"]) == ("done", int(attempts)), (
        done.state,
        done.failure,
        done.counts,
    )
    assert rebuild(enrolments, write=False) == []
    start.tell({"preview": preview, "applied": applied, "counts": done.counts})


def _sat(attempts: int) -> tuple[list[Any], list[Any]]:
    """Learners of a demonstration course, each with one attempt; half chose what the wrong key says, half what is right."""
    from assessments.models import QuestionBank, Quiz
    from assessments.services.bank import add_question
    from common import clock
    from courses.services.progress import rebuild

    at = clock.now() - timedelta(days=1)
    quiz = Quiz.objects.filter(activity__release_items__isnull=False).order_by("pk")[0]
    bank = QuestionBank.objects.create(name=f"Chấm lại {token_hex(4)}")
    questions = [add_question(bank=bank, body=_body(n), at=at) for n in range(QUESTIONS)]
    enrolments = _enrolled(quiz, attempts, at)
    for place in range(0, attempts, 1000):
        _hand_in(quiz, questions, enrolments[place : place + 1000], at)
    rebuild(enrolments, write=True)
    return questions, enrolments


def _body(number: int) -> dict[str, Any]:
    options = [
        {
            "id": str(uuid4()),
            "text": f"Phương án {sign} của câu {number}: hỏi lại người gửi",
            "share": int(not place),
        }
        for place, sign in enumerate("abcd")
    ]
    return {
        "kind": "single",
        "text": TEXT + str(number),
        "options": options,
        "feedback": {"general": "Xem lại bài 3."},
    }


def _mended(question: Any) -> Any:
    from assessments.services.bank import revise_question
    from common import clock

    body = question.versions.get(number=1).body
    options = [row | {"share": int(place == 1)} for place, row in enumerate(body["options"])]
    return revise_question(question=question, body=body | {"options": options}, at=clock.now(), by=None)


def _enrolled(quiz: Any, attempts: int, at: Any) -> list[Any]:
    from courses.models import Enrolment
    from people.models import Person

    release, mark = quiz.activity.release_items.order_by("pk").last().release, token_hex(4)
    people = Person.objects.bulk_create(
        (
            Person(full_name=f"Nguyễn Thị Thứ {n}", staff_code=f"{mark}{n}", created_at=at).set_keys()
            for n in range(attempts)
        ),
        batch_size=500,
    )
    rows = (Enrolment(learner=one, course=release.course, release=release, enrolled_at=at) for one in people)
    return Enrolment.objects.bulk_create(rows, batch_size=500)


def _hand_in(quiz: Any, questions: list[Any], enrolments: list[Any], at: Any) -> None:
    """As `submit` leaves them: marks, score and the event of each pass."""
    from assessments.grading import grade
    from assessments.models import Attempt
    from assessments.services.papers import chance
    from assessments.services.results import pass_uuid, stored_mark
    from courses.models import LearningEvent

    versions = [one.versions.select_related("question").get(number=1) for one in questions]
    bodies = {str(one.question.uuid): one.body for one in versions}
    made, events = [], []
    for place, enrolment in enumerate(enrolments):
        chosen = {
            name: [body["options"][_choice(n, place)]["id"]] for n, (name, body) in enumerate(bodies.items())
        }
        result = grade(bodies, chosen, PASS_PERCENT)
        attempt = Attempt(
            enrolment=enrolment, quiz=quiz, number=1, pass_percent=PASS_PERCENT, started_at=at, submitted_at=at,
            paper=_paper(bodies, chance), score=result.score, passed=result.passed,
            key={str(one.question.uuid): {"version": one.pk, "correct": [one.body["options"][0]["id"]]} for one in versions},
            marks={mark.question: stored_mark(mark) for mark in result.marks},
        )  # fmt: skip
        made.append(attempt)
        if result.passed:
            evidence = {"score": float(result.score), "of": QUESTIONS, "pass_percent": PASS_PERCENT}
            events.append(
                LearningEvent(
                    uuid=pass_uuid(attempt.uuid), enrolment=enrolment, activity=quiz.activity, occurred_at=at,
                    kind="assessment_passed", recorded_at=at, source="quiz", evidence=evidence,
                )
            )  # fmt: skip
    Attempt.objects.bulk_create(made, batch_size=200)
    LearningEvent.objects.bulk_create(events, batch_size=500)


def _choice(question: int, place: int) -> int:
    """Option a or b of the question whose key is wrong; of the others three to eight are right, by turns."""
    if question == 0:
        return place % 2
    return 0 if question <= 3 + place // 2 % 6 else 2


def _paper(bodies: dict[str, Any], chance: Any) -> list[dict[str, Any]]:
    from assessments import kinds

    return [{"id": name, **kinds.shown(body, chance)} for name, body in bodies.items()]


def _spent(work: Callable[[], object]) -> dict[str, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}


if __name__ == "__main__":
    main(sys.argv[1])
