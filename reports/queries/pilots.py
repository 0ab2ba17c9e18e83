"""A target's figure for pilot communes beside the other communes; the parts add up to the total."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from people.models.org_unit import Level
from people.queries.designations import Held, designated_units, designated_versions
from reports.queries.facts import Frame
from reports.queries.figures import Figures
from reports.rules import Cell

PILOT, OTHER, REST = "pilot", "other", "rest"


@dataclass(frozen=True, slots=True)
class Group:
    """One line of the comparison; `part_of_sum` is false for a kind of pilot, which is shown within its group."""

    key: str
    name: str
    communes: int
    cell: Cell
    part_of_sum: bool = True


@dataclass(frozen=True)
class Comparison:
    """Which communes hold a designation on the figure's day, and what that makes of the figure."""

    figures: Figures
    held: Held

    @property
    def groups(self) -> list[Group]:
        """Pilots, each kind of pilot when there are several, other communes, and whoever is at no commune."""
        if not self.held:
            return []
        kinds = sorted({row.kind for rows in self.held.values() for row in rows})
        rest = self._group(REST, _("Đơn vị cấp tỉnh, cấp huyện"), lambda commune: commune is None)
        return [
            self._group(PILOT, _("Xã thí điểm"), lambda commune: commune in self.held),
            *(self._kind(kind) for kind in kinds if len(kinds) > 1),
            self._group(
                OTHER, _("Các xã khác"), lambda commune: commune is not None and commune not in self.held
            ),
            *([rest] if rest.cell.denominator or rest.cell.excluded else []),
        ]

    def key_of(self, unit: int) -> str:
        """The group that a unit's people are counted in."""
        commune = commune_of(self.figures, unit)
        return REST if commune is None else PILOT if commune in self.held else OTHER

    def _kind(self, kind: str) -> Group:
        holders = {unit for unit, rows in self.held.items() if any(row.kind == kind for row in rows)}
        return self._group(kind, kind, lambda commune: commune in holders, part_of_sum=False)

    def _group(self, key: str, name: str, belongs: Any, *, part_of_sum: bool = True) -> Group:
        cell, communes = Cell(), 0
        for unit, own in self.figures.tally.units.items():
            if belongs(commune_of(self.figures, unit)):
                cell.numerator += own.own_numerator
                cell.denominator += own.own_denominator
                cell.excluded += own.own_excluded
                communes += commune_of(self.figures, unit) == unit
        return Group(key, name, communes, cell, part_of_sum)


def comparison(figures: Figures) -> Comparison:
    """One query: the designations in force on the figure's day, on the figure's map."""
    facts, day = figures.facts, figures.as_of
    if figures.frame is Frame.NOW and figures.target.counts_people:
        return Comparison(figures, designated_units(on=day, tree=facts.tree, map_day=facts.today))
    communes = [unit for unit in figures.tally.units if commune_of(figures, unit) == unit]
    return Comparison(figures, designated_versions(communes, on=day, tree=facts.tree))


def commune_of(figures: Figures, unit: int) -> int | None:
    """The commune a unit is or lies in: a hamlet's people count with their commune."""
    here: int | None = unit
    while here is not None:
        told = figures.facts.tree.units[here]
        if told.level == Level.COMMUNE and not told.is_office:
            return here
        here = figures.facts.parent_of(here)
    return None


def as_rows(groups: list[Group]) -> list[dict[str, Any]]:
    """For the JSON and the workbook."""
    return [
        {
            "group": group.key,
            "name": group.name,
            "communes": group.communes,
            "numerator": group.cell.numerator,
            "denominator": group.cell.denominator,
            "excluded": group.cell.excluded,
            "percent": group.cell.percent,
            "part_of_sum": group.part_of_sum,
        }
        for group in groups
    ]
