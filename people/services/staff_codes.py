"""Gives staff codes: CB000123, in sequence; gaps are no harm."""

from collections.abc import Iterator
from itertools import count

from django.db import connection
from django.db.models import Max, QuerySet
from django.db.models.functions import Length

from people.models import Person

PREFIX = "CB"
_LOCK = 20_202  # any number of our own; one import at a time gives out codes


def staff_codes() -> Iterator[str]:
    """Fresh codes after the highest in use; call inside the transaction that stores them."""
    one_at_a_time()
    return (_code(number) for number in count(_highest(Person.objects.all()) + 1))


class StaffCodes:
    """The same for many transactions one after the other: only people who came since are looked at again."""

    def __init__(self) -> None:
        self._highest = 0
        self._seen = 0

    def take(self, number: int) -> list[str]:
        """So many fresh codes; call inside the transaction that stores them."""
        one_at_a_time()
        newcomers = Person.objects.filter(pk__gt=self._seen)
        self._seen = newcomers.aggregate(last=Max("pk"))["last"] or self._seen
        first = max(self._highest, _highest(newcomers)) + 1
        self._highest = first + number - 1
        return [_code(one) for one in range(first, first + number)]


def _code(number: int) -> str:
    return f"{PREFIX}{number:06d}"


def _highest(people: QuerySet[Person]) -> int:
    used = people.filter(staff_code__regex=rf"^{PREFIX}\d+$")
    last = (
        used.order_by(Length("staff_code").desc(), "-staff_code").values_list("staff_code", flat=True).first()
    )
    return int(last.removeprefix(PREFIX)) if last else 0


def one_at_a_time() -> None:
    """SQLite has one writer anyway; PostgreSQL is asked to wait until the other import has committed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
