"""A certificate's way: a template copied and a box dragged, used by a course, earned, and checked by a phone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from certificates.models import Certificate, CertificateTemplate
from certificates.rules.built_in import LANDSCAPE
from certificates.services.files import make_pdf
from certificates.services.issuing import issue_certificate
from common.clock import now
from people.models import Account
from tests.browser import until
from tests.certificates.conftest import Complete
from tests.certificates.test_checking_files import retyped
from tests.factories.people import AccountFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = next(place for place, box in enumerate(LANDSCAPE.fields) if box.text == "GIẤY CHỨNG NHẬN")


@pytest.fixture
def certified(settings: Any, live_server: Any) -> str:
    """Nothing is drawn by itself here; returns the address."""
    settings.NUDGES, settings.CSRF_TRUSTED_ORIGINS = {}, [live_server.url]
    settings.SITE_ADDRESS = live_server.url
    return str(live_server.url)


def test_from_a_dragged_box_to_the_check_page(
    page: Page, phone: Page, certified: str, complete: Complete, settings: Any
) -> None:
    enrolment = complete()
    _enter(page, certified, AccountFactory(is_superuser=True, is_staff=True), settings)
    template = _a_template_of_its_own(page, certified)
    _used_for_the_course(page, certified, template, str(enrolment.course.title))
    certificate = _elsewhere(
        lambda: make_pdf(certificate=issue_certificate(enrolment=enrolment, at=now()), at=now())
    )
    assert certificate.template_version == template.active
    _enter(page, certified, AccountFactory(person=enrolment.learner), settings)
    pdf = _downloaded(page, certified)
    _checked(phone, certified, pdf, "Thật, còn hiệu lực")
    _checked(phone, certified, retyped(certificate, name="Trần Văn Giả"), "Đã bị sửa")
    expect(phone.get_by_text("Trần Văn Giả")).to_be_visible()
    phone.goto(str(PdfReader(BytesIO(pdf)).metadata.subject))  # type: ignore[union-attr] # what the QR code says
    expect(phone.get_by_text(certificate.facts["name"])).to_be_visible()
    expect(phone.get_by_text("đạt 9/10")).to_be_visible()


def _a_template_of_its_own(page: Page, address: str) -> CertificateTemplate:
    """Copied in the list, its title dragged down a little, saved and put to use."""
    page.goto(f"{address}/quan-tri/mau-giay/")
    page.get_by_role("button", name="Sao chép Giấy chứng nhận, khổ ngang").click()
    box = page.locator(f"[name=form-{TITLE}-y]")
    before = float(box.input_value())
    until(
        page, "() => document.getElementById('tpl-picture').naturalWidth > 0"
    )  # it gives the stage its height
    handle = page.locator(".tpl-handle").nth(TITLE)
    handle.hover()
    place = handle.bounding_box()
    assert place
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2 - 12, steps=4)
    page.mouse.up()
    assert float(box.input_value()) < before - 1
    page.get_by_role("button", name="Lưu và dùng từ nay").click()
    expect(page.get_by_text("Đã lưu bản 2 và dùng cho giấy cấp từ nay.")).to_be_visible()
    template = CertificateTemplate.objects.select_related("active").get(code=None)
    assert template.active.read().fields[TITLE].y < LANDSCAPE.fields[TITLE].y - 1
    return template


def _used_for_the_course(page: Page, address: str, template: CertificateTemplate, course: str) -> None:
    page.goto(f"{address}/quan-tri/mau-giay/mac-dinh/")
    page.select_option("[name=template]", label=template.name)
    page.select_option("[name=course]", label=course)
    page.get_by_role("button", name="Chọn mẫu").click()
    expect(page.get_by_text("Đã chọn mẫu.")).to_be_visible()


def _downloaded(page: Page, address: str) -> bytes:
    page.goto(f"{address}/cua-toi/giay-chung-nhan/")
    link = page.get_by_role("link", name="Tải PDF").get_attribute("href")
    return page.request.get(f"{address}{link}").body()


def _checked(page: Page, address: str, pdf: bytes, verdict: str) -> None:
    page.goto(f"{address}/xac-minh/")
    file = {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": pdf}
    page.get_by_label("Tệp PDF hoặc huy hiệu số").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Kiểm tra tệp").click()
    expect(page.get_by_text(verdict, exact=True)).to_be_visible(timeout=30_000)


def _enter(page: Page, address: str, account: Account, settings: Any) -> None:
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "people.backends.IdentifierBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": address}
    page.context.add_cookies([cookie])  # type: ignore[list-item]


def _elsewhere(work: Callable[[], Certificate]) -> Certificate:
    """In a thread, as the worker is another process: pyHanko cannot sign inside Playwright's loop."""

    def done() -> Certificate:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()
