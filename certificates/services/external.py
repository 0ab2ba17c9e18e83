"""Papers earned elsewhere: handed in, returned, accepted into the record under a rule, taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from certificates.models import Equivalence, ExternalCertificate
from certificates.queries.papers import lacks_of
from common.clock import local_day, start_of_day
from common.errors import Conflict, DomainError
from common.vietnamese import clean
from courses.models import Course
from courses.models.record import EventKind, EventSource
from courses.services.enrolment import enrol
from courses.services.record import append_event, retract
from people.models import Account, Person
from people.services import audit

State = ExternalCertificate.State
MOST_WAITING = 10  # of one person: a queue is for reading


@dataclass(frozen=True)
class Paper:
    """What is written on it."""

    course: Course
    title: str
    issuer: str
    number: str
    issued_on: date
    hours: Decimal

    def columns(self) -> dict[str, Any]:
        texts = {name: clean(getattr(self, name)) for name in ("title", "issuer", "number")}
        return {"course": self.course, "issued_on": self.issued_on, "hours": self.hours, **texts}


@transaction.atomic
def submit(*, person: Person, paper: Paper, scan: ContentFile, at: datetime) -> ExternalCertificate:
    """Hand one in; the same number of the same issuer waits or stands once."""
    Person.objects.select_for_update().get(pk=person.pk)
    _check(person, paper, at)
    own = ExternalCertificate.objects.filter(person=person)
    if own.filter(state=State.SUBMITTED).count() >= MOST_WAITING:
        raise Conflict(_("Bạn đã nộp nhiều giấy đang chờ xem xét. Hãy đợi kết quả rồi nộp tiếp."))
    row = ExternalCertificate(person=person, submitted_at=at, **paper.columns())
    row.scan.save(scan.name or "scan", scan, save=False)
    row.save()
    return row


@transaction.atomic
def resubmit(
    *, certificate: ExternalCertificate, paper: Paper, scan: ContentFile | None, at: datetime
) -> ExternalCertificate:
    """Hand a returned one in again, mended; the old scan goes when a new one comes."""
    row = _in_state(certificate, State.RETURNED)
    _check(row.person, paper, at, but=row)
    for name, value in paper.columns().items():
        setattr(row, name, value)
    if scan:
        row.scan.delete(save=False)
        row.scan.save(scan.name or "scan", scan, save=False)
    row.state, row.submitted_at, row.reason = State.SUBMITTED, at, ""
    row.save()
    return row


@transaction.atomic
def withdraw(*, certificate: ExternalCertificate, at: datetime) -> None:
    """The person takes it back before it is decided; the scan is deleted, the row says that there was one."""
    row = _in_state(certificate, State.SUBMITTED, State.RETURNED)
    row.state, row.decided_at = State.WITHDRAWN, at
    row.scan.delete(save=False)
    row.save()


@transaction.atomic
def give_back(*, certificate: ExternalCertificate, reason: str, by: Account, at: datetime) -> None:
    """Return it to the person with what is missing."""
    row = _in_state(certificate, State.SUBMITTED)
    _decide(row, State.RETURNED, reason, by, at)
    _told("external_returned", row, by, at, reason=row.reason)


@transaction.atomic
def accept(*, certificate: ExternalCertificate, by: Account, at: datetime) -> ExternalCertificate:
    """Recognise it for its course, if the course's rule allows: a fact of the record, dated as the paper is."""
    row = _in_state(certificate, State.SUBMITTED)
    if by.person_id == row.person_id:
        raise DomainError(_("Không ai tự công nhận giấy của mình; hãy nhờ người khác trong bộ phận nhân sự."))
    lacks = lacks_of(row)
    if lacks:
        raise DomainError(" ".join(lacks))
    enrolment = enrol(learner=row.person, course=row.course, at=at, by=by)
    row.event = append_event(
        enrolment=enrolment, kind=EventKind.RECOGNISED, occurred_at=start_of_day(row.issued_on), recorded_at=at,
        recorded_by=by, source=EventSource.PAPER, backfilled=True,
        evidence={
            "certificate": str(row.uuid), "issuer": row.issuer, "number": row.number, "hours": float(row.hours),
            "title": row.title,
        },
    )  # fmt: skip
    row.state, row.decided_by, row.decided_at, row.reason = State.ACCEPTED, by, at, ""
    row.save()
    _told("external_accepted", row, by, at)
    return row


@transaction.atomic
def take_back(*, certificate: ExternalCertificate, reason: str, by: Account, at: datetime) -> None:
    """The acceptance was a mistake: a retracting event, and the paper waits with its person again."""
    row = _in_state(certificate, State.ACCEPTED)
    assert row.event is not None
    retract(event=row.event, reason=_reason(reason), at=at, by=by)
    row.event = None
    _decide(row, State.RETURNED, reason, by, at)
    _told("external_taken_back", row, by, at, reason=row.reason)


@transaction.atomic
def set_equivalence(*, course: Course, by: Account, at: datetime, **rule: Any) -> Equivalence:
    """What the course accepts from now on; what was accepted stands."""
    row, _made = Equivalence.objects.update_or_create(
        course=course, defaults={**rule, "set_at": at, "set_by": by}
    )
    detail = {"course": course.code, "legal_basis": row.basis}
    audit.record("equivalence_set", kind=audit.Kind.CHANGE, by=by, at=at, detail=detail)
    return row


def _check(person: Person, paper: Paper, at: datetime, but: ExternalCertificate | None = None) -> None:
    if paper.issued_on > local_day(at):
        raise DomainError(_("Ngày cấp ghi trên giấy chưa đến."))
    same = ExternalCertificate.objects.filter(
        person=person, number__iexact=clean(paper.number), issuer__iexact=clean(paper.issuer)
    ).exclude(state=State.WITHDRAWN)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Conflict(_("Giấy này đã được nộp rồi."))


def _in_state(certificate: ExternalCertificate, *states: str) -> ExternalCertificate:
    """The row, locked; two officers decide once."""
    row = ExternalCertificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if row.state not in states:
        raise Conflict(_("Giấy này đang ở trạng thái “%(state)s”.") % {"state": row.get_state_display()})
    return row


def _decide(row: ExternalCertificate, state: str, reason: str, by: Account, at: datetime) -> None:
    row.state, row.reason, row.decided_by, row.decided_at = state, _reason(reason), by, at
    row.save()


def _reason(reason: str) -> str:
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do để người nộp biết."))
    return reason.strip()[:300]


def _told(action: str, row: ExternalCertificate, by: Account, at: datetime, **detail: Any) -> None:
    told = {"course": row.course.code, "number": row.number, **detail}
    audit.record(action, kind=audit.Kind.CHANGE, by=by, at=at, person=row.person, detail=told)
