"""The lesson page with a film that asks: what the browser is told before and after, and who may answer."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import ActivityVersion, FilmAnswer
from tests.courses.film_asking import FIRST, SECOND, Viewer, option
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db
OUTPUT = {"name": "240p", "url": "/media/v/ab/240.mp4", "bytes": 1_400_000, "width": 426, "height": 240}


class Cadre(Viewer):
    """The viewer in a browser."""

    def __init__(self) -> None:
        super().__init__()
        media = {"video": "film", "duration": 100.0, "outputs": [OUTPUT]}
        ActivityVersion.objects.filter(activity=self.activity).update(media=media)
        self.client = Client()
        self.client.force_login(AccountFactory(person=self.enrolment.learner))

    def page(self) -> str:
        return self.client.get(reverse("activity", args=[self.activity.uuid])).content.decode()

    def post(self, question: UUID, *names: str, **more: Any) -> Any:
        told = {"uuid": str(uuid4()), "chosen": [option(question, name) for name in names]} | more
        address = reverse("answer_question", args=[self.activity.uuid, question])
        return self.client.post(
            address, json.dumps(told), "application/json", headers={"accept": "application/json"}
        )


@pytest.fixture
def cadre() -> Cadre:
    return Cadre()


def test_the_page_holds_questions_and_options_and_no_key(cadre: Cadre) -> None:
    html = cadre.page()
    assert "Câu 1?" in html
    assert option(FIRST, "a") in html
    assert "questions.js" in html
    for secret in ("Chính xác", "Xem lại đoạn đầu", "hôm qua", "correct", "checked"):
        assert secret not in html


def test_options_look_alike_whether_right_or_not(cadre: Cadre) -> None:
    """Nothing around a right option differs from what is around a wrong one."""
    html = cadre.page()

    def around(name: str) -> str:
        return next(line for line in html.split("<label") if option(FIRST, name) in line).split("</label>")[0]

    assert around("a").replace(option(FIRST, "a"), "").replace("Ý a", "") == around("b").replace(
        option(FIRST, "b"), ""
    ).replace("Ý b", "")


def test_an_answer_gets_its_grade_and_the_trainers_words_but_not_the_key(cadre: Cadre) -> None:
    reply = cadre.post(FIRST, "b").json()
    assert reply == {
        "right": False, "feedback": "Ý b là của hôm qua.\nXem lại đoạn đầu.", "rewind_to": 10.0,
        "left": [str(SECOND)], "completed": False,
    }  # fmt: skip
    html = cadre.page()
    assert "Ý b là của hôm qua." in html
    assert "Chính xác" not in html


def test_what_was_answered_is_remembered_on_another_device(cadre: Cadre) -> None:
    cadre.post(FIRST, "a")
    html = cadre.page()
    assert html.count("data-answered") == 1
    assert html.count("data-open") == 1
    assert "Chính xác, bà con nhớ nhé." in html


def test_the_last_answer_completes_what_was_watched(cadre: Cadre) -> None:
    cadre.watch(0, 95, 100)
    assert "Đã xem đủ. Còn câu hỏi chưa trả lời ở bên dưới." in cadre.page()
    cadre.post(FIRST, "a")
    assert cadre.post(SECOND, "c", "a").json()["completed"]
    assert "data-asked" not in cadre.page()


def test_the_plain_form_leads_back_to_its_question(cadre: Cadre) -> None:
    address = reverse("answer_question", args=[cadre.activity.uuid, FIRST])
    answer = cadre.client.post(address, {"uuid": str(uuid4()), "chosen": option(FIRST, "a")})
    assert answer.headers["Location"] == f"/hoc/{cadre.activity.uuid}/#cau-hoi-{FIRST}"
    assert FilmAnswer.objects.get().right


@pytest.mark.parametrize(
    "body",
    ["", "[]", "null", "{}", '{"uuid": "x", "chosen": []}', '{"uuid": 1, "chosen": "ab"}', "{", "x" * 5000],
)
def test_a_malformed_answer_gets_a_sentence(cadre: Cadre, body: str) -> None:
    address = reverse("answer_question", args=[cadre.activity.uuid, FIRST])
    answer = cadre.client.post(address, body, "application/json", headers={"accept": "application/json"})
    assert (answer.status_code, "error" in answer.json()) == (400, True)


def test_a_stranger_to_the_course_is_refused_and_a_visitor_signs_in(cadre: Cadre) -> None:
    other = Cadre()
    other.activity = cadre.activity
    assert other.post(FIRST, "a").status_code == 404
    cadre.client.logout()
    assert cadre.post(FIRST, "a").status_code == 302
    assert not FilmAnswer.objects.exists()


def test_a_question_of_another_film_is_not_found(cadre: Cadre) -> None:
    assert cadre.post(uuid4(), "a").status_code == 404


def test_questions_cost_the_page_one_query(cadre: Cadre, django_assert_max_num_queries: Any) -> None:
    cadre.page()
    with django_assert_max_num_queries(7):
        cadre.page()


def test_the_desk_says_that_a_film_waits_for_answers(cadre: Cadre) -> None:
    cadre.watch(0, 100, after=200)
    html = cadre.client.get(reverse("my_learning")).content.decode()
    assert "<dt>Câu hỏi trong video chưa xong</dt><dd>2</dd>" in html
    assert "· còn 2 câu hỏi" in html
    cadre.post(FIRST, "a")
    cadre.post(SECOND, "a", "c")
    html = cadre.client.get(reverse("my_learning")).content.decode()
    assert "Câu hỏi trong video chưa xong" not in html
