"""How marking goes: figures for editors, and for HR of the people in their scope."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.marking.progress import attempts_of, progress_of, quizzes_with_marking
from assessments.models import Attempt, Quiz
from courses.services.enrolment import enrol
from people.models import Account
from tests.assessments.marking.conftest import HANDED_IN, READ, mark_all
from tests.factories.assessments import QuizFactory, bank_of
from tests.factories.courses import START, ReleaseFactory
from tests.factories.people import AccountFactory, PersonFactory, PostingFactory, ScopeFactory

Named = Callable[..., Account]
Desk = Callable[[Account], Client]


def test_what_waits_and_how_long_a_result_took(attempt: Attempt, another: Attempt, name: Named) -> None:
    mark_all(attempt, name())
    everybody = attempts_of(None)
    (line,) = progress_of(quizzes_with_marking(everybody, READ), everybody, READ)
    assert (line.waits, line.oldest, line.marked, line.appeals) == (1, HANDED_IN, 1, 0)
    assert line.median_days == 2
    assert line.course == attempt.enrolment.course.title


def test_a_test_that_nobody_reads_is_not_listed(attempt: Attempt, name: Named) -> None:
    mark_all(attempt, name())
    everybody = attempts_of(None)
    assert not quizzes_with_marking(everybody, READ + timedelta(days=91)).exists()


def test_the_figures_cost_the_same_for_one_test_as_for_four(
    quiz: Quiz, attempt: Attempt, hand_in: object
) -> None:
    few = _queries()
    for _number in range(3):
        _another_test(quiz)
    assert _queries() == few


def _another_test(quiz: Quiz) -> None:
    from assessments.services.attempts import start_attempt, submit

    release = ReleaseFactory(items=["quiz"])
    test = QuizFactory(activity=release.items.get().activity, bank=bank_of(quiz), draw=3)
    sitting = start_attempt(
        enrolment=enrol(learner=PersonFactory(), course=release.course, at=START), quiz=test, at=START
    )
    essays = {entry["id"]: "Bài" for entry in sitting.paper if entry["kind"] == "essay"}
    submit(attempt=sitting, answers=essays, at=HANDED_IN)


def _queries() -> int:
    everybody = attempts_of(None)
    with CaptureQueriesContext(connection) as asked:
        assert progress_of(quizzes_with_marking(everybody, READ), everybody, READ)
    return len(asked)


def test_the_editors_page_leads_to_the_papers(attempt: Attempt, desk: Desk, editor: Account) -> None:
    page = desk(editor).get("/quan-tri/cham-bai/tien-do/").content.decode()
    assert f"/quan-tri/cham-bai/{attempt.quiz.activity.uuid}/" in page


@pytest.mark.parametrize("inside", [True, False])
def test_hr_sees_the_figures_of_its_own_people_and_no_name(
    attempt: Attempt, desk: Desk, inside: bool
) -> None:
    learner = attempt.enrolment.learner
    post = PostingFactory(person=learner if inside else PersonFactory())
    officer = AccountFactory()
    ScopeFactory(account=officer, unit=post.unit)
    page = desk(officer).get("/nhan-su/cham-bai/").content.decode()
    assert ("Chờ lâu nhất từ" in page) is inside
    assert learner.full_name not in page


def test_who_has_no_desk_is_refused(learner: Client) -> None:
    assert learner.get("/nhan-su/cham-bai/").status_code == 403
