"""A whole attempt as it happens: begun on a phone whose line breaks, gone on with at a desk, handed in on the phone."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from assessments.models import Attempt, Quiz
from people.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cookie(account: Account, live_server: Any) -> Any:
    client = Client()
    client.force_login(account)
    name = django_settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": live_server.url}


def right(page: Page, attempt: Attempt, place: int) -> Any:
    question = attempt.paper[place]["id"]
    return page.locator(f'input[value="{attempt.key[question]["correct"][0]}"]')


def test_a_line_drop_and_a_device_change_lose_nothing(
    phone: Page, browser: Browser, cookie: Any, live_server: Any, quiz: Quiz
) -> None:
    intro = f"{live_server.url}/kiem-tra/{quiz.activity.uuid}/"
    phone.context.add_cookies([cookie])
    phone.goto(intro)
    phone.get_by_role("button", name="Bắt đầu").click()
    status = phone.get_by_role("status")
    expect(status).to_contain_text("0/5")
    attempt = Attempt.objects.get()
    for place in (0, 1):
        right(phone, attempt, place).check()
    expect(status).to_have_text("Đã trả lời 2/5 · Đã lưu")
    phone.context.set_offline(True)
    right(phone, attempt, 2).check()
    expect(status).to_contain_text("Mất kết nối")

    with browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN") as desk:
        desk.add_cookies([cookie])
        page = desk.new_page()
        page.goto(intro)
        page.get_by_role("button", name="Làm tiếp").click()
        expect(right(page, attempt, 1)).to_be_checked()
        expect(right(page, attempt, 2)).not_to_be_checked()
        right(page, attempt, 3).check()
        expect(page.get_by_role("status")).to_have_text("Đã trả lời 3/5 · Đã lưu")

    phone.context.set_offline(False)
    expect(status).to_contain_text("Đã lưu")
    phone.reload()
    expect(right(phone, attempt, 3)).to_be_checked()
    right(phone, attempt, 4).check()
    expect(status).to_have_text("Đã trả lời 5/5 · Đã lưu")
    phone.get_by_role("button", name="Nộp bài").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đúng 5/5 câu")
    attempt = Attempt.objects.get()
    assert (attempt.passed, attempt.answers.count(), attempt.earned) == (True, 5, 5)
