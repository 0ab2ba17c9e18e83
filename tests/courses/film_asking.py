"""A film of 100 seconds that asks two questions, and a learner before it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from courses.film_questions import demands
from courses.models import ActivityVersion, Enrolment, LearningEvent
from courses.queries.lesson import newest_version
from courses.services.answering import Answered, answer_question
from courses.services.enrolment import enrol
from courses.services.watching import open_activity, report_spans
from courses.wire import Played
from tests.factories import PersonFactory, ReleaseFactory

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
FIRST, SECOND = UUID(int=1), UUID(int=2)


def option(question: UUID, name: str) -> str:
    return str(uuid5(question, name))


def question(
    name: UUID, at: float, *, correct: tuple[str, ...] = ("a",), must_be_right: bool = False, **more: Any
) -> dict[str, Any]:
    return {
        "id": str(name), "at": at, "kind": "single" if len(correct) == 1 else "multiple", "text": f"Câu {name.int}?",
        "options": [{"id": option(name, one), "text": f"Ý {one}"} for one in "abc"],
        "required": True, "must_be_right": must_be_right, "rewind_to": None,
        "key": {"correct": [option(name, one) for one in correct], "notes": {option(name, "b"): "Ý b là của hôm qua."},
                "right": "Chính xác, bà con nhớ nhé.", "wrong": "Xem lại đoạn đầu."},
    } | more  # fmt: skip


QUESTIONS = [
    question(FIRST, 30.0, rewind_to=10.0),
    question(SECOND, 60.0, correct=("a", "c"), must_be_right=True),
]


class Viewer:
    """One learner before the film."""

    def __init__(self, questions: list[dict[str, Any]] | None = None) -> None:
        release = ReleaseFactory(items=["video"])
        self.item = release.items.get()
        self.activity = self.item.activity
        questions = QUESTIONS if questions is None else questions
        self.item.rule = {"kind": "watch", "share": 0.9, "questions": demands(questions)}
        self.item.save()
        ActivityVersion.objects.filter(activity=self.activity).update(facts={"questions": questions})
        self.enrolment: Enrolment = enrol(learner=PersonFactory(), course=release.course, at=AT)
        open_activity(enrolment=self.enrolment, activity=self.activity, at=AT)

    @property
    def version(self) -> ActivityVersion:
        found = newest_version(self.activity)
        assert found
        return found

    def answer(self, question: UUID, *names: str, after: float = 0, uuid: UUID | None = None) -> Answered:
        return answer_question(
            enrolment=self.enrolment, item=self.item, version=self.version, question=question,
            chosen=[option(question, name) for name in names], uuid=uuid or uuid4(), at=AT + timedelta(seconds=after),
        )  # fmt: skip

    def watch(self, start: float, end: float, after: float) -> bool:
        return report_spans(
            enrolment=self.enrolment, activity=self.activity, version=self.version,
            report=Played(uuid4(), [(start, end)], end), at=AT + timedelta(seconds=after), item=self.item,
        ).completed  # fmt: skip

    @property
    def completion(self) -> LearningEvent | None:
        return LearningEvent.objects.filter(kind="activity_completed", enrolment=self.enrolment).first()

    def publish(self, number: int, questions: list[dict[str, Any]]) -> None:
        """Another version of the same film."""
        newer = ActivityVersion.objects.filter(activity=self.activity).earliest("number")
        newer.pk, newer.number, newer.digest, newer.facts = (
            None,
            number,
            f"{number:064d}",
            {"questions": questions},
        )
        newer.save(force_insert=True)
