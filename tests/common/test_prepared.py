"""A query compiled once answers like the ORM, for every value and on either database."""

from uuid import UUID, uuid4

import pytest
from django.db.models import Exists, F, OuterRef, QuerySet

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


def test_it_gives_the_objects_that_the_query_would_give(django_assert_num_queries: object) -> None:
    prepared = Prepared(
        lambda uuid: ActivityVersion.objects.filter(activity__uuid=uuid).select_related("activity")
    )
    first, second = ActivityFactory.create_batch(2)
    prepared.object(first.uuid)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = prepared.object(second.uuid)
        assert found.activity == second
    asked = ActivityVersion.objects.get(activity=second)
    assert {name: getattr(found, name) for name in ("pk", "title", "media", "published_at")} == {
        name: getattr(asked, name) for name in ("pk", "title", "media", "published_at")
    }
    assert found._state.adding is False
    assert prepared.object(uuid4()) is None


def test_columns_left_out_are_asked_for_when_they_are_read(django_assert_num_queries: object) -> None:
    prepared = Prepared(lambda activity: ActivityVersion.objects.filter(activity=activity).defer("media"))
    activity = ActivityFactory()
    asked = ActivityVersion.objects.get(activity=activity)
    found = prepared.object(activity.pk)
    assert found.get_deferred_fields() == {"media"}
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert found.media == asked.media


def test_annotations_come_with_the_objects() -> None:
    prepared = Prepared(
        lambda activity: ActivityVersion.objects.filter(activity=activity).annotate(twice=F("number") * 2)
    )
    assert prepared.object(ActivityFactory().pk).twice == 2


def test_rows_may_hold_more_than_columns() -> None:
    prepared = Prepared(
        lambda activity: ActivityVersion.objects.filter(activity=activity).values_list(
            Exists(Activity.objects.filter(pk=OuterRef("activity"))), "number"
        )
    )
    assert prepared.first(ActivityFactory().pk) == (True, 1)


def test_a_word_may_be_looked_for() -> None:
    prepared = Prepared(lambda word: Activity.objects.filter(title=word).values_list("pk"))
    wanted, _other = ActivityFactory(title="Bài 1"), ActivityFactory(title="Bài 2")
    assert [prepared.all(word) for word in ("Bài 1", "không có")] == [[(wanted.pk,)], []]
