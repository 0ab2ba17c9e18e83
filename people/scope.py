"""What one person may see: the one layer under every list, export, search and API.

An HR scope names a unit; it covers that unit, everything below it, and whatever it or they become through
reforms. Somebody without a scope sees nobody but themselves.
"""

from datetime import date

from django.db.models import Q, QuerySet

from people.models import Account, Person, Scope


def may_use_desk(account: Account) -> bool:
    """Whether the account has any HR or leader scope."""
    return bool(account.is_superuser or Scope.objects.filter(account=account).exists())
