"""Views are counted only where the visitor chose a commune, as sums of a day that expire."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from content.models import TutorialTally
from content.services import tallies
from content.tally_queries import by_commune, by_tutorial, of_commune
from lms.demo.presses import press
from tests.factories import OrgUnitFactory
from tests.factories.pages import AT, commune_page, publish, tutorial_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("remembering")]
PAGE, CHOICE = "/huong-dan/xem-ho-so-da-xong-chua/", "/xa/xa-xuan-dinh/chon/"


@pytest.fixture
def unit() -> Any:
    unit = OrgUnitFactory(name="Xuân Định")
    publish(commune_page(unit, slug="xa-xuan-dinh"))
    publish(tutorial_page())
    return unit


def views() -> list[tuple[int | None, int]]:
    return list(TutorialTally.objects.filter(kind="xem").values_list("unit", "number"))


def test_whoever_chose_nothing_is_not_counted_and_gets_no_cookie(client: Client, unit: Any) -> None:
    assert not client.get(PAGE).cookies
    assert not client.get(CHOICE).cookies
    assert views() == []


def test_a_choice_counts_each_opening_also_of_a_remembered_page(client: Client, unit: Any) -> None:
    answer = client.get(CHOICE, {"chon": "1"}, follow=True)
    assert "Máy này đang tính lượt xem" in answer.content.decode()
    first, second = client.get(PAGE), client.get(PAGE)
    assert first.content == second.content
    assert views() == [(unit.pk, 2)]
    assert [(line.name, line.viewed) for line in by_commune(None)] == [(unit.full_name, 2)]
    assert by_tutorial() == []


def test_opening_a_page_that_the_phone_has_already_is_an_opening(client: Client, unit: Any) -> None:
    client.get(CHOICE, {"chon": "1"})
    tag = client.get(PAGE)["ETag"]
    assert client.get(PAGE, headers={"If-None-Match": tag}).status_code == 304
    assert views() == [(unit.pk, 2)]


def test_what_is_no_opening_is_not_counted(client: Client, unit: Any) -> None:
    client.get(CHOICE, {"chon": "1"})
    client.get(PAGE, {"c0": "1"})
    client.head(PAGE)
    client.get(PAGE, headers={"sec-purpose": "prefetch"})
    client.get(PAGE, headers={"sec-fetch-dest": "empty"})  # kept for later by a script
    client.get("/huong-dan/khong-co/")
    client.get("/")
    assert views() == []


def test_the_choice_is_taken_back(client: Client, unit: Any) -> None:
    client.get(CHOICE, {"chon": "1"})
    client.get(CHOICE, {"chon": "0"})
    client.get(PAGE)
    assert views() == []


def test_a_forged_commune_and_a_hurry_count_nothing(client: Client, unit: Any, monkeypatch: Any) -> None:
    client.cookies["xa"] = "khong-co"
    assert client.get(PAGE).status_code == 200
    client.cookies["xa"] = "xa-xuan-dinh"
    monkeypatch.setattr("content.views.viewed.asks_too_often", lambda *args: True)
    client.get(PAGE)
    assert views() == []


def test_a_page_opens_though_it_cannot_be_counted(client: Client, unit: Any, monkeypatch: Any) -> None:
    def refuse(**_said: Any) -> None:
        raise DatabaseError

    client.get(CHOICE, {"chon": "1"})
    monkeypatch.setattr("content.views.viewed.tallies.count", refuse)
    assert client.get(PAGE).status_code == 200


def test_old_sums_of_views_go_and_presses_stay(unit: Any, settings: Any) -> None:
    activity = TutorialTally.objects.model.activity.field.related_model.objects.get()
    for kind in ("xem", "hieu"):
        tallies.count(activity_id=activity.pk, kind=kind, at=AT, unit_id=unit.pk)
    settings.VIEWS_KEPT_DAYS = 30
    assert tallies.sweep_views(at=AT + timedelta(days=30)) == 0
    assert tallies.sweep_views(at=AT + timedelta(days=31)) == 1
    assert TutorialTally.objects.get().kind == "hieu"


def test_the_demonstration_says_what_a_commune_opened_and_pressed(unit: Any) -> None:
    press(commune=unit, today=AT.date())
    (line,), (all_over,) = of_commune(unit.pk), by_tutorial()
    assert line.viewed > line.understood > line.unclear > 0
    assert all_over.understood > line.understood
    assert not TutorialTally.objects.filter(unit=None, kind="xem").exists()
