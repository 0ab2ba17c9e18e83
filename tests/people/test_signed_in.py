"""The account behind a session is read whole, with its person, in one statement."""

import pytest
from django.forms.models import model_to_dict
from django.test import Client

from people.models import Account
from people.queries.signed_in import account_with_person
from tests.factories.people import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_account_and_person_are_those_of_the_database(django_assert_num_queries) -> None:
    account = AccountFactory(person=PersonFactory(), last_login=None)
    with django_assert_num_queries(1):
        found = account_with_person(account.pk)
        assert found.get_full_name() == "Nguyễn Thị Hồng Ánh"
    stored = Account.objects.select_related("person").get(pk=account.pk)
    assert model_to_dict(found) == model_to_dict(stored)
    assert vars(found.person) | {"_state": 0} == vars(stored.person) | {"_state": 0}


def test_an_account_of_nobody_in_the_record_and_no_account() -> None:
    account = AccountFactory(first_name="Thu Ngân")
    assert account_with_person(account.pk).person is None
    assert account_with_person(account.pk + 1) is None


def test_it_can_be_changed_and_saved() -> None:
    account = account_with_person(AccountFactory().pk)
    account.first_name = "Minh Khoa"
    account.save(update_fields=["first_name"])
    assert Account.objects.get(pk=account.pk).first_name == "Minh Khoa"


def test_who_may_not_sign_in_any_more_is_a_stranger_at_the_next_page(client: Client) -> None:
    account = AccountFactory(person=PersonFactory())
    client.force_login(account)
    assert client.get("/cua-toi/").status_code == 200
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/cua-toi/").status_code == 302
