"""A unit plans a year's training from its targets, hands the plan in, has it returned or approved; every step stays."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import clean
from courses.models import Course
from courses.models.session import CostSource
from people.models import Account, OrgUnit
from people.queries.tree import UnitTree
from people.services.audit import Kind, record
from people.services.notices import notify
from reports.models import Counts, Plan, Target, TrainingPlan, TrainingPlanLine, TrainingPlanStep
from reports.queries.cycles import officers_of
from reports.queries.facts import Frame
from reports.queries.kept_figures import figure_of
from reports.queries.training_plans import own_units

State, Verb = TrainingPlan.State, TrainingPlanStep.Verb
SEATS = 40  # of a usual class, for a first suggestion


@dataclass(frozen=True)
class Planned:
    """One line as somebody asks for it."""

    course: Course
    classes: int
    people: int
    starts_on: date
    ends_on: date
    costs: Mapping[str, int]
    target: Target | None = None


@transaction.atomic
def begin_training_plan(
    *, unit: OrgUnit, year: int, plan: Plan | None, at: datetime, by: Account | None
) -> TrainingPlan:
    """An open plan with a line for every target of people that the unit has not reached."""
    today = local_day(at)
    if year < today.year - 1 or year > today.year + 5:
        raise DomainError(_("Hãy ghi năm từ năm trước đến năm năm sau."))
    if not unit.exists_on(today):
        raise DomainError(_("%(unit)s không có vào ngày này.") % {"unit": unit.full_name})
    made, is_new = TrainingPlan.objects.get_or_create(
        unit=unit, year=year, defaults={"plan": plan, "created_at": at}
    )
    if not is_new:
        raise Conflict(_("Đơn vị đã có kế hoạch tập huấn năm %s.") % year)
    for line in _suggested(unit, year, at):
        set_line(training_plan=made, planned=line)
    _log("training_plan_begun", made, at, by)
    return made


@transaction.atomic
def set_line(*, training_plan: TrainingPlan, planned: Planned) -> TrainingPlanLine:
    """Add the course's line, or say it anew."""
    training_plan = _locked(training_plan, *TrainingPlan.IN_HAND)
    year = training_plan.year
    if planned.classes < 1:
        raise DomainError(_("Hãy ghi ít nhất một lớp."))
    if planned.ends_on < planned.starts_on or {planned.starts_on.year, planned.ends_on.year} != {year}:
        raise DomainError(_("Thời gian phải nằm trong năm %s, kết thúc sau khi bắt đầu.") % year)
    costs = {source: int(planned.costs.get(source, 0)) for source in CostSource.values}
    if any(amount < 0 for amount in costs.values()):
        raise DomainError(_("Kinh phí không thể dưới 0."))
    line, _made = TrainingPlanLine.objects.update_or_create(
        training_plan=training_plan, course=planned.course,
        defaults={
            "target": planned.target, "classes": planned.classes, "people": planned.people,
            "starts_on": planned.starts_on, "ends_on": planned.ends_on,
            "costs": {source: amount for source, amount in costs.items() if amount},
        },
    )  # fmt: skip
    return line


@transaction.atomic
def remove_line(*, line: TrainingPlanLine) -> None:
    """Take a line out while the plan is in the unit's hands."""
    _locked(line.training_plan, *TrainingPlan.IN_HAND)
    line.delete()


@transaction.atomic
def save_facts(*, training_plan: TrainingPlan, plan: Plan | None, note: str) -> TrainingPlan:
    """Which plan it carries out, and what has to be said beside the lines."""
    training_plan = _locked(training_plan, *TrainingPlan.IN_HAND)
    training_plan.plan, training_plan.note = plan, note.strip()
    training_plan.save(update_fields=["plan", "note"])
    return training_plan


@transaction.atomic
def submit_training_plan(*, training_plan: TrainingPlan, at: datetime, by: Account | None) -> TrainingPlan:
    """Hand it in; nothing changes until it is returned."""
    training_plan = _locked(training_plan, *TrainingPlan.IN_HAND)
    if not training_plan.lines.exists():
        raise DomainError(_("Kế hoạch chưa có lớp nào: hãy thêm ít nhất một dòng trước khi trình."))
    training_plan.state, training_plan.submitted_at = State.SUBMITTED, at
    return _step(training_plan, Verb.SUBMITTED, "training_plan_submitted", at, by)


