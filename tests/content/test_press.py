"""Newspapers and stations hand in; nothing of theirs is public before a reviewer says so, with a reason if not."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.models import ArticlePage, NewsIndexPage, TutorialIndexPage
from content.press import PRESS, is_of_the_press
from content.services.granting import allow_library, collection_named
from content.services.groups import ensure_groups
from content.services.press import REVIEWERS, ensure_press
from courses.training_forms import _trainer_choices
from tests.factories import AccountFactory
from tests.factories.pages import picture

pytestmark = pytest.mark.django_db


def signed_in(group: str) -> Client:
    ensure_press()
    client, account = Client(), AccountFactory()
    account.groups.add(type(account).groups.rel.model.objects.get(name=group))
    client.force_login(account)
    return client


@pytest.fixture
def press() -> Client:
    return signed_in(PRESS)


@pytest.fixture
def reviewer() -> Client:
    return signed_in(REVIEWERS)


def article_form(act: str, **values: Any) -> dict[str, Any]:
    fields = {"title": "Chợ số", "slug": "cho-so", "kind": "chuyen-de", "summary": "Một câu.", "image": ""}
    fields |= {"video": "", "topic": "", "audience": "", "unit": "", "source_url": ""}
    fields |= {"credit": "Minh Anh, Báo Đồng Nai", "licence": "cc-by", act: "1"}
    fields |= {"body": streamfield([("paragraph", rich_text("<p>Nội dung.</p>"))])}
    fields |= {"comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}}
    return nested_form_data(fields | values)


def hand_in(press: Client, act: str = "action-submit", **values: Any) -> Any:
    place = NewsIndexPage.objects.get()
    address = reverse("wagtailadmin_pages:add", args=["content", "articlepage", place.pk])
    return press.post(address, article_form(act, **values))


def judge(reviewer: Client, page: Page, verdict: str, **said: str) -> Any:
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, verdict, state.pk])
    return reviewer.post(address, said)


def test_what_was_handed_in_is_public_only_when_approved(press: Client, reviewer: Client) -> None:
    assert hand_in(press).status_code == 302
    page = ArticlePage.objects.get()
    assert not page.live
    assert Client().get("/tin/cho-so/").status_code == 404
    assert "Chợ số" not in Client().get("/tin/").content.decode()

    judge(reviewer, page, "approve")
    assert "Minh Anh, Báo Đồng Nai" in Client().get("/tin/cho-so/").content.decode()


def test_it_comes_back_with_a_reason_and_is_handed_in_again(press: Client, reviewer: Client) -> None:
    hand_in(press)
    page = ArticlePage.objects.get()
    judge(reviewer, page, "reject", comment="Thiếu tên xã.")

    assert TaskState.objects.get().comment == "Thiếu tên xã."
    assert "Thiếu tên xã." in press.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    press.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        article_form("action-restart-workflow", title="Chợ số xã Xuân Định"),
    )
    judge(reviewer, ArticlePage.objects.get(), "approve")
    assert "Chợ số xã Xuân Định" in Client().get("/tin/cho-so/").content.decode()


@pytest.mark.parametrize("missing", ["credit", "licence"])
def test_without_credit_and_licence_it_is_not_even_handed_in(press: Client, missing: str) -> None:
    answer = hand_in(press, **{missing: ""})

    assert "phải ghi nguồn và chọn giấy phép" in answer.content.decode()
    assert not ArticlePage.objects.exists()


def test_the_press_may_leave_a_draft_incomplete(press: Client) -> None:
    assert hand_in(press, "save", credit="", licence="").status_code == 302
    assert not ArticlePage.objects.get().live


def test_the_press_cannot_publish_by_any_button(press: Client) -> None:
    hand_in(press, "action-publish")
    assert not ArticlePage.objects.filter(live=True).exists()

    hand_in(press, slug="hai")
    for page in ArticlePage.objects.all():
        press.post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]), article_form("action-publish", slug=page.slug)
        )
        if page.current_workflow_task_state:
            judge(press, page, "approve")
    assert not ArticlePage.objects.filter(live=True).exists()


def test_the_press_writes_nowhere_else(press: Client) -> None:
    place = TutorialIndexPage.objects.get()
    answer = press.get(reverse("wagtailadmin_pages:add", args=["content", "tutorialpage", place.pk]))

    assert answer.status_code in (302, 403)


def test_one_partner_does_not_change_the_others_article(press: Client) -> None:
    hand_in(press)
    page = ArticlePage.objects.get()
    signed_in(PRESS).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), article_form("save", title="Của người khác")
    )
    assert ArticlePage.objects.get().get_latest_revision_as_object().title == "Chợ số"


def test_asking_for_the_groups_twice_changes_nothing() -> None:
    ensure_groups()
    before = TaskState.objects.count(), ensure_press().page_permissions.count()

    assert (TaskState.objects.count(), ensure_press().page_permissions.count()) == before
    assert not is_of_the_press(None)
    assert not is_of_the_press(AccountFactory())


def test_the_press_is_not_offered_as_trainers_of_classes() -> None:
    partner, trainer = AccountFactory(username="nha-bao"), AccountFactory(username="giang-vien")
    partner.groups.add(ensure_press())
    trainer.groups.add(ensure_groups())

    assert [name for _key, name in _trainer_choices(Q(pk=None))] == ["giang-vien"]


def test_one_partner_does_not_take_away_the_others_picture(press: Client) -> None:
    image = picture()
    image.collection = collection_named(PRESS)
    image.save()
    allow_library(Group.objects.get(name=PRESS), image.collection)  # as it was once given
    stranger = signed_in(PRESS)
    stranger.post(reverse("wagtailimages:delete", args=[image.pk]))

    assert type(image).objects.filter(pk=image.pk).exists()
