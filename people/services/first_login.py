"""Printed first-login codes: made by HR, good until the person has chosen a password."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from people.models import Account, FirstLoginCode, Person
from people.services.accounts import accounts_of

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no I, L, O, 0, 1: read aloud and typed on old phones
VALID_FOR = timedelta(days=30)


@transaction.atomic
def issue_codes(*, people: list[Person], at: datetime) -> list[tuple[Person, str]]:
    """Make accounts where missing and a fresh ten-letter code for each person; a used password is kept."""
    accounts = accounts_of(people, must_set_password=True)
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(10)) for _person in people]
    rows = [
        FirstLoginCode(
            account=accounts[person.pk],
            code_hash=_hash(code),
            issued_at=at,
            expires_at=at + VALID_FOR,
            used_at=None,
        )
        for person, code in zip(people, codes, strict=True)
    ]
    FirstLoginCode.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=["code_hash", "issued_at", "expires_at", "used_at"],
    )
    return list(zip(people, codes, strict=True))


def use_code(*, account: Account, code: str, at: datetime) -> bool:
    """Whether the code opens the account; then a password must be chosen before anything else.

    The code stays good until that is done (lines break); spaces, dashes and case do not count.
    """
    fits = FirstLoginCode.objects.filter(
        account=account, code_hash=_hash(code), used_at__isnull=True, expires_at__gt=at
    ).exists()
    if fits and not account.must_set_password:
        Account.objects.filter(pk=account.pk).update(must_set_password=True)
        account.must_set_password = True
    return fits


@transaction.atomic
def choose_password(*, account: Account, password: str, at: datetime) -> None:
    """Set the password, whichever way the person came to it; a printed code is spent by this."""
    account.set_password(password)
    account.must_set_password = False
    account.save(update_fields=["password", "must_set_password"])
    FirstLoginCode.objects.filter(account=account, used_at__isnull=True).update(used_at=at)


def _hash(code: str) -> str:
    plain = "".join(mark for mark in code.upper() if mark.isalnum())
    return hmac.new(settings.SECRET_KEY.encode(), plain.encode(), hashlib.sha256).hexdigest()
