"""A commune with its page."""

import pytest

from content.models import CommunePage
from people.models import OrgUnit
from tests.factories import OrgUnitFactory
from tests.factories.pages import (
    commune_page,
    publish,
)


@pytest.fixture
def unit() -> OrgUnit:
    return OrgUnitFactory(name="Xuân Định")


@pytest.fixture
def page(unit: OrgUnit) -> CommunePage:
    return publish(commune_page(unit, slug="xa-xuan-dinh"))
