"""Which of a figure's members a list shows: plain values, so that a page, a file and a deed mean the same people."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from people.models import Person
from reports.queries.behind import Behind, Choice, behind
from reports.queries.breakdown import Breakdown
from reports.queries.chase import chase_groups
from reports.queries.facts import Facts
from reports.queries.figures import Figures
from reports.queries.people import choose, sorted_people
from reports.queries.pilots import comparison
from reports.rules import Member, Standing

STANDINGS = {"con-thieu": Standing.MISSING, "hoan-thanh": Standing.COMPLETED, "loai-tru": Standing.EXCLUDED}
GROUPS = {
    "qua-han": "overdue",
    "dung-hoc": "stalled",
    "chua-vao": "never_signed_in",
    "chua-giao": "not_enrolled",
    "dang-hoc": "under_way",
}
SORTS = ("ten", "don-vi", "tinh-trang", "ngay")


@dataclass(frozen=True)
class Selection:
    """The conditions of one list; empty means no condition."""

    units: tuple[int, ...] = ()
    standing: str = ""
    chase: str = ""
    search: str = ""
    community: str = ""
    level: str = ""
    category: str = ""
    gender: str = ""
    way: str = ""  # of reports.queries.breakdown, with the key of its line
    part: str = ""
    sort: str = ""

    def told(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Selection":
        return cls(**{**told, "units": tuple(told.get("units", ()))})


def members_of(figures: Figures, asked: Selection) -> list[Member]:
    """Of the units, group of communes, level, category and gender, whatever their standing: what the tabs count."""
    members = _in_units(figures, asked.units)
    if asked.community:
        key_of = comparison(figures).key_of
        members = [member for member in members if key_of(member.unit) == asked.community]
    if asked.level:
        units = figures.facts.tree.units
        members = [member for member in members if units[member.unit].level == asked.level]
    if asked.way:
        inside = {member.person for member in Breakdown(figures).chosen(asked.way, asked.part)}
        members = [member for member in members if member.person in inside]
    if asked.category:
        members = [member for member in members if member.category == asked.category]
    return _of_gender(members, asked.gender) if asked.gender else members


def shown_of(figures: Figures, asked: Selection, members: list[Member]) -> list[Member]:
    """Those of the tab or of the group to chase."""
    if asked.chase in GROUPS:
        chased = set(getattr(chase_groups(figures, figures.as_of), GROUPS[asked.chase]))
        return [member for member in members if member.person in chased]
    if asked.standing in STANDINGS:
        return [member for member in members if member.standing is STANDINGS[asked.standing]]
    return members


def in_order(figures: Figures, asked: Selection, members: list[Member]) -> list[int]:
    """The keys of these people as the list shows them: by given name, unless a column says otherwise."""
    names = sorted_people(members, asked.search)
    column, down = asked.sort.removeprefix("-"), asked.sort.startswith("-")
    if column not in SORTS or column == "ten":
        return names[::-1] if down else names
    by_person = {member.person: member for member in members}
    key = _key(figures.facts, column)
    return sorted(names, key=lambda person: key(by_person[person]), reverse=down)


def listed(figures: Figures, asked: Selection) -> Behind:
    """The people of a list a page at a time: without reading them all unless a column other than names sorts them."""
    if asked.sort.removeprefix("-") in SORTS[1:] or asked.sort.startswith("-"):
        return _Selected(figures, asked)
    keep = comparison(figures).key_of if asked.community else None
    parts = {"cap": asked.level, "nhom": asked.category, "gioi": asked.gender}
    told = [(way, key) for way, key in parts.items() if key]
    if asked.way:
        told.append((asked.way, asked.part))
    return behind(
        figures,
        Choice(
            asked.units,
            lambda unit: keep is None or keep(unit) == asked.community,
            STANDINGS.get(asked.standing),
            GROUPS.get(asked.chase, ""),
            tuple(told),
        ),
    )


class _Selected(Behind):
    """Every condition that a list knows, on the members themselves."""

    def __init__(self, figures: Figures, asked: Selection) -> None:
        super().__init__(figures, Choice())
        self.asked, self.found = asked, members_of(figures, asked)

    def standings(self) -> Counter[Standing]:
        return Counter(member.standing for member in self.found)

    def keys(self, search: str = "") -> Sequence[int]:
        asked = replace(self.asked, search=search)
        return in_order(self.figures, asked, shown_of(self.figures, asked, self.found))

    def members(self, keys: Collection[int] | None = None) -> list[Member]:
        wanted = None if keys is None else set(keys)
        return [one for one in self.found if wanted is None or one.person in wanted]


def _in_units(figures: Figures, units: Collection[int]) -> list[Member]:
    if not units:
        return list(figures.members)
    found: dict[int, Member] = {}
    for unit in units:
        found.update({member.person: member for member in choose(figures, unit=unit)})
    return list(found.values())


def _of_gender(members: list[Member], gender: str) -> list[Member]:
    people = Person.objects.filter(gender=gender).values_list("pk", flat=True)
    found = set(people)
    return [member for member in members if member.person in found]


def _key(facts: Facts, column: str) -> Callable[[Member], Any]:
    units = facts.tree.units
    if column == "don-vi":
        return lambda member: units[member.unit].sort_key
    if column == "ngay":
        return lambda member: member.completed_on or date.max
    order = [Standing.MISSING, Standing.COMPLETED, Standing.EXCLUDED]
    return lambda member: order.index(member.standing)
