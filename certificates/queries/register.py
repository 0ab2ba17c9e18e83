"""Certificates found: by number, by file, by whose they are, by whom one may see."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from certificates.models import Certificate, RegisterCounter
from certificates.queries.standing import with_standing
from common.vietnamese import fold
from people.models import OrgUnit
from people.queries.identity import same_person
from people.queries.people import posted_on


def certificate_by_serial(serial: str) -> Certificate | None:
    """For the public check page."""
    wanted = with_standing(Certificate.objects.filter(serial=serial))
    return wanted.select_related("enrolment__course").first()


def certificate_by_file(sha256: str) -> Certificate | None:
    """The certificate whose file has this sum."""
    return with_standing(Certificate.objects.filter(pdf_sha256=sha256)).first()


def certificates_numbered(number: int, year: int) -> list[Certificate]:
    """Every office's certificate of that register number."""
    return list(with_standing(Certificate.objects.filter(number=number, year=year))[:500])


def certificate_for_reader(uuid: UUID) -> Certificate | None:
    """One certificate with what its download page needs."""
    return Certificate.objects.filter(uuid=uuid).select_related("enrolment__learner", "draft").first()


def certificates_of(person_id: int | None) -> QuerySet[Certificate]:
    """A learner's own, newest first; those of a record merged into theirs are theirs."""
    own = Certificate.objects.filter(enrolment__learner__in=same_person(person_id))
    return with_standing(own).select_related("enrolment__course", "draft").order_by("-issued_at", "-pk")


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


def register_offices(units: set[int] | None, day: date) -> list[OrgUnit]:
    """The offices that issued what these units' people hold."""
    offices = in_register(units, day).order_by().values("office").distinct()
    return list(OrgUnit.objects.filter(pk__in=offices))


def book_of(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """In the order of a printed register."""
    return rows.order_by("number")


def numbers_missing(office: OrgUnit, year: int) -> list[int]:
    """Numbers of a register that no row bears; promised to be none."""
    counter = RegisterCounter.objects.filter(office=office, year=year).first()
    rows = Certificate.objects.filter(office=office, year=year)
    if counter is None or rows.count() == counter.last:
        return []
    return sorted(set(range(1, counter.last + 1)) - set(rows.values_list("number", flat=True)))
