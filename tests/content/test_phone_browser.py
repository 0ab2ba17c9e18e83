"""In a real browser: what a phone keeps by itself, sends once when it can, shows, hands over, and forgets."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from content.models import ClaimedTutorial, SignReceipt, TutorialTally
from tests.browser import until
from tests.content.saved_film import ANDROID, IPHONE, KEPT, keep, phone_of, tutorial
from tests.courses.film_page import signed_in
from tests.factories import AccountFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "/huong-dan/xem-ho-so-da-xong-chua/"
UNSENT = "Object.keys(localStorage).filter((key) => key.startsWith('y-kien/')).length"
WITHOUT_SYNC = "delete window.SyncManager; delete ServiceWorkerRegistration.prototype.sync"


@pytest.fixture
def item(tmp_path: Path) -> Any:
    return tutorial(tmp_path)


@pytest.fixture
def phone(browser: Browser) -> Any:
    with phone_of(browser) as context:
        yield context.new_page()


def presses() -> int:
    return sum(TutorialTally.objects.values_list("number", flat=True))


@pytest.mark.parametrize("agent", [ANDROID, IPHONE], ids=["android", "iphone"])
def test_a_press_without_a_line_counts_once_when_a_page_opens(
    browser: Browser, live_server: Any, item: Any, agent: str
) -> None:
    with phone_of(browser, agent) as context:
        context.add_init_script(WITHOUT_SYNC)
        page = context.new_page()
        keep(page, live_server.url + ADDRESS)
        context.set_offline(True)
        page.goto(live_server.url + ADDRESS)
        page.get_by_role("button", name="Đã hiểu").click()
        expect(page.get_by_text("Đã ghi trong máy. Có mạng sẽ tự gửi.")).to_be_visible()
        assert (page.evaluate(UNSENT), presses()) == (1, 0)
        kept = page.evaluate("JSON.stringify(localStorage)")
        context.set_offline(False)
        page.goto(live_server.url)
        until(page, f"{UNSENT} === 0")
        for _twice in range(2):  # the answer was lost: the phone has them still
            page.evaluate(
                f"Object.entries({kept}).forEach(([key, value]) => localStorage.setItem(key, value))"
            )
            page.goto(live_server.url)
            until(page, f"{UNSENT} === 0")
        assert presses() == 1
        assert SignReceipt.objects.count() == 1


def test_with_a_line_a_press_leads_to_the_thanks_and_the_commune(
    phone: Page, live_server: Any, item: Any
) -> None:
    phone.goto(live_server.url + ADDRESS)
    phone.get_by_role("button", name="Chưa rõ").click()
    expect(phone.get_by_role("heading", name="Cảm ơn bà con đã nói thật")).to_be_visible()
    expect(phone.get_by_label("Xã, phường")).to_be_visible()
    assert presses() == 1


def test_where_storage_is_forbidden_the_press_still_counts(phone: Page, live_server: Any, item: Any) -> None:
    phone.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    phone.goto(live_server.url + ADDRESS)
    phone.get_by_role("button", name="Đã hiểu").click()
    expect(phone.get_by_role("heading", name="Cảm ơn bà con!")).to_be_visible()
    assert presses() == 1


def test_progress_shows_and_is_claimed_once_after_signing_in(
    phone: Page, live_server: Any, item: Any, settings: Any
) -> None:
    phone.goto(live_server.url + ADDRESS)
    phone.get_by_role("button", name="Đã hiểu").click()
    phone.wait_for_url("**/y-kien/**")
    phone.goto(f"{live_server.url}/huong-dan/")
    expect(phone.locator(".rows .chip")).to_have_text("Đã hiểu")
    phone.goto(live_server.url)
    expect(phone.locator("[data-go-on]")).to_contain_text("Đã hiểu 1 bài trên máy này.")
    account = AccountFactory(person=PersonFactory())
    phone.context.add_cookies([signed_in(account, settings, live_server.url)])
    phone.goto(f"{live_server.url}/cua-toi/")
    phone.get_by_role("link", name="Xem và nhận").click()
    assert not ClaimedTutorial.objects.exists()  # asked first
    phone.get_by_role("button", name="Của tôi, ghi cho tôi").click()
    expect(phone.get_by_role("link", name="Xem hồ sơ đã xong chưa")).to_be_visible()
    expect(phone.locator("[data-claim-box]")).to_be_hidden()
    assert ClaimedTutorial.objects.get().person == account.person
    assert phone.evaluate("localStorage.getItem('tien-do')") is None


def test_the_home_leads_back_to_where_one_stopped(phone: Page, live_server: Any, item: Any) -> None:
    phone.goto(live_server.url + ADDRESS)
    phone.get_by_role("link", name="Xem · 2 phút").click()
    until(phone, "document.querySelector('video').currentTime > 1.2")
    phone.evaluate("document.querySelector('video').pause()")
    until(phone, "localStorage.getItem('tien-do-cuoi')")
    phone.goto(live_server.url)
    phone.get_by_role("link", name="Xem tiếp: Xem hồ sơ đã xong chưa").click()
    phone.get_by_role("link", name="Xem · 2 phút").click()
    until(phone, "document.querySelector('video').currentTime >= 1")


def filled(phone: Page, live_server: Any, settings: Any) -> None:
    """A shared tablet with a kept lesson, a press and somebody signed in."""
    keep(phone, live_server.url + ADDRESS)
    phone.get_by_role("button", name="Đã hiểu").click()
    phone.wait_for_url("**/y-kien/**")
    phone.context.add_cookies([signed_in(AccountFactory(person=PersonFactory()), settings, live_server.url)])
    phone.goto(f"{live_server.url}/da-luu/")
    phone.get_by_role("button", name="Bật chế độ dùng chung").click()


FORGOTTEN = "!['tien-do', 'tien-do-cuoi'].some((key) => localStorage.getItem(key))"


def signed_out(phone: Page, live_server: Any) -> bool:
    phone.goto(f"{live_server.url}/cua-toi/")
    return "/tai-khoan/login/" in phone.url


def test_a_shared_device_forgets_at_the_press_of_a_button(
    phone: Page, live_server: Any, item: Any, settings: Any
) -> None:
    filled(phone, live_server, settings)
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("button", name="Quên hết trên máy này").click()
    expect(phone.get_by_text("Máy đã quên hết.")).to_be_visible()
    assert phone.evaluate(FORGOTTEN)
    assert phone.evaluate(KEPT) == 0
    expect(phone.get_by_role("button", name="Tắt chế độ dùng chung")).to_be_visible()  # it stays a shared one
    assert signed_out(phone, live_server)


def test_a_shared_device_forgets_after_minutes_of_nobody(
    phone: Page, live_server: Any, item: Any, settings: Any
) -> None:
    filled(phone, live_server, settings)
    phone.evaluate("localStorage.setItem('may-chung-luc', Date.now() - 11 * 60000)")
    phone.goto(f"{live_server.url}/huong-dan/")
    phone.wait_for_url(f"{live_server.url}/")
    until(phone, FORGOTTEN)
    until(phone, f"{KEPT}.then((kept) => !kept)")
    until(phone, "!localStorage.getItem('may-chung-dang-xuat')")
    assert signed_out(phone, live_server)


def test_without_a_line_it_forgets_at_once_and_signs_out_when_it_can(
    phone: Page, live_server: Any, item: Any, settings: Any
) -> None:
    filled(phone, live_server, settings)
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Quên hết trên máy này").click()
    expect(phone.get_by_text("Máy đã quên hết.")).to_be_visible()
    assert phone.evaluate(KEPT) == 0
    phone.context.set_offline(False)
    phone.goto(live_server.url)
    until(phone, "!localStorage.getItem('may-chung-dang-xuat')")
    assert signed_out(phone, live_server)
