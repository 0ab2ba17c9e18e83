"""In a real browser: from a messy file to people in their units, one row mended by hand inside the table."""

from typing import Any

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from playwright.sync_api import Browser, Page, expect

from common import clock
from people.models import OrgUnit, Person, Roster, Scope
from people.services.units import load_unit_files
from tests.browser import fits
from tests.factories.people import AccountFactory
from tests.people.conftest import UNIT_FILES
from tests.people.messy_roster import messy_workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MESSY = {"name": "xuan-loc-2023.xlsx", "mimeType": "application/octet-stream", "buffer": messy_workbook()}


@pytest.fixture
def session(live_server: Any, settings: Any) -> dict[str, Any]:
    """HR of the whole province, signed in."""
    load_unit_files(UNIT_FILES)
    account = AccountFactory()
    top = OrgUnit.objects.get(code="75", valid_to=None)
    Scope.objects.create(account=account, unit=top, role=Scope.Role.HR)
    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": store.session_key, "url": live_server.url}


def upload(page: Page, url: str) -> None:
    page.goto(f"{url}/nhan-su/nap-danh-sach/")
    page.get_by_label("Tệp danh sách").set_input_files(MESSY)
    page.get_by_label("Danh sách tính đến ngày").fill("31/12/2023")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", name="xuan-loc-2023.xlsx")).to_be_visible()


def row(page: Page, number: int) -> Any:
    return page.locator(f"#dong-{number}")


def test_a_messy_file_is_mended_in_place_and_applied(
    page: Page, session: dict[str, Any], live_server: Any
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.context.add_cookies([session])
    upload(page, live_server.url)
    expect(row(page, 10)).to_contain_text("Ngày sinh không có thật")
    row(page, 10).get_by_role("link", name="Sửa").click()
    form = page.locator("#sua-10")
    expect(form).to_be_visible()
    expect(row(page, 10).get_by_role("link", name="Sửa")).to_have_attribute("aria-expanded", "true")
    form.get_by_label("Ngày sinh").fill("28/02/1990")
    form.get_by_role("button", name="Lưu và kiểm tra lại").click()
    expect(row(page, 10)).to_contain_text("Đã sửa tay")
    expect(row(page, 10)).to_contain_text("Thêm mới")
    page.get_by_role("button", name="Sửa cả 2 dòng").click()
    expect(row(page, 11)).to_contain_text("Xã Bình Lộc")
    row(page, 9).get_by_role("link", name="Sửa").click()
    page.get_by_label("Đơn vị khác").fill("Xã Xuân Tâm")
    page.get_by_role("button", name="Lưu và kiểm tra lại").click()
    expect(row(page, 9)).to_contain_text("Xã Xuân Tâm")
    page.get_by_role("link", name="Tiếp tục").click()
    expect(page.get_by_role("heading", name="Nạp 6 người vào 3 đơn vị?")).to_be_visible()
    page.get_by_role("button", name="Nạp danh sách").dblclick()
    expect(page.locator("main")).to_contain_text("Đã nạp lúc")
    page.reload()
    expect(page.locator("main")).to_contain_text("Đã nạp lúc")
    assert Person.objects.filter(postings__roster=Roster.objects.get()).count() == 6
    assert errors == []


def test_without_scripts_the_same_steps_are_pages(
    browser: Browser, session: dict[str, Any], live_server: Any
) -> None:
    with browser.new_context(locale="vi-VN", java_script_enabled=False) as context:
        context.add_cookies([session])
        page = context.new_page()
        upload(page, live_server.url)
        row(page, 10).get_by_role("link", name="Sửa").click()
        page.get_by_label("Ngày sinh").fill("28/02/1990")
        page.get_by_role("button", name="Lưu và kiểm tra lại").click()
        expect(row(page, 10)).to_contain_text("Đã sửa tay")
        page.get_by_role("link", name="Tiếp tục").click()
        page.get_by_role("button", name="Nạp danh sách").click()
        expect(page.locator("main")).to_contain_text("Đã nạp lúc")
    assert Person.objects.count() == 3


def test_a_phone_shows_the_wizard_without_sideways_scrolling(
    phone: Page, session: dict[str, Any], live_server: Any
) -> None:
    phone.context.add_cookies([session])
    upload(phone, live_server.url)
    row(phone, 10).get_by_role("link", name="Sửa").click()
    expect(phone.locator("#sua-10")).to_be_visible()
    roster = Roster.objects.get()
    for path in ("", "cot/", "nap/"):
        if path:
            phone.goto(f"{live_server.url}/nhan-su/nap-danh-sach/{roster.uuid}/{path}")
        assert fits(phone), path


def test_a_poll_replaces_the_bar_until_the_work_is_done(
    page: Page, session: dict[str, Any], live_server: Any
) -> None:
    page.context.add_cookies([session])
    upload(page, live_server.url)
    roster = Roster.objects.get()
    Roster.objects.update(state="applying", stage="write", done=3, total=6)
    page.goto(f"{live_server.url}/nhan-su/nap-danh-sach/{roster.uuid}/")
    expect(page.get_by_role("status")).to_contain_text("3 trong 6 dòng")
    Roster.objects.update(done=5)
    expect(page.get_by_role("status")).to_contain_text("5 trong 6 dòng")
    Roster.objects.update(state="applied", applied_at=clock.now())
    expect(page.locator("main")).to_contain_text("Đã nạp lúc")
