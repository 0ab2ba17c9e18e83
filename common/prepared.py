"""Queries compiled once: the ORM writes the statement the first time, later calls only run it with other values.

Building and compiling a joined query costs the ORM up to three milliseconds of CPU, running it a tenth of one. The
lesson page, its heartbeat, whoever is signed in, a tutorial and the pages of a test, which a whole class opens in the
same minute, are worth it; nothing else is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators

Value = int | str | UUID
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Shape:
    """How a row becomes an object with what `select_related` brings, as the ORM's own iteration does it."""

    model: type[Model]
    names: list[str]
    start: int
    end: int
    related: list[Any]
    annotations: dict[str, int]

    def made(self, row: Row) -> Any:
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.start : self.end])
        for populator in self.related:
            populator.populate(row, made)
        for name, place in self.annotations.items():
            setattr(made, name, row[place])
        return made


@dataclass(frozen=True)
class Compiled:
    """A statement of one database, where the values go, and how its columns become Python."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    converters: dict[int, Any]
    shape: Shape | None

    def bind(self, values: Sequence[Value]) -> list[Any]:
        params = list(self.params)
        for place, number in self.places:
            value = values[number]
            as_text = isinstance(value, UUID) and isinstance(params[place], str)
            params[place] = value.hex if as_text else value  # type: ignore[union-attr]
        return params

    def convert(self, row: Row) -> Row:
        columns = list(row)
        for place, (functions, expression) in self.converters.items():
            for function in functions:
                columns[place] = function(columns[place], expression, connection)
        return tuple(columns)


class Prepared:
    """A query of the default database with integers, words and UUIDs as its open values, all of them column values."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._compiled: dict[str, Compiled] = {}

    def all(self, *values: Value) -> list[Row]:
        """Run it; rows as `values_list` would give them."""
        compiled = self._compiled.get(connection.vendor) or self._compile(values)
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, compiled.bind(values))
            rows = cursor.fetchall()
        return [compiled.convert(row) for row in rows]

    def objects(self, *values: Value) -> list[Any]:
        """Run it; objects as iterating over the query would give them."""
        rows = self.all(*values)
        shape = self._compiled[connection.vendor].shape
        assert shape, "values_list gives rows"
        return [shape.made(row) for row in rows]

    def object(self, *values: Value) -> Any | None:
        """The first object, if any."""
        return next(iter(self.objects(*values)), None)

    def first(self, *values: Value) -> Row | None:
        """The first row, if any."""
        return next(iter(self.all(*values)), None)

    def _compile(self, values: Sequence[Value]) -> Compiled:
        marks = [_mark(number, value) for number, value in enumerate(values)]
        asked = self._build(*marks)
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        columns = [selected[0] for selected in compiler.select[: compiler.col_count]]
        places = tuple(
            (place, number)
            for place, param in enumerate(params)
            for number, mark in enumerate(marks)
            if param in (mark, getattr(mark, "hex", None))
        )
        converters = compiler.get_converters(columns)
        # `values_list` gives rows, of whatever columns.
        shape = _shape(compiler) if asked._iterable_class is ModelIterable else None  # type: ignore[attr-defined]
        compiled = Compiled(sql, tuple(params), places, converters, shape)
        self._compiled[connection.vendor] = compiled
        return compiled


def _mark(number: int, value: Value) -> Value:
    """A value only used to find its place among the parameters; it fits every integer column."""
    if isinstance(value, str):
        return f"\N{REPLACEMENT CHARACTER}{number}"  # nobody looks for it
    return UUID(int=(1 << 127) + number) if isinstance(value, UUID) else 2_000_000_011 + number


def _shape(compiler: Any) -> Shape:
    told, select = compiler.klass_info, compiler.select
    start, end = told["select_fields"][0], told["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[start:end]]
    related = get_related_populators(told, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # stubs of Django 6
    return Shape(told["model"], names, start, end, related, compiler.annotation_col_map or {})
