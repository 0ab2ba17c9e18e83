"""The units behind a figure of units: the members it counted, with what each rests on."""

from dataclasses import dataclass

from common.vietnamese import fold
from people.queries.tree import Unit
from reports.queries.figures import Figures
from reports.queries.unit_facts import UnitFacts
from reports.rules import Member, Standing


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit; `through` are the former units it inherits from, `partly` those that do not suffice."""

    unit: Unit
    parent: Unit | None
    member: Member
    through: list[Unit]
    partly: list[Unit]
    forerunners: int

    @property
    def done(self) -> bool:
        return self.member.standing is Standing.COMPLETED


def unit_lines_of(
    figures: Figures, standing: Standing | None = None, search: str = "", below: int | None = None
) -> list[UnitLine]:
    """In Vietnamese order, departments first; `below` keeps one unit and what lies in it."""
    facts = figures.facts
    assert isinstance(facts, UnitFacts)
    wanted = [
        member
        for member in figures.members
        if standing in (None, member.standing)
        and fold(search) in fold(facts.tree.units[member.unit].full_name)
        and (below is None or _lies_in(facts, member.unit, below))
    ]
    wanted.sort(key=lambda member: _place(facts.tree.units[member.unit]))
    return [_line(facts, member, figures) for member in wanted]


def _line(facts: UnitFacts, member: Member, figures: Figures) -> UnitLine:
    units = facts.tree.units
    parent = facts.parent_of(member.unit)
    found = facts.achieved(member.unit, figures.as_of)
    through = [units[one] for one in found.units if one != member.unit] if found else []
    done, births = ([], []) if found else facts.forerunners_done(member.unit)
    return UnitLine(
        unit=units[member.unit],
        parent=units[parent] if parent else None,
        member=member,
        through=through,
        partly=[units[one] for one in done],
        forerunners=len(births),
    )


def _lies_in(facts: UnitFacts, unit: int, above: int) -> bool:
    here: int | None = unit
    while here is not None and here != above:
        here = facts.parent_of(here)
    return here == above


def _place(unit: Unit) -> tuple[bool, str, str]:
    return not unit.is_office, unit.sort_key, unit.code
