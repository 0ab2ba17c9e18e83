"""Who is signed in: asked by every page that is not a stranger's, so compiled once."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from common.prepared import Prepared
from people.models import Account, Person

ACCOUNT = tuple(field.attname for field in Account._meta.concrete_fields)
PERSON = tuple(field.attname for field in Person._meta.concrete_fields)


def _ask(account: Any) -> QuerySet[Any, Any]:
    return Account.objects.filter(pk=account).values_list(*ACCOUNT, *(f"person__{name}" for name in PERSON))


_account = Prepared(_ask)


def account_with_person(pk: int) -> Account | None:
    """The account with its person: the menu of every page shows the name."""
    row = _account.first(int(pk))
    if row is None:
        return None
    account = Account.from_db(DEFAULT_DB_ALIAS, ACCOUNT, row[: len(ACCOUNT)])
    if account.person_id is not None:
        account.person = Person.from_db(DEFAULT_DB_ALIAS, PERSON, row[len(ACCOUNT) :])
    return account
