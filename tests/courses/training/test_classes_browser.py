"""In a real browser: a clerk plans a class, invites and opens it; the cadre answers on a phone; no page runs over."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from common import clock
from courses.models import Seat
from courses.models.seat import SeatState
from people.models import Account, OrgUnit, Scope
from tests.browser import fits
from tests.courses.film_page import signed_in
from tests.factories import AccountFactory, OrgUnitFactory, PostingFactory, ReleaseFactory
from tests.factories.training import SeatFactory, TrainingFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office() -> OrgUnit:
    unit: OrgUnit = OrgUnitFactory(level="tinh", kind="tỉnh", full_name="Tỉnh Đồng Nai")
    return unit


@pytest.fixture
def small(browser: Browser) -> Iterator[Page]:
    """A small phone held upright."""
    size: Any = {"width": 360, "height": 740}
    with browser.new_context(locale="vi-VN", viewport=size, is_mobile=True, has_touch=True) as context:
        yield context.new_page()


def enter(page: Page, account: Account, settings: Any, live_server: Any) -> None:
    page.context.add_cookies([signed_in(account, settings, live_server.url)])


def test_a_class_from_plan_to_invitation(
    page: Page, live_server: Any, settings: Any, office: OrgUnit
) -> None:
    release, clerk = ReleaseFactory(), AccountFactory()
    Scope.objects.create(account=clerk, unit=office)
    person = PostingFactory(unit=office).person
    enter(page, clerk, settings, live_server)
    page.goto(live_server.url + reverse("training_new"))
    page.get_by_label("Tên lớp").fill("Tập huấn đợt 1")
    page.get_by_label("Khóa học", exact=True).select_option(str(release.course.uuid))
    page.get_by_label("Số chỗ").fill("30")
    page.get_by_label("Số tiết", exact=True).fill("8")
    page.get_by_role("button", name="Lưu lớp").click()
    page.get_by_role("link", name="Thêm buổi học").click()
    page.get_by_label("Ngày").fill(f"{clock.today() + timedelta(days=9):%d/%m/%Y}")
    page.get_by_label("Từ").fill("8:00")
    page.get_by_label("Đến").fill("11h30")
    page.get_by_label("Địa điểm").fill("Hội trường A")
    page.get_by_role("button", name="Lưu buổi học").click()
    page.get_by_role("link", name="Mời người dự").click()
    page.get_by_label("Đơn vị").select_option(str(office.uuid))
    page.get_by_role("button", name="Xem số người sẽ mời").click()
    page.get_by_role("button", name="Mời 1 người").click()
    expect(page.get_by_text(person.full_name)).to_be_visible()
    page.get_by_role("link", name="Tập huấn đợt 1").click()
    page.get_by_role("button", name="Mở lớp").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Mở lớp").click()
    expect(page.get_by_text("Đang mở")).to_be_visible()


def test_a_cadre_answers_on_a_small_phone(small: Page, live_server: Any, settings: Any) -> None:
    start = clock.now() + timedelta(days=9)
    session = TrainingFactory(meetings=0, title="Tập huấn kỹ năng số cho cán bộ, công chức cấp xã")
    session.meetings.create(
        starts_at=start, ends_at=start + timedelta(hours=3), hall="Hội trường Ủy ban nhân dân xã Xuân Định",
        place_key="x", changed_at=start,
    )  # fmt: skip
    seat = SeatFactory(session=session, state=SeatState.INVITED)
    enter(small, AccountFactory(person=seat.person), settings, live_server)
    small.goto(live_server.url + reverse("my_calendar"))
    assert fits(small)
    small.get_by_role("link", name=session.title).click()
    assert fits(small)
    small.get_by_role("button", name="Tôi sẽ dự").click()
    expect(small.get_by_text("Anh/chị đã có chỗ trong lớp")).to_be_visible()
    assert Seat.objects.get().state == SeatState.CONFIRMED
