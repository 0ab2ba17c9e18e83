"""The check page tells five things; a certificate is seen by its owner and by HR in scope, by no other door."""

from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from certificates.badge_documents import achievement
from certificates.models import Certificate
from certificates.rendering.badge_picture import badge_png
from certificates.services.files import make_pdf
from certificates.services.issuing import issue_certificate, revoke_certificate
from common.clock import now
from courses.models import Course, CourseRelease, Enrolment
from courses.models.course import Audience
from people.models import Account, OrgUnit, Scope
from tests.certificates.conftest import ISSUED, Complete
from tests.factories.people import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(certificate: Certificate) -> Certificate:
    return make_pdf(certificate=certificate, at=now())


def _hr(unit: OrgUnit) -> Account:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit)
    return account


def test_anyone_sees_name_course_result_date_and_status_and_no_more(
    client: Client, issued: Certificate
) -> None:
    answer = client.get(f"/xac-minh/{issued.serial}/")
    page = answer.content.decode()
    for said in (
        "Nguyễn Thị Hồng Ánh",
        "An toàn thông tin cho cán bộ xã",
        "đạt 9/10",
        "19/10/2026",
        "Còn hiệu lực",
    ):
        assert said in page
    for private in ("1988", "Xuân Định", "Công chức", "0001/2026", str(issued.uuid)):
        assert private not in page
    assert answer.headers["X-Robots-Tag"].startswith("noindex")


def test_the_status_follows_a_revocation(client: Client, issued: Certificate) -> None:
    revoke_certificate(certificate=issued, reason="Cấp nhầm", by=AccountFactory(), at=ISSUED)
    page = client.get(f"/xac-minh/{issued.serial}/").content.decode()
    assert "Đã thu hồi" in page
    assert "Cấp nhầm" not in page


@pytest.mark.parametrize(
    "change", [str.lower, lambda serial: serial.replace("-", ""), lambda serial: f" {serial} "]
)
def test_a_typed_serial_may_be_untidy(client: Client, issued: Certificate, change: Any) -> None:
    answer = client.get("/xac-minh/", {"so-hieu": change(issued.serial)}, follow=True)
    assert "Nguyễn Thị Hồng Ánh" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("DN26-0001-22222222G", "Không có giấy chứng nhận mang số hiệu này"),
     ("DN26-0001-22222222", "Số hiệu gõ chưa đúng"), ("xin-chao", "Số hiệu gõ chưa đúng"),
     ("0001/2026", "Số vào sổ ai cũng đoán được")],
)  # fmt: skip
def test_an_unknown_serial_is_a_clear_404(client: Client, issued: Certificate, typed: str, said: str) -> None:
    answer = client.get("/xac-minh/", {"so-hieu": typed}, follow=True)
    assert answer.status_code == 404
    assert said in answer.content.decode()


def test_guessing_is_slowed_down(client: Client) -> None:
    with time_machine.travel(ISSUED, tick=False):  # all in one minute, however slow the machine
        codes = [client.get("/xac-minh/DN26-0001-22222222/").status_code for _ in range(61)]
    assert (codes[59], codes[60]) == (404, 429)


