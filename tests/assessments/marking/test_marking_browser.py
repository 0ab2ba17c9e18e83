"""In a real browser: two essays are marked by keyboard alone, and without script by radio and button."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from assessments.models import Attempt, HandMark
from people.models import Account
from tests.assessments.marking.conftest import BODIES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "/quan-tri/cham-bai/"


@pytest.fixture
def cookie(name: Callable[..., Account], live_server: Any) -> dict[str, Any]:
    client = Client()
    client.force_login(name())
    session = django_settings.SESSION_COOKIE_NAME
    return {"name": session, "value": client.cookies[session].value, "url": live_server.url}


def test_two_essays_are_marked_without_a_mouse(
    page: Page, cookie: dict[str, Any], live_server: Any, attempt: Attempt, another: Attempt
) -> None:
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(live_server.url + DESK)
    row = page.get_by_role("row", name=BODIES["rubric"]["text"])
    row.get_by_role("button", name="Chấm câu này").focus()
    page.keyboard.press("Enter")
    for comment in ("Bài một", "Bài hai"):
        expect(page.get_by_text("Phím 1 đến 9")).to_be_visible()  # the script says so once it listens
        page.keyboard.press("1")
        page.keyboard.type("0,5")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type(comment)
        with page.expect_navigation():  # else the next keys would go to the page that is left
            page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Câu này không còn bài nào chờ bạn chấm.")).to_be_visible()
    kept = list(HandMark.objects.order_by("pk").values_list("fraction", "comment"))
    assert kept == [(0.875, "Bài một"), (0.875, "Bài hai")]


def test_without_script_levels_are_radio_buttons(
    browser: Browser, cookie: dict[str, Any], live_server: Any, attempt: Attempt
) -> None:
    with browser.new_context(java_script_enabled=False, locale="vi-VN") as context:
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(live_server.url + DESK)
        page.get_by_role("row", name=BODIES["rubric"]["text"]).get_by_role(
            "button", name="Chấm câu này"
        ).click()
        page.get_by_role("radio", name="Thiếu ý").check()
        page.get_by_label("Điểm (0 đến 1)").fill("1")
        page.get_by_role("button", name="Ghi điểm, sang bài sau").click()
        expect(page.get_by_text("Câu này không còn bài nào chờ bạn chấm.")).to_be_visible()
    assert HandMark.objects.get().fraction == 0.5
