"""A commune of two ấp, its officer, and a tutorial to be read out."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from people.models import Account, OrgUnit, UnitParent
from people.models.org_unit import Level
from tests.factories import AccountFactory, OrgUnitFactory, ScopeFactory
from tests.factories.pages import publish, tutorial_page


@pytest.fixture
def commune() -> OrgUnit:
    return OrgUnitFactory(name="Gia Tân")


@pytest.fixture
def hamlets(commune: OrgUnit) -> list[OrgUnit]:
    found = [
        OrgUnitFactory(name=name, kind="ấp", level=Level.HAMLET, full_name=f"Ấp {name}")
        for name in ("Tân Bắc", "Tân Nam")
    ]
    for one in found:
        UnitParent.objects.create(unit=one, parent=commune, valid_from=date(2000, 1, 1))
    return found


@pytest.fixture
def tutorial() -> Any:
    return publish(tutorial_page()).activity


@pytest.fixture
def officer(commune: OrgUnit) -> Account:
    account = AccountFactory()
    ScopeFactory(account=account, unit=commune, role="nhan_su")
    return account


@pytest.fixture
def desk(client: Client, officer: Account) -> Client:
    client.force_login(officer)
    return client
