"""Rows of a long list as `values_list` gives them, each different day made of its text once and not once a row.

SQLite keeps days as texts and has Python parse each that it hands over; a list of everybody holds half a million.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import DateField, QuerySet, TextField
from django.db.models.functions import Cast

AT_ONCE = 5_000  # rows fetched together
Row = tuple[Any, ...]


def plain_rows(asked: QuerySet[Any, Any], *columns: str, few: bool = False) -> Iterator[Row]:
    """Columns of the model's own rows.

    `few`: all fetched together. Else a cursor passes over them, which PostgreSQL has to open and to close.
    """
    of_days = {field.name for field in asked.model._meta.concrete_fields if type(field) is DateField}
    parsed = [
        place for place, name in enumerate(columns) if name in of_days and connection.vendor == "sqlite"
    ]
    # As an expression it is no column of days, and no parser is called.
    told = [Cast(name, TextField()) if place in parsed else name for place, name in enumerate(columns)]
    rows = asked.values_list(*told)
    found = iter(rows) if few else rows.iterator(chunk_size=AT_ONCE)
    return _with_days(found, parsed) if parsed else found


def _with_days(rows: Iterable[Row], places: list[int]) -> Iterator[Row]:
    known = cache(date.fromisoformat)
    for row in map(list, rows):
        for place in places:
            if row[place]:
                row[place] = known(row[place])
        yield tuple(row)
