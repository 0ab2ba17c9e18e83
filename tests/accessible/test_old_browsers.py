"""A browser that knows neither our style sheets (`@layer`) nor modules: the bare page is still a page.

Chrome 64 and Safari 12 drop the whole of `base.css` and never finish our modules; this leaves both away.
"""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.accessible.pages import published
from tests.accessible.shown import Drawn, drawn, show

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# Everything wider than the phone, and every picture that has no words and yet fills the screen.
TOO_BIG = """() => [...document.querySelectorAll("svg, img")].filter((one) => {
  const {width, height} = one.getBoundingClientRect();
  return width > 360 || (one.matches("svg.icon, svg.mark, svg.furrow") && height > 64);
}).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def bare(browser: Browser) -> Any:
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    yield page
    context.close()


def without_styles(what: Drawn) -> Drawn:
    return Drawn(what.path, what.html.replace('rel="stylesheet"', 'rel="khong-doc"'))


def test_the_bare_pages_of_villagers_read_well(bare: Page) -> None:
    wrong: list[str] = []
    pages = [what for path in ["/", *published()] if (what := drawn(Client(), path))]
    assert len(pages) >= 10
    for what in pages:
        show(bare, without_styles(what))
        wrong += [f"{what.path}: {one}" for one in bare.evaluate(TOO_BIG)]
        wrong += [] if bare.locator("main h1").is_visible() else [f"{what.path}: no heading"]
    assert not wrong, "\n".join(wrong)


def test_the_check_is_answered_without_styles_and_scripts(bare: Page) -> None:
    tutorial = published()[0]
    what = drawn(Client(), f"{tutorial}?c0=0&c1=1")
    assert what
    show(bare, without_styles(what))
    assert "Đúng rồi." in bare.locator("main").inner_text()
    assert bare.locator("a[href$='.mp4']").count() >= 1
