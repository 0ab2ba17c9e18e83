"""A commune with its page."""

from collections.abc import Iterator
from typing import Any

import pytest

from content.models import CommunePage
from content.public_cache import memory
from people.models import OrgUnit
from tests.factories import OrgUnitFactory
from tests.factories.pages import (
    commune_page,
    publish,
)


@pytest.fixture
def remembering(settings: Any) -> Iterator[None]:
    settings.PUBLIC_PAGES_SECONDS = 300
    memory.forget()
    yield
    memory.forget()


@pytest.fixture
def unit() -> OrgUnit:
    return OrgUnitFactory(name="Xuân Định")


@pytest.fixture
def page(unit: OrgUnit) -> CommunePage:
    return publish(commune_page(unit, slug="xa-xuan-dinh"))
