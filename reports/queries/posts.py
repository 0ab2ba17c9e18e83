"""The postings and programme roles that counting needs, whose they were at a cutoff."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Model, QuerySet, Value

from people.models import Posting, ProgrammeRole
from people.queries.merging import values_at


@dataclass(frozen=True, slots=True)
class Post:
    """One posting, reduced to what counting needs."""

    pk: int
    unit: int
    category: str
    starts_on: date
    ends_on: date | None

    def held_on(self, day: date) -> bool:
        """Whether the post was held on `day` (half open)."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


def posts_at(cutoff: datetime | None, merged: Mapping[int, int]) -> dict[int, list[Post]]:
    """Every posting by person."""
    return _by_person(Posting, Posting.objects.annotate(group=F("category")), cutoff, merged)


def roles_at(
    codes: Sequence[str], cutoff: datetime | None, merged: Mapping[int, int]
) -> dict[int, list[Post]]:
    """The memberships in these roles by person, in the shape of postings without a category."""
    if not codes:
        return {}
    rows = ProgrammeRole.objects.filter(role__code__in=codes).annotate(group=Value(""))
    return _by_person(ProgrammeRole, rows, cutoff, merged)


def _by_person(
    model: type[Model], rows: QuerySet[Any], cutoff: datetime | None, merged: Mapping[int, int]
) -> dict[int, list[Post]]:
    """Merges after the cutoff are not known yet; of those before it each row counts for the survivor."""
    owners = values_at(model, "person_id", cutoff) if cutoff else {}
    ends = values_at(model, "ends_on", cutoff) if cutoff else {}
    found: dict[int, list[Post]] = defaultdict(list)
    columns = rows.order_by("pk").values_list("person_id", "pk", "unit_id", "group", "starts_on", "ends_on")
    for person, pk, unit, group, starts_on, ends_on in columns.iterator(chunk_size=5000):
        owner = owners.get(pk, person)
        end = _day(ends[pk]) if pk in ends else ends_on
        found[merged.get(owner, owner)].append(Post(pk, unit, group, starts_on, end))
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
