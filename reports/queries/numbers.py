"""Numbers of units as they stood: the newest day at or before the one asked, as known at a cutoff."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from people.queries.tree import UnitTree
from reports.models import Measure, Target, UnitNumber
from reports.queries.ground import births


@dataclass(frozen=True)
class Number:
    """One statement."""

    on: date
    value: Decimal
    source: str


@dataclass
class Numbers:
    """All statements of one measure by unit, the newest last."""

    stated: dict[int, list[Number]] = field(default_factory=lambda: defaultdict(list))

    def own(self, unit: int, day: date) -> Number | None:
        """What the unit itself stated last."""
        return next((one for one in reversed(self.stated.get(unit, [])) if one.on <= day), None)

    def of_heads(self, tree: UnitTree, unit: int, day: date) -> Decimal | None:
        """Heads: its own number, else the sum of all that wholly went into it, if every one of them is known."""
        own = self.own(unit, day)
        if own:
            return own.value
        parts = [self.of_heads(tree, birth.from_id, day) for birth in births(tree, unit)]
        known = [part for part in parts if part is not None]
        return sum(known, Decimal(0)) if parts and len(known) == len(parts) else None


def numbers_at(measure: str, cutoff: datetime | None, target: Target | None = None) -> Numbers:
    """One query; a row withdrawn by the cutoff was never there."""
    rows = UnitNumber.objects.filter(measure=measure)
    rows = rows.filter(target=target) if measure == Measure.ACTUAL else rows
    rows = rows.filter(recorded_at__lte=cutoff) if cutoff else rows
    stored = list(rows.order_by("on", "pk"))
    gone = {row.withdraws_id for row in stored if row.withdraws_id}
    found = Numbers()
    for row in stored:
        if row.withdraws_id is None and row.pk not in gone:
            found.stated[row.unit_id].append(Number(row.on, row.value, row.source))
    return found