@transaction.atomic
def return_training_plan(
    *, training_plan: TrainingPlan, reason: str, at: datetime, by: Account | None
) -> TrainingPlan:
    """Give it back with the reason; one approved before is opened again, what was approved stays in its steps."""
    training_plan = _locked(training_plan, State.SUBMITTED, State.APPROVED)
    if not clean(reason):
        raise DomainError(_("Hãy ghi lý do để đơn vị biết cần sửa gì."))
    again = training_plan.state == State.APPROVED
    training_plan.state, training_plan.approved_at = State.RETURNED, None
    verb, action = (
        (Verb.REOPENED, "training_plan_reopened") if again else (Verb.RETURNED, "training_plan_returned")
    )
    _step(training_plan, verb, action, at, by, clean(reason))
    _tell(training_plan, _("Kế hoạch tập huấn năm %s cần sửa") % training_plan.year, clean(reason), at)
    return training_plan


@transaction.atomic
def approve_training_plan(*, training_plan: TrainingPlan, at: datetime, by: Account | None) -> TrainingPlan:
    """From now on classes are measured against it."""
    training_plan = _locked(training_plan, State.SUBMITTED)
    training_plan.state, training_plan.approved_at = State.APPROVED, at
    _step(training_plan, Verb.APPROVED, "training_plan_approved", at, by)
    _tell(training_plan, _("Kế hoạch tập huấn năm %s đã được duyệt") % training_plan.year, "", at)
    return training_plan


def _suggested(unit: OrgUnit, year: int, at: datetime) -> list[Planned]:
    """A first proposal: who is missing of each target, in classes of forty, until the target's day."""
    tree, first, last = UnitTree.load(), date(year, 1, 1), date(year, 12, 31)
    within = own_units(tree, unit.pk, local_day(at))
    found: dict[int, Planned] = {}
    targets = Target.objects.filter(counts=Counts.PEOPLE, starts_on__lte=last, due_on__gte=first)
    for target in targets.prefetch_related("courses"):
        course = next(iter(target.courses.all()), None)
        if course is None or course.pk in found:
            continue
        figures = figure_of(target, tree, as_of=local_day(at), frame=Frame.NOW, within=within, now=at)
        missing = figures.tally.total.missing
        if missing:
            start = max(first, target.starts_on)
            found[course.pk] = Planned(
                course, math.ceil(missing / SEATS), missing, start, max(start, min(last, target.due_on)), {}, target
            )  # fmt: skip
    return list(found.values())


def _locked(training_plan: TrainingPlan, *states: str) -> TrainingPlan:
    """The row as it is now, for us alone."""
    rows = TrainingPlan.objects.select_for_update(of=("self",)).select_related("unit", "plan")
    found = rows.get(pk=training_plan.pk)
    if found.state not in states:
        raise Conflict(
            _("Kế hoạch đang ở trạng thái “%s”, không làm được việc này.") % found.get_state_display()
        )
    return found


def _step(
    training_plan: TrainingPlan, verb: str, action: str, at: datetime, by: Account | None, note: str = ""
) -> TrainingPlan:
    training_plan.save()
    TrainingPlanStep.objects.create(
        training_plan=training_plan, verb=verb, note=note[:500], said=_said(training_plan), at=at, by=by
    )
    _log(action, training_plan, at, by)
    return training_plan


def _said(training_plan: TrainingPlan) -> dict[str, Any]:
    lines = training_plan.lines.select_related("course", "target")
    return {
        "plan": training_plan.plan.number if training_plan.plan else "",
        "note": training_plan.note,
        "lines": [
            {
                "course": line.course.code, "target": line.target.code if line.target else "",
                "classes": line.classes, "people": line.people, "costs": line.costs,
                "starts_on": line.starts_on.isoformat(), "ends_on": line.ends_on.isoformat(),
            }
            for line in lines
        ],
    }  # fmt: skip


def _log(action: str, training_plan: TrainingPlan, at: datetime, by: Account | None) -> None:
    detail = {"year": str(training_plan.year)}
    record(action, kind=Kind.CHANGE, by=by, at=at, unit=training_plan.unit, detail=detail)


def _tell(training_plan: TrainingPlan, title: str, text: str, at: datetime) -> None:
    told = officers_of([training_plan.unit_id], local_day(at))
    path = f"/nhan-su/ke-hoach-tap-huan/{training_plan.uuid}/"
    notify(
        topic="training_plan", title=title, text=text, at=at, path=path,
        accounts=told.get(training_plan.unit_id, []),
    )  # fmt: skip
