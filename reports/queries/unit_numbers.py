"""The entry page of units' numbers: who is asked for one, what stands, and a unit's whole history."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from people.models import OrgUnit
from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree
from reports.models import Measure, Target, UnitNumber
from reports.queries.numbers import Number, numbers_at


@dataclass(frozen=True)
class Line:
    """A unit with what it stated last; `sum_of` is the heads that its forerunners stated, where it has not."""

    unit: Unit
    number: Number | None
    sum_of: Decimal | None = None

    @property
    def is_lacking(self) -> bool:
        return self.number is None and self.sum_of is None


def lines_of(
    tree: UnitTree, day: date, within: Collection[int] | None, measure: str, target: Target | None
) -> list[Line]:
    """The units asked for this number, by name; two queries whatever their number."""
    numbers = numbers_at(measure, None, target)
    found = []
    for unit in asked_units(tree, day, within, target):
        own = numbers.own(unit.id, day)
        heads = None if own or measure == Measure.ACTUAL else numbers.of_heads(tree, unit.id, day)
        found.append(Line(unit, own, heads))
    return found


def asked_units(
    tree: UnitTree, day: date, within: Collection[int] | None, target: Target | None
) -> list[Unit]:
    """Communes for numbers of residents; for a target's result the levels and kinds that it counts."""
    rule = (target.population or {}) if target else {}
    levels, kinds = set(rule.get("levels") or [Level.COMMUNE]), set(rule.get("kinds") or ())
    units = (
        unit
        for unit in tree.on(day)
        if unit.level in levels
        and (not kinds or unit.kind in kinds)
        and (unit.level != Level.PROVINCE or unit.is_office)
        and (target is not None or not unit.is_office)
    )
    return _by_name(unit for unit in units if within is None or unit.id in within)


def history_of(unit: OrgUnit) -> QuerySet[UnitNumber]:
    """Everything stated and taken back for the unit, the latest deed first."""
    rows = UnitNumber.objects.filter(unit=unit).select_related(
        "target", "recorded_by__person", "withdraws", "withdrawn_by"
    )
    return rows.order_by("-recorded_at", "-pk")


def _by_name(units: Iterable[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: (not unit.is_office, unit.sort_key, unit.code))
