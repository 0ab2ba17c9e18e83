"""A dialog is a plain card to a browser that knows no popovers (Chrome 109, Firefox 115, Safari 16)."""

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.accessible.shown import Drawn, drawn, show

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize(("knows", "place"), [(True, "fixed"), (False, "static")])
def test_a_browser_without_popovers_shows_a_card_in_its_place(
    browser: Browser, knows: bool, place: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        show(page, guide()) if knows else show_unknowing(page)
        dialog = page.locator(".dialog").first
        assert dialog.evaluate("one => getComputedStyle(one).position") == place


def test_there_a_press_brings_the_card_into_view(page: Page) -> None:
    page.add_init_script("delete HTMLElement.prototype.popover")
    show_unknowing(page)
    page.add_script_tag(content=unknowing("js/desk.js"), type="module")
    card = page.locator("#hoi-light")
    expect(card).to_be_hidden()
    page.get_by_role("button", name="Hỏi lại trước khi nhắc").first.click()
    expect(card).to_be_in_viewport()
    expect(card.get_by_role("button", name="Nhắc")).to_be_focused()
    card.get_by_role("button", name="Thôi").click()
    expect(card).to_be_hidden()


def guide() -> Drawn:
    """The components, two dialogs among them."""
    found = drawn(Client(), "/styleguide/")
    assert found
    return found


def show_unknowing(page: Page) -> None:
    """Attribute and selector under names that this browser does not know either."""
    known, style = guide(), unknowing("css/desk.css")
    show(page, Drawn(known.path, known.html.replace(" popover ", " data-popover ")))
    page.route("**/css/desk.css", lambda route: route.fulfill(body=style, content_type="text/css"))
    page.reload()


def unknowing(file: str) -> str:
    text = (ROOT / "lms/static" / file).read_text()
    return text.replace("[popover]", "[data-popover]").replace(":popover-open", ":unknown")
