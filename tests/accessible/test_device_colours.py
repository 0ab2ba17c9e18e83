"""With the colours or the contrast of the device, what is told apart by a fill has a line; lists have a button to print."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from people.models import Account, Scope
from tests.accessible.shown import drawn, show
from tests.factories import AccountFactory, OrgUnitFactory
from tests.factories.training import SeatFactory, TrainingFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

EDGE = (
    "(one) => { const is = getComputedStyle(one); return `${is.borderBottomColor} ${is.borderBottomWidth}`; }"
)
FRAMES = "(all) => all.map((one) => getComputedStyle(one).borderTopWidth)"


@pytest.fixture
def clerk() -> Account:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=OrgUnitFactory(), role=Scope.Role.HR)
    return account


def roll(page: Page, clerk: Account, seats: int) -> None:
    """The list of a class with so many people, before the browser."""
    unit = clerk.scopes.get().unit
    session = TrainingFactory(lead_unit=unit)
    for _number in range(seats):
        SeatFactory(session=session, unit=unit)
    client = Client()
    client.force_login(clerk)
    what = drawn(client, reverse("training_roll", args=[session.uuid]))
    assert what
    show(page, what)


@pytest.mark.parametrize("asked", [{"forced_colors": "active"}, {"contrast": "more"}])
def test_chips_have_a_frame(asked: dict[str, str], page: Page, clerk: Account) -> None:
    page.emulate_media(**asked)  # type: ignore[arg-type]
    roll(page, clerk, 1)
    frames = page.eval_on_selector_all("main .chip", FRAMES)
    assert frames
    assert set(frames) == {"1px"}


def test_only_the_chosen_tab_is_underlined_in_the_colours_of_the_device(page: Page, clerk: Account) -> None:
    page.emulate_media(forced_colors="active", color_scheme="light")
    roll(page, clerk, 1)
    chosen = page.locator(".tabs a[aria-current]").first.evaluate(EDGE)
    other = page.locator(".tabs a:not([aria-current])").first.evaluate(EDGE)
    assert other.startswith("rgb(255, 255, 255)")
    assert not chosen.startswith("rgb(255, 255, 255)")


@pytest.mark.parametrize(("seats", "buttons"), [(0, 0), (1, 1)])
def test_the_roll_is_printed_by_a_button(seats: int, buttons: int, page: Page, clerk: Account) -> None:
    page.add_init_script("window.print = () => { document.title = 'printed'; };")
    roll(page, clerk, seats)
    button = page.get_by_role("button", name="In", exact=True)
    assert button.count() == buttons
    if buttons:
        button.click()
        assert page.title() == "printed"
