"""An editor of a commune, and what an editor sends."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from people.models import Account, OrgUnit, Scope
from tests.factories import AccountFactory

AT = datetime(2026, 6, 1, 2, tzinfo=UTC)
KB = 1024


def words(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def editor_of(unit: OrgUnit, **dates: Any) -> Account:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=Scope.Role.EDITOR, **dates)
    return Account.objects.get(pk=account.pk)


def commune_form(**values: Any) -> dict[str, Any]:
    fields = {"lead": "", "image": "", "picks": streamfield([]), "helpers_contact": rich_text("")}
    fields |= {"office_contact": "", "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}}
    return nested_form_data(fields | values)


def edit(account: Account, page: Any, **values: Any) -> Any:
    client = Client()
    client.force_login(account)
    form = commune_form(**values) | {"action-publish": "1"}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
