"""Which units hold a designation on a day, through every reform since the decision."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from people.models import UnitDesignation
from people.queries.tree import Unit, UnitTree, within

Held = dict[int, list[UnitDesignation]]


def all_designations() -> list[UnitDesignation]:
    """Every row with its unit, the newest decision first: one query, then all in memory."""
    return list(UnitDesignation.objects.select_related("unit"))


def designated_units(
    kind: str | None = None,
    *,
    on: date,
    tree: UnitTree,
    rows: Iterable[UnitDesignation] | None = None,
    map_day: date | None = None,
) -> Held:
    """The units that hold a designation (of this kind) on the day, each with what it rests on.

    A commune named in 2023 hands its designation to the one it was merged into. They are shown as units of
    `map_day` (the same day when left out).
    """
    found: Held = defaultdict(list)
    for row in all_designations() if rows is None else rows:
        here = tree.current(row.unit_id, map_day or on)
        if here is not None and within(row.valid_from, row.valid_to, on) and kind in (None, row.kind):
            found[here].append(row)
    return dict(found)


def designated_versions(
    units: Iterable[int], *, on: date, tree: UnitTree, rows: list[UnitDesignation] | None = None
) -> Held:
    """Which of these versions, perhaps of different ages, hold one: each asked at its own day nearest to `on`."""
    rows = all_designations() if rows is None else rows
    known: dict[date, Held] = {}
    found: Held = {}
    for unit in units:
        day = _nearest_day(tree.units[unit], on)
        if day not in known:
            known[day] = designated_units(on=day, tree=tree, rows=rows)
        if unit in known[day]:
            found[unit] = known[day][unit]
    return found


def _nearest_day(unit: Unit, day: date) -> date:
    last = min(day, unit.valid_to - timedelta(days=1)) if unit.valid_to else day
    return max(last, unit.valid_from) if unit.valid_from else last
