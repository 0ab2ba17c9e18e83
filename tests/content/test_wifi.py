"""Where wifi costs nothing: the list that communes keep, and whole services with what they weigh."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, transaction
from django.test import Client

from content.models import WifiPoint
from content.services.groups import WIFI_KEEPERS, ensure_groups
from tests.factories import AccountFactory, OrgUnitFactory
from tests.factories.pages import publish, tutorial_page, video

pytestmark = pytest.mark.django_db
PAGE = "/diem-wifi/"


@pytest.fixture
def hall() -> WifiPoint:
    unit = OrgUnitFactory(code="26209", name="Gia Tân")
    return WifiPoint.objects.create(unit=unit, name="Nhà văn hóa ấp 3", network="NVH-AP3", hours="7–21 giờ")


def test_places_stand_under_their_commune(client: Client, hall: WifiPoint) -> None:
    html = client.get(PAGE).content.decode()
    assert html.index(hall.unit.full_name) < html.index("Nhà văn hóa ấp 3") < html.index("Mạng wifi: NVH-AP3")


def test_a_closed_place_is_not_shown_and_an_empty_list_says_whom_to_ask(
    client: Client, hall: WifiPoint
) -> None:
    WifiPoint.objects.update(is_open=False)
    html = client.get(PAGE).content.decode()
    assert "Nhà văn hóa ấp 3" not in html
    assert "hỏi ủy ban xã" in html


def test_a_pack_tells_its_size_and_is_one_tap(client: Client) -> None:
    publish(tutorial_page(video=video()))
    html = client.get(PAGE).content.decode().replace("\u00a0", " ")
    assert "1 bài · phim 0,9 MB" in html
    assert 'data-save="/da-luu/bai.json?chu-de=dich-vu-cong"' in html
    assert html.count("data-save=") == 1


def test_without_tutorials_it_says_so(client: Client) -> None:
    assert "Chưa có bài nào" in client.get(PAGE).content.decode()


def test_few_queries_whatever_it_lists(
    client: Client, hall: WifiPoint, django_assert_max_num_queries: Any
) -> None:
    WifiPoint.objects.create(unit=hall.unit, name="Bưu điện xã")
    with django_assert_max_num_queries(2):
        client.get(PAGE)


@pytest.mark.usefixtures("remembering")
def test_a_change_in_the_studio_shows_at_once(
    client: Client, hall: WifiPoint, django_capture_on_commit_callbacks: Any
) -> None:
    client.get(PAGE)
    with django_capture_on_commit_callbacks(execute=True):
        WifiPoint.objects.create(unit=hall.unit, name="Bưu điện xã")
    assert "Bưu điện xã" in client.get(PAGE).content.decode()


def test_one_name_stands_once_in_a_commune(hall: WifiPoint) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        WifiPoint.objects.create(unit=hall.unit, name=hall.name)


def test_only_who_was_given_the_list_changes_it(client: Client, hall: WifiPoint) -> None:
    account = AccountFactory()
    account.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(account)
    address = f"/quan-tri/snippets/content/wifipoint/edit/{hall.pk}/"
    assert client.get(address).status_code == 302
    ensure_groups()
    account.groups.add(Group.objects.get(name=WIFI_KEEPERS))
    client.force_login(type(account).objects.get(pk=account.pk))
    facts = {"unit": hall.unit.pk, "name": "Nhà văn hóa ấp 4", "is_open": "on"}
    assert client.post(address, facts).status_code == 302
    hall.refresh_from_db()
    assert hall.name == "Nhà văn hóa ấp 4"
