"""What an administrator does to accounts in the studio is in the log, and no account is deleted."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from content.services.groups import ensure_groups
from lms.navigation import desks_of
from people.models import Account, AuditEntry
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Account:
    account = AccountFactory(username="quantri-thu", is_superuser=True, is_staff=True)
    client.force_login(account)
    return account


@pytest.fixture
def account() -> Account:
    return AccountFactory(
        username="minh-khoa", first_name="Minh Khoa", last_name="Trần", email="a@vidu.example"
    )


def form(account: Account, **more: Any) -> dict[str, Any]:
    names = {
        "username": account.username,
        "first_name": "Minh Khoa",
        "last_name": "Trần",
        "email": account.email,
    }
    return names | {"is_active": "on", "groups": []} | more


def test_new_groups_are_in_the_log_and_in_the_menu_at_once(
    client: Client, administrator: Account, account: Account, django_capture_on_commit_callbacks: Any
) -> None:
    trainers = ensure_groups()
    assert len(desks_of(account)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(
            reverse("wagtailusers_users:edit", args=[account.pk]), form(account, groups=[trainers.pk])
        )
    assert done.status_code == 302
    entry = AuditEntry.objects.get(action="account_rights_changed")
    assert (entry.actor, entry.detail["groups"]) == (administrator, ["", trainers.name])
    assert "superuser" not in entry.detail
    assert (
        len(desks_of(Account.objects.get(pk=account.pk))) == 5
    )  # studio, results, prints, and the marking desk


def test_a_new_telephone_is_not_a_new_right(client: Client, administrator: Account, account: Account) -> None:
    client.post(reverse("wagtailusers_users:edit", args=[account.pk]), form(account, first_name="Khoa"))
    assert not AuditEntry.objects.exists()


def test_an_account_is_switched_off_and_never_deleted(
    client: Client, administrator: Account, account: Account
) -> None:
    client.post(reverse("wagtailusers_users:delete", args=[account.pk]))
    many = reverse("wagtail_bulk_action", args=["people", "account", "delete"])
    client.post(f"{many}?id={account.pk}&next=/quan-tri/users/")
    assert Account.objects.filter(pk=account.pk).exists()
    off = reverse("wagtail_bulk_action", args=["people", "account", "set_active_state"])
    client.post(f"{off}?id={account.pk}&next=/quan-tri/users/", {"mark_as_active": "False"})
    assert AuditEntry.objects.get().detail == {"account": "minh-khoa", "active": [True, False]}
