"""Certificates for what the demonstration's people earned, in the order in which they earned it."""

from datetime import date

from certificates.models import Signatory
from certificates.queries.due import enrolments_due
from certificates.services.issuing import issue_certificate
from courses.models import Enrolment
from people.models import OrgUnit

FOUNDED = date(2016, 1, 1)


def appoint(office: OrgUnit) -> Signatory:
    """Somebody whose very name says that this is a sample."""
    return Signatory.objects.create(
        office=office, name="Trần Thị Mẫu", post="Phó Giám đốc", on_behalf="KT. Giám đốc",
        opening=f"Giám đốc {office.full_name}", starts_on=office.valid_from or FOUNDED,
    )  # fmt: skip


def issue_earned() -> int:
    """Enter them in the register as of the day of completion; the files are drawn when asked for, or in time."""
    due = enrolments_due(limit=10_000)
    earned = Enrolment.objects.filter(pk__in=due).order_by("progress__completed_at", "pk")
    earned = earned.select_related("course__owner_unit", "release", "learner", "progress")
    for office in OrgUnit.objects.filter(course__enrolments__in=due).distinct():
        appoint(office)
    for enrolment in earned:
        issue_certificate(enrolment=enrolment, at=enrolment.progress.completed_at)  # type: ignore[arg-type]
    return len(earned)
