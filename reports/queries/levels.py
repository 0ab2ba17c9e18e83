"""Which levels the map of a day knows: districts are history since 1/7/2025 and are shown until their last day."""

from datetime import date, timedelta

from people.models.org_unit import Level
from people.queries.tree import UnitTree


def has_level(tree: UnitTree, level: str, day: date) -> bool:
    """Whether a territory of the level was in force that day."""
    return any(
        unit.level == level and not unit.is_office and unit.exists_on(day) for unit in tree.units.values()
    )


def last_day_of(tree: UnitTree, level: str, day: date) -> date | None:
    """The last day on which the level existed, when that has passed by `day`; None while it lives or never did."""
    if has_level(tree, level, day):
        return None
    ends = [
        unit.valid_to
        for unit in tree.units.values()
        if unit.level == level and not unit.is_office and unit.valid_to and unit.valid_to <= day
    ]
    return max(ends) - timedelta(days=1) if ends else None


def districts_ended_on(tree: UnitTree, day: date) -> date | None:
    """`last_day_of` for districts, which is what the desk asks."""
    return last_day_of(tree, Level.DISTRICT, day)
