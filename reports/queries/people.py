"""The names behind a cell: the same members the figure counted, never a second way of counting."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from common.bulk import among
from common.plain_rows import plain_rows
from common.vietnamese import fold
from people.models import Person, Posting
from reports.queries.figures import Figures
from reports.rules import Member, Standing

STANDINGS = {
    Standing.COMPLETED: _("Hoàn thành"),
    Standing.MISSING: _("Còn thiếu"),
    Standing.EXCLUDED: _("Loại trừ"),
}


class Named(NamedTuple):
    """The columns of a Person that lists show: a hundred thousand instances of the model cost thrice as much."""

    pk: int
    full_name: str
    staff_code: str
    phone: str
    birth_on: date | None
    birth_year: int | None
    uuid: UUID | None = None


class Line(NamedTuple):
    """One person of a list, with what the list shows."""

    person: Named
    member: Member
    position: str
    unit_name: str

    @property
    def birth_year(self) -> int | None:
        """Of the day, where it is known."""
        day = self.person.birth_on
        return day.year if day else self.person.birth_year

    @property
    def standing_label(self) -> str:
        """The standing in words."""
        return str(STANDINGS[self.member.standing])


def choose(figures: Figures, *, unit: int | None = None, standing: Standing | None = None) -> list[Member]:
    """The members of a unit and all below it, of one standing."""
    inside = None if unit is None else below(figures, unit)
    return [
        member
        for member in figures.members
        if (inside is None or member.unit in inside) and (standing is None or member.standing is standing)
    ]


def below(figures: Figures, unit: int) -> set[int]:
    """The unit and the figure's units below it."""
    parent_of = figures.facts.parent_of
    found = set()
    for other in figures.tally.units:
        here: int | None = other
        while here is not None and here != unit:
            here = parent_of(here)
        if here == unit:
            found.add(other)
    return found | {unit}


def sorted_people(members: Collection[Member], search: str = "") -> list[int]:
    """The members' person keys in order of given name; `search` is matched without accents."""
    people = Person.objects.filter(pk__in=[member.person for member in members])
    if search:
        people = people.filter(name_folded__contains=fold(search))
    return list(people.order_by("sort_key", "pk").values_list("pk", flat=True))


def lines(
    figures: Figures, members: Collection[Member] | None = None, order: list[int] | None = None
) -> Iterator[Line]:
    """Lines for the given people (all members when left out), in order of given name."""
    by_person = {member.person: member for member in (figures.members if members is None else members)}
    keys = sorted_people(by_person.values()) if order is None else order
    units = figures.facts.tree.units
    for person, position in named(keys, figures.as_of):
        member = by_person[person.pk]
        yield Line(person, member, position, units[member.unit].full_name)


def named(keys: list[int], day: date, *, linked: bool = True) -> Iterator[tuple[Named, str]]:
    """These people in this order, each with the position held on the day or last before it.

    `linked`: with what addresses are made of; files do without two hundred thousand of them.
    """
    rows = Person.objects.filter(pk__in=among(keys or [0])).order_by()
    told = plain_rows(rows, *(Named._fields if linked else Named._fields[:-1]), few=True)
    people = {row[0]: Named(*row) for row in told}
    positions = _positions(keys, day)
    return ((people[key], positions.get(key, "")) for key in keys)


def _positions(people: list[int], day: date) -> dict[int, str]:
    rows = Posting.objects.filter(person__in=among(people or [0]), starts_on__lte=day).order_by(
        "starts_on", "-pk"
    )
    return dict(rows.values_list("person_id", "position"))
