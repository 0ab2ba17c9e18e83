"""What comes after issue: names that no longer agree, certificates near their end, what renews them."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from assessments.queries.results import held_passes
from certificates.models import Certificate, Validity
from certificates.queries.register import in_register
from certificates.queries.standing import latest_standing
from certificates.rules import lasting as rules
from courses.models import Course


def last_day_of(course: Course, issued_on: date) -> date | None:
    """The last day of a certificate issued on a day; None where its course sets no end."""
    validity = Validity.objects.filter(course=course).first()
    return rules.last_day(issued_on, validity.months) if validity else None


def mismatched(units: set[int] | None, day: date) -> QuerySet[Certificate]:
    """Standing certificates whose name is not the one in the record any more: printed wrong, or changed since."""
    rows = latest_standing(in_register(units, day)).filter(enrolment__learner__merged_into__isnull=True)
    printed = rows.annotate(printed=KeyTextTransform("name", "facts"))
    return printed.exclude(printed=F("enrolment__learner__full_name")).select_related("enrolment__learner")


def held_certificates(units: set[int] | None, day: date) -> QuerySet[Certificate]:
    """Standing certificates over a pass that a regrade would not give: HR keeps it or takes both back."""
    held = held_passes(None).filter(attempt__enrolment=OuterRef("enrolment"))
    rows = latest_standing(in_register(units, day)).filter(Exists(held))
    return rows.select_related("enrolment__learner").order_by("enrolment__learner__sort_key", "pk")


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
