"""A dialog is a plain card to a browser that knows no popovers (Firefox 115, Safari 16)."""

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.accessible.shown import Drawn, drawn, show

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize(("knows", "place"), [(True, "fixed"), (False, "static")])
def test_a_browser_without_popovers_shows_a_card_in_its_place(
    browser: Browser, knows: bool, place: str
) -> None:
    guide = drawn(Client(), "/styleguide/")
    assert guide
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        show(page, guide)
        if not knows:
            forget_popovers(page, guide)
        dialog = page.locator(".dialog").first
        assert dialog.evaluate("one => getComputedStyle(one).position") == place


def forget_popovers(page: Page, guide: Drawn) -> None:
    """Attribute and selector under names that this browser does not know either."""
    style = (ROOT / "lms/static/css/desk.css").read_text()
    style = style.replace("[popover]", "[data-popover]").replace(":popover-open", ":unknown")
    show(page, Drawn(guide.path, guide.html.replace(" popover ", " data-popover ")))
    page.route("**/css/desk.css", lambda route: route.fulfill(body=style, content_type="text/css"))
    page.reload()
