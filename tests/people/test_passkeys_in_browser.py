"""A passkey and a countdown as a browser has them: real ceremonies, our content policy, no script needed to wait."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from people.models import Account
from tests.factories.people import PersonFactory
from tests.people.signing import PASSWORD, officer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quiet(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http, as on one's own machine


@pytest.fixture
def site(live_server) -> str:
    """By name: a passkey belongs to a name, not to a number."""
    return live_server.url.replace("127.0.0.1", "localhost")


def with_authenticator(page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page, site: str, account: Account) -> None:
    page.goto(f"{site}/tai-khoan/login/")
    page.fill("[name=login]", account.username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def test_hr_makes_a_passkey_at_the_first_sign_in_and_uses_it_at_the_next(page: Page, site: str) -> None:
    account = officer(username="hr1")
    with_authenticator(page)
    sign_in(page, site, account)
    page.get_by_role("button", name="Tạo khóa truy cập trên máy này").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ghi lại mã dự phòng")
    expect(page.locator(".recovery li")).to_have_count(10)
    page.get_by_role("button", name="Tôi đã ghi lại, vào làm việc").click()
    expect(page).to_have_url(re.compile("/nhan-su/"))
    page.context.clear_cookies()
    sign_in(page, site, account)
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.get_by_role("button", name="Không, lần sau hỏi lại").click()
    expect(page).to_have_url(re.compile("/nhan-su/"))


def test_the_countdown_runs_without_a_script(browser, site: str) -> None:
    PersonFactory(phone="0912345678", created_at=datetime(2024, 1, 1, tzinfo=UTC))
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(f"{site}/tai-khoan/ma-dien-thoai/")
        page.fill("[name=phone]", "0912 345 678")
        page.get_by_role("button", name="Gửi mã cho tôi").click()
        expect(page.get_by_text("Xin mã khác được từ")).to_be_visible()
        expect(page.get_by_role("button", name="Gửi mã khác")).to_be_hidden()
        first = page.locator(".left").screenshot()
        page.wait_for_timeout(1500)
        assert page.locator(".left").screenshot() != first
