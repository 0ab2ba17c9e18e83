"""What measures pages can fail: a page too wide is seen on a phone, whose layout widens with it, and on a desk."""

import pytest
from playwright.sync_api import Page

from tests.browser import fits

pytestmark = pytest.mark.browser
WIDE = "<!doctype html><meta name='viewport' content='width=device-width'><div style='width: {}px'>Lớp Số"


@pytest.mark.parametrize("device", ["phone", "page"])
def test_a_page_too_wide_does_not_fit(device: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(device)
    for width, fitting in ((300, True), (1400, False)):
        page.set_content(WIDE.format(width))
        assert fits(page) is fitting
