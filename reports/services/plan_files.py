"""Loads a plan with its targets from a file; what stands already is left as it is, so a second load changes nothing."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import DomainError
from common.vietnamese import fold, format_day
from courses.models import Course
from people.models import Account, OrgUnit
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from reports.models import Counts, Plan, Target
from reports.services.plan_seeds import seed_around
from reports.services.target_rules import Asked
from reports.services.targets import save_target


@dataclass(frozen=True)
class Wishes:
    """What a province says beside the file: courses and other dates by the target's code."""

    courses: Iterable[Course] = ()
    dates: Mapping[str, tuple[date, date]] = field(default_factory=dict)


@transaction.atomic
def load_plan(path: Path, *, at: datetime, by: Account | None, wishes: Wishes | None = None) -> list[Target]:
    """The targets that were made; those whose code is known are not touched."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    plan, _made = Plan.objects.get_or_create(code=told["plan"]["code"], defaults=told["plan"])
    seed_around(plan, told)
    file = _File(told, plan, UnitTree.load(), wishes or Wishes())
    known = set(Target.objects.values_list("code", flat=True))
    return [file.make(one, at, by) for one in told["target"] if one["code"] not in known]


@dataclass(frozen=True)
class _File:
    """One reading of a file for one province."""

    told: Mapping[str, Any]
    plan: Plan
    tree: UnitTree
    wishes: Wishes

    def make(self, one: Mapping[str, Any], at: datetime, by: Account | None) -> Target:
        start, due = self.wishes.dates.get(one["code"], (self.plan.starts_on, self.plan.ends_on))
        people = bool(one.get("people"))
        target = Target(
            code=one["code"], title=one["title"], percent=Decimal(str(one["percent"])), starts_on=start, due_on=due,
            counts=Counts.PEOPLE if people else Counts.UNITS, legal_basis=self._basis(one), **self._lead(one),
            population={"actual": one["actual"]} if "actual" in one else {},
        )  # fmt: skip
        courses = list(self.wishes.courses) if people else []
        asked = Asked(
            only=[self._unit(code) for code in one.get("only", ())], plans=[self.plan],
            least=one.get("least", 0), noun=one.get("noun", ""),
        )  # fmt: skip
        if people and not courses:
            asked = None  # type: ignore[assignment] # a province without courses still reads what it has to reach
        save_target(
            target=target, unit=self._province(), levels=one["levels"], kinds=one.get("kinds", ()), courses=courses,
            surveyed=bool(one.get("surveyed")), asked=asked, at=at, by=by,
        )  # fmt: skip
        target.plans.add(self.plan)
        return target

    def _basis(self, one: Mapping[str, Any]) -> str:
        return f"Kế hoạch số {self.plan.number} ngày {format_day(self.plan.issued_on)}, mục {one['basis']}"

    def _lead(self, one: Mapping[str, Any]) -> dict[str, Any]:
        """The office of the plan's day; its name alone where the province has not entered its offices."""
        name = self.told["offices"][one["lead"]]
        for unit in self.tree.on(self.plan.issued_on):
            if unit.is_office and fold(unit.full_name) == fold(name):
                return {"responsible_unit_id": unit.id}
        return {"responsible_unit_text": name}

    def _province(self) -> OrgUnit:
        roots = OrgUnit.objects.filter(level=Level.PROVINCE, is_office=False, valid_to__isnull=True)
        root = roots.order_by("pk").first()
        if root is None:
            raise DomainError(_("Chưa có đơn vị nào: hãy nạp danh mục đơn vị trước (load_org_units)."))
        return root

    def _unit(self, code: str) -> OrgUnit:
        unit = self.tree.coded(code, self.plan.issued_on)
        if unit is None:
            day = format_day(self.plan.issued_on)
            raise DomainError(_("Không có đơn vị mã %(code)s vào ngày %(day)s.") % {"code": code, "day": day})
        return OrgUnit.objects.get(pk=unit.id)
