"""The style guide as a real browser draws it: nothing overflows or is refused, everything can be reached."""

from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

from tests.browser import fits

pytestmark = pytest.mark.browser

ADDRESS = "http://localhost/styleguide/"


def answer(route: Route) -> None:
    """Serve a page from Django and a file from the static folders, without a server or a database."""
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        route.fulfill(path=finders.find(path.removeprefix("/static/")))
        return
    response = Client().get(path, headers={"cookie": route.request.headers.get("cookie", "")})
    route.fulfill(status=response.status_code, headers=dict(response.items()), body=response.content)


def opened(page: Page) -> Page:
    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.wait_for_load_state("networkidle")
    return page


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the console says, the content policy's refusals among it."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def test_nothing_is_wider_than_a_small_phone(phone):
    assert fits(opened(phone))


def test_nothing_is_wider_than_a_small_phone_in_large_text(phone):
    phone.context.add_cookies([{"name": "chu", "value": "to", "url": ADDRESS}])
    opened(phone)
    assert phone.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert fits(phone)


def test_the_browser_refuses_nothing_on_the_page(page, complaints):
    opened(page)
    assert complaints == []


def test_our_typeface_and_the_sprite_arrive(page):
    opened(page)
    assert page.evaluate("document.fonts.check('400 16px \"Be Vietnam Pro\"')")
    assert page.locator(".mark").first.bounding_box()["width"] == 32


def test_the_keyboard_reaches_the_content_first(page):
    opened(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#noi-dung"
    assert page.locator(".skip").bounding_box()["y"] >= 0


def test_fingers_can_hit_every_control(phone):
    """44 px by the design, with a hair of rounding."""
    opened(phone)
    small = phone.evaluate(
        """[...document.querySelectorAll('.button, .band-button, .option, .input, .foot a, .tile, .tabs a')]
           .filter(part => part.offsetParent && part.getBoundingClientRect().height < 43.5)
           .map(part => part.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_a_dialog_opens_and_closes_without_script(browser):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.route("**/*", answer)
        page.goto(ADDRESS)
        dialog = page.locator("#hoi-light")
        assert not dialog.is_visible()
        page.locator("button[popovertarget=hoi-light]").first.click()
        assert dialog.is_visible()
        dialog.get_by_text("Thôi").click()
        assert not dialog.is_visible()


def test_a_chosen_dark_theme_is_drawn_on_a_light_device(page):
    page.context.add_cookies([{"name": "nen", "value": "toi", "url": ADDRESS}])
    opened(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 22, 19)"


def test_a_dark_device_gets_the_dark_theme_unasked(page):
    page.emulate_media(color_scheme="dark")
    opened(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 22, 19)"
