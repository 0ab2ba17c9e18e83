"""In a real browser: the clock is the server's, the paper hands itself in, late answers come with their moment."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from assessments.models import Attempt, LateAnswer, Quiz
from assessments.services.attempts import saved_answers, start_attempt
from common import clock
from courses.models import Enrolment
from people.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cookie(account: Account, live_server: Any) -> dict[str, Any]:
    client = Client()
    client.force_login(account)
    name = django_settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": live_server.url}


@pytest.fixture
def paper(
    phone: Page, cookie: dict[str, Any], live_server: Any, enrolment: Enrolment, quiz: Quiz
) -> Callable[[float], Attempt]:
    """The paper opened with so many seconds left."""
    phone.context.add_cookies([cookie])  # type: ignore[list-item]

    def opened(seconds: float) -> Attempt:
        quiz.time_limit, quiz.answers_shown = 30, "never"
        quiz.save()
        began = clock.now() - timedelta(minutes=30) + timedelta(seconds=seconds)
        attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=began)
        phone.goto(f"{live_server.url}/kiem-tra/luot/{attempt.uuid}/")
        return attempt

    return opened


def _choose(page: Page, question: dict[str, Any]) -> None:
    page.locator(f'input[value="{question["options"][0]["id"]}"]').check()


def test_the_clock_counts_down_and_warns_politely(phone: Page, paper: Callable[[float], Attempt]) -> None:
    paper(299)
    expect(phone.locator("[data-clock]")).to_contain_text("còn 4:")
    expect(phone.locator("[data-warning]")).to_have_text("Còn 5 phút.")
    assert phone.locator("[data-warning]").get_attribute("aria-live") == "polite"


def test_a_phone_with_a_wrong_clock_shows_the_right_time(
    phone: Page, paper: Callable[[float], Attempt]
) -> None:
    phone.add_init_script("const now = Date.now; Date.now = () => now() + 7200000;")
    paper(1199)
    expect(phone.locator("[data-remaining]")).to_contain_text("còn 19:")


def test_when_the_time_is_up_the_paper_hands_itself_in(
    phone: Page, paper: Callable[[float], Attempt]
) -> None:
    attempt = paper(6)
    right = attempt.key[attempt.paper[0]["id"]]["correct"][0]
    phone.locator(f'input[value="{right}"]').check()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đúng 1/5 câu")
    expect(phone.get_by_text("Hết giờ, bài được máy chủ nộp")).to_be_visible()
    attempt.refresh_from_db()
    assert (attempt.timed_out, attempt.submitted_at) == (True, attempt.deadline_at)


def test_answers_given_without_a_line_before_the_end_count_when_it_is_back(
    phone: Page, paper: Callable[[float], Attempt]
) -> None:
    attempt = paper(6)
    phone.context.set_offline(True)
    for question in attempt.paper[:2]:
        _choose(phone, question)
    expect(phone.get_by_role("status")).to_contain_text("Đã hết giờ và đang mất mạng")
    phone.context.set_offline(False)
    expect(phone.get_by_text("2 câu trả lời đến máy chủ sau giờ")).to_be_visible(timeout=15000)
    assert len(saved_answers(attempt)) == 2
    assert [late.counted for late in LateAnswer.objects.all()] == [True, True]
    assert all(late.given_at < late.deadline_at for late in LateAnswer.objects.all())


def test_time_given_meanwhile_is_heard_before_the_end(phone: Page, paper: Callable[[float], Attempt]) -> None:
    attempt = paper(4)
    Attempt.objects.update(deadline_at=attempt.deadline_at + timedelta(minutes=10))
    expect(phone.locator("[data-remaining]")).to_contain_text("còn 9:")
    assert Attempt.objects.get().submitted_at is None


def test_without_script_the_deadline_is_told(
    browser: Browser, cookie: dict[str, Any], live_server: Any, paper: Callable[[float], Attempt]
) -> None:
    attempt = paper(1200)
    with browser.new_context(java_script_enabled=False, locale="vi-VN") as context:
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(f"{live_server.url}/kiem-tra/luot/{attempt.uuid}/")
        expect(page.get_by_text("Nộp trước")).to_be_visible()
        expect(page.locator("[data-remaining]")).to_be_hidden()
