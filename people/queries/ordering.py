"""The list of people in the order of a column: by the database where it can, else by units and posts as they are shown."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet

from common.vietnamese import plain_sort_key
from people.models import Person
from people.queries.people import for_list, posted_on
from people.queries.tree import UnitTree

BY_COLUMN: dict[str, tuple[Any, ...]] = {
    "ten": (F("sort_key").asc(),),
    "ma": (F("staff_code").asc(),),
    "nam-sinh": (F("birth_year").asc(nulls_last=True), F("birth_on").asc(nulls_last=True)),
}
BY_POST = ("don-vi", "chuc-vu")
SORTS = (*BY_COLUMN, *BY_POST)


class InOrder:
    """People of a list for a `Paginator`, two queries more than a page needs; ties stand by given name.

    A unit is compared as the reader sees it (after all reforms), which no index knows: posts are read once.
    """

    def __init__(
        self, people: QuerySet[Person], sort: str, day: date, tree: UnitTree, units_on: date
    ) -> None:
        self.people, self.sort, self.day, self.tree, self.units_on = people, sort, day, tree, units_on

    def count(self) -> int:
        return len(self.keys)

    def __getitem__(self, asked: slice) -> list[Person]:
        keys = self.keys[asked]
        found = {person.pk: person for person in for_list(Person.objects.filter(pk__in=keys), self.day)}
        return [found[key] for key in keys if key in found]

    @cached_property
    def keys(self) -> list[int]:
        """Everybody's key in order."""
        column, down = self.sort.removeprefix("-"), self.sort.startswith("-")
        by_name = self.people.order_by("sort_key", "pk")
        if column in BY_POST:
            names, key = list(by_name.values_list("pk", flat=True)), self._key(column)
            told = sorted((one for one in names if key.get(one)), key=lambda one: key[one], reverse=down)
            return told + [one for one in names if not key.get(one)]
        terms = [_turned(term) if down else term for term in BY_COLUMN.get(column, BY_COLUMN["ten"])]
        return list(self.people.order_by(*terms, "sort_key", "pk").values_list("pk", flat=True))

    def _key(self, column: str) -> dict[int, str]:
        posts = posted_on(self.day).filter(person__in=self.people.order_by().values("pk"))
        told: Callable[[int, str], str] = self._unit if column == "don-vi" else _position
        rows = posts.order_by("starts_on", "pk").values_list("person_id", "unit_id", "position")
        return {person: told(unit, position) for person, unit, position in rows}  # the newest post is kept

    def _unit(self, unit: int, _position: str) -> str:
        return self.tree.units[self.tree.current(unit, self.units_on) or unit].sort_key


def _position(_unit: int, position: str) -> str:
    return plain_sort_key(position) if position else ""


def _turned(term: Any) -> Any:
    """Backwards; whoever has nothing there stays at the end."""
    turned = term.copy()
    turned.reverse_ordering()
    turned.nulls_first, turned.nulls_last = None, True if term.nulls_last else None
    return turned
