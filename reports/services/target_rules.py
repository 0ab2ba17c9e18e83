"""The finer part of a target's rule: said in one piece, refused when it contradicts itself, stored with the target."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.errors import DomainError
from courses.models import Course
from people.models import OrgUnit
from reports.learning import What
from reports.models import Plan, Programme, Target, TargetUnit
from reports.population import Held

OPTIONAL = (
    "genders", "age_from", "age_to", "held", "held_on", "least_days", "named", "measure", "surveyed",
    "actual", "least", "noun",
)  # fmt: skip
Part = TargetUnit.Part


@dataclass(frozen=True)
class Asked:
    """Who counts beyond level, category and role; what has to be learnt; where."""

    genders: Sequence[str] = ()
    age_from: int | None = None
    age_to: int | None = None
    held: str = Held.DAY
    held_on: date | None = None
    least_days: int = 0
    only: Sequence[OrgUnit] = ()
    without: Sequence[OrgUnit] = ()
    goals: Mapping[OrgUnit, Decimal] = field(default_factory=dict)
    what: str = What.ANY
    hours: Decimal = Decimal(0)
    papers: bool = True
    programmes: Sequence[Programme] = ()
    plans: Iterable[Plan] = ()
    measure: str = ""
    least: int = 0
    noun: str = ""

    @property
    def population(self) -> dict[str, Any]:
        """As the target keeps it."""
        fixed = self.held == Held.FIXED and self.held_on
        return {
            "genders": sorted(self.genders),
            "age_from": self.age_from,
            "age_to": self.age_to,
            "held": "" if self.held == Held.DAY else str(self.held),
            "held_on": self.held_on.isoformat() if fixed and self.held_on else "",
            "least_days": self.least_days,
            "named": bool(self.only or self.without or self.goals),
            "measure": self.measure,
        } | self._number

    @property
    def _number(self) -> dict[str, Any]:
        """A number of units instead of a share; its noun only with it."""
        return {"least": self.least, "noun": self.noun if self.least else ""}

    @property
    def learning(self) -> dict[str, Any]:
        """As the target keeps it."""
        told: dict[str, Any] = {} if self.what == What.ANY else {"what": str(self.what)}
        if self.what == What.HOURS:
            told["hours"] = float(self.hours)
        if not self.papers:
            told["papers"] = False
        return told | ({"programmes": True} if self.programmes else {})


def refuse_contradictions(target: Target, asked: Asked, courses: Sequence[Course]) -> None:
    """What cannot be meant is said in a sentence, before anything is stored."""
    for sentence in contradictions(target, asked, courses):
        raise DomainError(sentence)


def contradictions(target: Target, asked: Asked, courses: Sequence[Course]) -> list[str]:
    """Everything in the rule that can count nobody or mean nothing."""
    return [
        *_of_people(target, asked),
        *_of_units(asked),
        *(_of_learning(asked, courses) if target.counts_people else ()),
    ]


def store_asked(target: Target, asked: Asked) -> None:
    """Programmes, plans and named units; the caller holds the transaction."""
    target.programmes.set(asked.programmes)
    target.plans.set(asked.plans)
    rows = [TargetUnit(target=target, unit=unit, part=Part.ONLY) for unit in asked.only]
    rows += [TargetUnit(target=target, unit=unit, part=Part.WITHOUT) for unit in asked.without]
    rows += [
        TargetUnit(target=target, unit=unit, part=Part.GOAL, percent=percent)
        for unit, percent in asked.goals.items()
    ]
    target.listed.all().delete()
    TargetUnit.objects.bulk_create(rows)


def _of_people(target: Target, asked: Asked) -> Iterable[str]:
    if asked.age_from is not None and asked.age_to is not None and asked.age_from > asked.age_to:
        yield _("Tuổi từ %(low)s đến %(high)s: không ai vừa hai điều này. Hãy sửa lại.") % {
            "low": asked.age_from,
            "high": asked.age_to,
        }
    if asked.held == Held.FIXED and not asked.held_on:
        yield _("Hãy ghi ngày chốt danh sách.")
    if asked.held == Held.FIXED and asked.held_on and asked.held_on > target.due_on:
        yield _("Ngày chốt danh sách không thể sau hạn của chỉ tiêu.")
    days = (target.due_on - target.starts_on).days
    if asked.held == Held.PERIOD and asked.least_days > days > 0:
        yield _("Giai đoạn chỉ có %(days)s ngày, ít hơn số ngày giữ vị trí được yêu cầu.") % {"days": days}


def _of_units(asked: Asked) -> Iterable[str]:
    for unit in sorted(set(asked.only) & set(asked.without), key=lambda unit: unit.sort_key):
        yield _("%(unit)s vừa nằm trong nơi được tính vừa nằm trong nơi không tính.") % {
            "unit": unit.full_name
        }
    if any(not 0 < percent <= 100 for percent in asked.goals.values()):
        yield _("Mức riêng phải trên 0 và không quá 100 %.")


def _of_learning(asked: Asked, courses: Sequence[Course]) -> Iterable[str]:
    if asked.what == What.HOURS:
        if asked.hours <= 0:
            yield _("Hãy ghi số tiết phải dự, lớn hơn 0.")
    elif not courses and not asked.programmes:
        yield _("Hãy chọn ít nhất một khóa học hay một chương trình học được tính.")
    for programme in asked.programmes:
        if not programme.courses.exists():
            yield _("Chương trình học “%(title)s” chưa có khóa nào.") % {"title": programme.title}
