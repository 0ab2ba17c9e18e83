"""Taking back and issuing anew at the desk: HR in scope only, with a reason, and the old number stays readable."""

from typing import Any

import pytest
from django.test import Client

from certificates.models import Certificate
from people.models import Account, OrgUnit, Scope
from tests.factories.people import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db


def _desk(client: Client, unit: OrgUnit, role: str = Scope.Role.HR) -> Account:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=role)
    client.force_login(account)
    return account


def _address(certificate: Certificate) -> str:
    return f"/nhan-su/so-cap/{certificate.uuid}/"


def test_a_corrected_name_is_issued_anew(client: Client, certificate: Certificate, commune: OrgUnit) -> None:
    account = _desk(client, commune)
    person = certificate.enrolment.learner
    person.full_name = "Nguyễn Thị Hồng Anh"
    person.save()
    page = client.post(
        _address(certificate), {"viec": "cap-lai", "ly_do": "Sai tên"}, follow=True
    ).content.decode()
    assert "Bà Nguyễn Thị Hồng Anh" in page
    assert "0002/2026" in page
    assert certificate.revocation.revoked_by == account
    assert "Đã thu hồi" in client.get(f"/xac-minh/{certificate.serial}/").content.decode()


def test_revoking_shows_the_reason_to_the_desk(
    client: Client, certificate: Certificate, commune: OrgUnit
) -> None:
    _desk(client, commune)
    page = client.post(
        _address(certificate), {"viec": "thu-hoi", "ly_do": "Cấp nhầm"}, follow=True
    ).content.decode()
    assert "Cấp nhầm" in page
    assert "Sửa sai" not in page


@pytest.mark.parametrize(
    "data", [{}, {"viec": "cap-lai"}, {"viec": "xoa", "ly_do": "x"}, {"viec": "thu-hoi", "ly_do": " "}]
)
def test_nothing_happens_without_a_reason(
    client: Client, certificate: Certificate, commune: OrgUnit, data: dict[str, Any]
) -> None:
    _desk(client, commune)
    assert client.post(_address(certificate), data).status_code == 400
    assert not hasattr(certificate, "revocation")


def test_twice_is_refused_with_a_sentence(client: Client, certificate: Certificate, commune: OrgUnit) -> None:
    _desk(client, commune)
    for expected in (302, 409):
        answer = client.post(_address(certificate), {"viec": "thu-hoi", "ly_do": "Cấp nhầm"})
        assert answer.status_code == expected
    assert "đã được thu hồi trước đó" in answer.content.decode()


def test_leaders_look_but_do_not_change(client: Client, certificate: Certificate, commune: OrgUnit) -> None:
    _desk(client, commune, Scope.Role.LEADER)
    assert "Sửa sai" not in client.get(_address(certificate)).content.decode()
    assert client.post(_address(certificate), {"viec": "thu-hoi", "ly_do": "x"}).status_code == 403


def test_another_communes_line_does_not_exist(client: Client, certificate: Certificate) -> None:
    _desk(client, OrgUnitFactory())
    assert client.get(_address(certificate)).status_code == 404
    assert client.post(_address(certificate), {"viec": "thu-hoi", "ly_do": "x"}).status_code == 404
