"""Plans a class, opens it to people, changes it and calls it off."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from courses.models import CourseRelease, Meeting, TrainingSession
from courses.models.session import PLANNED, SessionState
from courses.queries.training.attendance import was_taken
from courses.queries.training.plans import COLUMNS, stamp_of, teachers_of
from courses.services.training.credits import settle
from courses.services.training.parts import store_costs, store_partners, store_trainers
from courses.services.training.roll import Roll
from courses.services.training.telling import tell_invited, tell_touched, tell_trainers
from people.models import Account, OrgUnit
from people.services.audit import Kind, record
from people.services.staff_codes import one_at_a_time


@dataclass(frozen=True)
class Plan:
    """All that the form of a class says."""

    title: str
    release: CourseRelease
    lead_unit: OrgUnit
    capacity: int
    hours: Decimal
    registration: str
    attendance_percent: int | None = None
    attendance_hours: Decimal | None = None
    registration_ends_at: datetime | None = None
    note: str = ""
    sponsors: str = ""
    partners: Iterable[OrgUnit] = ()
    trainers: Iterable[Account] = ()
    guests: Iterable[tuple[str, str]] = ()
    costs: dict[str, int] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, Any]:
        """What stands in the row of the class itself."""
        return {name: getattr(self, name) for name in COLUMNS}


@transaction.atomic
def plan_session(*, plan: Plan, at: datetime, by: Account) -> TrainingSession:
    """A draft: nobody is told before it opens."""
    session = TrainingSession.objects.create(
        **plan.columns, code=_next_code(at), created_at=at, created_by=by
    )
    _store_parts(session, plan, at)
    detail = {"class": session.code, "title": session.title}
    record("class_planned", kind=Kind.CHANGE, by=by, at=at, unit=session.lead_unit, detail=detail)
    return session


@transaction.atomic
def change_session(
    *, session: TrainingSession, plan: Plan, at: datetime, by: Account, seen: str = ""
) -> TrainingSession:
    """More seats let the wait-list in at once; fewer put nobody out. People are told where the note changed.

    `seen`: the stamp of the class as the clerk's page showed it; what another changed meanwhile is not put back.
    """
    roll = Roll(session, at=at, by=by)
    roll.require_planned()
    if seen and seen != stamp_of(roll.session):
        raise Conflict(_("Trong lúc trang này mở, có người khác đã sửa lớp: hãy mở lại trang rồi sửa tiếp."))
    in_calendars = _in_calendars(roll.session)
    before = {name: getattr(roll.session, name) for name in ("title", "note", "capacity")}
    if plan.release.course_id != roll.session.release.course_id and was_taken(session):
        raise Conflict(_("Lớp đã có điểm danh nên không đổi sang khóa học khác được."))
    TrainingSession.objects.filter(pk=session.pk).update(**plan.columns)
    session.refresh_from_db()
    _store_parts(session, plan, at)
    if _in_calendars(session) != in_calendars:
        live = Meeting.objects.filter(session=session, cancelled_at__isnull=True)
        live.update(revision=F("revision") + 1, changed_at=at)
    if session.state in {SessionState.OPEN, SessionState.RUNNING}:
        Roll(session, at=at, by=by).settle()
        if (session.title, session.note) != (before["title"], before["note"]):
            text = "\n".join(part for part in (session.title, session.note) if part)
            tell_touched(session, title=f"Thông tin mới về lớp: {before['title']}", text=text, at=at)
    detail = {"class": session.code, "title": [before["title"], session.title]}
    record("class_changed", kind=Kind.CHANGE, by=by, at=at, unit=session.lead_unit, detail=detail)
    return session


@transaction.atomic
def open_session(*, session: TrainingSession, at: datetime, by: Account) -> TrainingSession:
    """From now on people are invited and may register; those already on the roll hear of it."""
    roll = Roll(session, at=at, by=by)
    if roll.session.state != SessionState.DRAFT:
        raise Conflict(_("Lớp này đã mở rồi."))
    if not Meeting.objects.filter(session=session, cancelled_at__isnull=True).exists():
        raise DomainError(_("Hãy ghi ít nhất một buổi học trước khi mở lớp."))
    TrainingSession.objects.filter(pk=session.pk).update(state=SessionState.OPEN)
    session.refresh_from_db()
    Roll(session, at=at, by=by).settle()
    tell_invited(session, at)
    tell_trainers(session, Account.objects.filter(pk__in=session.trainers.values("account")), at=at)
    detail = {"class": session.code}
    record("class_opened", kind=Kind.CHANGE, by=by, at=at, unit=session.lead_unit, detail=detail)
    return session


@transaction.atomic
def cancel_session(
    *, session: TrainingSession, reason: str, at: datetime, by: Account, attendance_is_void: bool = False
) -> TrainingSession:
    """Called off: the roll stays as it was, everybody on it and every trainer gets one message.

    Where people were there already the clerk has to say that it counts for nothing; it is kept all the same.
    """
    reason = reason.strip()
    if not reason:
        raise DomainError(_("Hãy ghi lý do hủy lớp, mọi người được mời sẽ đọc."))
    roll = Roll(session, at=at, by=by)
    if roll.session.state not in PLANNED:
        raise Conflict(_("Lớp đã kết thúc hoặc đã hủy."))
    if was_taken(session) and not attendance_is_void:
        raise Conflict(_("Lớp đã có điểm danh: hãy chọn tính các buổi đã học hay không tính gì."))
    was_open = roll.session.state != SessionState.DRAFT
    TrainingSession.objects.filter(pk=session.pk).update(
        state=SessionState.CANCELLED, cancelled_at=at, cancel_reason=reason[:300]
    )
    live = Meeting.objects.filter(session=session, cancelled_at__isnull=True)
    for meeting in live:
        meeting.revision += 1
        meeting.cancelled_at = meeting.changed_at = at
        meeting.save(update_fields=["revision", "cancelled_at", "changed_at"])
    session.refresh_from_db()
    settle(session, at=at, by=by, reason=f"Hủy lớp: {reason}")  # it may have been closed before and reopened
    if was_open:
        tell_touched(session, title=f"Hủy lớp: {session.title}", text=f"Lý do: {reason}", at=at)
    detail = {"class": session.code, "reason": reason}
    record("class_cancelled", kind=Kind.CHANGE, by=by, at=at, unit=session.lead_unit, detail=detail)
    return session


def _in_calendars(session: TrainingSession) -> tuple[str, ...]:
    """What of the class stands in every meeting of a phone's calendar, which believes only a higher SEQUENCE."""
    return session.title, session.note, session.lead_unit.full_name, teachers_of(session)


def begin_due(*, at: datetime) -> int:
    """Open classes whose first meeting has begun are running."""
    begun = Meeting.objects.filter(starts_at__lte=at, cancelled_at__isnull=True).values("session")
    return TrainingSession.objects.filter(state=SessionState.OPEN, pk__in=begun).update(
        state=SessionState.RUNNING
    )


def _store_parts(session: TrainingSession, plan: Plan, at: datetime) -> None:
    store_partners(session, plan.partners, at)
    fresh = store_trainers(session, plan.trainers, plan.guests, at)
    store_costs(session, plan.costs)
    if session.state in {SessionState.OPEN, SessionState.RUNNING} and fresh:
        tell_trainers(session, fresh, at=at)


def _next_code(at: datetime) -> str:
    """LTH2026-001: in sequence within a year; two clerks at once come one after the other."""
    one_at_a_time()
    head = f"LTH{timezone.localtime(at).year}-"
    codes = TrainingSession.objects.filter(code__startswith=head).values_list("code", flat=True)
    numbers = [int(tail) for code in codes if (tail := code.removeprefix(head)).isdigit()]
    return f"{head}{max(numbers, default=0) + 1:03d}"
