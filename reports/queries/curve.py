"""The percentage at many days, remembered as long as nothing it rests on has changed."""

from collections.abc import Collection
from datetime import date

from django.core.cache import cache

from reports.queries.figures import Facts
from reports.queries.marks import KEPT_SECONDS, record_mark
from reports.rules import total_of


def remembered_shares(
    facts: Facts, days: list[date], within: Collection[int] | None
) -> list[tuple[date, float]]:
    """The percentage on each day. The last day is always counted; earlier ones come from the cache."""
    known_until = facts.cutoff.isoformat() if facts.cutoff else ""
    mark = record_mark(facts.target, facts.tree, facts.today, within) + known_until
    keys = {f"share:{mark}:{day.isoformat()}": day for day in days[:-1]}
    known = cache.get_many(list(keys))
    fresh = {key: _share(facts, day, within) for key, day in keys.items() if key not in known}
    if fresh:
        cache.set_many(fresh, KEPT_SECONDS)
    found = {day: (known | fresh)[key] for key, day in keys.items()}
    found[days[-1]] = _share(facts, days[-1], within)
    return sorted(found.items())


def _share(facts: Facts, day: date, within: Collection[int] | None) -> float:
    return total_of(facts.members(day, within=within)).percent or 0.0
