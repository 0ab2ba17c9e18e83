"""Of the shelf that all communes share, each takes away only what it added."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model

from common import clock
from content.models import CommunePage
from content.services.granting import allow_library, collection_named
from content.services.page_editors import PREFIX, SHELF, bring_editors_up_to_date
from people.models import Account, OrgUnit
from tests.content.commune_pages.cast import editor_of
from tests.factories import AccountFactory, OrgUnitFactory
from tests.factories.pages import (
    commune_page,
    picture,
    publish,
    video,
)

pytestmark = pytest.mark.django_db


def added_by(account: Account) -> list[tuple[str, Any]]:
    """A picture, a document and a film on the shelf that all communes share."""
    shelf = collection_named(SHELF)
    document = get_document_model()(title="Tờ rơi")
    document.file.save("to-roi.txt", ContentFile(b"Mot trang."))
    things = [("wagtailimages", picture()), ("wagtaildocs", document), ("wagtailmedia", video())]
    for _app, thing in things:
        thing.collection, thing.uploaded_by_user = shelf, account
        thing.save()
    return things


def deleted_by(account: Account, things: list[tuple[str, Any]]) -> list[bool]:
    client = Client()
    client.force_login(account)
    for app, thing in things:
        client.post(reverse(f"{app}:delete", args=[thing.pk]))
    return [not type(thing).objects.filter(pk=thing.pk).exists() for _app, thing in things]


def test_the_editor_does_not_take_away_what_another_commune_added(page: CommunePage, unit: OrgUnit) -> None:
    other = OrgUnitFactory(name="Xuân Lập")
    publish(commune_page(other, slug="xa-xuan-lap"))
    here, there = editor_of(unit), editor_of(other)
    things = added_by(there)

    assert deleted_by(here, things) == [False, False, False]
    assert deleted_by(there, things) == [True, True, True]


def test_a_right_over_all_files_given_before_is_taken_back(page: CommunePage, unit: OrgUnit) -> None:
    editor, things = editor_of(unit), added_by(AccountFactory())
    allow_library(Group.objects.get(name__startswith=PREFIX), collection_named(SHELF))
    bring_editors_up_to_date(on=clock.today())

    assert deleted_by(Account.objects.get(pk=editor.pk), things) == [False, False, False]
