"""The studio refuses a question nobody could answer, in words a trainer understands."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Question
from people.models import Account
from tests.factories.assessments import BankFactory, QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio(client: Client) -> Client:
    client.force_login(Account.objects.create_superuser("soan", "", "mat-khau-1"))
    return client


def _form(bank: Any, kind: str, options: list[tuple[str, bool]]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "bank": bank.pk,
        "kind": kind,
        "text": "Số nào nhỏ nhất?",
        "feedback": "",
        "retired_at": "",
    }
    data |= {"options-TOTAL_FORMS": len(options), "options-INITIAL_FORMS": 0}
    data |= {"options-MIN_NUM_FORMS": 2, "options-MAX_NUM_FORMS": 10}
    for place, (text, correct) in enumerate(options):
        data[f"options-{place}-text"] = text
        data[f"options-{place}-id"] = ""
        if correct:
            data[f"options-{place}-is_correct"] = "on"
    return data


def test_a_sound_question_is_kept_with_its_options(studio: Client) -> None:
    bank = BankFactory(questions=0)
    answer = studio.post(reverse("cau-hoi:add"), _form(bank, "single", [("Một", True), ("Hai", False)]))
    assert answer.status_code == 302
    assert [(option.text, option.is_correct) for option in Question.objects.get(bank=bank).options.all()] == [
        ("Một", True),
        ("Hai", False),
    ]


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        ("single", [("Một", True), ("Hai", True)], "phải có đúng một phương án đúng"),
        ("single", [("Một", False), ("Hai", False)], "phải có đúng một phương án đúng"),
        ("multiple", [("Một", False), ("Hai", False)], "phải có ít nhất một phương án đúng"),
        ("single", [("Một", True), (" một", False)], "hai phương án giống hệt nhau"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    studio: Client, kind: str, options: list[tuple[str, bool]], sentence: str
) -> None:
    answer = studio.post(reverse("cau-hoi:add"), _form(BankFactory(questions=0), kind, options))
    assert sentence in answer.content.decode()
    assert not Question.objects.exists()


def test_retiring_a_question_that_a_test_still_needs_is_refused(studio: Client) -> None:
    quiz = QuizFactory(bank=BankFactory(questions=5), draw=5)
    question = quiz.bank.questions.first()
    data = _form(quiz.bank, "single", []) | {"retired_at": "2026-11-01 08:00", "options-INITIAL_FORMS": 3}
    for place, option in enumerate(question.options.all()):
        data |= {f"options-{place}-id": option.pk, f"options-{place}-text": option.text}
    data |= {"options-0-is_correct": "on", "options-TOTAL_FORMS": 3}
    answer = studio.post(reverse("cau-hoi:edit", args=[question.pk]), data)
    assert "ngân hàng sẽ không còn đủ" in answer.content.decode()


def test_the_list_of_questions_opens(studio: Client) -> None:
    QuestionFactory(text="Câu có dấu: ặ ễ ộ")
    assert "Câu có dấu: ặ ễ ộ" in studio.get(reverse("cau-hoi:index")).content.decode()
    assert studio.get(reverse("ngan-hang-cau-hoi:index")).status_code == 200
