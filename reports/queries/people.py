"""The names behind a cell: the same members the figure counted, never a second way of counting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from common.vietnamese import fold
from people.models import Person, Posting
from reports.queries.figures import Figures
from reports.rules import Member, Standing


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a list, with what the list shows."""

    person: Person
    member: Member
    position: str
    unit_name: str

    @property
    def standing_label(self) -> str:
        """The standing in words."""
        return {
            Standing.COMPLETED: _("Hoàn thành"),
            Standing.MISSING: _("Còn thiếu"),
            Standing.EXCLUDED: _("Loại trừ"),
        }[self.member.standing]


def choose(figures: Figures, *, unit: int | None = None, standing: Standing | None = None) -> list[Member]:
    """The members of a unit and all below it, of one standing."""
    inside = None if unit is None else _below(figures, unit)
    return [
        member
        for member in figures.members
        if (inside is None or member.unit in inside) and (standing is None or member.standing is standing)
    ]


def _below(figures: Figures, unit: int) -> set[int]:
    parent_of = figures.facts.parent_of
    found = set()
    for other in figures.tally.units:
        here: int | None = other
        while here is not None and here != unit:
            here = parent_of(here)
        if here == unit:
            found.add(other)
    return found | {unit}


def sorted_people(members: list[Member], search: str = "") -> list[int]:
    """The members' person keys in order of given name; `search` is matched without accents."""
    people = Person.objects.filter(pk__in=[member.person for member in members])
    if search:
        people = people.filter(name_folded__contains=fold(search))
    return list(people.order_by("sort_key", "pk").values_list("pk", flat=True))


def lines(
    figures: Figures, members: list[Member] | None = None, order: list[int] | None = None
) -> Iterator[Line]:
    """Lines for the given people (all members when left out), in order of given name."""
    by_person = {member.person: member for member in (figures.members if members is None else members)}
    keys = sorted_people(list(by_person.values())) if order is None else order
    people = Person.objects.in_bulk(keys)
    positions = _positions(keys, figures.as_of)
    for key in keys:
        member = by_person[key]
        unit = figures.facts.tree.units[member.unit].full_name
        yield Line(people[key], member, positions.get(key, ""), unit)


def _positions(people: list[int], day: date) -> dict[int, str]:
    rows = Posting.objects.filter(person__in=people, starts_on__lte=day).order_by("starts_on", "-pk")
    return dict(rows.values_list("person_id", "position"))
