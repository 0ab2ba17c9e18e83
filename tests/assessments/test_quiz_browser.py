"""In a real browser: every answer is saved as it is given, a lost line is made good, and script is not needed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from assessments.models import Attempt, Quiz
from assessments.services.attempts import save_answer, saved_answers, start_attempt
from common.clock import now
from courses.models import Enrolment
from people.models import Account
from tests.browser import until
from tests.factories.courses import START

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def attempt(enrolment: Enrolment, quiz: Quiz) -> Attempt:
    return start_attempt(enrolment=enrolment, quiz=quiz, at=START)


@pytest.fixture
def cookie(account: Account, live_server: Any) -> dict[str, Any]:
    client = Client()
    client.force_login(account)
    name = django_settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": live_server.url}


@pytest.fixture
def paper(phone: Page, cookie: dict[str, Any], live_server: Any, attempt: Attempt) -> Page:
    phone.context.add_cookies([cookie])  # type: ignore[list-item]
    phone.goto(f"{live_server.url}/kiem-tra/luot/{attempt.uuid}/")
    return phone


def _choose(page: Page, question: dict[str, Any]) -> None:
    page.locator(f'input[value="{question["options"][0]["id"]}"]').check()


def test_each_answer_is_saved_as_it_is_given(paper: Page, attempt: Attempt) -> None:
    _choose(paper, attempt.paper[0])
    expect(paper.get_by_role("status")).to_have_text("Đã trả lời 1/5 · Đã lưu")
    assert list(saved_answers(attempt)) == [attempt.paper[0]["id"]]


def test_answers_given_before_the_script_arrives_are_saved_when_it_does(
    phone: Page, cookie: dict[str, Any], live_server: Any, attempt: Attempt
) -> None:
    arrived: list[Any] = []
    phone.context.add_cookies([cookie])  # type: ignore[list-item]
    phone.route("**/js/quiz.js", lambda route: arrived.append(route))  # held back, as by a slow line
    phone.goto(f"{live_server.url}/kiem-tra/luot/{attempt.uuid}/", wait_until="commit")
    for question in attempt.paper[:2]:
        _choose(phone, question)
    arrived[0].continue_()
    expect(phone.get_by_role("status")).to_have_text("Đã trả lời 2/5 · Đã lưu")
    assert len(saved_answers(attempt)) == 2


def test_answers_given_without_a_line_are_saved_when_it_is_back(paper: Page, attempt: Attempt) -> None:
    paper.context.set_offline(True)
    for question in attempt.paper[:3]:
        _choose(paper, question)
    expect(paper.get_by_role("status")).to_contain_text("Mất kết nối")
    paper.context.set_offline(False)
    expect(paper.get_by_role("status")).to_have_text("Đã trả lời 3/5 · Đã lưu")
    assert len(saved_answers(attempt)) == 3


def test_answers_given_without_a_line_survive_a_closed_page(paper: Page, attempt: Attempt) -> None:
    address, context = paper.url, paper.context
    context.set_offline(True)
    _choose(paper, attempt.paper[0])
    expect(paper.get_by_role("status")).to_contain_text("Mất kết nối")
    paper.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(again.get_by_role("status")).to_contain_text("Đã trả lời 1/5")
    until(again, "() => Object.keys(localStorage).every((key) => !key.startsWith('bai-lam/'))")
    assert list(saved_answers(attempt)) == [attempt.paper[0]["id"]]


def test_an_answer_kept_here_gives_way_to_a_later_one_of_another_device(
    paper: Page, attempt: Attempt
) -> None:
    address, context, question = paper.url, paper.context, attempt.paper[0]
    context.set_offline(True)
    _choose(paper, question)
    expect(paper.get_by_role("status")).to_contain_text("Mất kết nối")
    paper.close()
    later = [question["options"][1]["id"]]
    save_answer(attempt=attempt, question=question["id"], chosen=later, at=now() + timedelta(minutes=1))
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(again.locator(f'input[value="{later[0]}"]')).to_be_checked()
    assert saved_answers(attempt)[question["id"]] == later


def test_without_script_the_paper_is_answered_and_handed_in(
    browser: Browser, cookie: dict[str, Any], live_server: Any, attempt: Attempt, answers: Callable[..., Any]
) -> None:
    with browser.new_context(java_script_enabled=False, locale="vi-VN") as context:
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(f"{live_server.url}/kiem-tra/luot/{attempt.uuid}/")
        for chosen in list(answers(attempt, 5).values())[:4]:
            page.locator(f'input[value="{chosen[0]}"]').check()
        page.get_by_role("button", name="Nộp bài").click()
        expect(page.get_by_role("heading", name="Còn 1 câu chưa trả lời")).to_be_visible()
        page.get_by_role("button", name="Vẫn nộp bài").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Đúng 4/5 câu")
