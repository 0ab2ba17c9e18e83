"""Gender and birth of people: read only where a rule or a group asks for them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from common.bulk import among
from people.models import Person
from people.queries.merging import values_at
from reports.population import Traits, Unknown

COLUMNS = ("gender", "birth_on", "birth_year")
_MANY = 10_000  # above it one pass over the table is cheaper than naming the people


def traits_at(
    cutoff: datetime | None, people: Collection[int] | None = None, *, with_names: bool = False
) -> dict[int, Traits]:
    """By person; what merging changed since the cutoff is as it was then, names are always those of now."""
    rows = Person.objects.all()
    if people is not None and len(people) <= _MANY:
        rows = rows.filter(pk__in=among(list(people)))
    columns = (*COLUMNS, "sort_key") if with_names else COLUMNS
    told = {pk: list(values) for pk, *values in rows.order_by().values_list("pk", *columns)}
    for place, column in enumerate(COLUMNS if cutoff else ()):
        for pk, value in values_at(Person, column, cutoff).items():  # type: ignore[arg-type]
            if pk in told:
                told[pk][place] = _as_stored(column, value)
    return {pk: Traits(*values) for pk, values in told.items()}


def unknown_reason(verdict: Unknown) -> str:
    """Why somebody is left out although they may belong."""
    return {
        Unknown.GENDER: _("Danh sách chưa ghi giới tính"),
        Unknown.AGE: _("Danh sách chưa ghi năm sinh"),
    }[verdict]


def _as_stored(column: str, value: Any) -> Any:
    return date.fromisoformat(value) if column == "birth_on" and value else value
