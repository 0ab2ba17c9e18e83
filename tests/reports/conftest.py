"""The cast of the HR desk: a province, two communes, a target, two officers."""

from datetime import date

import pytest
from django.test import Client

from people.models import Account, OrgUnit, Scope, UnitParent
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from people.services.units import load_unit_files
from reports.models import Target
from tests.factories import (
    AccountFactory,
    EnrolmentFactory,
    OrgUnitFactory,
    PersonFactory,
    PostingFactory,
    ReleaseFactory,
)
from tests.people.conftest import UNIT_FILES


@pytest.fixture
def province() -> OrgUnit:
    return OrgUnitFactory(
        code="75", kind="tỉnh", level=Level.PROVINCE, full_name="Tỉnh Đồng Nai", name="Đồng Nai"
    )


def _below(parent: OrgUnit, **more: object) -> OrgUnit:
    unit = OrgUnitFactory(**more)
    UnitParent.objects.create(unit=unit, parent=parent)
    return unit


@pytest.fixture
def xuan_dinh(province: OrgUnit) -> OrgUnit:
    return _below(province, code="26461", name="Xuân Định", full_name="Xã Xuân Định")


@pytest.fixture
def long_phuoc(province: OrgUnit) -> OrgUnit:
    return _below(province, code="26413", name="Long Phước", full_name="Xã Long Phước")


@pytest.fixture
def desk_target(province: OrgUnit, xuan_dinh: OrgUnit, long_phuoc: OrgUnit) -> Target:
    target = Target.objects.create(
        code="cbql-100", title="100 % cán bộ quản lý", unit=province, population={"levels": ["tinh", "xa"]},
        starts_on=date(2026, 1, 1), due_on=date(2030, 12, 15),
    )  # fmt: skip
    release = ReleaseFactory(items=["lesson"])
    target.courses.add(release.course)
    for unit, name in ((xuan_dinh, "Nguyễn Thị Hồng Ánh"), (long_phuoc, "=Trần Văn Cường")):
        person = PersonFactory(full_name=name)
        PostingFactory(person=person, unit=unit)
        EnrolmentFactory(learner=person, release=release, course=release.course)
    return target


@pytest.fixture
def officer(province: OrgUnit) -> Account:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=province)
    return account


@pytest.fixture
def commune_officer(xuan_dinh: OrgUnit) -> Account:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=xuan_dinh)
    return account


@pytest.fixture
def real_province(db: None) -> UnitTree:
    """Đồng Nai of every date."""
    load_unit_files(UNIT_FILES)
    return UnitTree.load()


@pytest.fixture
def colleague(province: OrgUnit) -> Client:
    """Signed in beside `client`: another officer of the whole province, Lê Văn Hai."""
    account: Account = AccountFactory(first_name="Văn Hai", last_name="Lê")
    Scope.objects.create(account=account, unit=province)
    client = Client()
    client.force_login(account)
    return client
