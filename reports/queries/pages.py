"""The keys of a kept list in order of names, a page at a time; every page is exact at the moment it is read."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import merge
from typing import overload

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Concat

from reports.models import TargetSpan

# From so many on it is quicker to pass along the index of names than to find all of the list and sort them.
MANY = 5_000
Placed = tuple[str, int]  # what sorts a name, and whose it is


class _Passing(Func):
    """A condition that no index is asked for, and of which planners think that nearly every row fulfils it.

    They guess too few rows for conditions that belong together, and would then sort instead of passing along.
    """

    template = "CASE WHEN %(expressions)s THEN 1 END IS NOT NULL"
    output_field = BooleanField()


class Pages(Sequence[int]):
    """For a `Paginator`: the keys of `number` kept rows, and between them of `fresh`, whoever was touched since.

    Sort keys hold digits alone: Python puts them in the same order as any database.
    """

    def __init__(self, rows: QuerySet[TargetSpan], asked: Q, number: int, fresh: list[Placed]) -> None:
        self._number, self._fresh = number, sorted(fresh)
        # No index holds a joined text: then the few are found first and sorted.
        found, place = (
            (rows.filter(_Passing(asked)), F("name"))
            if number > MANY
            else (rows.filter(asked), Concat("name", Value("")))
        )
        self._rows = found.annotate(place=place).values_list("place", "person")

    def __len__(self) -> int:
        return self._number + len(self._fresh)

    def __iter__(self) -> Iterator[int]:
        rows = self._rows.order_by("place", "person").iterator(chunk_size=5000)
        return (person for _place, person in merge(rows, self._fresh))

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        first, last, _step = place.indices(len(self))
        start = max(0, first - len(self._fresh))  # at least here, if all of the fresh stand before
        rows = self._kept(start, last)
        before = bisect_left(self._fresh, rows[0]) if start and rows else 0
        found = list(merge(rows, self._fresh[before:]))[first - start - before :]
        return [person for _place, person in found[: last - first]]

    def _kept(self, first: int, last: int) -> list[Placed]:
        """From whichever end is nearer."""
        first, last = min(first, self._number), min(last, self._number)
        if first + last <= self._number:
            return list(self._rows.order_by("place", "person")[first:last])
        back = self._rows.order_by("-place", "-person")[self._number - last : self._number - first]
        return list(back)[::-1]
