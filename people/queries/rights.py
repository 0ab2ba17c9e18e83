"""Who has more rights than a learner, and who must show a second factor."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from common import clock
from people.models import Account, Person, Scope

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are none


def lasting_scopes() -> QuerySet[Scope]:
    """Scopes that have not ended; one that begins tomorrow is a right already worth protecting."""
    return Scope.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=clock.today()))


def with_more_rights() -> QuerySet[Account]:
    """Accounts that see or change what is not their own: taking one over is taking its rights."""
    rights = Q(is_superuser=True) | Q(is_staff=True) | Q(groups__isnull=False)
    return Account.objects.filter(rights | Q(pk__in=lasting_scopes().values("account"))).distinct()


def has_more_rights(account: Account) -> bool:
    """Whether the account is one of these."""
    return with_more_rights().filter(pk=account.pk).exists()


def powerful(people: Iterable[Person]) -> set[int]:
    """The keys of those people whose accounts have more rights."""
    found = with_more_rights().filter(person__in=list(people)).values_list("person_id", flat=True)
    return {pk for pk in found if pk is not None}


def is_demonstration(account: Account) -> bool:
    """The printed accounts of the demonstration; production refuses to start with them."""
    return bool(settings.DEMO and account.username in settings.DEMO_ACCOUNTS)


def needs_second_factor(account: Account) -> bool:
    """HR and administrators; nobody is asked where the setting leaves it to them."""
    if settings.SECOND_FACTOR != "required" or is_demonstration(account):
        return False
    if account.is_superuser or account.is_staff:
        return True
    return lasting_scopes().filter(account=account, role=Scope.Role.HR).exists()


def has_second_factor(account: Account) -> bool:
    """An authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user_id=account.pk, type__in=FACTORS).exists())


def has_app(account: Account) -> bool:
    """An authenticator app, so that digits can be asked for."""
    return bool(Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).exists())


def asked_for_second_factor() -> QuerySet[Account]:
    """Accounts that must show a second factor, or have one, with `app`, `passkey` and `required` told."""
    own = Authenticator.objects.filter(user_id=OuterRef("pk"))
    hr = lasting_scopes().filter(account=OuterRef("pk"), role=Scope.Role.HR)
    required = Q(is_superuser=True) | Q(is_staff=True) | Exists(hr)
    return (
        Account.objects.filter(required | Exists(own.filter(type__in=FACTORS)), is_active=True)
        .annotate(
            app=Exists(own.filter(type=Authenticator.Type.TOTP)),
            passkey=Exists(own.filter(type=Authenticator.Type.WEBAUTHN)),
        )
        .select_related("person")
        .order_by("username")
    )
