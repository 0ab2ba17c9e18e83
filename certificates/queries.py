"""Questions about the register: what is due, what stands, whose it is; never write."""

import logging
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate, LegalBasis, RegisterCounter, Revocation, Signatory
from common.vietnamese import fold
from courses.models import Enrolment, LearningEvent
from courses.models.progress import State
from courses.models.record import EventKind, EventSource
from people.queries.identity import same_person
from people.queries.people import posted_on

log = logging.getLogger(__name__)
LEARNING = (EventKind.ACTIVITY_COMPLETED, EventKind.ASSESSMENT_PASSED, EventKind.SESSION_ATTENDED)


class Standing:
    """What a certificate is worth today."""

    VALID, REVOKED, SUPERSEDED = "valid", "revoked", "superseded"
    WORDS = {VALID: _("Còn hiệu lực"), REVOKED: _("Đã thu hồi"), SUPERSEDED: _("Đã thay bằng bản cấp lại")}


@dataclass(frozen=True)
class Known:
    """A file found in the register."""

    register_number: str
    standing: str


def with_standing(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Adds `revoked` and `superseded` to each row."""
    later = Certificate.objects.filter(enrolment=OuterRef("enrolment"), issue__gt=OuterRef("issue"))
    return certificates.annotate(
        revoked=Exists(Revocation.objects.filter(certificate=OuterRef("pk"))), superseded=Exists(later)
    )


def standing_of(certificate: Certificate) -> str:
    """Of a row from `with_standing`; revoked outweighs replaced."""
    if certificate.revoked:  # type: ignore[attr-defined]
        return Standing.REVOKED
    return Standing.SUPERSEDED if certificate.superseded else Standing.VALID  # type: ignore[attr-defined]


def certificate_by_serial(serial: str) -> Certificate | None:
    """For the public check page."""
    wanted = with_standing(Certificate.objects.filter(serial=serial))
    return wanted.select_related("enrolment__course").first()


def register_knows(sha256: str) -> Known | None:
    """The certificate whose file has this sum; None also where there is no database to ask (a foreign machine)."""
    try:
        found = with_standing(Certificate.objects.filter(pdf_sha256=sha256)).first()
    except DatabaseError as error:
        log.info("no register here: %s", error)
        return None
    return Known(found.register_number, standing_of(found)) if found else None


def certificates_of(person_id: int | None) -> QuerySet[Certificate]:
    """A learner's own, newest first; those of a record merged into theirs are theirs."""
    own = Certificate.objects.filter(enrolment__learner__in=same_person(person_id))
    return with_standing(own).select_related("enrolment__course", "draft").order_by("-issued_at", "-pk")


def awaited_courses(person_id: int | None) -> list[str]:
    """Titles of courses completed a moment ago, whose certificate is not entered yet."""
    if not person_id:
        return []
    own = _due().filter(learner_id=person_id)
    return list(own.order_by("-progress__completed_at").values_list("release__title", flat=True))


def in_register(units: set[int] | None, day: date, *, search: str, year: int | None) -> QuerySet[Certificate]:
    """Certificates of people whom the units cover that day (None: everybody), newest first."""
    rows = Certificate.objects.all()
    if units is not None:
        posted = posted_on(day).filter(unit__in=units)
        own = Exists(posted.filter(person=OuterRef("enrolment__learner")))
        rows = rows.filter(own | Exists(posted.filter(person=OuterRef("enrolment__learner__merged_into"))))
    if year:
        rows = rows.filter(year=year)
    return with_standing(_searched(rows, search)).order_by("-year", "-number", "office")


def _searched(rows: QuerySet[Certificate], search: str) -> QuerySet[Certificate]:
    """By folded name or course, by serial, or by register number such as 0412/2026."""
    if not search:
        return rows
    number, _slash, year = search.partition("/")
    if number.isdecimal():
        rows = rows.filter(number=int(number[:9]))
        return rows.filter(year=int(year)) if year.isdecimal() and len(year) == 4 else rows
    wanted = Q(enrolment__learner__name_folded__contains=fold(search)) | Q(serial__istartswith=search)
    return rows.filter(wanted | Q(enrolment__course__title__icontains=search))


def years_in_register() -> list[int]:
    """Newest first."""
    return list(RegisterCounter.objects.order_by("-year").values_list("year", flat=True).distinct())


def _due() -> QuerySet[Enrolment]:
    """Completed, not excused, without a certificate: the anti-join that makes issuing sure.

    What is left with a record merged away has its twin with the survivor: one certificate a person and course.

    What rests on paper alone (a class held before this system, typed in later) had its certificate on paper then.
    """
    issued = Certificate.objects.filter(enrolment=OuterRef("pk"))
    twin = Certificate.objects.filter(
        enrolment__learner__merged_into=OuterRef("learner"), enrolment__course=OuterRef("course")
    )
    learnt_here = LearningEvent.objects.filter(enrolment=OuterRef("pk"), kind__in=LEARNING).exclude(
        source__in=[EventSource.PAPER, EventSource.IMPORT]
    )
    completed = Enrolment.objects.filter(
        progress__state=State.COMPLETED,
        progress__completed_at__isnull=False,
        learner__merged_into__isnull=True,
    )
    return completed.filter(Exists(learnt_here), ~Exists(issued), ~Exists(twin))


def is_due(enrolment_id: int) -> bool:
    """Whether this enrolment waits for a certificate."""
    return _due().filter(pk=enrolment_id).exists()


def enrolments_due(limit: int) -> list[int]:
    """Enrolments to issue a certificate for, first completed first."""
    return list(_due().order_by("progress__completed_at", "pk").values_list("pk", flat=True)[:limit])


def certificates_without_pdf(limit: int) -> list[int]:
    """Issued but not yet drawn: a worker died in between, or a letter was missing. Refused ones come last."""
    return list(without_file().order_by("pdf_error", "pk").values_list("pk", flat=True)[:limit])


def without_file() -> QuerySet[Certificate]:
    """Entered, and nothing drawn: neither the file nor the draft that waits to be signed."""
    return Certificate.objects.filter(pdf="", draft=None)


def signatory_of(office_id: int, day: date) -> Signatory | None:
    """Who signs for the office that day."""
    return (
        Signatory.objects.filter(office=office_id, starts_on__lte=day)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
        .order_by("-starts_on", "-pk")
        .first()
    )


def bases_of(office_id: int, day: date) -> dict[int | None, str]:
    """The office's legal bases that day: by course, and its own under None; of several the one begun last."""
    held = LegalBasis.objects.filter(office=office_id, starts_on__lte=day)
    held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)).order_by("starts_on", "pk")
    return dict(held.values_list("course_id", "text"))


def certificate_for_reader(uuid: UUID) -> Certificate | None:
    """One certificate with what its download page needs."""
    return Certificate.objects.filter(uuid=uuid).select_related("enrolment__learner", "draft").first()
