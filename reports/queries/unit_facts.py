"""A target that counts units: which of them reached it, themselves or through all they were put together from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Self

from django.utils.translation import gettext as _

from assessments.surveys.figures import units_that_surveyed
from people.models.org_unit import Level
from people.queries.tree import Change
from reports.models import Target, UnitAchievement
from reports.queries.facts import Facts, Frame
from reports.queries.ground import births
from reports.queries.numbers import Numbers
from reports.rules import Member, Standing


@dataclass(frozen=True, slots=True)
class Achieved:
    """Since when a unit counts as having reached the target; `units` are those it was recorded for."""

    since: date
    units: tuple[int, ...]
    evidence: str


@dataclass
class UnitFacts(Facts):
    """Units of a rule on a day; every unit in force counts once, on the map of that day."""

    own: dict[int, Achieved] = field(default_factory=dict)
    actual: Numbers | None = None  # of a target that asks for the units' own results

    def on_map_of(self, day: date, frame: Frame) -> Self:
        """Units exist on days: a figure of 2024 stands on the districts of 2024."""
        return replace(self, map_day=day, _ends={})

    def members(
        self, as_of: date, frame: Frame = Frame.NOW, within: Collection[int] | None = None
    ) -> list[Member]:
        """Each unit of the rule in force on the day; `Member.person` is the unit."""
        return [
            self._unit(unit, as_of)
            for unit in sorted(self.root(as_of))
            if self._is_counted(unit) and (within is None or unit in within)
        ]

    def empty_units(self, frame: Frame, within: Collection[int] | None) -> list[int]:
        """None: every unit that counts is itself a member."""
        return []

    def achieved(self, unit: int, day: date) -> Achieved | None:
        """Recorded for the unit itself; else it reached it at birth when all that wholly went into it had."""
        own = self.own.get(unit)
        if own and own.since <= day:
            return own
        if self.actual is not None:
            return self._by_result(unit, day)
        births = self.births(unit)
        found = [self.achieved(birth.from_id, birth.effective_on - timedelta(days=1)) for birth in births]
        told = [one for one in found if one]
        return _together(told) if told and len(told) == len(found) else None

    def _by_result(self, unit: int, day: date) -> Achieved | None:
        """What the unit itself stated last is at least what the target asks; a lower one later takes it back."""
        least = (self.target.population or {}).get("actual", 101)
        told = self.actual.own(unit, day) if self.actual else None
        if told is None or told.value < least:
            return None
        result = f"{told.value.normalize():f}".replace(".", ",")
        return Achieved(told.on, (unit,), f"{result} %: {told.source}")

    def forerunners_done(self, unit: int) -> tuple[list[int], list[int]]:
        """Of the units that wholly went into this one: those that had reached the target, and all."""
        births = self.births(unit)
        done = [
            birth.from_id
            for birth in births
            if self.achieved(birth.from_id, birth.effective_on - timedelta(days=1))
        ]
        return done, [birth.from_id for birth in births]

    def births(self, unit: int) -> list[Change]:
        """The whole units that made this one on its first day; what joined later made no new unit."""
        return births(self.tree, unit)

    def _unit(self, unit: int, day: date) -> Member:
        found = self.achieved(unit, day)
        if found is None:
            return Member(unit, unit, Standing.MISSING)
        return Member(unit, unit, Standing.COMPLETED, found.since, found.evidence)

    def _is_counted(self, unit: int) -> bool:
        told, levels, kinds = self.tree.units[unit], self.rule.levels, self.rule.kinds
        if told.level == Level.PROVINCE and not told.is_office:
            return False
        return (not levels or told.level in levels) and (not kinds or told.kind in kinds)


def achievements(target: Target, cutoff: datetime | None) -> dict[int, Achieved]:
    """What was recorded until the cutoff and not withdrawn by then, the earliest day of each unit."""
    rows = UnitAchievement.objects.filter(target=target)
    if cutoff:
        rows = rows.filter(recorded_at__lte=cutoff)
    stored = list(rows.order_by("achieved_on", "pk"))
    withdrawn = {row.withdraws_id for row in stored if row.withdraws_id}
    found: dict[int, Achieved] = {}
    for row in stored:
        if row.withdraws_id is None and row.pk not in withdrawn:
            found.setdefault(row.unit_id, Achieved(row.achieved_on, (row.unit_id,), row.evidence))
    return found | _surveyed(target, cutoff, found)


def _surveyed(target: Target, cutoff: datetime | None, recorded: dict[int, Achieved]) -> dict[int, Achieved]:
    """Where the target says so, units that asked their people online count by themselves (plan 202, II.2.c)."""
    if not target.population.get("surveyed"):
        return {}
    asked = units_that_surveyed(since=target.starts_on, cutoff=cutoff)
    evidence = _("Lấy ý kiến trực tuyến từ 10 phiếu")
    return {unit: Achieved(day, (unit,), evidence) for unit, day in asked.items() if unit not in recorded}


def _together(parts: Iterable[Achieved]) -> Achieved:
    parts = list(parts)
    units = tuple(unit for part in parts for unit in part.units)
    evidence = "; ".join(dict.fromkeys(part.evidence for part in parts))
    return Achieved(max(part.since for part in parts), units, evidence)
