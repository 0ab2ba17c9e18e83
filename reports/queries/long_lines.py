"""Lines of lists as long as a register, for files: persons and posts are read once and kept by nobody.

In pieces each person and post is found by its key. PostgreSQL joins those of everybody at two fifths of that cost, of one
moment, and holds what it found however often the worker writes its lease in between. SQLite has no such cursor.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from django.db import connection

from common.bulk import array_of, in_pieces
from people.models import Person, Posting
from reports.queries.figures import Figures
from reports.queries.people import Line, Named, named
from reports.rules import Member

AT_ONCE = 5_000  # rows handed over together
# The posts are those of the asked for: of few they are found by key, else by one pass over all.
_JOINED = """
    SELECT {columns}, held.position
    FROM unnest(%(people)s::bigint[]) WITH ORDINALITY AS asked(person, place)
    JOIN {person} ON {person}.id = asked.person
    LEFT JOIN (
        SELECT DISTINCT ON (person_id) person_id, position FROM {posting}
        WHERE starts_on <= %(day)s AND person_id = ANY(%(people)s::bigint[])
        ORDER BY person_id, starts_on DESC, id
    ) held ON held.person_id = asked.person
    ORDER BY asked.place
"""


def long_lines(figures: Figures, members: Mapping[int, Member], order: list[int]) -> Iterator[Line]:
    """Lines of these people in this order."""
    units = figures.facts.tree.units
    for person, position in _named(order, figures.as_of):
        member = members[person.pk]
        yield Line(person, member, position, units[member.unit].full_name)


def _named(order: list[int], day: date) -> Iterator[tuple[Named, str]]:
    if connection.vendor == "postgresql":
        return _joined(order, day)
    return chain.from_iterable(named(keys, day, linked=False) for keys in in_pieces(order))


def _joined(order: list[int], day: date) -> Iterator[tuple[Named, str]]:
    person, posting = Person._meta.db_table, Posting._meta.db_table
    columns = ", ".join(f"{person}.{name}" for name in ("id", *Named._fields[1:-1]))
    asked = _JOINED.format(columns=columns, person=person, posting=posting)
    with connection.chunked_cursor() as cursor:
        cursor.execute(asked, {"people": array_of(order), "day": day})
        while rows := cursor.fetchmany(AT_ONCE):
            for *told, position in rows:
                yield Named(*told), position or ""
