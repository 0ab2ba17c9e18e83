"""A browser that died is not handed on. In a file of its own: others hold theirs to the end of the file."""

import pytest

from tests.browser import Chromium

pytestmark = pytest.mark.browser


def test_one_that_died_is_opened_anew(chromium: Chromium) -> None:
    died = chromium.opened()
    died.close()
    assert chromium.opened() is not died
    assert chromium.opened().is_connected()
    chromium.closed()
