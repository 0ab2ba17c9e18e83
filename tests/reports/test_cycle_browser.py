"""A whole report cycle in a browser: three units hand in, one is returned and corrected, the report is issued."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from common import clock
from people.models import Account, OrgUnit, Scope, UnitParent
from reports.models import Consolidated, Target
from reports.queries.runs import verdict_on
from tests.courses.film_page import signed_in
from tests.factories import AccountFactory, OrgUnitFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_three_units_report_and_the_report_is_issued(
    page: Page, live_server: Any, settings: Any, desk_target: Target, province: OrgUnit, officer: Account
) -> None:
    third = OrgUnitFactory(code="26185", name="Bình Lợi", full_name="Xã Bình Lợi")
    UnitParent.objects.create(unit=third, parent=province)
    start = f"{live_server.url}/nhan-su/bao-cao/"

    def become(account: Account, place: str = "") -> None:
        page.context.clear_cookies()
        page.context.add_cookies([signed_in(account, settings, live_server.url)])
        page.goto(start + place)

    def officer_of(code: str) -> Account:
        account: Account = AccountFactory()
        Scope.objects.create(account=account, unit=OrgUnit.objects.get(code=code))
        return account

    become(officer)
    page.get_by_text("Mở một đợt báo cáo bằng tay").click()
    page.get_by_label("Năm").fill(str(clock.today().year))
    page.get_by_label("Kỳ").select_option("nam")
    page.get_by_role("button", name="Mở đợt báo cáo").click()
    code = f"{clock.today().year}-nam/"
    expect(page.locator("tbody tr")).to_have_count(3)

    units = {unit: officer_of(unit) for unit in ("26461", "26413", "26185")}
    for account in units.values():
        become(account, code)
        expect(page.locator("tbody tr")).to_have_count(1)
        page.locator("tbody a").click()
        page.get_by_label("Kết quả nổi bật, cách làm hay").fill("Mở lớp buổi tối")
        late = page.get_by_label("Lý do nộp muộn")
        if late.count():
            late.fill("Chờ số liệu")
        page.get_by_role("button", name="Nộp báo cáo").click()
        expect(page.get_by_text("Đã nộp báo cáo.")).to_be_visible()

    become(officer, code)
    expect(page.get_by_text("3/3 đơn vị đã nộp")).to_be_visible()
    page.get_by_role("link", name="Xã Bình Lợi").click()
    page.get_by_label("Lý do trả lại").fill("Ghi rõ số lớp")
    page.get_by_role("button", name="Trả lại để sửa").click()
    expect(page.get_by_text("2/3 đơn vị đã nộp")).to_be_visible()

    become(units["26185"], code)
    page.locator("tbody a").click()
    expect(page.get_by_text("Ghi rõ số lớp")).to_be_visible()
    page.get_by_label("Số lớp tập huấn tự tổ chức").fill("4")
    page.get_by_role("button", name="Nộp báo cáo").click()

    become(officer, code)
    for name in ("Xã Bình Lợi", "Xã Long Phước", "Xã Xuân Định"):
        page.get_by_role("link", name=name).click()
        page.get_by_role("button", name="Nhận báo cáo").click()
    page.get_by_role("button", name="Chốt số liệu ngay").click()
    page.get_by_role("dialog").get_by_role("button", name="Chốt số liệu").click()
    page.get_by_role("link", name="Báo cáo tổng hợp").click()
    page.get_by_label("V. NHIỆM VỤ THỜI GIAN TỚI").fill("Mở thêm lớp cuối tuần.")
    page.get_by_role("button", name="Lưu dự thảo").click()
    page.get_by_role("button", name="Trình UBND").click()
    page.get_by_label("Số", exact=True).fill("215")
    page.get_by_label("Ngày ban hành").fill(clock.today().strftime("%d/%m/%Y"))
    page.get_by_label("Người ký").fill("Lê Thị Hằng")
    page.get_by_role("button", name="Ban hành").click()
    page.get_by_role("dialog").get_by_role("button", name="Ban hành").click()
    expect(page.get_by_text("số 215/BC-UBND")).to_be_visible()
    with page.expect_download() as told:
        page.get_by_role("link", name="PDF").click()
    assert told.value.suggested_filename.endswith(".pdf")
    report = Consolidated.objects.get()
    assert report.files.count() == 3
    assert verdict_on(report.cycle.run).holds
