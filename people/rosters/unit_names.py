"""Every spelling of every unit: own names, offices' full names, and aliases on their days."""

from collections import defaultdict
from datetime import date

from common.vietnamese import fold, name_key
from people.models import UnitAlias
from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree, within
from people.rosters.unit_text import COMMUNE_KINDS, DISTRICT_KINDS, PROVINCE_KINDS, Place


class UnitNames:
    """Units by exact name (case and tone placement aside) and by name without accents."""

    def __init__(self, tree: UnitTree) -> None:
        self._own: dict[str, set[int]] = defaultdict(set)
        self._bare: dict[str, set[int]] = defaultdict(set)
        self._dated: dict[str, list[tuple[int, date | None, date | None]]] = defaultdict(list)
        by_code: dict[str, list[int]] = defaultdict(list)
        for unit in tree.units.values():
            by_code[unit.code].append(unit.id)
            for name in {unit.name, unit.full_name} if unit.is_office else {unit.name}:
                self._own[name_key(name)].add(unit.id)
                self._bare[fold(name)].add(unit.id)
        for code, alias, start, end in UnitAlias.objects.values_list(
            "code", "alias", "valid_from", "valid_to"
        ):
            for pk in by_code.get(code, ()):
                self._dated[name_key(alias)].append((pk, start, end))

    def exact(self, key: str, day: date | None) -> set[int]:
        """Units of that name; aliases only on their days, unless no day is asked."""
        aliases = {
            pk for pk, start, end in self._dated.get(key, ()) if day is None or within(start, end, day)
        }
        return self._own.get(key, set()) | aliases

    def folded(self, key: str) -> set[int]:
        """Units of that name without accents; aliases are spellings of their own and do not count."""
        return self._bare.get(key, set())

    def fits(self, unit: Unit, place: Place, *, any_kind: bool = False) -> bool:
        """Whether the place may mean the unit."""
        named = unit.id in self.exact(place.key, None) or unit.id in self.folded(place.folded)
        return named and (any_kind or unit.kind in kinds_meant(place))

    def says(self, unit: Unit, place: Place) -> bool:
        """Whether the place is this unit's own name and kind: with its accents, or without any at all."""
        if unit.kind not in kinds_meant(place):
            return False
        bare = place.name.isascii() and unit.id in self.folded(place.folded)
        return bare or unit.id in self.exact(place.key, None)


def kinds_meant(place: Place) -> tuple[str, ...]:
    """The kinds meant; a bare name means the commune level."""
    return (place.kind,) if place.kind else COMMUNE_KINDS


def same_level(unit: Unit, place: Place) -> bool:
    """Whether the unit stands at a level that the place's kind may mean (a thành phố has two)."""
    if unit.is_office:
        return False
    if not place.kind or place.kind in COMMUNE_KINDS:
        return unit.level == Level.COMMUNE
    levels = [Level.DISTRICT] if place.kind in DISTRICT_KINDS else []
    levels += [Level.PROVINCE] if place.kind in PROVINCE_KINDS else []
    return unit.level in levels
