"""Resolves a unit as written against the units of one day, without guessing (rules 8 and 9 of the import)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from common.vietnamese import fold, name_key
from people.models import UnitAlias
from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree, within
from people.rosters.unit_text import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    Place,
    UnitText,
    read_place,
    read_unit_text,
)


@dataclass(frozen=True)
class Found:
    """A unit with warnings, or a reason why there is none."""

    unit: Unit | None = None
    reason: str = ""
    warnings: tuple[str, ...] = ()


class UnitFinder:
    """The units of `as_of` by name; remembers every answer, since a roster repeats its units."""

    def __init__(self, tree: UnitTree, as_of: date) -> None:
        self.tree = tree
        self.as_of = as_of
        self.names = _Names(tree)
        self.home = _home_ids(tree, as_of)
        self.by_code: dict[str, list[Unit]] = defaultdict(list)
        for unit in tree.units.values():
            self.by_code[unit.code].append(unit)
        self._answers: dict[tuple[str, str, str, str], Found] = {}

    def find(self, *, text: str, code: str = "", district: str = "", section: str = "") -> Found:
        """The unit that a row names."""
        key = (text, code, district, section)
        if key not in self._answers:
            self._answers[key] = self._with_code(text, code.removesuffix(".0"), district, section)
        return self._answers[key]

    def _with_code(self, text: str, code: str, district: str, section: str) -> Found:
        named = self._named(text, district, section)
        if not code:
            return named
        versions = self.by_code.get(code)
        if not versions:
            return _plus(named, "unit_code_unknown")
        valid = next((unit for unit in versions if unit.exists_on(self.as_of)), None)
        if valid is None:
            return _plus(named, "unit_code_superseded") if text else self._successor(versions)
        return self._agreed(valid, named, text)

    def _agreed(self, valid: Unit, named: Found, text: str) -> Found:
        """A code in force beside a name: they agree, or the name is the code's own past, or a refusal."""
        carried = "unit_mapped_to_successor" in named.warnings
        if not text or (named.unit == valid and not carried):
            return Found(valid, warnings=named.warnings)
        said = read_unit_text(text)
        if named.reason == "unit_ambiguous" and self.names.fits(valid, said.place):
            return Found(valid)
        earlier = [unit for unit in self.by_code[valid.code] if unit != valid and self._began_before(unit)]
        if any(self.names.fits(unit, said.place) for unit in earlier):
            return Found(valid, warnings=("unit_name_superseded",))
        if named.unit == valid:
            return named
        return Found(reason="unit_code_name_mismatch")

    def _began_before(self, unit: Unit) -> bool:
        return unit.valid_from is None or unit.valid_from <= self.as_of

    def _named(self, text: str, district: str, section: str) -> Found:
        if not text:
            text = section
        said = read_unit_text(text)
        if not said.place.name:
            return Found(reason="unit_not_found")
        context = [*said.context, *(read_place(place) for place in (district, section) if place)]
        found = self._now(said, context) or self._earlier(said, context) or self._later(said)
        found = found or Found(reason="unit_not_found")
        return _plus(found, "hamlet_text_kept") if said.hamlet and found.unit else found

    def _now(self, said: UnitText, context: list[Place]) -> Found | None:
        """Among the units in force: exact, then another kind, then without accents."""
        place = said.place
        kinds = _kinds(place)
        attempts: list[tuple[Iterable[int], Callable[[Unit], bool], str]] = [
            (self.names.exact(place.key, self.as_of), lambda unit: unit.kind in kinds, ""),
            (
                self.names.exact(place.key, self.as_of),
                lambda unit: _same_level(unit, kinds),
                "unit_type_mismatch",
            ),
            (
                self.names.folded(place.folded),
                lambda unit: unit.kind in kinds,
                "unit_matched_without_accents",
            ),
        ]
        for candidates, fits, warning in attempts:
            units = [self.tree.units[pk] for pk in candidates]
            units = [unit for unit in units if unit.exists_on(self.as_of) and (unit.is_office or fits(unit))]
            found = self._one_of(self._narrowed(units, context, self.as_of), warning)
            if found:
                return found
        return None

    def _one_of(self, units: list[Unit], warning: str) -> Found | None:
        at_home = [unit for unit in units if unit.id in self.home] or units
        if not at_home:
            return None
        if len(at_home) > 1:
            return Found(reason="unit_ambiguous")
        return Found(at_home[0], warnings=(warning,) if warning else ())

    def _narrowed(self, units: list[Unit], context: list[Place], day: date | None) -> list[Unit]:
        """Only units below the first place of the context that is a unit of that day."""
        for place in context:
            if (units and not place.kind) or place.kind in (*DISTRICT_KINDS, "tỉnh"):
                inside = [unit for unit in units if self._is_below(unit, place, day)]
                if inside or self._is_known(place, units, day):
                    units = inside
        return units

    def _is_below(self, unit: Unit, place: Place, day: date | None) -> bool:
        day = day or _last_day(unit)
        above = (self.tree.units[pk] for pk in self.tree.ancestors(unit.id, day))
        return any(self.names.fits(parent, place, any_kind=True) for parent in above)

    def _is_known(self, place: Place, units: list[Unit], day: date | None) -> bool:
        """Whether the place was a district or province that day; districts that are gone narrow nothing."""
        days = {day} if day else {_last_day(unit) for unit in units}
        known = (self.tree.units[pk] for pk in self.names.exact(place.key, None))
        return any(
            unit.exists_on(one) and unit.level in (Level.DISTRICT, Level.PROVINCE)
            for unit in known
            for one in days
        )

    def _earlier(self, said: UnitText, context: list[Place]) -> Found | None:
        """A unit of the past, carried to its successor when all of it went to one place."""
        kinds = _kinds(said.place)
        units = [self.tree.units[pk] for pk in self.names.exact(said.place.key, None)]
        past = [
            unit for unit in units if unit.kind in kinds and unit.valid_to and unit.valid_to <= self.as_of
        ]
        past = self._narrowed(past, context, None)
        past = [unit for unit in past if unit.id in self._home_before()] or past
        return self._successor(past) if past else None

    def _successor(self, past: list[Unit]) -> Found:
        ended = [unit for unit in past if unit.valid_to and unit.valid_to <= self.as_of]
        if not ended:
            return Found(reason="unit_not_yet_valid")
        heirs = {self.tree.current(unit.id, self.as_of) for unit in ended}
        if None in heirs:
            abolished = any(unit.level == Level.DISTRICT for unit in ended)
            return Found(reason="unit_level_abolished" if abolished else "unit_not_found")
        if len(heirs) > 1:
            return Found(reason="unit_ambiguous")
        if any(not self._went_whole(unit.id) for unit in ended):
            return Found(reason="unit_split_needs_choice")
        return Found(self.tree.units[heirs.pop() or 0], warnings=("unit_mapped_to_successor",))

    def _went_whole(self, unit_id: int) -> bool:
        while not self.tree.units[unit_id].exists_on(self.as_of):
            end = self.tree.units[
                unit_id
            ].valid_to  # a part that left earlier is no longer what the name means
            ways = [way for way in self.tree.changes_out.get(unit_id, ()) if way.effective_on == end]
            if len(ways) != 1 or not ways[0].is_whole:
                return False
            unit_id = ways[0].to_id
        return True

    def _home_before(self) -> set[int]:
        """Units whose way leads into the home province."""
        return {pk for pk in self.tree.units if self.tree.current(pk, self.as_of) in self.home}

    def _later(self, said: UnitText) -> Found | None:
        kinds = _kinds(said.place)
        known = (self.tree.units[pk] for pk in self.names.exact(said.place.key, None))
        if any(unit.kind in kinds and unit.valid_from and unit.valid_from > self.as_of for unit in known):
            return Found(reason="unit_not_yet_valid")
        return None


