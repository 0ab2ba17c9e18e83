"""A browser handed on to the next file of tests brings nothing along, and no pages of its own."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser import SUGGESTIONS, Chromium

pytestmark = pytest.mark.browser


def test_the_next_file_finds_nothing_of_this_one(browser: Browser, chromium: Chromium) -> None:
    browser.new_context().add_cookies([{"name": "a", "value": "b", "url": "https://lop-so.example"}])
    chromium.tidied()
    assert browser.contexts == []
    assert chromium.opened() is browser


def test_what_playwright_switches_off_stays_off(browser: Browser) -> None:
    """Chromium hears the last word only: a Playwright that says more must be said again by ours."""
    told = browser.new_browser_cdp_session().send("SystemInfo.getInfo")["commandLine"]
    own, ours = (set(words.split(",")) for words in re.findall(r"--disable-features=(\S+)", told))
    assert ours - own == set(SUGGESTIONS)
    assert own <= ours


def test_no_window_has_pages_of_the_browsers_own(browser: Browser) -> None:
    with browser.new_context() as context:
        context.new_page().wait_for_timeout(1500)
        everything = {"filter": [{}]}
        found = browser.new_browser_cdp_session().send("Target.getTargets", everything)["targetInfos"]
        assert [one["url"] for one in found if one["url"].startswith("chrome:")] == []
