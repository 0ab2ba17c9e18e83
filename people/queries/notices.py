"""What somebody has been told."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from people.models import Account, Notice

SHOWN_FOR = timedelta(days=30)


def notices_of(account: Account, at: datetime, prefix: str = "") -> QuerySet[Notice]:
    """The last month's, newest first; `prefix` narrows to topics that begin so."""
    mine = Q(account=account) | Q(person=account.person_id, person__isnull=False)
    return Notice.objects.filter(mine, topic__startswith=prefix, created_at__gt=at - SHOWN_FOR)
