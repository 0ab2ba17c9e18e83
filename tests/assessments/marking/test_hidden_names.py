"""Marked without knowing whose: a code in place of the name, everywhere, until there is a result."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, Quiz
from assessments.services.answer_files import hand_in_file
from assessments.services.attempts import start_attempt, submit
from assessments.services.marking.tasks import take
from courses.models import Enrolment
from people.models import Account, AuditEntry
from tests.assessments.marking.conftest import HANDED_IN, mark_all, task_of
from tests.factories.assessments import QuestionFactory, bank_of, draw_from
from tests.factories.courses import START

Desk = Callable[[Account], Client]
PDF = b"%PDF-1.4 bai nop"


@pytest.fixture
def hidden(rule: Callable[..., object], hand_in: Callable[..., Attempt], enrolment: Enrolment) -> Attempt:
    rule(anonymous=True)
    return hand_in(enrolment)


@pytest.fixture
def with_file(quiz: Quiz, enrolment: Enrolment) -> Attempt:
    """A paper with one more question, answered by a file that has a name in its name."""
    QuestionFactory(
        bank=bank_of(quiz), body={"kind": "file", "text": "Nộp ảnh chụp", "types": [".pdf"], "points": 1}
    )
    draw_from(quiz, bank_of(quiz), 4)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    question = next(entry["id"] for entry in attempt.paper if entry["kind"] == "file")
    hand_in_file(attempt=attempt, question=question, name="Nguyen Van A.pdf", content=PDF, at=START)
    return submit(attempt=attempt, answers={}, at=HANDED_IN)


def test_no_page_of_the_desk_says_the_name_until_it_is_marked(
    hidden: Attempt, desk: Desk, editor: Account
) -> None:
    browser, person = desk(editor), hidden.enrolment.learner
    papers = reverse("marking_papers", args=[hidden.quiz.activity.uuid])
    task = take(task=task_of(hidden, "plain"), by=editor, at=_now())
    for address in ("/quan-tri/cham-bai/", papers, reverse("marking_task", args=[task.uuid])):
        page = browser.get(address).content.decode()
        assert person.full_name not in page
        assert person.staff_code not in page
    assert hidden.uuid.hex[:8].upper() in browser.get(papers).content.decode()
    task.__class__.objects.filter(pk=task.pk).update(claimed_by=None, claimed_until=None)
    mark_all(hidden, editor)
    assert person.full_name in browser.get(f"{papers}?muc=xong").content.decode()


def test_a_name_that_need_not_be_hidden_is_shown(attempt: Attempt, desk: Desk, editor: Account) -> None:
    papers = reverse("marking_papers", args=[attempt.quiz.activity.uuid])
    assert attempt.enrolment.learner.full_name in desk(editor).get(papers).content.decode()


def test_a_file_is_downloaded_by_who_holds_the_answer_and_every_time_is_logged(
    with_file: Attempt, desk: Desk, editor: Account
) -> None:
    task, address = _of_file(with_file)
    browser = desk(editor)
    assert browser.get(address).status_code == 404
    take(task=task, by=editor, at=_now())
    for _time in range(2):
        answer = browser.get(address)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Nguyen Van A.pdf"'
    assert b"".join(answer.streaming_content) == PDF
    entries = AuditEntry.objects.filter(action="answer_file_taken")
    assert {entry.person for entry in entries} == {with_file.enrolment.learner}
    assert entries.count() == 2


def test_a_files_own_name_is_hidden_too_also_in_the_log(
    rule: Callable[..., object], with_file: Attempt, desk: Desk, editor: Account
) -> None:
    rule(anonymous=True)
    task, address = _of_file(with_file)
    take(task=task, by=editor, at=_now())
    browser = desk(editor)
    page = browser.get(reverse("marking_task", args=[task.uuid])).content.decode()
    code = with_file.uuid.hex[:8].upper()
    assert "Nguyen Van A" not in page
    assert f"bai-{code}-1.pdf" in page
    assert browser.get(address).headers["Content-Disposition"] == f'attachment; filename="bai-{code}-1.pdf"'
    entries = AuditEntry.objects.filter(action__in=["answer_read", "answer_file_taken"])
    assert {entry.person for entry in entries} == {None}
    assert "Nguyen Van A" not in str([entry.detail for entry in entries])


def _of_file(attempt: Attempt) -> tuple:  # type: ignore[type-arg]
    file = attempt.files.get()
    task = attempt.marking_tasks.get(question=file.question)
    return task, reverse("marking_file", args=[task.uuid, file.uuid])


def _now():  # type: ignore[no-untyped-def]
    from common import clock

    return clock.now()
