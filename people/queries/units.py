"""Questions about units on a day, for callers that do not hold a `UnitTree`."""

from datetime import date

from django.db.models import Q, QuerySet

from people.models import OrgUnit
from people.queries.tree import UnitTree


def in_force(day: date, prefix: str = "") -> Q:
    """The condition that a dated row (columns `valid_from`, `valid_to` behind `prefix`) holds on `day`."""
    start = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    end = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    return start & end


def units_on(day: date) -> QuerySet[OrgUnit]:
    """The units in force that day, in Vietnamese order."""
    return OrgUnit.objects.filter(in_force(day))


def subtree_ids(unit: OrgUnit, day: date, tree: UnitTree | None = None) -> set[int]:
    """The unit and all below it that day."""
    return (tree or UnitTree.load()).subtree(unit.pk, day)


def successor_on(unit: OrgUnit, day: date, tree: UnitTree | None = None) -> OrgUnit | None:
    """The unit itself while in force, else its principal successor on `day`; None when there is none."""
    if unit.exists_on(day):
        return unit
    found = (tree or UnitTree.load()).current(unit.pk, day)
    return OrgUnit.objects.get(pk=found) if found else None


def lineage_ids(unit: OrgUnit, tree: UnitTree | None = None) -> set[int]:
    """The unit with its predecessors and successors."""
    return (tree or UnitTree.load()).lineage(unit.pk)
