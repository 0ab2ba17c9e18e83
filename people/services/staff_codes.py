"""Gives staff codes: CB000123, in sequence; gaps are no harm."""

from collections.abc import Iterator
from itertools import count

from django.db import connection
from django.db.models.functions import Length

from people.models import Person

PREFIX = "CB"
_LOCK = 20_202  # any number of our own; one import at a time gives out codes


def staff_codes() -> Iterator[str]:
    """Fresh codes after the highest in use; call inside the transaction that stores them."""
    one_at_a_time()
    used = Person.objects.filter(staff_code__regex=rf"^{PREFIX}\d+$")
    last = (
        used.order_by(Length("staff_code").desc(), "-staff_code").values_list("staff_code", flat=True).first()
    )
    first = int(last.removeprefix(PREFIX)) + 1 if last else 1
    return (f"{PREFIX}{number:06d}" for number in count(first))


def one_at_a_time() -> None:
    """SQLite has one writer anyway; PostgreSQL is asked to wait until the other import has committed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
