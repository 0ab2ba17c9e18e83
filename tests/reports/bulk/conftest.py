"""A commune with people who lack the course, and its officer at the desk."""

from typing import Any

import pytest
from django.test import Client

from courses.models import Course
from people.models import Account, OrgUnit, Person
from reports.models import Target
from tests.factories import PersonFactory, PostingFactory


@pytest.fixture(autouse=True)
def _no_nudge(settings: Any) -> None:
    """The worker comes when a test says so."""
    settings.NUDGES = settings.NUDGES | {"bulk_deed_waits": []}


@pytest.fixture
def course(desk_target: Target) -> Course:
    return desk_target.courses.get()


@pytest.fixture
def staff(xuan_dinh: OrgUnit, desk_target: Target) -> list[Person]:
    """Three more of the commune, whom nobody has given the course."""
    people = [PersonFactory(full_name=f"Lê Văn {name}") for name in ("Bình", "Chi", "Dũng")]
    for person in people:
        PostingFactory(person=person, unit=xuan_dinh)
    return people


@pytest.fixture
def desk(client: Client, commune_officer: Account) -> Client:
    client.force_login(commune_officer)
    return client
