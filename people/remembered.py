"""What is remembered of an account's rights between two pages, and how it is forgotten when they change."""

from django.core.cache import cache
from django.db import transaction

from common import clock
from people.models import Account


def desks_key(account_pk: int) -> str:
    """With the day in it: a scope that ends tonight is out of the menu tomorrow."""
    return f"desks:{account_pk}:{clock.today().isoformat()}"


def forget_rights(account: Account) -> None:
    """Once committed, the next page asks again; the rights themselves are never remembered, only the menu."""
    transaction.on_commit(lambda: cache.delete(desks_key(account.pk)), robust=True)
