"""What a remembered figure rests on, in one word: when the record says something new, the word is another."""

import hashlib
from collections.abc import Collection
from datetime import date

from django.db.models import Count, Max, Subquery

from courses.models import LearningEvent
from people.models import AuditEntry, Posting
from people.queries.tree import UnitTree
from reports.models import Target

KEPT_SECONDS = 24 * 3600


def record_mark(target: Target, tree: UnitTree, today: date, within: Collection[int] | None) -> str:
    """Of the last event, the postings, the tree, the definition and the scope: a late register is seen at once."""
    posts = Posting.objects.aggregate(last=Max("pk"), all=Count("pk"), ended=Count("ends_on"))
    # Corrections, roles and merges change neither number, but each is written in the audit log.
    changes = AuditEntry.objects.filter(kind=AuditEntry.Kind.CHANGE).order_by("-pk").values("pk")[:1]
    events = LearningEvent.objects.order_by("-pk").annotate(changed=Subquery(changes))
    last = events.values_list("pk", "changed").first()  # before the first event every share is nothing
    scope = "all" if within is None else sorted(within)
    known = [today.isoformat(), tree.stamp, last, sorted(posts.items())]
    told = [target.pk, target.definition_version, *known, scope]
    return hashlib.sha256(repr(told).encode()).hexdigest()
