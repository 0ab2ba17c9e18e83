"""Accounts for people of the rosters, made when first needed."""

from people.models import Account, Person


def account_of(person: Person, *, must_set_password: bool = False) -> Account:
    """The person's account; a new one has no password that fits."""
    account, created = Account.objects.get_or_create(person=person, defaults={"username": person.staff_code})
    if created:
        account.set_unusable_password()
        account.must_set_password = must_set_password
        account.save(update_fields=["password", "must_set_password"])
    return account