class _Names:
    """Every spelling of every unit: own names, offices' full names, and aliases on their days."""

    def __init__(self, tree: UnitTree) -> None:
        self.own: dict[str, set[int]] = defaultdict(set)
        self.bare: dict[str, set[int]] = defaultdict(set)
        self.dated: dict[str, list[tuple[int, date | None, date | None]]] = defaultdict(list)
        by_code: dict[str, list[int]] = defaultdict(list)
        for unit in tree.units.values():
            by_code[unit.code].append(unit.id)
            self.own[name_key(unit.name)].add(unit.id)
            self.bare[fold(unit.name)].add(unit.id)
        for code, alias, start, end in UnitAlias.objects.values_list(
            "code", "alias", "valid_from", "valid_to"
        ):
            for pk in by_code.get(code, ()):
                self.dated[name_key(alias)].append((pk, start, end))

    def exact(self, key: str, day: date | None) -> set[int]:
        """Units of that name; aliases only on their days, unless no day is asked."""
        aliases = {pk for pk, start, end in self.dated.get(key, ()) if day is None or within(start, end, day)}
        return self.own.get(key, set()) | aliases

    def folded(self, key: str) -> set[int]:
        return self.bare.get(key, set())

    def fits(self, unit: Unit, place: Place, *, any_kind: bool = False) -> bool:
        """Whether the place may mean the unit."""
        named = unit.id in self.exact(place.key, None) or unit.id in self.folded(place.folded)
        return named and (any_kind or unit.kind in _kinds(place))


def _kinds(place: Place) -> tuple[str, ...]:
    """The kinds meant; a bare name means the commune level."""
    return (place.kind,) if place.kind else COMMUNE_KINDS


def _same_level(unit: Unit, kinds: tuple[str, ...]) -> bool:
    level = COMMUNE_KINDS if kinds[0] in COMMUNE_KINDS else DISTRICT_KINDS
    return unit.kind in level


def _home_ids(tree: UnitTree, day: date) -> set[int]:
    """The province of today as it was that day: before a merger, its neighbour comes second."""
    roots = [unit for unit in tree.units.values() if unit.level == Level.PROVINCE and not unit.is_office]
    latest = {unit.code for unit in roots if unit.valid_to is None}
    return set().union(
        *(tree.subtree(unit.id, day) for unit in roots if unit.code in latest and unit.exists_on(day))
    )


def _last_day(unit: Unit) -> date:
    return (unit.valid_to or date.max) - timedelta(days=1)


def _plus(found: Found, warning: str) -> Found:
    return Found(found.unit, found.reason, (*found.warnings, warning)) if found.unit else found
