"""Who holds more than their own learning: nobody without those rights may touch their sign-in."""

from collections.abc import Iterable

from django.db.models import Q

from common import clock
from people.models import Account, Person, Scope


def powerful(people: Iterable[Person]) -> set[int]:
    """The keys of those whose account is staff, in a group, or has a scope that has not ended."""
    rights = Q(is_superuser=True) | Q(is_staff=True) | Q(groups__isnull=False)
    lasting = Scope.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=clock.today()))
    scoped = Q(pk__in=lasting.values("account"))
    found = Account.objects.filter(rights | scoped, person__in=list(people))
    return set(found.values_list("person_id", flat=True))
