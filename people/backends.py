"""Sign-in by staff code, phone or e-mail; the secret is a password or a printed first-login code."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from common import clock
from people.models import Account, Person
from people.phones import normalise_phone
from people.queries.signed_in import account_with_person
from people.services.first_login import use_code


class IdentifierBackend(ModelBackend):
    """A shared family phone names several accounts: the secret decides which."""

    def get_user(self, user_id: int) -> Account | None:
        account = account_with_person(user_id)
        return account if account and self.user_can_authenticate(account) else None

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: object,
    ) -> Account | None:
        if not username or not password:
            return None
        candidates = list(_accounts(username.strip())[:5])
        if not candidates:
            make_password(password)  # the same time as a wrong password, so names cannot be probed
        for account in candidates:
            if self.user_can_authenticate(account) and _opens(account, password):
                return account
        return None


def merged_into(identifier: str, secret: str) -> Person | None:
    """Whose the account is now that these would open, had its record not been merged away."""
    for account in _accounts(identifier.strip()).filter(is_active=False, person__merged_into__isnull=False):
        if account.person and _opens(account, secret):
            return account.person.merged_into
    return None


def attempts_key(identifier: str) -> str:
    """Under what wrong passwords are counted: the account, or what was typed if it names none or several."""
    found = list(_accounts(identifier.strip()).values_list("pk", flat=True)[:2])
    if len(found) == 1:
        return f"account:{found[0]}"
    return f"typed:{normalise_phone(identifier) or identifier.strip().lower()}"


def _accounts(identifier: str) -> QuerySet[Account]:
    phone = normalise_phone(identifier)
    # After a merge the account may carry the other record's code: either code opens it.
    match = Q(username__iexact=identifier) | Q(person__staff_code__iexact=identifier)
    match |= Q(email__iexact=identifier)
    if "@" in identifier:
        match |= Q(person__email__iexact=identifier)
    if phone:
        match |= Q(person__phone=phone)
    return Account.objects.filter(match).select_related("person").order_by("pk")


def _opens(account: Account, secret: str) -> bool:
    return account.check_password(secret) or use_code(account=account, code=secret, at=clock.now())
