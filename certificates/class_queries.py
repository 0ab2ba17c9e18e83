"""Questions for issuing to a class and for what waits: who is due, who is not and why; never write."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, Count, Exists, Min, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate, CertificateBatch
from certificates.queries.due import LEARNING
from certificates.queries.register import in_register
from common.clock import end_of_day, start_of_day
from courses.models import CourseRelease, Enrolment, LearningEvent
from courses.models.progress import State
from courses.models.record import EventSource
from people.models import Account, Person


class Claim:
    """How somebody in a class stands to a certificate."""

    DUE, PAPER, HELD, OUTSIDE, EXCUSED, GOING, IDLE = (
        "due",
        "paper",
        "held",
        "outside",
        "excused",
        "going",
        "idle",
    )
    WORDS: dict[str, Any] = {
        DUE: _("Được cấp"),
        PAPER: _("Chỉ có hồ sơ giấy"),
        HELD: _("Đã có giấy"),
        OUTSIDE: _("Hoàn thành ngoài thời gian đã chọn"),
        EXCUSED: _("Được miễn, không cấp"),
        GOING: _("Đang học"),
        IDLE: _("Chưa bắt đầu"),
    }
    CHIPS = {DUE: "info", PAPER: "warn", HELD: "ok", GOING: "info"}


def in_class(
    release: CourseRelease, people: QuerySet[Person], since: date | None, until: date | None
) -> QuerySet[Any]:
    """Everybody of these people in the release, each with `claim`, by given name."""
    completed = Q(progress__state=State.COMPLETED, progress__completed_at__isnull=False)
    within = Q()
    if since:
        within &= Q(progress__completed_at__gte=start_of_day(since))
    if until:
        within &= Q(progress__completed_at__lt=end_of_day(until))
    claim = Case(
        When(Exists(_held()), then=Value(Claim.HELD)),
        When(progress__state=State.EXCUSED, then=Value(Claim.EXCUSED)),
        When(completed & ~within, then=Value(Claim.OUTSIDE)) if within else When(pk=None, then=Value("")),
        When(completed & Exists(_learnt_here()), then=Value(Claim.DUE)),
        When(completed, then=Value(Claim.PAPER)),
        When(progress__state=State.IN_PROGRESS, then=Value(Claim.GOING)),
        default=Value(Claim.IDLE),
        output_field=CharField(),
    )
    rows = Enrolment.objects.filter(release=release, learner__in=people).annotate(claim=claim)
    return rows.order_by("learner__sort_key", "pk")


def to_issue(rows: QuerySet[Any], *, with_paper: bool) -> list[int]:
    """Whom a batch is for: the due, those who hold one (for the print file), and on paper alone if so decided."""
    wanted = [Claim.DUE, Claim.HELD, *([Claim.PAPER] if with_paper else [])]
    return list(rows.filter(claim__in=wanted).values_list("pk", flat=True))


def counts(rows: QuerySet[Any]) -> dict[str, int]:
    """How many stand how."""
    return dict(rows.order_by().values_list("claim").annotate(Count("pk")))


def _held() -> QuerySet[Certificate]:
    same_course = Q(enrolment__learner__merged_into=OuterRef("learner"), enrolment__course=OuterRef("course"))
    return Certificate.objects.filter(Q(enrolment=OuterRef("pk")) | same_course)


def _learnt_here() -> QuerySet[LearningEvent]:
    events = LearningEvent.objects.filter(enrolment=OuterRef("pk"), kind__in=LEARNING)
    return events.exclude(source__in=[EventSource.PAPER, EventSource.IMPORT])


def releases_learnt() -> QuerySet[CourseRelease]:
    """Releases that somebody has completed, the newest course first."""
    done = Enrolment.objects.filter(release=OuterRef("pk"), progress__completed_at__isnull=False)
    return CourseRelease.objects.filter(Exists(done)).select_related("course").order_by("title", "-number")


def batches_for(account: Account, units: set[int] | None) -> QuerySet[CertificateBatch]:
    """Batches over the account's units, and its own; those over everybody only for who answers for everybody."""
    rows = CertificateBatch.objects.select_related("release", "unit", "asked_by")
    return rows if units is None else rows.filter(Q(unit__in=units) | Q(kind="signed", asked_by=account))


@dataclass(frozen=True)
class Wait:
    """Certificates that wait for the same thing."""

    reason: str
    count: int
    since: datetime


def waits(units: set[int] | None, day: date) -> list[Wait]:
    """What certificates of these units' people wait for, the most first."""
    rows = in_register(units, day, search="", year=None).filter(pdf="", draft=None).order_by()
    found = rows.values_list("pdf_error").annotate(count=Count("pk"), since=Min("issued_at"))
    return sorted((Wait(*one) for one in found), key=lambda wait: -wait.count)


def to_sign(units: set[int] | None, day: date) -> QuerySet[Certificate]:
    """Drafts that wait for the agency's signature, the oldest first."""
    rows = in_register(units, day, search="", year=None).filter(pdf="", draft__isnull=False)
    return rows.select_related("draft").order_by("year", "number")
