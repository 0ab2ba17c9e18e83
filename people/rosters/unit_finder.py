"""Resolves a unit as written against the units of one day, without guessing (rules 8 and 9 of the import)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree
from people.rosters.unit_heirs import Heirs
from people.rosters.unit_names import UnitNames, kinds_meant, same_level
from people.rosters.unit_surroundings import Surroundings
from people.rosters.unit_text import Place, UnitText, read_unit_text


@dataclass(frozen=True)
class Found:
    """A unit with warnings, or a reason why there is none; `among` are the units that stood in question."""

    unit: Unit | None = None
    reason: str = ""
    warnings: tuple[str, ...] = ()
    among: tuple[Unit, ...] = ()


NOT_FOUND = Found(reason="unit_not_found")


class UnitFinder:
    """The units of `as_of` by name; remembers every answer, since a roster repeats its units."""

    def __init__(self, tree: UnitTree, as_of: date) -> None:
        self.tree = tree
        self.as_of = as_of
        self.names = UnitNames(tree)
        self.around = Surroundings(tree, self.names, as_of)
        self.heirs = Heirs(tree, as_of)
        self.home = _home_ids(tree, as_of)
        self.by_code: dict[str, list[Unit]] = defaultdict(list)
        for unit in tree.units.values():
            self.by_code[unit.code].append(unit)
        self._answers: dict[tuple[str, str, str, str], Found] = {}

    def find(self, *, text: str, code: str = "", district: str = "", section: str = "") -> Found:
        """The unit that a row names."""
        key = (text, code, district, section)
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self._with_code(text, _plain_code(code), district, section)
        return found

    def chosen(self, uuid: str) -> Found:
        """The unit that the clerk picked; it has to exist on the day of the roster."""
        try:
            wanted = UUID(uuid)
        except ValueError:
            return NOT_FOUND
        for unit in self.tree.units.values():
            if unit.uuid == wanted and unit.exists_on(self.as_of):
                return Found(unit)
        return NOT_FOUND

    def said(self, text: str, section: str) -> UnitText:
        """What the text means; without a place of its own it belongs to the commune of the section."""
        said = read_unit_text(text)
        above = read_unit_text(section) if section else None
        if above and (said.is_general or said.is_body_of(above.place)):
            return UnitText(above.place, (*said.context, *above.context), said.hamlet)
        return said

    def context(self, said: UnitText, district: str, section: str) -> list[Place]:
        """The places around: in the text itself, in the district column, in the headings above."""
        around = list(said.context)
        for text in (district, section):
            if text:
                read = read_unit_text(text)
                around += [
                    place for place in (read.place, *read.context) if place.name and place != said.place
                ]
        return around

    def _with_code(self, text: str, code: str, district: str, section: str) -> Found:
        named = self._named(text, district, section)
        versions = (
            [unit for unit in self.by_code.get(code, ()) if self.around.has_begun(unit)] if code else []
        )
        if not versions:
            if code and not text and self.by_code.get(code):
                return Found(reason="unit_not_yet_valid")
            return _plus(named, "unit_code_unknown") if code else named
        valid = next((unit for unit in versions if unit.exists_on(self.as_of)), None)
        if valid is None:
            return self._retired(versions, named, text, section)
        said = self.said(text, section)
        context = self.context(said, district, section)
        return self._agreed(valid, versions, named, said.place if text else None, context)

    def _retired(self, versions: list[Unit], named: Found, text: str, section: str) -> Found:
        """A code of the past: the name decides, unless it is the name of that very past."""
        if not text:
            return self._successor(versions)
        is_now = named.unit and "unit_mapped_to_successor" not in named.warnings
        place = self.said(text, section).place
        own = [unit for unit in versions if self.names.says(unit, place)]
        if own and not is_now:
            return self._successor(own)
        return _plus(named, "unit_code_superseded")

    def _agreed(
        self, valid: Unit, versions: list[Unit], named: Found, place: Place | None, context: list[Place]
    ) -> Found:
        """A code in force beside a name: they agree, or the name is the code's own past, or a refusal."""
        carried = "unit_mapped_to_successor" in named.warnings
        if place is None or (named.unit == valid and not carried):
            return Found(valid, warnings=named.warnings if named.unit == valid else ())
        if self.names.says(valid, place) and self.around.narrowed([valid], context):
            return Found(valid)
        if any(self.names.says(unit, place) for unit in versions if unit != valid):
            return Found(valid, warnings=("unit_name_superseded",))
        if named.reason == "unit_ambiguous" and valid in named.among:
            return Found(valid)
        if named.unit is None or named.unit == valid:
            return named
        return Found(reason="unit_code_name_mismatch", among=(valid, named.unit))

    def _named(self, text: str, district: str, section: str) -> Found:
        office = self._office(text)
        if office:
            return office
        said = self.said(text or section, section)
        if not said.place.name or said.is_general:
            return NOT_FOUND
        context = self.context(said, district, section)
        found = (
            self._now(said.place, context) or self._earlier(said.place, context) or self._later(said.place)
        )
        return _plus(found or NOT_FOUND, "hamlet_text_kept") if said.hamlet else found or NOT_FOUND

    def _office(self, text: str) -> Found | None:
        """A body that is a unit of its own goes before the place in its name."""
        if not text:
            return None
        place = Place("", text)
        known = [self.tree.units[pk] for pk in self.names.exact(place.key, self.as_of)]
        return self._one_of([unit for unit in known if unit.is_office and unit.exists_on(self.as_of)], "")

    def _now(self, place: Place, context: list[Place]) -> Found | None:
        """Among the units in force: exact, then another kind, then without accents."""
        for pks, kinds, warning in self._attempts(place, self.as_of):
            units = [unit for unit in self._units(pks) if unit.exists_on(self.as_of)]
            units = [unit for unit in units if self._is_meant(unit, place, kinds=kinds)]
            if warning:  # the neighbour of before a merger is meant only when named exactly
                units = [unit for unit in units if unit.id in self.home]
            found = self._one_of(self.around.narrowed(units, context), warning)
            if found:
                return found
        return None

    def _attempts(self, place: Place, day: date | None) -> Iterable[tuple[set[int], bool, str]]:
        """Units to look at, whether their kind has to fit, and the warning that goes with them."""
        yield self.names.exact(place.key, day), True, ""
        yield self.names.exact(place.key, day), False, "unit_type_mismatch"
        yield self.names.folded(place.folded), True, "unit_matched_without_accents"

    def _is_meant(self, unit: Unit, place: Place, *, kinds: bool) -> bool:
        if unit.is_office:
            return not place.kind
        return unit.kind in kinds_meant(place) if kinds else same_level(unit, place)

    def _units(self, pks: Iterable[int]) -> list[Unit]:
        return sorted((self.tree.units[pk] for pk in pks), key=lambda unit: (unit.full_name, unit.id))

    def _one_of(self, units: list[Unit], warning: str) -> Found | None:
        at_home = [unit for unit in units if unit.id in self.home] or units
        if not at_home:
            return None
        if len(at_home) > 1:
            return Found(reason="unit_ambiguous", among=tuple(at_home))
        return Found(at_home[0], warnings=(warning,) if warning else ())

    def _earlier(self, place: Place, context: list[Place]) -> Found | None:
        """A unit of the past, carried to its successor when all of it went to one place."""
        for pks, kinds, warning in self._attempts(place, None):
            past = [unit for unit in self._units(pks) if unit.valid_to and unit.valid_to <= self.as_of]
            past = [unit for unit in past if self._is_meant(unit, place, kinds=kinds)]
            past = self.around.narrowed(past, context)
            past = [unit for unit in past if unit.id in self._home_before] or past
            if past:
                found = self._successor(past)
                return Found(
                    found.unit, found.reason, (*found.warnings, *filter(None, [warning])), found.among
                )
        return None

    def _successor(self, past: list[Unit]) -> Found:
        ended = [unit for unit in past if unit.valid_to and unit.valid_to <= self.as_of]
        if not ended:
            return Found(reason="unit_not_yet_valid")
        heirs = {self.tree.current(unit.id, self.as_of) for unit in ended}
        if None in heirs:
            abolished = any(unit.level == Level.DISTRICT for unit in ended)
            return Found(reason="unit_level_abolished" if abolished else "unit_not_found", among=tuple(ended))
        units = tuple(self._units(pk for pk in heirs if pk is not None))
        if len(heirs) > 1:
            return Found(reason="unit_ambiguous", among=units)
        if any(not self.heirs.went_whole(unit.id) for unit in ended):
            return Found(reason="unit_split_needs_choice", among=tuple(self.heirs.parts(ended)))
        return Found(units[0], warnings=("unit_mapped_to_successor",))

    @cached_property
    def _home_before(self) -> set[int]:
        """Units whose way leads into the home province."""
        return {pk for pk in self.tree.units if self.tree.current(pk, self.as_of) in self.home}

    def _later(self, place: Place) -> Found | None:
        known = self._units(self.names.exact(place.key, None))
        later = [unit for unit in known if unit.valid_from and unit.valid_from > self.as_of]
        if any(self._is_meant(unit, place, kinds=True) for unit in later):
            return Found(reason="unit_not_yet_valid")
        return None


def _home_ids(tree: UnitTree, day: date) -> set[int]:
    """The province of today as it was that day: before a merger, its neighbour comes second."""
    roots = [unit for unit in tree.units.values() if unit.level == Level.PROVINCE and not unit.is_office]
    latest = {unit.code for unit in roots if unit.valid_to is None}
    return set().union(
        *(tree.subtree(unit.id, day) for unit in roots if unit.code in latest and unit.exists_on(day))
    )


def _plain_code(code: str) -> str:
    return code.strip(" '’").replace(" ", "").removesuffix(".0")


def _plus(found: Found, warning: str) -> Found:
    return Found(found.unit, found.reason, (*found.warnings, warning), found.among) if found.unit else found
