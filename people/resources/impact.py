"""What an import does to the number of people a unit answers for, and whether a second person must agree.

The denominator of every figure is who holds a post in the unit: a wrong file may halve a percentage overnight.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.conf import settings

from people.queries.rosters import strength
from people.queries.tree import UnitTree
from people.resources.resource import RosterResource, Status

FEW = 10  # of five people every newcomer is a fifth: too few to speak of shares
# Into empty units a roster only adds: nobody's figure falls, the clerk saw every row, and it can be undone. Only a
# first roster as large as a province's (or a file sent to the wrong place) deserves a second pair of eyes.
MANY_NEW = 1_000
SHOWN = 500


@dataclass
class UnitChange:
    """One unit: people before, who joins and who leaves."""

    uuid: str
    name: str
    before: int
    joined: int = 0
    left: int = 0

    @property
    def share(self) -> float | None:
        """Percent of the people before whom the change concerns; None where they are too few."""
        return 100 * (self.joined + self.left) / self.before if self.before >= FEW else None

    @property
    def is_over(self) -> bool:
        limit = settings.ROSTER_APPROVAL_SHARE
        return bool(limit and self.share is not None and self.share > limit)

    def as_json(self) -> dict[str, Any]:
        share = None if self.share is None else round(self.share, 1)
        return asdict(self) | {
            "after": self.before + self.joined - self.left,
            "share": share,
            "over": self.is_over,
        }


def change_of(resource: RosterResource) -> dict[str, Any]:
    """The column `Roster.change` of a file just judged, nobody's post ended by hand yet."""
    joined: Counter[int] = Counter()
    left: Counter[int] = Counter()
    newcomers = 0
    for draft in resource.seen:
        units = resource.book.units_of(draft)
        if units != draft.was_in:
            joined.update(units - draft.was_in)
            left.update(draft.was_in - units)
            newcomers += not draft.was_in
    touched = set(covered_units(resource)) | set(left)
    before = strength(resource.reading.tree, touched, resource.as_of)
    tree = resource.reading.tree
    units_changed = [
        UnitChange(
            str(tree.units[unit].uuid), tree.units[unit].full_name, before[unit], joined[unit], left[unit]
        )
        for unit in touched
    ]
    whole = UnitChange("", "", sum(before.values()), newcomers, 0)
    return facts(whole, units_changed)


def with_endings(change: dict[str, Any], ended: Iterable[int], tree: UnitTree, as_of: date) -> dict[str, Any]:
    """The same when the posts in these units (one entry a person) end as well."""
    ending = Counter(ended)
    if not ending:
        return change
    units = {unit["uuid"]: _from_json(unit) for unit in change["units"]}
    before = strength(tree, set(ending), as_of)
    for unit, number in ending.items():
        uuid = str(tree.units[unit].uuid)
        known = units.setdefault(uuid, UnitChange(uuid, tree.units[unit].full_name, before[unit]))
        known.left += number
    left = change["left"] + sum(ending.values())
    return facts(UnitChange("", "", change["before"], change["joined"], left), list(units.values()))


def facts(whole: UnitChange, units: list[UnitChange]) -> dict[str, Any]:
    """Units with the largest share first; `why` names each reason for asking a second person."""
    ordered = sorted(units, key=lambda unit: (-(unit.share or 0), -unit.joined - unit.left, unit.name))
    new = sum(unit.joined for unit in units if unit.before < FEW)
    why = [
        code
        for code, holds in (
            ("unit_share", any(unit.is_over for unit in units)),
            ("file_share", whole.is_over),
            ("many_new", bool(settings.ROSTER_APPROVAL_SHARE) and new > MANY_NEW),
        )
        if holds
    ]
    return {
        "needed": bool(why),
        "why": why,
        "before": whole.before,
        "joined": whole.joined,
        "left": whole.left,
        "after": whole.before + whole.joined - whole.left,
        "units": [unit.as_json() for unit in ordered[:SHOWN]],
    }


def covered_units(resource: RosterResource) -> list[int]:
    """The units that the file speaks of."""
    return sorted(
        {row.unit.id for row in resource.reading.rows if row.unit and row.status != Status.REJECTED}
    )


def _from_json(unit: dict[str, Any]) -> UnitChange:
    return UnitChange(*(unit[name] for name in ("uuid", "name", "before", "joined", "left")))
