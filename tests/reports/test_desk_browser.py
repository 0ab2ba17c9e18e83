"""The desk in a browser: from the number to the names behind it, by keyboard, to one reminded, and back by the address."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from people.models import Account
from reports.models import BulkDeed, SavedView, Target
from tests.browser import fits
from tests.courses.film_page import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any, settings: Any, desk_target: Target, officer: Account) -> Page:
    page.context.add_cookies([signed_in(officer, settings, live_server.url)])
    page.goto(f"{live_server.url}/nhan-su/")
    return page


def test_from_the_number_to_a_person_reminded(desk: Page) -> None:
    missing = desk.locator("dl.facts > div", has_text="Còn thiếu").get_by_role("link")
    expect(missing).to_have_text("2")
    missing.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Danh sách theo chỉ tiêu")
    desk.get_by_label("Tìm tên, không cần dấu").fill("hong anh")
    desk.keyboard.press("Enter")
    expect(desk.locator("tbody tr")).to_have_count(1)
    assert "tim=hong+anh" in desk.url
    desk.get_by_label("Chọn Nguyễn Thị Hồng Ánh").focus()
    desk.keyboard.press("Space")
    expect(desk.get_by_text("Đã chọn 1 người")).to_be_visible()
    desk.get_by_role("button", name="Nhắc").first.press("Enter")
    desk.get_by_label("Khóa học").select_option(label="An toàn thông tin cho cán bộ xã")
    desk.get_by_role("button", name="Xem trước").press("Enter")
    expect(desk.get_by_role("heading", name="Nhắc 1 người: Nguyễn Thị Hồng Ánh?")).to_be_visible()
    deed = BulkDeed.objects.get()
    assert (deed.kind, deed.total, deed.state) == ("nhac", 1, "preview")


def test_day_and_map_stay_in_the_address_and_come_back(desk: Page) -> None:
    desk.get_by_label("Tính theo đơn vị").select_option("then")
    desk.get_by_label("Số liệu đến hết").fill("01/02/2026")
    desk.get_by_role("button", name="Xem", exact=True).click()
    expect(desk.get_by_label("Số liệu đến hết")).to_have_value("01/02/2026")
    address = desk.url
    desk.goto("about:blank")
    desk.goto(address)
    expect(desk.get_by_label("Tính theo đơn vị")).to_have_value("then")
    expect(desk.get_by_text("Số liệu đến hết ngày 01/02/2026").first).to_be_visible()


def test_a_view_is_kept_under_a_name_and_opened_again(desk: Page) -> None:
    desk.get_by_label("Tính theo đơn vị").select_option("then")
    desk.get_by_role("button", name="Xem", exact=True).click()
    desk.get_by_role("link", name="Chế độ xem").click()
    desk.get_by_label("Tên").fill("Lúc học")
    desk.get_by_role("button", name="Lưu").click()
    assert SavedView.objects.get().query.count("khung=then") == 1


def test_nothing_is_wider_than_a_phone(desk: Page) -> None:
    desk.set_viewport_size({"width": 360, "height": 740})
    assert fits(desk)
