"""A class in a hall that is on, its clerk and its trainer."""

import pytest

from courses.models import TrainingSession
from people.models import Account, OrgUnit, Scope
from tests.courses.training.cast import running
from tests.factories.people import AccountFactory, OrgUnitFactory
from tests.factories.training import SessionTrainerFactory


@pytest.fixture
def office() -> OrgUnit:
    unit: OrgUnit = OrgUnitFactory(full_name="Tỉnh Đồng Nai")
    return unit


@pytest.fixture
def clerk(office: OrgUnit) -> Account:
    account: Account = AccountFactory()
    Scope.objects.create(account=account, unit=office)
    return account


@pytest.fixture
def session(office: OrgUnit) -> TrainingSession:
    return running(lead_unit=office, release__items=["quiz", "lesson", "quiz"])


@pytest.fixture
def trainer(session: TrainingSession) -> Account:
    account: Account = SessionTrainerFactory(session=session).account
    return account


@pytest.fixture
def stranger() -> Account:
    """HR of another office."""
    account: Account = AccountFactory()
    Scope.objects.create(account=account, unit=OrgUnitFactory())
    return account
