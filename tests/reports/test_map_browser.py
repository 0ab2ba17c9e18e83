"""The map by keyboard, on its slider, without a script, on a phone and on paper."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from people.models import Scope
from people.services.units import load_unit_files
from reports.models import Target
from tests.browser import fits
from tests.courses.film_page import signed_in
from tests.factories import AccountFactory
from tests.people.conftest import UNIT_FILES
from tests.reports.map_cast import commune, map_target, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = "document.activeElement.querySelector('title').textContent"


@pytest.fixture
def target() -> Target:
    load_unit_files(UNIT_FILES)
    made = map_target()
    people(made, commune("26185"), done=0, missing=5)
    people(made, commune("26461"), done=0, missing=6)
    return made


@pytest.fixture
def leader(target: Target, settings: Any, live_server: Any) -> Any:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=target.unit)
    return signed_in(account, settings, live_server.url)


@pytest.mark.parametrize("kind", ["o", "ranh"])
def test_arrows_lead_from_commune_to_commune_and_enter_opens_it(
    page: Page, live_server: Any, leader: Any, kind: str
) -> None:
    page.context.add_cookies([leader])
    page.goto(f"{live_server.url}/ban-do/?den=30/06/2025&kieu={kind}")
    shapes = page.locator("[data-map-shapes] a")
    assert shapes.count() == 159
    assert page.locator("[data-map-shapes] a[tabindex='0']").count() == 1

    page.locator("[data-map-shapes] a", has_text="Xã Bình Lợi:").focus()
    start = page.evaluate(HERE)
    page.keyboard.press("ArrowRight")
    assert page.evaluate(HERE) != start
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(HERE).startswith("Xã ")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("[data-map-told]") == page.evaluate(HERE)
    assert page.locator("[data-map-shapes] a[tabindex='0']").count() == 1

    page.locator("[data-map-shapes] a", has_text="Xã Bình Lợi:").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/danh-sach/?don-vi=*")
    assert "Xã Bình Lợi" in page.inner_text("main")


def test_the_slider_leads_through_the_reforms_and_the_address_keeps_it(
    page: Page, live_server: Any, leader: Any
) -> None:
    page.context.add_cookies([leader])
    page.goto(f"{live_server.url}/ban-do/?den=30/06/2025&kieu=ranh")
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-map-shapes] a")).to_have_count(95)
    assert slider.get_attribute("aria-valuetext") == "01/07/2025 · sắp xếp đơn vị"
    assert "den=01%2F07%2F2025" in page.url
    assert "kieu=ranh" in page.url
    page.click("a[rel=prev]")
    expect(page.locator("[data-map-shapes] a")).to_have_count(159)
    assert str(slider.get_attribute("aria-valuetext")).startswith("30/06/2025")
    page.reload()
    assert page.locator("[data-map-shapes] a").count() == 159


def test_villagers_step_through_time_without_a_script_on_a_phone(
    browser: Browser, live_server: Any, target: Target
) -> None:
    size = {"width": 360, "height": 740}
    with browser.new_context(java_script_enabled=False, viewport=size) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{live_server.url}/ban-do/?den=30/06/2025")
        page.click("a[rel=next]")
        expect(page.locator("[data-map-shapes] a")).to_have_count(95)
        page.select_option("#kieu", "ranh")
        page.click("text=Xem >> visible=true")
        assert "kieu=ranh" in page.url
        assert fits(page)
        assert context.cookies() == []


def test_paper_holds_the_map_its_legend_its_day_and_its_source(
    page: Page, live_server: Any, target: Target
) -> None:
    page.goto(f"{live_server.url}/ban-do/?den=30/06/2024&kieu=ranh")
    page.emulate_media(media="print")
    assert not page.locator("[data-map-form]").is_visible()
    paper = page.locator("[data-map]")
    for words in ("30/06/2024", "dưới 25", "Ranh giới bên trong là sơ đồ", "NXB Tài nguyên"):
        assert paper.get_by_text(words).first.is_visible()
