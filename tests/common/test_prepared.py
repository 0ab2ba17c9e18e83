"""A query compiled once answers like the ORM, for every value and on either database."""

from uuid import UUID, uuid4

import pytest
from django.db.models import QuerySet

from common.prepared import Prepared
from courses.models import Activity, ActivityVersion
from tests.factories import ActivityFactory

pytestmark = pytest.mark.django_db


def ask(uuid: UUID, number: int) -> QuerySet[ActivityVersion]:
    rows = ActivityVersion.objects.filter(activity__uuid=uuid, number=number)
    return rows.values_list("pk", "activity__uuid", "media", "published_at")


def test_it_gives_what_values_list_gives() -> None:
    prepared = Prepared(ask)
    for activity in ActivityFactory.create_batch(3):
        assert prepared.all(activity.uuid, 1) == list(ask(activity.uuid, 1))
    assert prepared.all(uuid4(), 1) == []
    assert prepared.first(Activity.objects.first().uuid, 2) is None


def test_it_asks_the_database_once_a_call(django_assert_num_queries: object) -> None:
    prepared = Prepared(ask)
    activity = ActivityFactory()
    with django_assert_num_queries(2):  # type: ignore[operator]
        prepared.first(activity.uuid, 1)
        prepared.first(activity.uuid, 1)
