"""Puts up the ladder of a target or an order, pauses it, leaves people and units out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from courses.models import Assignment
from people.models import Account, OrgUnit, Person
from people.services.audit import Kind, record
from reports.ladder import Audience, Step
from reports.models import ChasePlan, ChaseSkip, Target

MOST_STEPS, FARTHEST = 12, 366


@transaction.atomic
def set_ladder(
    *,
    steps: Sequence[Step],
    at: datetime,
    by: Account | None,
    target: Target | None = None,
    assignment: Assignment | None = None,
) -> ChasePlan:
    """The ladder from now on; what was said on a rung before stays said."""
    _refuse_nonsense(steps, target)
    plan = ChasePlan.objects.filter(target=target, assignment=assignment).first()
    plan = plan or ChasePlan(target=target, assignment=assignment)
    plan.steps = [
        {"audience": step.audience.value, "days": step.days, "channels": list(step.channels)}
        for step in steps
    ]
    plan.changed_at, plan.changed_by, plan.prepared_on = at, by, None
    plan.save()
    _log("chase_plan_set", plan, at, by, steps=plan.steps)
    return plan


def _refuse_nonsense(steps: Sequence[Step], target: Target | None) -> None:
    if target and target.counts_units:
        raise DomainError(_("Chỉ tiêu tính theo đơn vị không có người để nhắc."))
    if not steps:
        raise DomainError(_("Hãy để lại ít nhất một bước."))
    if len(steps) > MOST_STEPS or any(abs(step.days) > FARTHEST for step in steps):
        raise DomainError(_("Nhiều nhất 12 bước, mỗi bước cách hạn không quá 366 ngày."))
    if len({(step.audience, step.days) for step in steps}) < len(steps):
        raise DomainError(_("Có hai bước giống nhau: cùng người nhận, cùng ngày."))
    if any(step.audience is not Audience.LETTER and not step.channels for step in steps):
        raise DomainError(_("Mỗi bước phải có ít nhất một cách báo."))


@transaction.atomic
def pause(*, plan: ChasePlan, why: str, at: datetime, by: Account) -> None:
    """Nobody is told anything for this plan until it goes on."""
    if not why.strip():
        raise DomainError(_("Hãy ghi lý do tạm dừng."))
    plan.paused_at, plan.paused_why = at, why.strip()[:300]
    plan.save(update_fields=["paused_at", "paused_why"])
    _log("chase_plan_paused", plan, at, by, reason=plan.paused_why)


@transaction.atomic
def resume(*, plan: ChasePlan, at: datetime, by: Account) -> None:
    """What was reached meanwhile is said at the next opportunity, each person's latest rung only."""
    plan.paused_at, plan.paused_why, plan.prepared_on = None, "", None
    plan.save(update_fields=["paused_at", "paused_why", "prepared_on"])
    _log("chase_plan_resumed", plan, at, by)


@transaction.atomic
def leave_out(
    *,
    plan: ChasePlan | None,
    reason: str,
    at: datetime,
    by: Account,
    person: Person | None = None,
    unit: OrgUnit | None = None,
    until: date | None = None,
) -> ChaseSkip:
    """Leave somebody or a unit out; also to hold today's message back (`until` tomorrow)."""
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do."))
    if until and until <= local_day(at):
        raise DomainError(_("Ngày nhắc lại phải sau hôm nay."))
    skip = ChaseSkip.objects.create(
        plan=plan,
        person=person,
        unit=unit,
        reason=reason.strip()[:300],
        until=until,
        added_at=at,
        added_by=by,
    )
    detail = {"plan": plan.title if plan else "", "reason": skip.reason, "until": str(until or "")}
    record("chase_left_out", kind=Kind.CHANGE, by=by, at=at, person=person, unit=unit, detail=detail)
    return skip


@transaction.atomic
def take_in(*, skip: ChaseSkip, at: datetime, by: Account) -> None:
    """Chase them again."""
    if not ChaseSkip.objects.filter(pk=skip.pk, ended_at__isnull=True).update(ended_at=at):
        raise Conflict(_("Trường hợp này đã được nhắc lại rồi."))
    record("chase_taken_in", kind=Kind.CHANGE, by=by, at=at, person=skip.person, unit=skip.unit)


def _log(action: str, plan: ChasePlan, at: datetime, by: Account | None, **detail: Any) -> None:
    about = {"plan": plan.target.code if plan.target else plan.title}
    unit = plan.target.responsible_unit if plan.target else plan.assignment.unit  # type: ignore[union-attr]
    record(action, kind=Kind.CHANGE, by=by, at=at, unit=unit, detail=about | detail)
