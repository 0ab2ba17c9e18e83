"""In a real browser: the trainer's page opens and works without a line, also after the browser was closed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from common import clock
from courses.models import Attendance, TrainingSession
from courses.services.training.meetings import call_off_meeting
from courses.services.training.planning import cancel_session
from people.models import Account
from tests.browser import fits, until
from tests.courses.training.cast import seated, states
from tests.courses.training.handheld import READY, Handheld, class_now, film_of_badge, typed
from tests.factories.training import MeetingFactory, SessionTrainerFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NO_LINE = ("--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>")  # nobody listens there
KEPT = "caches.keys().then((names) => names.some((name) => name.startsWith('trang/')))"


@pytest.fixture
def phone(browser: Browser, tmp_path: Path, settings: Any, live_server: Any) -> Iterator[Handheld]:
    handheld = Handheld(browser, tmp_path / "phone", settings, live_server.url)
    handheld.opened()
    yield handheld
    handheld.closed()


@pytest.fixture
def session() -> TrainingSession:
    return class_now()


@pytest.fixture
def trainer(session: TrainingSession) -> Account:
    account: Account = SessionTrainerFactory(session=session).account
    return account


def kept_page(phone: Handheld, session: TrainingSession, trainer: Account) -> Page:
    page = phone.page("attendance_scan", session.uuid, by=trainer)
    expect(page.locator("[data-keep]")).to_have_text(READY)
    return page


def without_line(phone: Handheld, *more: str) -> None:
    """The browser is closed and opened again where there is no line, not even for its worker."""
    phone.closed()
    phone.opened(*NO_LINE, *more)


def with_line_again(phone: Handheld, session: TrainingSession) -> Page:
    phone.closed()
    phone.opened()
    return phone.page("attendance_scan", session.uuid)


def test_ten_are_scanned_without_a_line_between_two_closings_and_count_once(
    phone: Handheld, session: TrainingSession, trainer: Account
) -> None:
    seats = seated(session, 10)
    kept_page(phone, session, trainer)
    without_line(phone)
    page = phone.page("attendance_scan", session.uuid)
    expect(page.locator("[data-keep]")).to_contain_text("Đang mở bản giữ trong máy từ")
    typed(page, *(seat.person.staff_code for seat in seats))
    expect(page.locator("[data-waiting]")).to_have_text("10")
    expect(page.locator("[data-scanned] li").first).to_contain_text(seats[-1].person.full_name)
    assert fits(page)
    without_line(phone)
    again = phone.page("attendance_scan", session.uuid)
    expect(again.locator("[data-scanned] li")).to_have_count(10)
    assert not Attendance.objects.exists()
    back = with_line_again(phone, session)
    expect(back.locator("[data-sent]")).to_have_text("10")
    back.reload()
    expect(back.locator("[data-waiting]")).to_have_text("0")
    assert states(session) == ["present"] * 10
    assert Attendance.objects.count() == 10


def test_a_refused_scan_stays_with_its_sentence_until_it_was_read(
    phone: Handheld, session: TrainingSession, trainer: Account
) -> None:
    page = kept_page(phone, session, trainer)
    typed(page, "CB-LA")
    expect(page.locator("[data-scanned] li")).to_contain_text("Không ai trong lớp có mã “CB-LA”.")
    page.reload()
    expect(page.locator("[data-scanned] li.bad")).to_contain_text("Không ai trong lớp có mã “CB-LA”.")
    expect(page.locator("[data-waiting]")).to_have_text("0")
    page.get_by_role("button", name="Đã xem các lượt bị từ chối").click()
    page.reload()
    expect(page.locator("[data-scanned] li")).to_have_count(0)


def test_scans_for_what_was_called_off_meanwhile_are_answered_and_hold_up_no_others(
    phone: Handheld, session: TrainingSession, trainer: Account, clerk: Account
) -> None:
    gone = class_now()
    SessionTrainerFactory(session=gone, account=trainer)
    (there,), (lost,), (moved,) = seated(session), seated(gone), seated(session)
    meeting = MeetingFactory(session=session, starts_at=clock.now() + timedelta(hours=1), hall="Nhà văn hóa")
    page = phone.page("attendance_scan", gone.uuid, by=trainer)
    page.route("**/quet/gui/", lambda route: route.abort())
    typed(page, lost.person.staff_code)
    page.goto(phone.url + reverse("attendance_scan", args=[session.uuid]))
    page.locator("#buoi").select_option(str(meeting.uuid))
    typed(page, moved.person.staff_code)
    page.locator("#buoi").select_option(index=0)
    typed(page, there.person.staff_code)
    cancel_session(session=gone, reason="Bão", at=clock.now(), by=clerk)
    call_off_meeting(meeting=meeting, at=clock.now(), by=clerk)
    page.unroute("**/quet/gui/")
    page.reload()
    expect(page.locator("[data-waiting]")).to_have_text("0")
    bad = page.locator("[data-scanned] li.bad")
    expect(bad).to_have_count(2)
    expect(bad.filter(has_text="đã hủy")).to_contain_text("báo đơn vị chủ trì")
    expect(bad.filter(has_text="đã bỏ")).to_contain_text("chọn buổi đó rồi quét lại")
    assert Attendance.objects.get().seat == there
    page.goto(phone.url + reverse("attendance_scan", args=[gone.uuid]))
    expect(page.get_by_text("Lớp đã hủy: không quét thẻ nữa")).to_be_visible()
    expect(page.get_by_label("Mã cán bộ trên thẻ")).to_be_hidden()
    expect(bad).to_have_count(2)


def test_another_account_neither_sees_nor_sends_what_the_first_kept(
    phone: Handheld, session: TrainingSession, trainer: Account
) -> None:
    (seat,) = seated(session)
    page = kept_page(phone, session, trainer)
    page.route("**/quet/gui/", lambda route: route.abort())
    typed(page, seat.person.staff_code)
    second = SessionTrainerFactory(session=session).account
    phone.context.clear_cookies()  # type: ignore[union-attr]
    other = phone.page("attendance_scan", session.uuid, by=second)
    expect(other.locator("[data-strangers]")).to_contain_text("1 lượt quét của tài khoản khác")
    expect(other.locator("[data-waiting]")).to_have_text("0")
    page.unroute("**/quet/gui/")
    page.evaluate("dispatchEvent(new Event('online'))")  # the first one's page is still open behind
    expect(page.locator("[data-trouble]")).to_contain_text("Máy này đang đăng nhập tài khoản khác")
    assert not Attendance.objects.exists()
    names = other.evaluate("caches.keys().then((names) => names.filter((name) => name.startsWith('trang/')))")
    assert [name.split("/")[1] for name in names] == [str(second.pk)]
    phone.context.clear_cookies()  # type: ignore[union-attr]
    phone.page("attendance_scan", session.uuid, by=trainer)
    expect(page.locator("[data-waiting]")).to_have_text("0")
    assert Attendance.objects.get().recorded_by == trainer


def test_signing_out_asks_while_something_waits_and_forgets_the_page(
    phone: Handheld, session: TrainingSession, trainer: Account
) -> None:
    (seat,) = seated(session)
    kept_page(phone, session, trainer)
    page = phone.page("attendance_scan", session.uuid)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.route("**/quet/gui/", lambda route: route.abort())
    typed(page, seat.person.staff_code)
    page.locator("summary").first.click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(lambda url: "/quet/" not in url)
    assert "Còn lượt quét chưa gửi" in asked[0]
    until(page, f"{KEPT}.then((kept) => !kept)")
    phone.context.set_offline(True)  # type: ignore[union-attr]
    gone = phone.page("attendance_scan", session.uuid)
    expect(gone.get_by_role("heading", name="Không có mạng")).to_be_visible()
    expect(gone.get_by_text(seat.person.full_name)).to_have_count(0)


def test_a_place_that_was_not_kept_names_the_pages_that_were(
    phone: Handheld, session: TrainingSession, trainer: Account
) -> None:
    kept_page(phone, session, trainer)
    phone.context.set_offline(True)  # type: ignore[union-attr]
    page = phone.page("my_learning")
    page.get_by_role("link", name=session.title).click()
    expect(page.get_by_label("Mã cán bộ trên thẻ")).to_be_visible()


def test_a_link_pressed_just_as_the_line_returns_still_leads_where_it_says(
    phone: Handheld, session: TrainingSession, trainer: Account
) -> None:
    kept_page(phone, session, trainer)
    phone.context.set_offline(True)  # type: ignore[union-attr]
    page = phone.page("my_learning")
    link = page.get_by_role("link", name=session.title)
    link.evaluate(
        "(link) => addEventListener('click', () => setTimeout(() => dispatchEvent(new Event('online'))))"
    )
    link.click()
    expect(page.get_by_label("Mã cán bộ trên thẻ")).to_be_visible()


def test_the_kill_switch_takes_the_worker_and_the_pages(
    phone: Handheld, session: TrainingSession, trainer: Account, settings: Any
) -> None:
    kept_page(phone, session, trainer)
    settings.OFFLINE_PAGES = False
    page = phone.page("attendance_scan", session.uuid)
    until(page, f"{KEPT}.then((kept) => !kept)")
    until(page, "navigator.serviceWorker.getRegistrations().then((all) => !all.length)")


def test_a_printed_badge_is_read_without_a_line_where_the_browser_reads_no_codes(
    phone: Handheld, session: TrainingSession, trainer: Account, tmp_path: Path
) -> None:
    (seat,) = seated(session)
    film = film_of_badge(seat, trainer, tmp_path)
    kept_page(phone, session, trainer)
    fake = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    without_line(phone, *fake, f"--use-file-for-fake-video-capture={film}")
    page = phone.page("attendance_scan", session.uuid)
    assert page.evaluate("!('BarcodeDetector' in window)")
    page.get_by_role("button", name="Bật máy ảnh").click()
    expect(page.locator("[data-scanned] li")).to_contain_text(seat.person.full_name)
    expect(with_line_again(phone, session).locator("[data-sent]")).to_have_text("1")
    assert states(session) == ["present"]
