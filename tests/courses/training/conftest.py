"""For every test of classes in halls: an office, its clerk, and short words for what they do."""

import pytest

from people.models import Account, OrgUnit, Scope
from tests.factories import AccountFactory, OrgUnitFactory


@pytest.fixture
def province() -> OrgUnit:
    unit: OrgUnit = OrgUnitFactory(
        level="tinh", kind="tỉnh", name="Đồng Nai", full_name="Tỉnh Đồng Nai", code="75"
    )
    return unit


@pytest.fixture
def clerk(province: OrgUnit) -> Account:
    """HR of the whole province."""
    account: Account = AccountFactory(username="nhansu-tinh")
    Scope.objects.create(account=account, unit=province)
    return account
