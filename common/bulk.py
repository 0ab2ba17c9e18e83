"""Many rows at once, past the ORM's model instances: COPY on PostgreSQL, one prepared statement on SQLite.

A tenth of `bulk_create`'s time and memory. No signals are sent.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.expressions import RawSQL

PIECE = 5_000  # values of one question: databases set limits, and memory does
Convert = Callable[[Any], Any]
T = TypeVar("T")


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of `columns` (attribute names); other columns get their defaults."""
    others = _others(model, columns)
    named = [*columns, *(field.attname for field in others)]
    quoted = ", ".join(_column(model, name) for name in named)
    full = ((*row, *(field.get_default() for field in others)) for row in rows) if others else rows
    converted = _converted(model, named, full)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in converted:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(named))
        statement = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608 - names of our own models
        for piece in in_pieces(converted, 1_000):  # Django keeps what one call is given
            cursor.executemany(statement, piece)


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Update by key: each row is the new values in the order of `columns`, then the key."""
    settings = ", ".join(f"{_column(model, name)} = %s" for name in columns)
    table, key = connection.ops.quote_name(model._meta.db_table), _column(model, "pk")
    converted = list(_converted(model, [*columns, "pk"], rows))
    if converted:
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET {settings} WHERE {key} = %s", converted)  # noqa: S608


def tell_planner(*written: type[models.Model]) -> None:
    """Of many rows just written: PostgreSQL believes there are none until it has looked; SQLite does without."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "ANALYZE " + ", ".join(connection.ops.quote_name(one._meta.db_table) for one in written)
            )


def fresh_keys(model: type[models.Model], number: int) -> list[int]:
    """Keys for rows about to be inserted in this transaction (on SQLite the writer's lock must be held)."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            wanted = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(wanted, [f'"{table}"', number])
            return [int(key) for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = int(last[0]) + 1 if last else 1
    return list(range(first, first + number))


def among(values: Sequence[int] | Sequence[str]) -> RawSQL:
    """For `column__in`: thousands of values (not none) as one parameter; Django need not look at one by one."""
    if connection.vendor == "postgresql":
        if values and isinstance(values[0], int):
            return RawSQL("SELECT unnest(%s::bigint[])", [array_of(values)])
        return RawSQL("SELECT unnest(%s::text[])", [list(values)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(values)])


def array_of(keys: Iterable[Any]) -> str:
    """PostgreSQL's own text of an array of numbers: psycopg would look whether each has to be quoted."""
    return f"{{{','.join(map(str, keys))}}}"


def in_pieces(values: Iterable[T], size: int = PIECE) -> Iterable[list[T]]:
    """Lists of at most `size`."""
    waiting = iter(values)
    while piece := list(islice(waiting, size)):
        yield piece


def _others(model: type[models.Model], columns: Sequence[str]) -> list[Any]:
    given = set(columns)
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and not given & {field.attname, field.name}
    ]


def _column(model: type[models.Model], name: str) -> str:
    return connection.ops.quote_name(_field(model, name).column)


def _field(model: type[models.Model], name: str) -> Any:
    meta = model._meta
    if name == "pk":
        return meta.pk
    return next(field for field in meta.concrete_fields if name in (field.attname, field.name))


def _converted(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterable[tuple[Any, ...]]:
    converters = [_converter(_field(model, name)) for name in columns]
    strange = [(at, convert) for at, convert in enumerate(converters) if convert]
    for row in rows:
        values = list(row)
        for at, convert in strange:
            if values[at] is not None:
                values[at] = convert(values[at])
        yield tuple(values)


def _converter(field: models.Field[Any, Any]) -> Convert | None:
    """How the database wants a value of this column; None: as it is."""
    if isinstance(field, models.JSONField):
        return _as_json
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, models.UUIDField):
        return _hex
    if isinstance(field, models.DateTimeField):
        return _moment
    return date.isoformat if isinstance(field, models.DateField) else None


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hex(value: uuid.UUID) -> str:
    return value.hex


@lru_cache(maxsize=64)  # one import writes one moment a hundred thousand times
def _moment(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)
