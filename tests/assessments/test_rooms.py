"""The trainer's page of a room: the code for the projector, changed without publishing, and more time by code of person."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Accommodation
from assessments.services.attempts import start_attempt
from content.services.groups import ensure_groups
from tests.factories.assessments import QuizFactory
from tests.factories.courses import START
from tests.factories.people import AccountFactory


@pytest.fixture
def trainer(db):
    account = AccountFactory(username="giang-vien")
    account.groups.add(ensure_groups())
    browser = Client()
    browser.force_login(account)
    return browser


def where(name, quiz):
    return reverse(name, args=[quiz.activity.uuid])


def test_the_code_is_set_shown_big_and_taken_away(trainer, quiz):
    assert "Chưa đặt mã" in trainer.get(where("quiz_room", quiz)).content.decode()
    trainer.post(where("quiz_room_code", quiz), {"viec": "moi"})
    quiz.refresh_from_db()
    assert (
        f'<p class="q-code">{quiz.access_code}</p>' in trainer.get(where("quiz_room", quiz)).content.decode()
    )
    trainer.post(where("quiz_room_code", quiz), {"viec": "bo"})
    quiz.refresh_from_db()
    assert quiz.access_code == ""


def test_a_code_of_ones_own_is_taken_and_a_bad_one_refused_with_a_sentence(trainer, quiz):
    trainer.post(where("quiz_room_code", quiz), {"ma": " hội  trường a "})
    quiz.refresh_from_db()
    assert quiz.access_code == "HỘI TRƯỜNG A"
    page = trainer.post(where("quiz_room_code", quiz), {"ma": "a"}, follow=True).content.decode()
    assert "từ 4 đến 20" in page
    quiz.refresh_from_db()
    assert quiz.access_code == "HỘI TRƯỜNG A"


def test_who_is_sitting_is_counted(trainer, quiz, enrolment):
    start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    page = trainer.get(where("quiz_room", quiz)).content.decode()
    assert "1 bài đang làm" in page
    assert "0 bài đã nộp" in page
    assert enrolment.learner.full_name not in page


def test_more_time_is_given_to_the_code_of_somebody_enrolled(trainer, quiz, enrolment):
    quiz.time_limit = 60
    quiz.save()
    form = {"staff_code": enrolment.learner.staff_code.lower(), "minutes": "10", "reason": "Mất điện"}
    page = trainer.post(where("quiz_room_time", quiz), form, follow=True).content.decode()
    assert f"{enrolment.learner.staff_code}: +10 phút" in page
    assert enrolment.learner.full_name not in page
    assert Accommodation.objects.get().quiz == quiz


@pytest.mark.parametrize("code", ["KHONG-CO", ""])
def test_a_code_of_nobody_at_this_test_is_refused(trainer, quiz, code):
    answer = trainer.post(where("quiz_room_time", quiz), {"staff_code": code, "minutes": "10", "reason": "x"})
    assert answer.status_code == 422
    assert not Accommodation.objects.exists()


def test_somebody_enrolled_elsewhere_is_nobody_here(trainer, enrolment):
    form = {"staff_code": enrolment.learner.staff_code, "minutes": "10", "reason": "x"}
    assert trainer.post(where("quiz_room_time", QuizFactory()), form).status_code == 422


def test_the_list_costs_the_same_however_many_rooms(trainer, django_assert_max_num_queries):
    assert "Chưa có bài kiểm tra nào" in trainer.get(reverse("quiz_rooms")).content.decode()
    for _number in range(12):
        QuizFactory()
    with django_assert_max_num_queries(20):
        page = trainer.get(reverse("quiz_rooms")).content.decode()
    assert page.count("Kiểm tra cuối khóa") == 12


@pytest.mark.parametrize("name", ["quiz_room", "quiz_room_code", "quiz_room_time"])
def test_somebody_who_writes_no_questions_has_no_room(client, account, quiz, name):
    client.force_login(account)
    assert client.post(where(name, quiz), {"viec": "moi"}).status_code in {302, 403}
    quiz.refresh_from_db()
    assert quiz.access_code == ""
