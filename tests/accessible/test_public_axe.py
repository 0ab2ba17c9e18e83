"""Nothing that axe knows to find is wrong with any page that needs no account, in both themes, at two widths."""

import pytest
from playwright.sync_api import Page

from tests.accessible.axe import THEMES, faults
from tests.accessible.measures import cut_in_large_letters, runs_over, small_targets
from tests.accessible.pages import pages_of, published
from tests.accessible.shown import show
from tests.scope.world import build

STYLE_GUIDE = "/styleguide/"  # shows desk controls too, which are for a mouse (24 px, WCAG 2.2, 2.5.8)
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_every_public_page_in_both_themes(phone: Page) -> None:
    more = published()
    wrong, seen = [], 0
    for what in pages_of("anonymous", build(), None, more):
        show(phone, what)
        seen += 1
        found = [fault for theme in THEMES for fault in faults(phone, theme)]
        found += (
            runs_over(phone)
            + cut_in_large_letters(phone)
            + ([] if what.path == STYLE_GUIDE else small_targets(phone))
        )
        wrong += [f"{what.path} {fault}" for fault in found]
    assert seen >= 30
    assert not wrong, "\n".join(wrong)
