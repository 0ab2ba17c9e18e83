"""The target's form in a browser: nothing wider than the phone, the buttons at hand, the preview beside the fields."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from people.models import Account
from reports.models import Target
from tests.browser import fits
from tests.courses.film_page import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_form(page: Page, live_server: Any, settings: Any, officer: Account, address: str) -> None:
    page.context.add_cookies([signed_in(officer, settings, live_server.url)])
    page.goto(f"{live_server.url}/nhan-su/chi-tieu/{address}")


def test_on_a_phone_the_buttons_are_at_hand_and_nothing_is_too_wide(
    phone: Page, live_server: Any, settings: Any, desk_target: Target, officer: Account
) -> None:
    open_form(phone, live_server, settings, officer, "moi/")
    assert fits(phone)
    expect(phone.get_by_role("button", name="Lưu chỉ tiêu")).to_be_in_viewport()
    phone.evaluate("window.scrollTo(0, 600)")
    expect(phone.get_by_role("button", name="Lưu chỉ tiêu")).to_be_in_viewport()


def test_only_what_the_answers_ask_for_is_shown_and_the_preview_stays(
    page: Page, live_server: Any, settings: Any, desk_target: Target, officer: Account
) -> None:
    open_form(page, live_server, settings, officer, "cbql-100/sua/")
    hours = page.get_by_label("Số tiết phải dự")
    expect(hours).to_be_hidden()
    page.get_by_label("Dự đủ số tiết ở lớp trực tiếp trong giai đoạn").check()
    expect(hours).to_be_visible()
    hours.fill("8")
    page.get_by_role("button", name="Xem trước ai vào, ai ra").click()
    preview = page.get_by_role("heading", name="Nếu lưu, ai vào và ai ra?")
    expect(preview).to_be_in_viewport()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    expect(preview).to_be_in_viewport()
