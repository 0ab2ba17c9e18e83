"""Another office's questions stay out of the editor of a test: not offered, not counted, not told when asked for."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Question, QuestionBank
from content.models import QuizPage
from content.services.groups import ensure_groups
from tests.assessments.test_banks_of_offices import plain
from tests.content.test_quiz_sections import add, draw_form, form
from tests.factories import AccountFactory
from tests.factories.assessments import BankFactory, QuestionFactory
from tests.factories.pages import course_page, draw_of, publish, quiz_page
from tests.factories.people import OrgUnitFactory

pytestmark = pytest.mark.django_db
TEXT = "Câu riêng của sở bên cạnh?"


@pytest.fixture
def trainer(client: Client) -> Client:
    account = AccountFactory()
    account.groups.add(ensure_groups())
    client.force_login(account)
    return client


@pytest.fixture
def theirs() -> QuestionBank:
    bank: QuestionBank = BankFactory(name="Của sở bên cạnh", questions=0, owner_unit=OrgUnitFactory())
    QuestionFactory(bank=bank, text=TEXT)
    return bank


def chosen_form(question: Question) -> tuple[str, dict[str, Any]]:
    listed = {"count": 1, "0": {"deleted": "", "order": "0", "value": question.pk, "id": ""}}
    return "chosen", {"title": "", "instruction": "", "questions": listed, "points": ""}


def test_a_bank_that_was_not_offered_is_not_taken(trainer: Client, theirs: QuestionBank) -> None:
    course = publish(course_page())
    assert add(trainer, course, draw_form(theirs, 1)).status_code == 200
    assert not QuizPage.objects.exists()
    QuestionBank.objects.update(shared=True)
    assert add(trainer, course, draw_form(theirs, 1)).status_code == 302


def test_a_question_guessed_by_its_number_is_neither_taken_nor_told(
    trainer: Client, theirs: QuestionBank
) -> None:
    QuestionBank.objects.update(shared=True)
    question = Question.objects.get()
    answer = add(trainer, publish(course_page()), chosen_form(question))
    assert (answer.status_code, TEXT in plain(answer.content.decode())) == (200, False)
    assert not QuizPage.objects.exists()


def test_what_a_test_has_already_is_kept_when_it_is_published_again(
    trainer: Client, theirs: QuestionBank
) -> None:
    page = publish(quiz_page(publish(course_page()), theirs, draw=1))
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    posted = form(draw_form(theirs, 1), title="Tên mới", slug=page.slug, **{"action-publish": "1"})
    assert trainer.post(address, posted).status_code == 302
    page = QuizPage.objects.get()
    assert (page.title, page.sections[0].value["bank"]) == ("Tên mới", theirs)


def test_the_counts_tell_of_another_offices_bank_only_where_the_page_has_it(
    trainer: Client, theirs: QuestionBank
) -> None:
    page = quiz_page(course_page(), theirs, draw=1)

    def told(query: str) -> str:
        return str(trainer.post(reverse("quiz_counts") + query, form(draw_form(theirs, 1))).content.decode())

    assert "còn thiếu 1 câu" in told("")
    assert "còn thiếu 1 câu" in told("?trang=x")
    assert "rút 1 trong 1 câu" in told(f"?trang={page.pk}")


def test_the_counts_hear_of_a_page_only_from_whoever_may_write_it(
    client: Client, theirs: QuestionBank
) -> None:
    page = quiz_page(course_page(), None, sections=[draw_of(theirs, 1)])
    account, group = AccountFactory(), ensure_groups()
    group.page_permissions.all().delete()
    account.groups.add(group)
    client.force_login(account)
    address = f"{reverse('quiz_counts')}?trang={page.pk}"
    assert "còn thiếu 1 câu" in client.post(address, form(draw_form(theirs, 1))).content.decode()


def test_the_dialog_filters_by_ones_own_banks(trainer: Client, theirs: QuestionBank) -> None:
    BankFactory(name="Của tỉnh", questions=0)
    QuestionBank.objects.update(shared=True)
    html = trainer.get(reverse("chon-cau-hoi:choose")).json()["html"]
    assert ("Của tỉnh" in html, "sở bên cạnh" in html) == (True, False)


def test_the_dialog_hands_over_ones_own_questions_only(trainer: Client, theirs: QuestionBank) -> None:
    own, foreign = QuestionFactory(text="Câu của tỉnh?"), Question.objects.get(bank=theirs)
    chosen = reverse("chon-cau-hoi:chosen", args=[own.pk])
    assert trainer.get(chosen).json()["result"]["title"] == str(own)
    for key in (foreign.pk, 10_000_000, "x"):
        assert trainer.get(reverse("chon-cau-hoi:chosen", args=[key])).status_code == 404
    many = trainer.get(reverse("chon-cau-hoi:chosen_multiple"), {"id": [own.pk, foreign.pk, "x"]}).json()
    assert [one["id"] for one in many["result"]] == [str(own.pk)]
