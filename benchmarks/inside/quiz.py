"""A course whose test draws from 240 questions, and a thousand learners signed in who have not begun."""

import sys
from secrets import token_hex
from typing import Any

from benchmarks.inside import start

POOL = 240


def main(learners: int, questions: int) -> None:
    start.setup()
    release, activity = _course(questions)
    enrolments = _enrolments(release, learners)
    start.tell(
        {
            "activity": str(activity.uuid),
            "sessions": [_session(enrolment.learner) for enrolment in enrolments],
        }
    )


def _course(questions: int) -> tuple[Any, Any]:
    """The demonstration's first course, whose test gets a bank of this size and another length."""
    from common import clock
    from content.blocks.quiz import DrawBlock
    from content.models import CoursePage, QuizPage

    page = QuizPage.objects.order_by("pk").first()
    assert page
    bank = page.sections[0].value["bank"]
    _fill(bank, clock.now())
    page.sections = [("draw", DrawBlock().normalize({"bank": bank, "number": questions}))]
    page.save_revision().publish()
    course = CoursePage.objects.get(pk=page.get_parent().pk).course
    page.refresh_from_db()
    return course.releases.latest("number"), page.activity


def _fill(bank: Any, at: Any) -> None:
    from assessments.services.bank import add_question

    for number in range(POOL - bank.questions.count()):
        options = [
            {
                "id": "",
                "text": f"Phương án {place} của câu {number}, dài như một câu thường",
                "share": int(place == 1),
            }
            for place in range(4)
        ]
        add_question(
            bank=bank, at=at,
            body={"kind": "single", "text": f"Câu hỏi số {number} về chuyển đổi số?", "options": options},
        )  # fmt: skip


def _enrolments(release: Any, learners: int) -> list[Any]:
    from common import clock
    from courses.models import Enrolment, EnrolmentProgress
    from people.models import Person

    now, mark = clock.now(), token_hex(4)
    people = Person.objects.bulk_create(
        [
            Person(full_name=f"Trần Thị Thứ {n}", staff_code=f"{mark}{n}", created_at=now).set_keys()
            for n in range(learners)
        ],
        batch_size=500,
    )
    enrolments = Enrolment.objects.bulk_create(
        [Enrolment(learner=one, course=release.course, release=release, enrolled_at=now) for one in people],
        batch_size=500,
    )
    EnrolmentProgress.objects.bulk_create(
        [EnrolmentProgress(enrolment=one, state="not_started", done=0, required=1) for one in enrolments],
        batch_size=500,
    )
    return enrolments


def _session(person: Any) -> str:
    from benchmarks.inside.survey import _account_of, _sign_in

    return _sign_in(_account_of(person))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
