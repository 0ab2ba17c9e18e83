"""In a real browser: a helper without a line records, the phone keeps it and sends it once when the line is back."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from courses.models import HelpSession
from people.models import Account, Scope
from people.models.org_unit import Level
from tests.browser import fits
from tests.courses.film_page import signed_in
from tests.factories import AccountFactory, OrgUnitFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def helper() -> Account:
    account: Account = AccountFactory()
    hamlet = OrgUnitFactory(level=Level.HAMLET, kind="ấp", full_name="Ấp 1")
    Scope.objects.create(account=account, unit=hamlet, role=Scope.Role.HELPER)
    return account


def opened(page: Page, helper: Account, settings: Any, live_server: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.context.add_cookies([signed_in(helper, settings, live_server.url)])
    page.goto(live_server.url + reverse("my_help"))


def fill(page: Page, topic: str, villagers: str) -> None:
    page.get_by_label("Đã hướng dẫn việc gì").fill(topic)
    page.get_by_label("Số bà con").fill(villagers)
    page.get_by_role("button", name="Ghi", exact=True).click()


def test_what_is_said_without_a_line_is_sent_once_when_it_is_back(
    page: Page, live_server: Any, settings: Any, helper: Account
) -> None:
    opened(page, helper, settings, live_server)
    page.context.set_offline(True)
    fill(page, "Cài VNeID", "12")
    expect(page.locator("[data-help-told]")).to_have_text("Đang giữ 1 buổi trên máy này, sẽ gửi khi có mạng.")
    fill(page, "Nộp hồ sơ", "5")
    expect(page.locator("[data-help-told]")).to_contain_text("Đang giữ 2 buổi")
    page.context.set_offline(False)
    expect(page.get_by_text("Đã ghi buổi hướng dẫn: Nộp hồ sơ.")).to_be_visible()
    assert sorted(HelpSession.objects.values_list("topic", "villagers")) == [
        ("Cài VNeID", 12),
        ("Nộp hồ sơ", 5),
    ]
    expect(page.locator("[data-help-told]")).to_be_hidden()


def test_the_form_fits_a_small_phone(page: Page, live_server: Any, settings: Any, helper: Account) -> None:
    opened(page, helper, settings, live_server)
    fill(page, "Cài VNeID", "12")
    expect(page.get_by_text("Đã ghi buổi hướng dẫn")).to_be_visible()
    assert fits(page)


def test_the_form_opens_without_a_line_and_what_is_refused_waits_to_be_corrected(
    page: Page, live_server: Any, settings: Any, helper: Account
) -> None:
    opened(page, helper, settings, live_server)
    expect(page.locator("[data-keep]")).to_contain_text("Trang này mở được cả khi không có mạng")
    page.context.set_offline(True)
    again = page.context.new_page()
    again.goto(page.url)
    page.close()
    again.get_by_label("Tên những người đồng ý ghi tên").fill("Bà Tư\nÔng Năm")
    again.get_by_label("từng người có tên ở trên đồng ý").check()
    fill(again, "Cài VNeID", "1")
    fill(again, "Nộp hồ sơ", "5")
    again.context.set_offline(False)
    expect(again.get_by_text("Đã ghi buổi hướng dẫn: Nộp hồ sơ.")).to_be_visible()
    expect(again.get_by_text("Số bà con ít hơn số tên đã ghi.")).to_be_visible()
    again.get_by_role("button", name="Sửa rồi gửi lại").click()
    fill(again, "Cài VNeID", "2")
    expect(again.get_by_text("Đã ghi buổi hướng dẫn: Cài VNeID.")).to_be_visible()
    assert sorted(HelpSession.objects.values_list("topic", "villagers")) == [
        ("Cài VNeID", 2),
        ("Nộp hồ sơ", 5),
    ]
