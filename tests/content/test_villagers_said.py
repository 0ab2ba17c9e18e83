"""What villagers said, for those who keep the desk."""

from typing import Any

import pytest
from django.test import Client

from content.models import TutorialTally
from content.services.tallies import count
from tests.content.test_public_pages import words
from tests.factories import AccountFactory, OrgUnitFactory, ScopeFactory
from tests.factories.pages import AT, publish, tutorial_page

pytestmark = pytest.mark.django_db
PAGE = "/nhan-su/ba-con/"


@pytest.fixture
def desk(client: Client, unit: Any) -> Client:
    account = AccountFactory()
    ScopeFactory(account=account, unit=unit, role="lanh_dao")
    client.force_login(account)
    return client


def said(kind: str, number: int, unit: Any = None, activity: Any = None) -> None:
    activity = activity or publish(tutorial_page(title=f"Bài {TutorialTally.objects.count()}")).activity
    for _press in range(number):
        count(activity_id=activity.pk, kind=kind, at=AT, unit_id=unit and unit.pk)


def test_the_least_clear_tutorial_stands_first(desk: Client) -> None:
    said("hieu", 9)
    said("chua", 2)
    lines = desk.get(PAGE).context["tutorials"]

    assert [(line.understood, line.unclear, line.did_now) for line in lines] == [(0, 2, 0), (9, 0, 0)]


def test_sums_of_a_commune_are_part_of_the_sum_of_all(desk: Client, unit: Any) -> None:
    activity = publish(tutorial_page()).activity
    said("hieu", 2, activity=activity)
    said("hieu", 3, unit, activity)
    context = desk.get(PAGE).context

    assert context["tutorials"][0].understood == 5
    assert [(line.name, line.understood) for line in context["communes"]] == [("Xã Gia Tân", 3)]


def test_communes_of_others_are_not_shown(desk: Client) -> None:
    said("chua", 1, OrgUnitFactory(name="Nơi Khác"))

    assert "Nơi Khác" not in words(desk.get(PAGE))


def test_nothing_said_is_said(desk: Client) -> None:
    assert "Chưa có ý kiến nào" in words(desk.get(PAGE))


def test_the_page_asks_the_same_however_much_was_said(
    desk: Client, unit: Any, django_assert_max_num_queries: Any
) -> None:
    for _tutorial in range(4):
        said("hieu", 1, unit)
    desk.get(PAGE)
    with django_assert_max_num_queries(13):
        desk.get(PAGE)
