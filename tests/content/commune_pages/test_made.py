"""Every commune gets a page once, with an address of its own."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from content.models import CommunePage, ShelfItem
from content.services.communes import ensure_commune_pages
from people.models import OrgUnit
from tests.content.commune_pages.cast import AT
from tests.factories import OrgUnitFactory

pytestmark = pytest.mark.django_db


def test_every_commune_gets_a_page_once() -> None:
    OrgUnitFactory(name="Bảo Hòa", full_name="Xã Bảo Hòa")
    OrgUnitFactory(name="Sở Y tế", is_office=True)
    OrgUnitFactory(name="Cũ", valid_to=date(2025, 7, 1))

    assert ensure_commune_pages(at=AT).new == 1
    assert ensure_commune_pages(at=AT).new == 0
    assert CommunePage.objects.get().slug == "xa-bao-hoa"


def test_two_communes_of_one_name_have_two_addresses(client: Client) -> None:
    for code in ("26001", "26002"):
        OrgUnitFactory(code=code, name="Tân Phú")
    call_command("ensure_commune_pages")

    assert set(CommunePage.objects.values_list("slug", flat=True)) == {"xa-tan-phu", "xa-tan-phu-26002"}
    assert client.get("/xa/xa-tan-phu-26002/").status_code == 200


def test_making_pages_again_leaves_what_was_written(page: CommunePage) -> None:
    CommunePage.objects.update(lead="Xã nông thôn mới kiểu mẫu.")
    ensure_commune_pages(at=AT)

    assert CommunePage.objects.get().lead == "Xã nông thôn mới kiểu mẫu."


def test_a_commune_that_only_got_another_province_keeps_its_page(page: CommunePage, unit: OrgUnit) -> None:
    day = date(2026, 5, 1)
    OrgUnit.objects.filter(pk=unit.pk).update(valid_to=day)
    new = OrgUnitFactory(code=unit.code, name=unit.name, valid_from=day)

    assert ensure_commune_pages(at=AT).moved_on == 1
    assert CommunePage.objects.get().unit == new
    assert ShelfItem.objects.get(kind="commune").unit == new
