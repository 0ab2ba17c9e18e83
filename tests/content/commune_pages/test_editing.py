"""The page is its editor's alone."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.models import ArticlePage, CommunePage, TutorialPage
from content.services import tallies
from content.tally_queries import of_commune
from people.models import OrgUnit
from tests.content.commune_pages.cast import AT, edit, editor_of, words
from tests.factories import OrgUnitFactory
from tests.factories.pages import (
    commune_page,
    publish,
    tutorial_page,
)

pytestmark = pytest.mark.django_db


def test_the_editor_writes_the_own_page_and_no_other(page: CommunePage, unit: OrgUnit) -> None:
    other = publish(commune_page(OrgUnitFactory(), slug="khac"))
    editor = editor_of(unit)

    assert edit(editor, page, lead="Lời của xã.").status_code == 302
    assert edit(editor, other, lead="Lời của xã.").status_code in (302, 403)
    page.refresh_from_db()
    other.refresh_from_db()
    assert (page.lead, other.lead) == ("Lời của xã.", "")
    assert page.unit == unit


def test_the_editor_adds_news_below_it(page: CommunePage, unit: OrgUnit) -> None:
    client = Client()
    client.force_login(editor_of(unit))
    fields = {
        "title": "Tin ấp",
        "slug": "tin-ap",
        "kind": "tin",
        "summary": "Một câu.",
        "image": "",
        "video": "",
    }
    fields |= {"topic": "", "audience": "", "unit": "", "credit": "", "source_url": "", "licence": ""}
    fields |= {"body": streamfield([("paragraph", rich_text("<p>Nội dung.</p>"))])}
    fields |= {"comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}, "action-publish": "1"}
    address = reverse("wagtailadmin_pages:add", args=["content", "articlepage", page.pk])

    assert client.post(address, nested_form_data(fields)).status_code == 302
    assert ArticlePage.objects.get().commune == unit
    assert client.get("/tin/tin-ap/").status_code == 200


def test_the_editor_sees_what_was_opened_for_the_own_commune(page: CommunePage, unit: OrgUnit) -> None:
    publish(tutorial_page(title="Xem hồ sơ đã xong chưa"))
    activity = TutorialPage.objects.get().activity
    for place, times in ((unit, 3), (OrgUnitFactory(name="Xuân Lộc"), 7)):
        for _time in range(times):
            tallies.count(activity_id=activity.pk, kind="xem", at=AT, unit_id=place.pk)
    client = Client()
    client.force_login(editor_of(unit))
    told = words(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    table = told.split("Bà con xem gì")[-1].split("</table>")[0]
    assert "Xem hồ sơ đã xong chưa</td><td>3</td>" in table
    assert of_commune(None) == []


def test_the_editor_cannot_take_the_page_away(page: CommunePage, unit: OrgUnit) -> None:
    client = Client()
    client.force_login(editor_of(unit))
    for name in ("delete", "unpublish"):
        client.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
    page.refresh_from_db()

    assert page.live
