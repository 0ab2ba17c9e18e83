"""Questions about the register: what is due, what stands, whose it is; never write."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from certificates.models import (
    Certificate,
    Equivalence,
    ExternalCertificate,
    LegalBasis,
    RegisterCounter,
    Revocation,
    Signatory,
    Validity,
)
from certificates.rules import lasting as rules
from common.vietnamese import fold
from courses.models import Course, Enrolment, LearningEvent
from courses.models.progress import State
from courses.models.record import EventKind, EventSource
from people.models import OrgUnit, Person
from people.queries.identity import same_person
from people.queries.people import posted_on

log = logging.getLogger(__name__)
LEARNING = (EventKind.ACTIVITY_COMPLETED, EventKind.ASSESSMENT_PASSED, EventKind.SESSION_ATTENDED)


class Standing:
    """What a certificate is worth today."""

    VALID, EXPIRED, REVOKED, SUPERSEDED = "valid", "expired", "revoked", "superseded"
    WORDS = {
        VALID: _("Còn hiệu lực"),
        EXPIRED: _("Hết hạn"),
        REVOKED: _("Đã thu hồi"),
        SUPERSEDED: _("Đã thay bằng bản cấp lại"),
    }


@dataclass(frozen=True)
class Known:
    """A file found in the register."""

    register_number: str
    standing: str
    expires_on: date | None = None


def with_standing(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Adds `revoked` and `superseded` to each row."""
    later = Certificate.objects.filter(enrolment=OuterRef("enrolment"), issue__gt=OuterRef("issue"))
    return certificates.annotate(
        revoked=Exists(Revocation.objects.filter(certificate=OuterRef("pk"))), superseded=Exists(later)
    )


def standing_of(certificate: Certificate, on: date) -> str:
    """Of a row from `with_standing`; revoked outweighs replaced, replaced outweighs ended."""
    if certificate.revoked:  # type: ignore[attr-defined]
        return Standing.REVOKED
    if certificate.superseded:  # type: ignore[attr-defined]
        return Standing.SUPERSEDED
    ended = rules.age_of(certificate.expires_on, 0, on) == rules.Age.ENDED
    return Standing.EXPIRED if ended else Standing.VALID


def certificate_by_serial(serial: str) -> Certificate | None:
    """For the public check page."""
    wanted = with_standing(Certificate.objects.filter(serial=serial))
    return wanted.select_related("enrolment__course").first()


def register_knows(sha256: str, on: date) -> Known | None:
    """The certificate whose file has this sum; None also where there is no database to ask (a foreign machine)."""
    try:
        found = with_standing(Certificate.objects.filter(pdf_sha256=sha256)).first()
    except DatabaseError as error:
        log.info("no register here: %s", error)
        return None
    return Known(found.register_number, standing_of(found, on), found.expires_on) if found else None


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


def in_register(
    units: set[int] | None,
    day: date,
    *,
    search: str = "",
    year: int | None = None,
    office: OrgUnit | None = None,
) -> QuerySet[Certificate]:
    """Certificates of people whom the units cover that day (None: everybody), newest first."""
    rows = Certificate.objects.all()
    if units is not None:
        posted = posted_on(day).filter(unit__in=units)
        own = Exists(posted.filter(person=OuterRef("enrolment__learner")))
        rows = rows.filter(own | Exists(posted.filter(person=OuterRef("enrolment__learner__merged_into"))))
    if year:
        rows = rows.filter(year=year)
    if office:
        rows = rows.filter(office=office)
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


def last_day_of(course: Course, issued_on: date) -> date | None:
    """The last day of a certificate issued on a day; None where its course sets no end."""
    validity = Validity.objects.filter(course=course).first()
    return rules.last_day(issued_on, validity.months) if validity else None


