"""A certificate and a batch."""

from uuid import uuid4

from django.core.files.base import ContentFile

from certificates.models import Certificate, CertificateBatch
from certificates.services.issuing import issue_certificate
from courses.models import (
    CourseRelease,
    Enrolment,
)
from courses.models.record import EventKind, EventSource
from courses.services.record import append_event
from people.models import (
    Account,
    OrgUnit,
)
from tests.scope.world.roles import AT


def make_batch(officer: Account, unit: OrgUnit, release: CourseRelease) -> CertificateBatch:
    """Done, with both files."""
    batch = CertificateBatch(
        kind="class", state="done", release=release, unit=unit, asked_at=AT, asked_by=officer, finished_at=AT
    )
    batch.print_file.save("in.pdf", ContentFile(b"%PDF-"), save=False)
    batch.zip_file.save("tep.zip", ContentFile(b"PK\x05\x06" + bytes(18)), save=False)
    batch.save()
    return batch


def make_certificate(enrolment: Enrolment, release: CourseRelease) -> Certificate:
    append_event(
        enrolment=enrolment, kind=EventKind.ASSESSMENT_PASSED, activity=release.items.get().activity, version=1,
        occurred_at=AT, recorded_at=AT, source=EventSource.QUIZ,
        evidence={"attempt": str(uuid4()), "score": 9, "of": 10, "pass_percent": 60},
    )  # fmt: skip
    certificate = issue_certificate(enrolment=enrolment, at=AT)
    certificate.pdf.save(f"{certificate.serial}.pdf", ContentFile(b"%PDF-1.7"))
    return certificate
