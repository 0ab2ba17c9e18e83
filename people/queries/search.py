"""People by what is typed: the beginnings of the words of a name, with or without marks; or a code, a phone."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet

from common.vietnamese import fold, name_key
from people import name_words
from people.models import Person
from people.phones import normalise_phone

MOST_WORDS = 12
# From so many on it is quicker to walk the list in its order, which meets a page of them soon, than to sort them all.
MANY = 5_000
_BREAKS = (" ", "'", "-", ".")


class _Words(Func):
    """True where every word begins a word of the name; answered by the index of words."""

    output_field = BooleanField()

    def __init__(self, column: str, words: tuple[str, ...]) -> None:
        super().__init__(F("pk"), F(column))
        self.column, self.words = column, words

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, tuple[Any, ...]]:
        pk, values = compiler.compile(self.source_expressions[0])
        found = name_words.fts5_query(self.column, self.words)
        return f"{pk} IN ({name_words.FTS5_ROWS})", (*values, found)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, tuple[Any, ...]]:
        column, values = compiler.compile(self.source_expressions[1])
        sql = f"to_tsvector('simple'::regconfig, {column}) @@ to_tsquery('simple'::regconfig, %s)"
        return sql, (*values, name_words.tsquery(self.words))


def _walking(column: str, words: tuple[str, ...]) -> Q:
    """The same condition judged row by row."""
    fits = Q()
    for word in words:
        begins = Q(**{f"{column}__startswith": word})
        for sign in _BREAKS:
            begins |= Q(**{f"{column}__contains": sign + word})
        fits &= begins
    return fits


def words_of(text: str) -> tuple[str, ...]:
    """What a name is searched by; signs between words say nothing."""
    return tuple(word for word in re.split(r"[\W_]+", text) if word)[:MOST_WORDS]


def people_named(people: QuerySet[Person], text: str, *, few: bool = False) -> QuerySet[Person]:
    """Everybody whose name, staff code or phone fits what was typed; `few` as for `Found`."""
    return people.filter(_alike(text, walking=few))


def _alike(text: str, *, walking: bool) -> Q:
    fits = _named("name_folded", fold(text), walking=walking)
    if any(sign.isdigit() for sign in text):
        fits |= Q(staff_code=text.strip().upper())
        fits |= Q(phone=phone) if (phone := normalise_phone(text)) else Q()
    return fits


def _named(column: str, text: str, *, walking: bool) -> Q:
    words = words_of(text)
    if not words:
        return Q(pk__in=[])
    return _walking(column, words) if walking else Q(_Words(column, words))


class Found:
    """People of a search for a `Paginator`: exact names first, then those written so, then those alike without marks.

    `few`: `people` are one unit's, so that judging each is less work than asking the index of everybody's words.
    Within a group they keep the order of `people`.
    """

    def __init__(self, people: QuerySet[Person], text: str, *, few: bool) -> None:
        self.people, self.text, self.few = people, text, few

    def count(self) -> int:
        return self.groups[-1].held

    def __getitem__(self, asked: slice) -> list[Person]:
        """Groups in turn until the page is full; how large one is, is only asked when the page lies behind it."""
        first, wanted = asked.start, asked.stop - asked.start
        rows: list[Person] = []
        for group in self.groups:
            part = list(group.people[first : first + wanted - len(rows)])
            rows += part
            if len(rows) == wanted:
                break
            first = 0 if part or not first else max(0, first - group.size)
        return rows

    @property
    def keys(self) -> list[int]:
        """Everybody's key in order."""
        return [key for group in self.groups for key in group.people.values_list("pk", flat=True)]

    @cached_property
    def groups(self) -> list["_Group"]:
        """Every condition holds the one before: a group is what it has beyond that."""
        groups: list[_Group] = []
        for by_row, by_index in self._conditions():
            groups.append(_Group(self, by_row, by_index, groups[-1] if groups else None))
        return groups

    def number(self, fits: Q) -> int:
        """Of everybody the index itself can tell: SQLite would look at every person that it found."""
        alone = fits.children[0] if len(fits.children) == 1 else None
        if connection.vendor == "sqlite" and isinstance(alone, _Words) and not self.people.query.where:
            with connection.cursor() as cursor:
                cursor.execute(name_words.FTS5_NUMBER, [name_words.fts5_query(alone.column, alone.words)])
                return int(cursor.fetchone()[0])
        return self.people.filter(fits).count()

    def _conditions(self) -> Iterator[tuple[Q, Q]]:
        """From narrow to wide, judged row by row or by the index; without marks there is nothing between."""
        key, folded = name_key(self.text), fold(self.text)
        exact = Q(name_key=key) if key != folded else Q(name_folded=folded)
        yield exact, exact
        if key != folded:
            yield _named("name_key", key, walking=True), _named("name_key", key, walking=False)
        yield _alike(self.text, walking=True), _alike(self.text, walking=False)


class _Group:
    """Those of a search whom no better group has."""

    def __init__(self, found: Found, by_row: Q, by_index: Q, better: "_Group | None") -> None:
        self.found, self.by_row, self.by_index, self.better = found, by_row, by_index, better

    @cached_property
    def held(self) -> int:
        """How many fit, the better groups among them."""
        return self.found.number(self.by_row if self.found.few else self.by_index)

    @property
    def size(self) -> int:
        return self.held - (self.better.held if self.better else 0)

    @cached_property
    def people(self) -> QuerySet[Person]:
        fits = self.by_row if self.found.few or self._is_walked else self.by_index
        people = self.found.people.filter(fits)
        return people.exclude(self.better.by_row) if self.better else people

    @property
    def _is_walked(self) -> bool:
        """The widest is counted anyway, and SQLite counts cheaply; else PostgreSQL guesses well by itself."""
        is_counted = connection.vendor == "sqlite" or self is self.found.groups[-1]
        return is_counted and self.held > MANY
