"""Accounts for people of the rosters, made when first needed."""

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from common.errors import Conflict
from people.models import Account, Person


def account_of(person: Person, *, must_set_password: bool = False) -> Account:
    """The person's account; a new one has no password that fits."""
    return accounts_of([person], must_set_password=must_set_password)[person.pk]


def accounts_of(people: list[Person], *, must_set_password: bool) -> dict[int, Account]:
    """Their accounts by the key of the person, for a whole commune in three queries; missing ones are made.

    Raises Conflict where a staff code is the name of another account.
    """
    there = set(Account.objects.filter(person__in=people).values_list("person_id", flat=True))
    missing = [person for person in people if person.pk not in there]
    Account.objects.bulk_create(
        [
            Account(
                username=person.staff_code,
                person=person,
                password=make_password(None),
                must_set_password=must_set_password,
            )
            for person in missing
        ],
        ignore_conflicts=True,  # two officers at once make one account
    )
    accounts = {account.person_id or 0: account for account in Account.objects.filter(person__in=people)}
    _refuse_taken_names([person for person in missing if person.pk not in accounts])
    for person in people:
        accounts[person.pk].person = person  # so that each knows the other without another query
    return accounts


def _refuse_taken_names(people: list[Person]) -> None:
    """An account somebody made by hand under a staff code is perhaps that person's, perhaps not."""
    if people:
        names = ", ".join(person.staff_code for person in people)
        raise Conflict(
            _("Tên đăng nhập %(names)s đã thuộc tài khoản khác. Hãy nhờ quản trị xem lại.") % {"names": names}
        )
