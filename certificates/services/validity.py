"""Setting how long a course's certificates stand, and giving the renewing course to those whose time is near."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.models import Certificate, Validity
from common.errors import DomainError
from courses.models import Course
from courses.services.enrolment import enrol
from people.models import Account
from people.services import audit


@transaction.atomic
def set_validity(
    *,
    course: Course,
    months: int,
    renewal_months: int,
    renewed_by: Collection[Course],
    by: Account,
    at: datetime,
) -> Validity:
    """For certificates issued from now on; those issued keep the day they were given."""
    if not 1 <= months <= 600:
        raise DomainError(_("Thời hạn phải từ 1 đến 600 tháng."))
    if not 0 <= renewal_months <= months:
        raise DomainError(_("Thời gian được học lại không dài hơn thời hạn của giấy."))
    if course in renewed_by:
        raise DomainError(
            _("Mỗi người học một khóa một lần: hãy chọn khóa bồi dưỡng lại, không chọn chính khóa này.")
        )
    row, _made = Validity.objects.update_or_create(
        course=course,
        defaults={"months": months, "renewal_months": renewal_months, "set_at": at, "set_by": by},
    )
    row.renewed_by.set(renewed_by)
    detail = {
        "course": course.code,
        "months": months,
        "renewed_by": ", ".join(sorted(one.code for one in renewed_by)),
    }
    audit.record("validity_set", kind=audit.Kind.CHANGE, by=by, at=at, detail=detail)
    return row


@transaction.atomic
def end_validity(*, course: Course, by: Account, at: datetime) -> None:
    """Certificates issued from now on have no end; those issued keep theirs."""
    gone, _rows = Validity.objects.filter(course=course).delete()
    if gone:
        detail = {"course": course.code}
        audit.record("validity_ended", kind=audit.Kind.CHANGE, by=by, at=at, detail=detail)


@transaction.atomic
def assign_renewal(
    *, certificates: Iterable[Certificate], course: Course, due_on: date, by: Account, at: datetime
) -> int:
    """Give the renewing course to the holders; returns how many did not have it yet."""
    rows = list(certificates)
    wrong = next((row for row in rows if not _renews(row, course)), None)
    if wrong:
        raise DomainError(
            _("Khóa “%(course)s” không gia hạn được giấy số %(number)s.")
            % {"course": course.title, "number": wrong.register_number}
        )
    made = 0
    for row in rows:
        enrolment = enrol(
            learner=row.enrolment.learner.merged_into or row.enrolment.learner,
            course=course, at=at, due_on=due_on, by=by,
        )  # fmt: skip
        made += enrolment.enrolled_at == at
    detail = {"course": course.code, "due_on": due_on.isoformat()}
    audit.record("renewal_assigned", kind=audit.Kind.CHANGE, by=by, at=at, count=made, detail=detail)
    return made


def _renews(certificate: Certificate, course: Course) -> bool:
    validity = getattr(certificate.enrolment.course, "certificate_validity", None)
    return validity is not None and validity.renewed_by.filter(pk=course.pk).exists()
