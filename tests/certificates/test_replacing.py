"""A corrected document: a new number, the old one superseded, both in the register, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections
from django.test import Client

from certificates.models import Certificate, Replacement
from certificates.queries.afterwards import mismatched
from certificates.queries.register import certificate_by_serial, in_register
from certificates.queries.standing import standing_of
from certificates.register_lines import remark
from certificates.services.issuing import revoke_certificate
from certificates.services.replacing import changes, replace_certificate
from common.errors import Conflict, DomainError
from people.models import AuditEntry
from tests.certificates.conftest import ISSUED
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 1)
Kind = Replacement.Kind


@pytest.fixture
def renamed(certificate: Certificate) -> Certificate:
    learner = certificate.enrolment.learner
    learner.full_name = "Nguyễn Thị Hồng Anh"
    learner.save()
    return Certificate.objects.get(pk=certificate.pk)


def _replace(certificate: Certificate, kind: str = Kind.CORRECTION) -> Certificate:
    return replace_certificate(
        certificate=certificate, kind=kind, reason="Sai dấu", by=AccountFactory(), at=ISSUED
    )


def _standing(certificate: Certificate) -> str:
    found = certificate_by_serial(certificate.serial)
    assert found
    return standing_of(found, TODAY)


def test_both_numbers_stay_in_the_register_and_say_what_became_of_them(renamed: Certificate) -> None:
    fresh = _replace(renamed)
    assert (fresh.issue, fresh.number, fresh.facts["name"]) == (2, 2, "Nguyễn Thị Hồng Anh")
    assert [_standing(renamed), _standing(fresh)] == ["superseded", "valid"]
    old, new = in_register(None, TODAY).order_by("number")
    assert remark(old) == "Thay bằng số 0002/2026."
    assert remark(new, reasons=True) == "Thay số 0001/2026: Sai dấu.\nTrước ghi: Nguyễn Thị Hồng Ánh."
    assert AuditEntry.objects.get(action="certificate_replaced").detail["new_number"] == "0002/2026"


def test_the_desk_is_shown_what_would_change_and_whose_name_no_longer_agrees(renamed: Certificate) -> None:
    assert [then for _label, then, _now in changes(renamed, TODAY)] == ["Nguyễn Thị Hồng Ánh"]
    assert list(mismatched(None, TODAY)) == [renamed]
    _replace(renamed)
    assert not mismatched(None, TODAY)


def test_twice_is_a_conflict_and_takes_no_number(renamed: Certificate) -> None:
    _replace(renamed)
    with pytest.raises(Conflict, match="đã được thay"):
        _replace(renamed)
    assert Certificate.objects.count() == 2


def test_what_was_taken_back_can_be_issued_again_and_only_as_that(certificate: Certificate) -> None:
    with pytest.raises(DomainError, match="chưa thu hồi"):
        _replace(certificate, Kind.RESTORED)
    revoke_certificate(certificate=certificate, reason="Nhầm", by=AccountFactory(), at=ISSUED)
    with pytest.raises(DomainError, match="đã thu hồi"):
        _replace(certificate)
    fresh = _replace(certificate, Kind.RESTORED)
    assert [_standing(certificate), _standing(fresh)] == ["revoked", "valid"]


def test_without_a_reason_nothing_is_issued(certificate: Certificate) -> None:
    with pytest.raises(DomainError, match="lý do"):
        replace_certificate(
            certificate=certificate, kind=Kind.CORRECTION, reason=" ", by=AccountFactory(), at=ISSUED
        )
    assert Certificate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_make_one_document(certificate: Certificate) -> None:
    if connection.vendor == "sqlite" and connection.settings_dict["NAME"] == ":memory:":
        pytest.fail("two connections need a database in a file")

    def correct(_turn: int) -> str:
        try:
            return _replace(certificate).register_number
        except Conflict as refused:
            return str(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(correct, range(2)))
    assert Certificate.objects.count() == 2
    assert sum("đã được thay" in one for one in told) == 1


def test_a_superseded_page_asks_for_the_new_one(client: Client, renamed: Certificate) -> None:
    _replace(renamed)
    page = client.get(f"/xac-minh/{renamed.serial}/").content.decode()
    assert "Đã thay bằng bản cấp lại" in page
    assert "Sai dấu" not in page
