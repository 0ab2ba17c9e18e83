"""Taking back and issuing anew at the desk: HR in scope only, with a reason, and the old number stays readable."""

from datetime import timedelta

import pytest
from django.test import Client

from certificates.models import Certificate
from people.models import Account, OrgUnit, Scope
from tests.certificates.conftest import ISSUED
from tests.factories.people import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db


def _desk(client: Client, unit: OrgUnit, role: str = Scope.Role.HR) -> Account:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=role)
    client.force_login(account)
    return account


def _address(certificate: Certificate, deed: str = "") -> str:
    return f"/nhan-su/so-cap/{certificate.uuid}/{deed}"


def test_a_corrected_name_is_issued_anew(
    client: Client, certificate: Certificate, commune: OrgUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("common.clock.now", lambda: ISSUED + timedelta(days=9))  # numbers count within a year
    account = _desk(client, commune)
    person = certificate.enrolment.learner
    person.full_name = "Nguyễn Thị Hồng Anh"
    person.save()
    assert "hồ sơ ghi Nguyễn Thị Hồng Anh" in client.get("/nhan-su/so-cap/").content.decode()
    asked = client.get(_address(certificate, "cap-lai/")).content.decode()
    assert "Cấp lại cho Nguyễn Thị Hồng Anh" in asked
    data = {"viec": "dinh_chinh", "ly_do": "Sai tên"}
    page = client.post(_address(certificate, "cap-lai/"), data, follow=True).content.decode()
    assert "Bà Nguyễn Thị Hồng Anh" in page
    assert "0002/2026" in page
    assert certificate.replaced.replaced_by == account
    assert "Đã thay bằng bản cấp lại" in client.get(f"/xac-minh/{certificate.serial}/").content.decode()


def test_nothing_to_correct_is_said_before(
    client: Client, certificate: Certificate, commune: OrgUnit
) -> None:
    _desk(client, commune)
    assert "Hồ sơ hiện nay giống hệt" in client.get(_address(certificate, "cap-lai/")).content.decode()


def test_revoking_shows_the_reason_to_the_desk(
    client: Client, certificate: Certificate, commune: OrgUnit
) -> None:
    _desk(client, commune)
    assert (
        "Thu hồi giấy của Nguyễn Thị Hồng Ánh"
        in client.get(_address(certificate, "thu-hoi/")).content.decode()
    )
    page = client.post(_address(certificate, "thu-hoi/"), {"ly_do": "Cấp nhầm"}, follow=True).content.decode()
    assert "Cấp nhầm" in page
    assert "Thu hồi…" not in page
    assert "Cấp lại…" in page


@pytest.mark.parametrize(
    ("deed", "data"),
    [
        ("cap-lai/", {"viec": "dinh_chinh"}), ("cap-lai/", {"viec": "xoa", "ly_do": "x"}),
        ("cap-lai/", {"viec": "cap_lai", "ly_do": "x"}), ("thu-hoi/", {"ly_do": " "}),
    ],
)  # fmt: skip
def test_nothing_happens_without_a_reason_that_fits(
    client: Client, certificate: Certificate, commune: OrgUnit, deed: str, data: dict[str, str]
) -> None:
    _desk(client, commune)
    assert client.post(_address(certificate, deed), data).status_code == 400
    assert Certificate.objects.count() == 1
    assert not hasattr(certificate, "revocation")


def test_twice_is_refused_with_a_sentence(client: Client, certificate: Certificate, commune: OrgUnit) -> None:
    _desk(client, commune)
    for expected in (302, 409):
        answer = client.post(_address(certificate, "thu-hoi/"), {"ly_do": "Cấp nhầm"})
        assert answer.status_code == expected
    assert "đã được thu hồi trước đó" in answer.content.decode()


@pytest.mark.parametrize("deed", ["thu-hoi/", "cap-lai/"])
def test_leaders_look_but_do_not_change(
    client: Client, certificate: Certificate, commune: OrgUnit, deed: str
) -> None:
    _desk(client, commune, Scope.Role.LEADER)
    assert "Sửa sai" not in client.get(_address(certificate)).content.decode()
    assert client.get(_address(certificate, deed)).status_code == 403
    assert client.post(_address(certificate, deed), {"ly_do": "x"}).status_code == 403


@pytest.mark.parametrize("deed", ["", "thu-hoi/", "cap-lai/"])
def test_another_communes_line_does_not_exist(client: Client, certificate: Certificate, deed: str) -> None:
    _desk(client, OrgUnitFactory())
    assert client.get(_address(certificate, deed)).status_code == 404
