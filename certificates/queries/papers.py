"""Papers from elsewhere: whose, which wait, and what the rule of their course finds lacking."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from certificates.models import Equivalence, ExternalCertificate
from certificates.rules import lasting as rules
from common.vietnamese import fold
from courses.models import Course
from people.models import Person
from people.queries.identity import same_person

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
