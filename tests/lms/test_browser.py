"""The browser tests' own ground: a page opens in a real Chromium."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_a_page_opens(page: Page, phone: Page) -> None:
    page.set_content("<h1>Lớp Số</h1>")
    phone.set_content("<meta name=viewport content='width=device-width'>")
    assert page.get_by_role("heading").text_content() == "Lớp Số"
    assert phone.evaluate("innerWidth") == 360
