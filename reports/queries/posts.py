"""The postings and programme roles that counting needs, whose they were at a cutoff."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Model, QuerySet, Value

from common.bulk import among
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

    def held_between(self, first: date, last: date) -> bool:
        """Whether it was held on any day from `first` to `last`, both included."""
        if first > last or self.starts_on > last:
            return False
        return self.ends_on is None or (first < self.ends_on and self.starts_on < self.ends_on)


def days_held(posts: Iterable[Post], until: date) -> int:
    """On how many days, `until` included, at least one of the posts was held."""
    total, covered = 0, date.min
    for post in sorted(posts, key=lambda post: post.starts_on):
        start = max(post.starts_on, covered)
        end = min(post.ends_on or date.max, until + timedelta(days=1))
        total += max((end - start).days, 0)
        covered = max(covered, end)
    return total


def day_held(posts: Iterable[Post], number: int) -> date | None:
    """The day on which `days_held` first comes to `number`; None when it never does."""
    total, covered = 0, date.min
    for post in sorted(posts, key=lambda post: post.starts_on):
        start, end = max(post.starts_on, covered), post.ends_on or date.max
        held = max((end - start).days, 0)
        if 0 < number - total <= held:
            return start + timedelta(days=number - total - 1)
        total, covered = total + held, max(covered, end)
    return None


def posts_at(
    cutoff: datetime | None, merged: Mapping[int, int], people: Collection[int] | None = None
) -> dict[int, list[Post]]:
    """Every posting by person."""
    return _by_person(Posting, Posting.objects.annotate(group=F("category")), cutoff, merged, people)


def roles_at(
    codes: Sequence[str],
    cutoff: datetime | None,
    merged: Mapping[int, int],
    people: Collection[int] | None = None,
) -> dict[int, list[Post]]:
    """The memberships in these roles by person, in the shape of postings without a category."""
    if not codes:
        return {}
    rows = ProgrammeRole.objects.filter(role__code__in=codes).annotate(group=Value(""))
    return _by_person(ProgrammeRole, rows, cutoff, merged, people)


def _by_person(
    model: type[Model],
    rows: QuerySet[Any],
    cutoff: datetime | None,
    merged: Mapping[int, int],
    people: Collection[int] | None,
) -> dict[int, list[Post]]:
    """Merges after the cutoff are not known yet; of those before it each row counts for the survivor."""
    owners = values_at(model, "person_id", cutoff) if cutoff else {}
    ends = values_at(model, "ends_on", cutoff) if cutoff else {}
    found: dict[int, list[Post]] = defaultdict(list)
    rows = rows if people is None else rows.filter(person__in=among(list(people)))
    columns = rows.order_by("pk").values_list("person_id", "pk", "unit_id", "group", "starts_on", "ends_on")
    for person, pk, unit, group, starts_on, ends_on in columns.iterator(chunk_size=5000):
        owner = owners.get(pk, person)
        end = _day(ends[pk]) if pk in ends else ends_on
        found[merged.get(owner, owner)].append(Post(pk, unit, group, starts_on, end))
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
