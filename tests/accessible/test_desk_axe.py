"""Nothing that axe knows to find is wrong with what a learner and an officer see once they are in."""

import pytest
from playwright.sync_api import Page

from tests.accessible.axe import faults
from tests.accessible.measures import runs_over
from tests.accessible.pages import pages_of
from tests.accessible.shown import show
from tests.scope.world import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize(("role", "theme", "least"), [("learner", "dark", 20), ("hr", "light", 60)])
def test_every_page_of_a_role(role: str, theme: str, least: int, phone: Page) -> None:
    world = build()
    wrong, seen = [], 0
    for what in pages_of(role, world, world.accounts[role], []):
        show(phone, what)
        seen += 1
        wrong += [f"{what.path} {fault}" for fault in [*faults(phone, theme), *runs_over(phone)]]
    assert seen >= least
    assert not wrong, "\n".join(wrong)
