"""In a real browser: thirty people from the invitation to their certificates, taken down in three ways."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from certificates.models import Certificate
from common import clock
from common.tables import Column, write_xlsx
from courses.class_keys import token_key
from courses.class_tokens import badge_token
from courses.models import EnrolmentProgress, Meeting, Seat, TrainingSession
from courses.models.session import SessionState
from courses.services.progress import rebuild
from people.models import Account, OrgUnit, Scope
from tests.browser import fits
from tests.courses.film_page import signed_in
from tests.courses.training.handheld import READY
from tests.factories import AccountFactory, OrgUnitFactory, PostingFactory
from tests.factories.training import MeetingFactory, SessionTrainerFactory, TrainingFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A small phone held upright."""
    size: Any = {"width": 360, "height": 740}
    with browser.new_context(locale="vi-VN", viewport=size, is_mobile=True, has_touch=True) as context:
        yield context


def page_for(context: BrowserContext, account: Account, settings: Any, live_server: Any) -> Page:
    context.add_cookies([signed_in(account, settings, live_server.url)])
    return context.new_page()


def a_class(office: OrgUnit) -> TrainingSession:
    session: TrainingSession = TrainingFactory(
        meetings=0, lead_unit=office, state=SessionState.RUNNING, capacity=30
    )
    MeetingFactory(session=session, starts_at=clock.now() - timedelta(minutes=5))
    return session


def table(seats: list[Seat]) -> bytes:
    """As the trainer typed it, with a stranger and an unreadable sign."""
    target = io.BytesIO()
    rows = [
        [n, seat.person.full_name, seat.person.staff_code, "", "x"] for n, seat in enumerate(seats, start=1)
    ]
    rows[-1][-1] = "?!"
    rows.append([len(rows) + 1, "Người Không Có Tên", "", "0900000000", "x"])
    heads = [Column(one) for one in ("TT", "Họ và tên", "Mã cán bộ", "Điện thoại", "Buổi 1")]
    write_xlsx(target, columns=heads, rows=rows)
    return target.getvalue()


def no_page_runs_over(page: Page) -> None:
    assert fits(page)


def scan(first: Page, seats: list[Seat]) -> Page:
    """The page was looked at once; it opens without a line. One badge by its code as a camera reads it, others typed."""
    address = first.url
    expect(first.locator("[data-keep]")).to_have_text(READY)
    first.context.set_offline(True)
    first.close()
    page = first.context.new_page()
    page.goto(address)
    codes = [seat.person.staff_code for seat in seats[1:]]
    for code in [badge_token(seats[0].uuid, key=token_key()), *codes, codes[0]]:
        page.get_by_label("Mã cán bộ trên thẻ").fill(code)
        page.get_by_role("button", name="Ghi có mặt").click()
    expect(page.locator("[data-waiting]")).to_have_text("10")
    expect(page.locator("[data-trouble]")).to_contain_text("Đã quét rồi")
    expect(page.locator("[data-scanned] li").last).to_contain_text(seats[0].person.full_name)
    page.context.set_offline(False)
    expect(page.locator("[data-sent]")).to_have_text("10")
    expect(page.locator("[data-waiting]")).to_have_text("0")
    return page


def tick(page: Page, seats: list[Seat]) -> None:
    for seat in seats:
        row = page.get_by_role("group").filter(has_text=seat.person.staff_code)
        row.locator("label", has_text="Có mặt").click()
    page.get_by_role("button", name="Lưu điểm danh").click()
    expect(page.get_by_text(f"Đã ghi cho {len(seats)} người.")).to_be_visible()


def test_thirty_people_from_the_invitation_to_their_certificates(
    page: Page, phone: BrowserContext, live_server: Any, settings: Any
) -> None:
    office = OrgUnitFactory(level="tinh", kind="tỉnh", full_name="Tỉnh Đồng Nai")
    clerk = AccountFactory()
    Scope.objects.create(account=clerk, unit=office)
    for _person in range(30):
        PostingFactory(unit=office)
    session = a_class(office)
    meeting = session.meetings.get()
    trainer = SessionTrainerFactory(session=session).account

    page.context.add_cookies([signed_in(clerk, settings, live_server.url)])
    page.goto(live_server.url + reverse("training_invite", args=[session.uuid]))
    page.get_by_label("Đơn vị").select_option(str(office.uuid))
    page.get_by_role("button", name="Xem số người sẽ mời").click()
    page.get_by_role("button", name="Mời 30 người").click()
    expect(page.get_by_text("Đã mời 30 người.")).to_be_visible()
    seats = list(Seat.objects.filter(session=session).order_by("pk").select_related("person"))

    small = page_for(phone, trainer, settings, live_server)
    small.goto(live_server.url + reverse("attendance_scan", args=[session.uuid]))
    no_page_runs_over(small)
    small = scan(small, seats[:10])
    small.goto(live_server.url + reverse("attendance_list", args=[meeting.uuid]))
    no_page_runs_over(small)
    tick(small, seats[10:20])

    small.goto(live_server.url + reverse("attendance_sheet", args=[session.uuid]))
    files: Any = {"name": "bang.xlsx", "mimeType": "application/octet-stream", "buffer": table(seats[20:])}
    small.get_by_label("Bảng điểm danh (.xlsx, .xls, .csv)").set_input_files(files)
    small.get_by_role("button", name="Gửi và xem trước").click()
    expect(small.get_by_text("9 dòng ghi được · 0 người ngoài danh sách · 2 dòng có vấn đề")).to_be_visible()
    no_page_runs_over(small)
    small.get_by_role("button", name="Ghi vào điểm danh").click()
    expect(small.get_by_text("Đã ghi 9 lượt điểm danh từ bảng.")).to_be_visible()
    small.goto(live_server.url + reverse("attendance_list", args=[meeting.uuid]))
    tick(small, seats[29:])

    Meeting.objects.update(
        starts_at=clock.now() - timedelta(hours=4), ends_at=clock.now() - timedelta(minutes=1)
    )
    page.goto(live_server.url + reverse("attendance", args=[session.uuid]))
    page.get_by_role("button", name="Kết thúc lớp").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Kết thúc lớp").click(no_wait_after=True)
    told = page.get_by_text("30 người dự đủ và hoàn thành khóa học").first
    expect(told).to_be_visible(timeout=60_000)  # in tests the certificates are drawn within the request
    assert EnrolmentProgress.objects.filter(state="completed").count() == 30
    assert rebuild(write=False) == []
    assert Certificate.objects.count() == 30
    assert {one.facts["mode"] for one in Certificate.objects.all()} == {"trực tiếp"}
