"""Views that somebody saved, and those shared with the units they look after."""

from datetime import date

from django.db.models import Q, QuerySet

from people.models import Account
from people.queries.tree import UnitTree
from people.scope import scope_heads
from reports.models import SavedView


def views_for(account: Account, day: date, tree: UnitTree) -> QuerySet[SavedView]:
    """One's own, then the shared, by name; a view shows everybody what their own scope shows."""
    heads = scope_heads(account, day, tree)
    rows = SavedView.objects.filter(Q(owner=account) | Q(unit__in=heads), removed_at__isnull=True)
    return rows.select_related("owner__person", "unit")


def default_view(account: Account) -> SavedView | None:
    """What the desk opens with."""
    return SavedView.objects.filter(owner=account, is_default=True, removed_at__isnull=True).first()
