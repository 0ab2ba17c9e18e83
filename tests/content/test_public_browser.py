"""A villager with scripts switched off: from the question on the home to a judged answer."""

import os
import shutil
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import fits, switches
from tests.factories.pages import picture, publish, tutorial_page, video

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not CHROMIUM, reason="Chromium is absent: the villagers' pages were not tried without scripts"
    ),
]


def test_everything_works_without_a_script(live_server: Any) -> None:
    publish(tutorial_page(video=video(), image=picture()))
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=[*switches(), "--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = browser.new_context(
            java_script_enabled=False, viewport={"width": 360, "height": 740}
        ).new_page()
        page.goto(live_server.url)
        page.click("text=Dịch vụ công trực tuyến")
        page.click("main h2 a")

        link = page.locator("a[data-play]").first
        assert "2\u00a0phút · 0,9\u00a0MB" in link.inner_text()
        assert str(link.get_attribute("href")).endswith("/240.mp4")
        page.check("[name=c0][value='0']")
        page.check("[name=c1][value='1']")
        page.click("text=Xem đúng chưa")
        expect(page.locator(".option.right")).to_have_count(1)
        assert "Xem lại giấy biên nhận nhé." in page.inner_text("#thu")
        assert fits(page)
        browser.close()
