"""Estimated reach of loudspeakers by commune: each place once, however often it sounded; never added to learners."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from people.models.org_unit import Level
from people.queries.tree import UnitTree
from reports.models import Broadcast, Measure
from reports.queries.numbers import Numbers, numbers_at
from reports.reach_rules import Estimate, heard_by, together


@dataclass(frozen=True)
class Ears:
    """What units have stated, as of a day; three queries."""

    tree: UnitTree
    day: date
    households: Numbers
    residents: Numbers
    shares: Numbers

    @classmethod
    def load(cls, tree: UnitTree, day: date) -> "Ears":
        found = (numbers_at(one, None) for one in (Measure.HOUSEHOLDS, Measure.RESIDENTS, Measure.HEARS))
        return cls(tree, day, *found)

    def of(self, place: int) -> Estimate:
        """Its own numbers; an ấp without them has an even part of its commune's, a commune the sum of all its ấp."""
        stated = self._stated(place)
        if stated.known or self.tree.units[place].level == Level.HAMLET:
            return stated
        parts = [self._stated(one) for one in hamlets_of(self.tree, place, self.day)]
        return together(parts) if all(part.known for part in parts) else stated

    def _stated(self, place: int) -> Estimate:
        households, divided = self._heads(self.households, place)
        residents, too = self._heads(self.residents, place)
        return heard_by(households, residents, self.share(place), shared=divided or too)

    def share(self, place: int) -> Decimal | None:
        """Stated by the place, else by the nearest above."""
        for unit in (place, *self.tree.ancestors(place, self.day)):
            stated = self.shares.own(unit, self.day)
            if stated:
                return stated.value
        return None

    def _heads(self, numbers: Numbers, place: int) -> tuple[Decimal | None, bool]:
        own = numbers.of_heads(self.tree, place, self.day)
        if own is not None or self.tree.units[place].level != Level.HAMLET:
            return own, False
        above = self.tree.parent_of(place, self.day)
        whole = None if above is None else numbers.of_heads(self.tree, above, self.day)
        if above is None or whole is None:
            return None, False
        return whole / len(hamlets_of(self.tree, above, self.day)), True


@dataclass(frozen=True)
class Heard:
    """One commune, or the sum: how often and where it sounded, and the estimate."""

    name: str
    broadcasts: int
    places: int
    estimate: Estimate


def hamlets_of(tree: UnitTree, commune: int, day: date) -> list[int]:
    """Its ấp, in Vietnamese order."""
    return [
        one
        for one in tree.children(commune, day)
        if tree.units[one].level == Level.HAMLET and not tree.units[one].is_office
    ]


def heard_by_commune(
    *, units: set[int] | None, since: date, until: date, as_of: date, tree: UnitTree
) -> list[Heard]:
    """Between two days (half open), in Vietnamese order; one query, and three more where anything sounded."""
    rows = Broadcast.objects.filter(voided_at=None, aired_on__gte=since, aired_on__lt=until).order_by()
    rows = rows if units is None else rows.filter(place__in=units)
    times: dict[int, set[tuple[object, ...]]] = defaultdict(set)
    places: dict[int, set[int]] = defaultdict(set)
    for place, *what in rows.values_list("place", "activity", "aired_on", "aired_at"):
        here = tree.current(place, as_of) or place
        commune = _commune(tree, here, as_of)
        times[commune].add(tuple(what))
        places[commune].add(here)
    if not places:
        return []
    ears = Ears.load(tree, as_of)
    found = sorted(places, key=lambda unit: tree.units[unit].sort_key)
    return [
        Heard(tree.units[one].full_name, len(times[one]), len(places[one]), _of(ears, one, places[one]))
        for one in found
    ]


def all_heard(lines: Iterable[Heard], name: str) -> Heard:
    """The sum of communes."""
    listed = list(lines)
    return Heard(
        name, sum(one.broadcasts for one in listed), sum(one.places for one in listed),
        together(one.estimate for one in listed),
    )  # fmt: skip


def _of(ears: Ears, commune: int, places: Collection[int]) -> Estimate:
    """Where the whole commune sounded its ấp are within it."""
    return ears.of(commune) if commune in places else together(ears.of(one) for one in sorted(places))


def _commune(tree: UnitTree, unit: int, day: date) -> int:
    line = (unit, *tree.ancestors(unit, day))
    return next((one for one in line if tree.units[one].level == Level.COMMUNE), unit)
