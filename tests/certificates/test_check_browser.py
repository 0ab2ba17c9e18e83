"""The check page on a small phone: a serial is typed, an edited file handed in, nothing runs off the screen."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from certificates.models import Certificate
from tests.browser import fits
from tests.certificates.test_checking_files import retyped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entered(settings: Any, request: pytest.FixtureRequest) -> Certificate:
    """In the register and no file made: pyHanko cannot sign inside Playwright's loop."""
    settings.NUDGES = {}
    certificate: Certificate = request.getfixturevalue("certificate")
    return certificate


def test_a_paper_and_an_edited_file_are_checked_on_a_phone(
    phone: Page, entered: Certificate, live_server: Any
) -> None:
    forged = retyped(entered, name="Trần Văn Giả")
    phone.goto(f"{live_server.url}/xac-minh/")
    assert fits(phone)
    phone.get_by_label("Số hiệu", exact=True).fill(entered.serial.lower().replace("-", " "))
    phone.get_by_role("button", name="Kiểm tra", exact=True).first.click()
    expect(phone.get_by_text("Còn hiệu lực")).to_be_visible()
    assert fits(phone)
    phone.get_by_role("link", name="Kiểm tra tệp").click()
    phone.get_by_label("Tệp PDF hoặc huy hiệu số").set_input_files(
        {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": forged}
    )
    phone.get_by_role("button", name="Kiểm tra tệp").click()
    expect(phone.get_by_text("Đã bị sửa", exact=True)).to_be_visible(timeout=30_000)
    expect(phone.get_by_text("Trần Văn Giả")).to_be_visible()
    assert fits(phone)
