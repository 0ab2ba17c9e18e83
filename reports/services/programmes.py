"""Save plans and programmes; begin a programme's next period with the targets that go on (A24, A60)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from common.vietnamese import fold
from courses.models import Course
from people.models import Account
from people.services.audit import Kind, record
from reports.models import LegalBasis, Plan, Programme, Target
from reports.services.target_copies import copy_target


@dataclass(frozen=True)
class Period:
    """When the next period runs, as which name, and which targets it takes along."""

    title: str
    starts_on: date
    ends_on: date
    targets: Iterable[Target] = field(default_factory=tuple)


@transaction.atomic
def save_plan(
    *, plan: Plan, bases: Iterable[LegalBasis], targets: Iterable[Target], at: datetime, by: Account | None
) -> Plan:
    """Store the plan, what it stands on, and the targets that answer to it."""
    if plan.ends_on < plan.starts_on:
        raise DomainError(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
    plan.code = plan.code or free_code(Plan, plan.number)
    plan.save()
    plan.bases.set(bases)
    plan.targets.set(targets)
    record("plan_saved", kind=Kind.CHANGE, by=by, at=at, detail=_of_plan(plan))
    return plan


@transaction.atomic
def save_programme(
    *,
    programme: Programme,
    courses: Iterable[Course],
    bases: Iterable[LegalBasis],
    at: datetime,
    by: Account | None,
) -> Programme:
    """Store the programme; other courses are another definition of every target that counts it."""
    chosen = set(courses)
    before = set(programme.courses.all()) if programme.pk else set()
    _refuse(programme, chosen)
    programme.code = programme.code or free_code(Programme, programme.title)
    programme.save()
    programme.courses.set(chosen)
    programme.bases.set(bases)
    if chosen != before:
        Target.objects.filter(programmes=programme).update(definition_version=F("definition_version") + 1)
    record("programme_saved", kind=Kind.CHANGE, by=by, at=at, detail=_of_programme(programme))
    return programme


@transaction.atomic
def begin_next_period(*, programme: Programme, period: Period, at: datetime, by: Account | None) -> Programme:
    """The same courses, area and bases from a later day on; the old period and its figures stay as they are."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if Programme.objects.filter(follows=programme).exists():
        raise Conflict(_("Chương trình này đã có giai đoạn sau."))
    if programme.ends_on and period.starts_on <= programme.ends_on:
        raise DomainError(_("Giai đoạn sau phải bắt đầu khi giai đoạn trước đã kết thúc."))
    courses, bases = list(programme.courses.all()), list(programme.bases.all())
    fresh = Programme(
        title=period.title, starts_on=period.starts_on, ends_on=period.ends_on, area=programme.area,
        area_on=period.starts_on if programme.area else None, follows=programme,
    )  # fmt: skip
    save_programme(programme=fresh, courses=courses, bases=bases, at=at, by=by)
    for target in period.targets:
        copy_target(
            target=target, starts_on=period.starts_on, due_on=period.ends_on, programmes=(programme, fresh), at=at, by=by
        )  # fmt: skip
    return fresh


def free_code(model: type[models.Model], text: str) -> str:
    """A code of the text that no other row has."""
    stem = slugify(fold(text).replace("/", "-"))[:50].strip("-") or "moi"
    taken = set(model._default_manager.filter(code__startswith=stem).values_list("code", flat=True))
    return next(
        code for n in range(1, len(taken) + 2) if (code := stem if n == 1 else f"{stem}-{n}") not in taken
    )


def _refuse(programme: Programme, courses: set[Course]) -> None:
    if programme.starts_on and programme.ends_on and programme.ends_on < programme.starts_on:
        raise DomainError(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
    if programme.area and not programme.area_on:
        raise DomainError(_("Hãy ghi ngày để biết khi ấy đâu là xã."))
    if programme.pk and not courses and programme.targets.exists():
        raise DomainError(_("Có chỉ tiêu đang tính chương trình này, nên phải còn ít nhất một khóa học."))


def _of_plan(plan: Plan) -> dict[str, Any]:
    return {
        "plan": plan.number,
        "targets": [target.code for target in plan.targets.all()],
        "bases": [basis.symbol for basis in plan.bases.all()],
    }


def _of_programme(programme: Programme) -> dict[str, Any]:
    return {
        "programme": programme.code,
        "courses": sorted(programme.courses.values_list("code", flat=True)),
        "area": programme.area,
        "period": programme.years,
    }
