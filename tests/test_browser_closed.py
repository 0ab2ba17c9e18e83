"""Whoever has no browser finds none open: pyHanko cannot sign inside its loop."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from tests.browser import WANTED, pytest_runtest_teardown


def test_nobody_without_a_browser_finds_its_loop() -> None:
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()


@pytest.mark.parametrize(
    ("following", "wanted"),
    [
        (None, False),
        (SimpleNamespace(fixturenames=["client"]), False),
        (SimpleNamespace(fixturenames=["page", "browser"]), True),
        (SimpleNamespace(), False),
    ],
)
def test_only_a_test_with_a_browser_wants_it(
    request: pytest.FixtureRequest, following: Any, wanted: bool
) -> None:
    pytest_runtest_teardown(request.node, following)
    assert request.session.stash[WANTED] is wanted