def test_checking_costs_one_query(
    client: Client, issued: Certificate, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        client.get(f"/xac-minh/{issued.serial}/")


def test_the_owner_gets_the_file(client: Client, issued: Certificate) -> None:
    client.force_login(AccountFactory(person=issued.enrolment.learner))
    answer = client.get(f"/giay-chung-nhan/{issued.uuid}.pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert issued.serial in client.get("/cua-toi/giay-chung-nhan/").content.decode()


def test_hr_of_the_commune_gets_it_and_hr_of_another_does_not(
    client: Client, issued: Certificate, commune: OrgUnit
) -> None:
    client.force_login(_hr(commune))
    assert client.get(f"/giay-chung-nhan/{issued.uuid}.pdf").status_code == 200
    client.force_login(_hr(OrgUnitFactory()))
    assert client.get(f"/giay-chung-nhan/{issued.uuid}.pdf").status_code == 404


def test_strangers_get_404_and_visitors_a_sign_in(client: Client, issued: Certificate) -> None:
    address = f"/giay-chung-nhan/{issued.uuid}.pdf"
    assert client.get(address).status_code == 302
    client.force_login(AccountFactory())
    assert client.get(address).status_code == 404
    assert issued.serial not in client.get("/cua-toi/giay-chung-nhan/").content.decode()


def test_a_certificate_being_made_says_so_and_looks_again(client: Client, complete: Complete) -> None:
    enrolment = complete()
    client.force_login(AccountFactory(person=enrolment.learner))
    mine = client.get("/cua-toi/giay-chung-nhan/").content.decode()
    assert "Đang lập" in mine
    assert 'hx-trigger="every 3s"' in mine
    certificate = issue_certificate(enrolment=enrolment, at=ISSUED)
    answer = client.get(f"/giay-chung-nhan/{certificate.uuid}.pdf")
    assert (answer.status_code, "đang được lập" in answer.content.decode()) == (404, True)


def test_the_register_shows_only_the_readers_scope(
    client: Client, issued: Certificate, commune: OrgUnit
) -> None:
    client.force_login(_hr(commune))
    assert "0001/2026" in client.get("/nhan-su/so-cap/").content.decode()
    client.force_login(_hr(OrgUnitFactory()))
    assert "0001/2026" not in client.get("/nhan-su/so-cap/").content.decode()


def test_the_register_is_for_the_desk(client: Client, issued: Certificate) -> None:
    client.force_login(AccountFactory(person=issued.enrolment.learner))
    assert client.get("/nhan-su/so-cap/").status_code == 403


@pytest.mark.parametrize(
    ("asked", "found"),
    [("q=hong anh", True), ("q=0001/2026", True), ("q=1/2025", False), ("q=ẩn danh", False), ("nam=2026", True),
     ("nam=1999", True), ("q=DN26-0001", True), ("q=an toàn", True), ("q=²", False), ("page=99", True)],
)  # fmt: skip
def test_the_register_is_searched(
    client: Client, issued: Certificate, commune: OrgUnit, asked: str, found: bool
) -> None:
    client.force_login(_hr(commune))
    answer = client.get(f"/nhan-su/so-cap/?{asked}")
    assert answer.status_code == 200
    assert ("0001/2026</b>" in answer.content.decode()) is found


def test_the_register_is_exported_within_the_scope(
    client: Client, issued: Certificate, commune: OrgUnit
) -> None:
    client.force_login(_hr(commune))
    answer = client.get("/nhan-su/so-cap/?xuat=xlsx")
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert ("0001/2026", issued.serial, "Nguyễn Thị Hồng Ánh", "05/03/1988") in [row[:4] for row in rows]


def test_the_register_costs_few_queries(
    client: Client, complete: Complete, commune: OrgUnit, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        issue_certificate(enrolment=complete(), at=ISSUED)
    client.force_login(_hr(commune))
    client.get("/nhan-su/so-cap/")
    with django_assert_max_num_queries(21):
        client.get("/nhan-su/so-cap/")


def test_the_signatory_is_named_in_the_studio(client: Client, province: OrgUnit) -> None:
    client.force_login(Account.objects.create_superuser("quan-tri", "", "mat-khau-1"))
    data = {
        "office": province.pk, "opening": "Chủ tịch Ủy ban nhân dân thành phố Đồng Nai", "on_behalf": "",
        "post": "Chủ tịch", "name": "Trần Thị Mẫu", "starts_on": "2026-05-01", "ends_on": "",
    }  # fmt: skip
    assert client.post(reverse("nguoi-ky:add"), data).status_code == 302
    assert "Trần Thị Mẫu" in client.get(reverse("nguoi-ky:index")).content.decode()


def test_a_villagers_paper_is_called_an_acknowledgement_also_when_the_course_changes(
    client: Client, complete: Complete, release: CourseRelease
) -> None:
    audience = release.course.audience
    Course.objects.filter(pk=release.course_id).update(audience=Audience.RESIDENT)
    enrolment = complete()
    paper = issue_certificate(enrolment=Enrolment.objects.get(pk=enrolment.pk), at=ISSUED)
    Course.objects.filter(pk=release.course_id).update(audience=audience)
    client.force_login(AccountFactory(person=enrolment.learner))
    for address in (f"/xac-minh/{paper.serial}/", "/cua-toi/giay-chung-nhan/"):
        assert "Ghi nhận hoàn thành" in client.get(address).content.decode()
    assert paper.paper_name == "Ghi nhận hoàn thành"
    assert achievement(paper)["achievementType"] == "Achievement"
    facts = {"course": "Ghi nhật ký", "office": "Sở Nông nghiệp"}
    assert badge_png(**facts, kind=paper.kind) != badge_png(**facts)
