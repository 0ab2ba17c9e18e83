"""The way from a test's page in the studio to its statistics."""

import pytest
from django.test import Client
from django.urls import reverse

from content.models import QuizPage
from content.services.groups import ensure_groups
from people.models import Account
from tests.factories.assessments import BankFactory
from tests.factories.pages import course_page, publish, quiz_page
from tests.factories.people import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db


def shown(client: Client, page: QuizPage) -> bool:
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    activity = page.activity
    return bool(activity) and reverse("quiz_statistics", args=[activity.uuid]) in html


def test_a_published_test_leads_to_its_statistics(client: Client) -> None:
    trainer = AccountFactory()
    trainer.groups.add(ensure_groups())
    client.force_login(trainer)
    page = publish(quiz_page(course_page(), BankFactory()))
    page.refresh_from_db()
    assert shown(client, page)
    draft = client.get(
        reverse("wagtailadmin_pages:edit", args=[quiz_page(course_page(code="B"), BankFactory()).pk])
    )
    assert "thong-ke/" not in draft.content.decode().replace(reverse("statistics"), "")


def test_another_offices_test_leads_nowhere(client: Client) -> None:
    trainer = AccountFactory()
    trainer.groups.add(ensure_groups())
    client.force_login(trainer)
    bank = BankFactory(owner_unit=OrgUnitFactory(), shared=True)
    assert not shown(client, publish(quiz_page(course_page(), bank)))


def test_without_the_right_to_write_questions_there_is_no_way(client: Client) -> None:
    editor = AccountFactory()
    group = ensure_groups()
    group.permissions.remove(*group.permissions.filter(codename="change_question"))
    editor.groups.add(group)
    client.force_login(editor)
    page = publish(quiz_page(course_page(), BankFactory()))
    page.refresh_from_db()
    assert not shown(client, page)
    assert Account.objects.get(pk=editor.pk).has_perm("wagtailadmin.access_admin")