def book_of(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """In the order of a printed register."""
    return rows.order_by("number")


def mismatched(units: set[int] | None, day: date) -> QuerySet[Certificate]:
    """Standing certificates whose name is not the one in the record any more: printed wrong, or changed since."""
    rows = latest_standing(in_register(units, day)).filter(enrolment__learner__merged_into__isnull=True)
    printed = rows.annotate(printed=KeyTextTransform("name", "facts"))
    return printed.exclude(printed=F("enrolment__learner__full_name")).select_related("enrolment__learner")


def latest_standing(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Neither revoked nor replaced."""
    later = Certificate.objects.filter(enrolment=OuterRef("enrolment"), issue__gt=OuterRef("issue"))
    return rows.filter(~Exists(later), revocation__isnull=True)


def ending(units: set[int] | None, day: date, *, within: int, course: Course | None) -> QuerySet[Certificate]:
    """Certificates that have ended or end within so many days, soonest first, of people not renewed since.

    Renewed is who holds a standing certificate of a course that renews, issued after this one.
    """
    rows = latest_standing(in_register(units, day))
    rows = rows.filter(expires_on__lte=day + timedelta(days=within))
    if course:
        rows = rows.filter(enrolment__course=course)
    newer = Certificate.objects.filter(
        enrolment__learner=OuterRef("enrolment__learner"),
        enrolment__course__renews__course=OuterRef("enrolment__course"),
        issued_on__gte=OuterRef("issued_on"),
        revocation__isnull=True,
    ).filter(Q(expires_on__isnull=True) | Q(expires_on__gt=OuterRef("expires_on")))
    related = ("enrolment__learner__merged_into", "enrolment__course__certificate_validity")
    return rows.filter(~Exists(newer)).select_related(*related).order_by("expires_on", "pk")


def renewing_courses(certificates: Collection[Certificate]) -> dict[int, list[Course]]:
    """For each course of these certificates, the released courses that renew it."""
    courses = {row.enrolment.course_id for row in certificates}
    found: dict[int, list[Course]] = {}
    rules_of = Validity.objects.filter(course__in=courses).prefetch_related("renewed_by__releases")
    for validity in rules_of:
        found[validity.course_id] = [one for one in validity.renewed_by.all() if one.releases.all()]
    return found


def register_offices(units: set[int] | None, day: date) -> list[OrgUnit]:
    """The offices that issued what these units' people hold."""
    offices = in_register(units, day).order_by().values("office").distinct()
    return list(OrgUnit.objects.filter(pk__in=offices))


def numbers_missing(office: OrgUnit, year: int) -> list[int]:
    """Numbers of a register that no row bears; promised to be none."""
    counter = RegisterCounter.objects.filter(office=office, year=year).first()
    rows = Certificate.objects.filter(office=office, year=year)
    if counter is None or rows.count() == counter.last:
        return []
    return sorted(set(range(1, counter.last + 1)) - set(rows.values_list("number", flat=True)))


LACKS = {
    rules.Lack.NO_RULE: _("Khóa học này chưa có quy định công nhận giấy nơi khác."),
    rules.Lack.ISSUER: _("Nơi cấp không nằm trong danh sách được công nhận."),
    rules.Lack.HOURS: _("Số tiết ít hơn quy định."),
    rules.Lack.TOO_OLD: _("Giấy cấp trước ngày được công nhận."),
}


def lacks_of(paper: ExternalCertificate) -> list[str]:
    """Why the rule of its course does not accept a paper, in sentences; empty when it does."""
    rule = Equivalence.objects.filter(course=paper.course_id).first()
    accepted = _accepted(rule) if rule else None
    lacks = rules.lacking(accepted, issuer=fold(paper.issuer), hours=paper.hours, issued_on=paper.issued_on)
    return [str(LACKS[lack]) for lack in lacks]


def _accepted(rule: Equivalence) -> rules.Accepted:
    issuers = tuple(fold(line) for line in rule.issuers.splitlines() if line.strip())
    return rules.Accepted(issuers=issuers, least_hours=rule.least_hours, issued_from=rule.issued_from)


def papers_of(person_id: int | None) -> QuerySet[ExternalCertificate]:
    """A person's own papers from elsewhere, newest first."""
    own = ExternalCertificate.objects.filter(person__in=same_person(person_id))
    return own.select_related("course").order_by("-submitted_at", "-pk")


def papers_waiting(people: QuerySet[Person], state: str) -> QuerySet[ExternalCertificate]:
    """Papers of these people in a state, first in first out."""
    rows = ExternalCertificate.objects.filter(person__in=people, state=state)
    return rows.select_related("person", "course").order_by("submitted_at", "pk")


def courses_accepting() -> QuerySet[Course]:
    """Courses that accept something instead of themselves."""
    return (
        Course.objects.filter(equivalence__isnull=False, releases__isnull=False).distinct().order_by("title")
    )


def certificate_by_file(sha256: str) -> Certificate | None:
    """The certificate whose file has this sum."""
    return with_standing(Certificate.objects.filter(pdf_sha256=sha256)).first()


def certificates_numbered(number: int, year: int) -> list[Certificate]:
    """Every office's certificate of that register number."""
    return list(with_standing(Certificate.objects.filter(number=number, year=year))[:500])
