"""The desk's pages: who gets in, what they show, and that a long queue costs no more queries than a short one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Attempt, HandMark, Quiz
from courses.models import Enrolment
from courses.services.enrolment import enrol
from people.models import Account
from tests.assessments.marking.conftest import mark, question_of, task_of
from tests.factories.courses import START
from tests.factories.people import PersonFactory

Named = Callable[..., Account]
Desk = Callable[[Account], Client]
DESK = "/quan-tri/cham-bai/"


def _task(attempt: Attempt, which: str, part: str = "first") -> str:
    return reverse("marking_task", args=[task_of(attempt, which, part).uuid])


def _take(client: Client, attempt: Attempt, which: str) -> Any:
    return client.post(
        reverse("marking_take", args=[attempt.quiz.activity.uuid, question_of(attempt, which)])
    )


def test_who_marks_nothing_is_refused_with_a_sentence(learner: Client, attempt: Attempt) -> None:
    page = learner.get(DESK)
    assert page.status_code == 403
    assert "người được giao chấm" in page.content.decode()


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert "/tai-khoan/login/" in client.get(DESK).url


def test_the_desk_is_empty_in_words(desk: Desk, name: Named) -> None:
    assert "Không có bài nào chờ bạn chấm" in desk(name()).get(DESK).content.decode()


def test_one_question_is_marked_for_all_in_a_row(
    attempt: Attempt, another: Attempt, desk: Desk, name: Named
) -> None:
    browser = desk(name())
    assert "Kể một việc đã làm ở xã" in browser.get(DESK).content.decode()
    first = _take(browser, attempt, "plain").url
    page = browser.get(first).content.decode()
    assert "Không dùng chung mật khẩu." in page
    following = browser.post(first, {"viec": "cham", "diem": "1,5", "nhan-xet": "Được"}).url
    assert following == _task(another, "plain")
    assert browser.post(following, {"viec": "cham", "diem": "2"}).url == DESK
    assert sorted(HandMark.objects.values_list("fraction", flat=True)) == [0.75, 1]


def test_a_rubric_is_filled_in_by_radio_and_box(attempt: Attempt, desk: Desk, name: Named) -> None:
    browser = desk(name())
    address = _take(browser, attempt, "rubric").url
    page = browser.get(address).content.decode()
    assert "Đủ ý" in page
    assert "Đọc kỹ" in page
    sent = {
        "viec": "cham",
        "tieu-chi": "2",
        "muc-0": "1",
        "diem-1": "0,5",
        "loi-0": "Còn thiếu",
        "nhan-xet": "Đọc lại",
    }
    browser.post(address, sent)
    kept = HandMark.objects.get()
    assert (kept.fraction, kept.levels[0]["level"], kept.levels[0]["comment"]) == (
        0.375,
        "Thiếu ý",
        "Còn thiếu",
    )


def test_a_wrong_figure_comes_back_with_a_sentence_and_all_that_was_typed(
    attempt: Attempt, desk: Desk, name: Named
) -> None:
    browser = desk(name())
    address = _take(browser, attempt, "rubric").url
    page = browser.post(address, {"tieu-chi": "2", "muc-0": "0", "diem-1": "7", "nhan-xet": "Công phu"})
    text = page.content.decode()
    assert (page.status_code, HandMark.objects.count()) == (422, 0)
    assert "Điểm từ 0 đến 1" in text
    assert "Công phu" in text
    assert 'value="7"' in text


def test_an_answer_is_not_shown_before_it_is_taken(attempt: Attempt, desk: Desk, name: Named) -> None:
    page = desk(name()).get(_task(attempt, "plain")).content.decode()
    assert "Nhận chấm" in page
    assert "Không dùng chung" not in page


def test_passing_over_leads_to_the_next_and_giving_back_to_the_desk(
    attempt: Attempt, another: Attempt, desk: Desk, name: Named
) -> None:
    browser = desk(name())
    first = _take(browser, attempt, "plain").url
    following = browser.post(first, {"viec": "bo-qua"}).url
    assert following == _task(another, "plain")
    assert browser.post(following, {"viec": "tra"}).url == DESK
    assert not {task_of(one, "plain").claimed_by for one in (attempt, another)} - {None}


def test_another_tests_answers_are_as_unknown_ones(
    attempt: Attempt, desk: Desk, editor: Account, name: Named
) -> None:
    marker = name()
    marker.marker_of.update(ended_at=START)
    other = name()
    other.marker_of.update(quiz=_other_quiz(attempt.quiz))
    browser = desk(other)
    for address in (_task(attempt, "plain"), reverse("marking_papers", args=[attempt.quiz.activity.uuid])):
        assert browser.get(address).status_code == 404
    assert _take(browser, attempt, "plain").status_code == 404


def _other_quiz(quiz: Quiz) -> Quiz:
    from tests.factories.assessments import QuizFactory, bank_of

    return QuizFactory(bank=bank_of(quiz))


def test_the_third_step_sees_both_readings_and_the_second_reader_neither(
    rule: Callable[..., object], hand_in: Callable[..., Attempt], enrolment: Enrolment, desk: Desk, name: Named,
    editor: Account,
) -> None:  # fmt: skip
    rule(second_marker=True)
    attempt = hand_in(enrolment)
    first, second = name("first"), name("second")
    mark(attempt, "rubric", first, _given("Chê một câu"))
    browser = desk(second)
    _take(browser, attempt, "rubric")
    page = browser.get(_task(attempt, "rubric", "second")).content.decode()
    assert "Cho điểm" in page
    assert "Chê một câu" not in page
    browser.post(
        _task(attempt, "rubric", "second"),
        {"tieu-chi": "2", "muc-0": "1", "diem-1": "0", "nhan-xet": "Ngắn quá"},
    )
    browser = desk(editor)
    assert "1 bài cần thống nhất điểm" in browser.get(DESK).content.decode()
    assert _take(browser, attempt, "rubric").url == DESK
    listed = browser.get(reverse("marking_papers", args=[attempt.quiz.activity.uuid]) + "?muc=lech")
    assert _task(attempt, "rubric", "agreed") in listed.content.decode()
    browser.post(_task(attempt, "rubric", "agreed"), {"viec": "nhan"})
    page = browser.get(_task(attempt, "rubric", "agreed")).content.decode()
    assert "Chê một câu" in page
    assert "Ngắn quá" in page
    assert first.get_full_name() in page


def _given(comment: str) -> Any:
    from assessments.marking.rubric import Given, GivenPoints

    return Given(None, [GivenPoints(level=0), GivenPoints(points=1)], comment)


def test_marked_answers_are_listed_with_who_read_them(attempt: Attempt, desk: Desk, name: Named) -> None:
    marker = name()
    mark(attempt, "plain", marker, 1)
    address = reverse("marking_papers", args=[attempt.quiz.activity.uuid])
    page = desk(marker).get(f"{address}?muc=xong").content.decode()
    assert marker.get_full_name() in page
    assert "Xem lại" in page
    assert "Chưa chấm bài nào" not in page


@pytest.mark.parametrize("shelf", ["", "?muc=xong"])
def test_a_list_of_papers_costs_the_same_for_two_as_for_eight(
    shelf: str, attempt: Attempt, hand_in: Callable[..., Attempt], desk: Desk, editor: Account
) -> None:
    address = reverse("marking_papers", args=[attempt.quiz.activity.uuid]) + shelf
    mark(attempt, "plain", editor, 1)
    few = _queries(desk(editor), address)
    for one in _more(attempt, hand_in):
        mark(one, "plain", editor, 1)
    assert _queries(desk(editor), address) == few


def test_the_desk_costs_the_same_for_two_as_for_eight(
    attempt: Attempt, hand_in: Callable[..., Attempt], desk: Desk, name: Named
) -> None:
    marker = name()
    few = _queries(desk(marker), DESK)
    _more(attempt, hand_in)
    assert _queries(desk(marker), DESK) == few


def _more(attempt: Attempt, hand_in: Callable[..., Attempt]) -> list[Attempt]:
    course = attempt.enrolment.course
    return [hand_in(enrol(learner=PersonFactory(), course=course, at=START)) for _number in range(3)]


def _queries(browser: Client, address: str) -> int:
    browser.get(address)  # menus and sessions are remembered from here on
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)
