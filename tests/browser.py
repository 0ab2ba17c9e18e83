"""A real Chromium for the browser tests: skipped where there is none, a failure where it is required."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a file of tests; each page gets a context of its own.

    Playwright's loop runs in this thread while the browser is open, and pyHanko cannot sign or verify inside a loop.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("no Chromium on this machine, and REQUIRE_BROWSER is set")
        pytest.skip("no Chromium on this machine: browser tests are skipped")
    # Playwright's loop runs in this thread; Django would take every query of the test for one inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        sandbox = [] if os.getuid() else ["--no-sandbox"]  # Chromium has no sandbox for root
        browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desktop page in Vietnamese."""
    with browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(10_000)
        yield context.new_page()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A small phone held upright."""
    size = {"width": 360, "height": 740}
    with browser.new_context(locale="vi-VN", viewport=size, is_mobile=True, has_touch=True) as context:  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        yield context.new_page()
