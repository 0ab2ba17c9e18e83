"""The percentage at many days, remembered as long as nothing it rests on has changed."""

import hashlib
from collections.abc import Collection
from datetime import date

from django.core.cache import cache
from django.db.models import Count, Max, Subquery

from courses.models import LearningEvent
from people.models import AuditEntry, Posting
from reports.queries.figures import Facts
from reports.rules import total_of

KEPT_SECONDS = 24 * 3600


def remembered_shares(
    facts: Facts, days: list[date], within: Collection[int] | None
) -> list[tuple[date, float]]:
    """The percentage on each day. The last day is always counted; earlier ones come from the cache.

    The key holds the last event, the postings, the tree and the definition, so a late register is seen at once.
    """
    mark = _mark(facts, within)
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


def _mark(facts: Facts, within: Collection[int] | None) -> str:
    posts = Posting.objects.aggregate(last=Max("pk"), all=Count("pk"), ended=Count("ends_on"))
    # Corrections, roles and merges change neither number, but each is written in the audit log.
    changes = AuditEntry.objects.filter(kind=AuditEntry.Kind.CHANGE).order_by("-pk").values("pk")[:1]
    events = LearningEvent.objects.order_by("-pk").annotate(changed=Subquery(changes))
    last = events.values_list("pk", "changed").first()  # before the first event every share is nothing
    scope = "all" if within is None else sorted(within)
    target = facts.target
    known = [facts.today.isoformat(), facts.tree.stamp, last, sorted(posts.items())]
    told = [target.pk, target.definition_version, *known, scope]
    return hashlib.sha256(repr(told).encode()).hexdigest()
