"""The pages of a test: work without script, keep the key to themselves, show a learner only their own."""

import json
import re
from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, Quiz
from assessments.services.attempts import start_attempt
from courses.models import Enrolment
from tests.factories.courses import START
from tests.factories.people import AccountFactory, PersonFactory

Answers = Callable[[Attempt, int], dict[str, list[str]]]


@pytest.fixture
def attempt(enrolment: Enrolment, quiz: Quiz) -> Attempt:
    return start_attempt(enrolment=enrolment, quiz=quiz, at=START)


def _url(attempt: Attempt) -> str:
    return reverse("quiz_attempt", args=[attempt.uuid])


def test_the_introduction_says_what_is_asked_and_starts(learner: Client, quiz: Quiz) -> None:
    page = learner.get(f"/kiem-tra/{quiz.activity.uuid}/")
    assert "từ 60\u00a0% số câu đúng" in page.content.decode()
    started = learner.post(f"/kiem-tra/{quiz.activity.uuid}/bat-dau/")
    assert started.url == _url(Attempt.objects.get())
    assert "Làm tiếp" in learner.get(f"/kiem-tra/{quiz.activity.uuid}/").content.decode()


def test_the_paper_never_carries_its_key(learner: Client, attempt: Attempt) -> None:
    page = learner.get(_url(attempt)).content.decode()
    assert attempt.paper[0]["text"] in page
    assert "Mật khẩu dài khó đoán hơn" not in page
    assert "correct" not in page


def test_every_answer_is_saved_as_given_and_shown_again(learner: Client, attempt: Attempt) -> None:
    entry = attempt.paper[0]
    body = json.dumps({"question": entry["id"], "chosen": [entry["options"][0]["id"]]})
    answer = learner.post(f"{_url(attempt)}tra-loi/", body, content_type="application/json")
    assert answer.json()["saved"]
    page = learner.get(_url(attempt)).content.decode()
    assert f'value="{entry["options"][0]["id"]}" checked' in page
    assert "Đã trả lời 1/5" in page


def test_a_paper_of_choices_written_in_one_go_is_the_same_page(learner: Client, attempt: Attempt) -> None:
    page = learner.get(_url(attempt))
    context = page.context[0].flatten()
    assert context["plain"]
    by_template = render_to_string("assessments/paper.html", context | {"plain": ""}, page.wsgi_request)
    assert _fields(by_template) == _fields(page.content.decode())


def _fields(page: str) -> str:
    """From the first question to the last, blanks between lines aside."""
    return re.sub(r"\s*\n\s*", "\n", page[page.index("<fieldset") : page.rindex("</fieldset>")])


BROKEN = ["", "[]", "{}", '{"question": 1, "chosen": []}', '{"question": "x", "chosen": "y"}']


@pytest.mark.parametrize("body", BROKEN)
def test_garbage_sent_as_an_answer_gets_a_sentence(learner: Client, attempt: Attempt, body: str) -> None:
    accept = {"accept": "application/json"}
    answer = learner.post(f"{_url(attempt)}tra-loi/", body, content_type="application/json", headers=accept)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith("Hãy tải lại trang.")


def test_submitting_with_open_questions_asks_once(
    learner: Client, attempt: Attempt, answers: Answers
) -> None:
    question, chosen = next(iter(answers(attempt, 5).items()))
    page = learner.post(_url(attempt), {"de": "1", question: chosen}).content.decode()
    assert "Còn 4 câu chưa trả lời" in page
    learner.post(_url(attempt), {"chac-chan": "1"})
    attempt.refresh_from_db()
    assert (attempt.score, attempt.submitted_at is not None) == (1, True)


def test_the_result_tells_right_from_wrong_in_words(
    learner: Client, attempt: Attempt, answers: Answers
) -> None:
    page = learner.post(_url(attempt), {"de": "1"} | answers(attempt, 3), follow=True).content.decode()
    assert "Đúng 3/5 câu" in page
    assert "Chưa đúng" in page
    assert "Mật khẩu dài khó đoán hơn" in page


def test_a_failed_result_keeps_the_answers_of_the_next_try(
    learner: Client, attempt: Attempt, answers: Answers
) -> None:
    page = learner.post(_url(attempt), {"de": "1"} | answers(attempt, 0), follow=True).content.decode()
    assert "Đáp án đúng được mở khi bạn đạt hoặc hết lượt làm" in page
    assert 'class="option right"' not in page
    assert "Mật khẩu dài khó đoán hơn" not in page  # an explanation gives the answer away


def test_a_second_submission_shows_the_first_result(
    learner: Client, attempt: Attempt, answers: Answers
) -> None:
    learner.post(_url(attempt), {"de": "1"} | answers(attempt, 3))
    page = learner.post(_url(attempt), {"de": "1"} | answers(attempt, 5), follow=True).content.decode()
    assert "Đúng 3/5 câu" in page


def test_somebody_elses_attempt_does_not_exist(client: Client, attempt: Attempt) -> None:
    client.force_login(AccountFactory(person=PersonFactory()))
    for address in (_url(attempt), f"{_url(attempt)}tra-loi/"):
        answer = client.post(address, '{"question": "x", "chosen": []}', content_type="application/json")
        assert answer.status_code == 404
    assert client.get(_url(attempt)).status_code == 404


def test_somebody_not_enrolled_is_told_so(client: Client, quiz: Quiz) -> None:
    client.force_login(AccountFactory(person=PersonFactory()))
    answer = client.get(f"/kiem-tra/{quiz.activity.uuid}/")
    assert answer.status_code == 403
    assert "chưa được ghi danh" in answer.content.decode()


def test_a_visitor_is_sent_to_sign_in(client: Client, attempt: Attempt) -> None:
    assert client.get(_url(attempt)).url.startswith("/tai-khoan/login/")


def test_saving_an_answer_costs_few_queries(
    learner: Client, attempt: Attempt, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    entry = attempt.paper[0]
    body = json.dumps({"question": entry["id"], "chosen": [entry["options"][0]["id"]]})
    with django_assert_max_num_queries(3):  # account, attempt, upsert
        learner.post(f"{_url(attempt)}tra-loi/", body, content_type="application/json")


def test_the_paper_costs_few_queries(
    learner: Client, attempt: Attempt, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    learner.get(_url(attempt))  # the menu's rights are remembered
    with django_assert_max_num_queries(4):  # account, attempt, answers, name in the menu
        learner.get(_url(attempt))
