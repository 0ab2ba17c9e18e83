"""Twenty workers at once: one certificate an enrolment, numbers without a gap, one file."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from certificates.models import Certificate
from certificates.services.files import make_pdf
from certificates.services.issuing import issue_certificate
from common.clock import now
from courses.models import Enrolment
from tests.certificates.conftest import ISSUED, Complete

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_nudge(settings: Any) -> None:
    """These tests call the services themselves."""
    settings.NUDGES = {}


def _at_once(act: Callable[[Any], Any], given: list[Any]) -> list[Any]:
    def run(one: Any) -> Any:
        try:
            return act(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        return list(pool.map(run, given))


def _issue(enrolment_id: int) -> int:
    enrolment = Enrolment.objects.select_related("course", "release", "learner").get(pk=enrolment_id)
    return issue_certificate(enrolment=enrolment, at=ISSUED).pk


def test_twenty_workers_issue_one_certificate(complete: Complete) -> None:
    enrolment = complete()
    assert len(set(_at_once(_issue, [enrolment.pk] * 20))) == 1
    assert Certificate.objects.get().number == 1


def test_many_people_at_once_leave_no_gap_in_the_register(complete: Complete) -> None:
    people = [complete().pk for _ in range(10)]
    _at_once(_issue, people * 2)
    assert sorted(Certificate.objects.values_list("number", flat=True)) == list(range(1, 11))


def test_two_workers_making_one_file_keep_the_first(complete: Complete) -> None:
    certificate = issue_certificate(enrolment=complete(), at=ISSUED)
    names = _at_once(
        lambda pk: make_pdf(certificate=Certificate.objects.get(pk=pk), at=now()).pdf.name,
        [certificate.pk] * 4,
    )
    certificate.refresh_from_db()
    assert set(names) == {certificate.pdf.name}
    stored = certificate.pdf.storage.listdir("certificates/2026")[1]
    assert [certificate.pdf.name] == [
        f"certificates/2026/{name}" for name in stored if certificate.serial in name
    ]
