"""The printed register: every line by number, heads on each page, gaps told, an extract for a commune."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from certificates.models import Certificate
from certificates.services.issuing import issue_certificate, revoke_certificate
from people.models import AuditEntry, OrgUnit, Scope
from tests.certificates.conftest import ISSUED, Complete
from tests.factories.people import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db


def _desk(client: Client, unit: OrgUnit | None, role: str = Scope.Role.HR) -> None:
    account = AccountFactory(is_superuser=unit is None)
    if unit:
        Scope.objects.create(account=account, unit=unit, role=role)
    client.force_login(account)


def _pages(client: Client, office: OrgUnit, year: int = 2026) -> list[str]:
    answer = client.get(f"/nhan-su/so-cap/in/?noi_cap={office.uuid}&nam={year}")
    assert answer["Content-Type"] == "application/pdf", answer.content.decode()[:500]
    pages = PdfReader(BytesIO(b"".join(answer.streaming_content))).pages  # type: ignore[attr-defined]
    return [" ".join(page.extract_text().split()) for page in pages]


def test_every_line_is_there_in_the_order_of_its_number(
    client: Client, complete: Complete, province: OrgUnit
) -> None:
    names = ["Y Bhăm Niê Kdăm", "Thạch Sô Phia", "Nguyễn Thị Ngọc Ánh", "H’Hen Niê"] * 8
    issued = [issue_certificate(enrolment=complete(full_name=name), at=ISSUED) for name in names]
    revoke_certificate(certificate=issued[2], reason="Cấp nhầm", by=AccountFactory(), at=ISSUED)
    _desk(client, None)
    pages = _pages(client, province)
    text = " ".join(pages)
    places = [text.index(one.register_number) for one in issued]
    assert places == sorted(places)
    assert "SỔ CẤP GIẤY CHỨNG NHẬN NĂM 2026" in pages[0]
    assert len(pages) > 1
    assert all("Họ và tên" in page and f"Trang {n}/" in page for n, page in enumerate(pages[:-1], start=1))
    assert "Tổng số: 32 giấy chứng nhận; đã thu hồi 1" in pages[-1]
    assert "Từ số 0001/2026 đến số 0032/2026, liên tục, không thiếu số." in pages[-1]
    assert "Cấp nhầm" not in text  # why is for the desk, not for a book that many hands turn
    assert "H’Hen Niê" in text
    assert AuditEntry.objects.filter(action="register_printed", count=32).exists()


def test_a_missing_number_is_told(client: Client, complete: Complete, province: OrgUnit) -> None:
    for _turn in range(3):
        issue_certificate(enrolment=complete(), at=ISSUED)
    Certificate.objects.filter(number=2).delete()
    _desk(client, None)
    assert "thiếu số 2." in _pages(client, province)[-1]


def test_a_commune_prints_an_extract_of_its_own_people(
    client: Client, certificate: Certificate, province: OrgUnit, commune: OrgUnit
) -> None:
    _desk(client, commune)
    text = " ".join(_pages(client, province))
    assert "TRÍCH SỔ CẤP" in text
    assert "liên tục" not in text
    _desk(client, OrgUnitFactory())
    assert client.get(f"/nhan-su/so-cap/in/?noi_cap={province.uuid}&nam=2026").status_code == 400


def test_leaders_look_on_screen_only(client: Client, certificate: Certificate, commune: OrgUnit) -> None:
    _desk(client, commune, Scope.Role.LEADER)
    assert client.get("/nhan-su/so-cap/in/").status_code == 403
    assert "In sổ" not in client.get("/nhan-su/so-cap/").content.decode()


def test_the_page_says_when_there_is_nothing_to_print(client: Client, province: OrgUnit) -> None:
    _desk(client, None)
    assert "Chưa có gì để in" in client.get("/nhan-su/so-cap/in/").content.decode()
