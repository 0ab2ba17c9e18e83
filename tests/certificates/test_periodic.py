"""The timetable finds what was missed: completions without a certificate, certificates without a file."""

from typing import Any

import pytest

from certificates import periodic
from certificates.models import Certificate
from certificates.services import files
from certificates.services.issuing import issue_certificate
from courses.models import Enrolment
from tests.certificates.conftest import ISSUED, Complete

pytestmark = pytest.mark.django_db


def test_a_completion_is_nudged_into_a_signed_certificate(
    complete: Complete, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enrolment = complete()
    certificate = Certificate.objects.get(enrolment=enrolment)
    assert certificate.signed
    assert len(certificate.pdf_sha256) == 64


def test_a_lost_nudge_is_made_good(complete: Complete) -> None:
    people = [complete() for _ in range(3)]
    periodic.issue_due()
    assert Certificate.objects.filter(enrolment__in=people).exclude(pdf="").count() == 3


def test_a_worker_that_died_before_the_file_is_made_good(complete: Complete) -> None:
    certificate = issue_certificate(enrolment=complete(), at=ISSUED)
    periodic.issue_due()
    certificate.refresh_from_db()
    assert certificate.pdf


def test_a_second_run_changes_nothing(complete: Complete) -> None:
    complete()
    periodic.issue_due()
    before = Certificate.objects.values().get()
    periodic.issue_due()
    periodic.issue_for_enrolment(Enrolment.objects.get().pk)
    assert Certificate.objects.values().get() == before


def test_one_name_that_cannot_be_printed_does_not_hold_up_the_others(complete: Complete) -> None:
    complete(full_name="Nguyễn 漢 An")
    complete(full_name="Nguyễn Văn An")
    periodic.issue_due()
    stuck, made = Certificate.objects.order_by("number")
    assert (stuck.pdf.name, bool(stuck.pdf_error)) == ("", True)
    assert made.pdf


def test_a_full_disk_leaves_the_row_for_the_next_run(
    complete: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolment = complete()

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(files, "keep", full)
        periodic.issue_for_enrolment(enrolment.pk)
    assert Certificate.objects.get().pdf.name == ""
    periodic.issue_due()
    assert Certificate.objects.get().pdf.name
