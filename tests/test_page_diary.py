"""The diary of a page names what failed and what is still without an answer."""

import pytest
from playwright.sync_api import Page, Route

from tests.page_diary import diary


@pytest.mark.browser
def test_it_tells_what_failed_and_what_never_came(page: Page) -> None:
    held: list[Route] = []
    page.route("**/gone", lambda route: route.abort())
    page.route("**/slow", lambda route: held.append(route))
    page.route("http://diary.test/", lambda route: route.fulfill(body="<p>x", content_type="text/html"))
    with diary(page) as kept:
        page.goto("http://diary.test/")
        page.evaluate("void fetch('/gone').catch(() => {}); void fetch('/slow'); console.error('alas')")
        page.wait_for_timeout(200)
        told = kept.told()
    assert "failed: net::ERR_FAILED" in told
    assert "http://diary.test/gone" in told
    assert "no answer: http://diary.test/slow" in told
    assert "console: alas" in told
    held[0].abort()
