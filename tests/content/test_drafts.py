"""A form for a new page makes one page, however often and in whatever order its drafts and presses arrive."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from content.models import ArticlePage, LessonPage, NewsIndexPage, QuizPage
from content.services.groups import ensure_groups
from courses.models import ActivityVersion
from tests.content.test_press import PRESS, article_form, signed_in
from tests.content.test_quiz_sections import draw_form
from tests.content.test_quiz_sections import form as quiz_form
from tests.content.test_studio_pages import lesson_form
from tests.factories import AccountFactory
from tests.factories.assessments import BankFactory
from tests.factories.pages import course_page, publish

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def trainer(client: Client) -> Client:
    account = AccountFactory()
    account.groups.add(ensure_groups())
    client.force_login(account)
    return client


def address(kind: str, parent: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=["content", kind, parent.pk])


def opened(client: Client, where: str) -> dict[str, str]:
    """The key of a form that was just opened."""
    found = re.search(r'name="form_key" value="([^"]+)"', client.get(where).content.decode())
    assert found
    return {"form_key": found[1]}


def draft(client: Client, where: str, form: dict[str, Any]) -> Any:
    answer = client.post(where, form, headers={"accept": "application/json"}).json()
    assert answer["success"], answer
    return answer


def lesson(words: str = "Một câu.", **values: Any) -> dict[str, Any]:
    return lesson_form([("paragraph", rich_text(f"<p>{words}</p>"))], **values)


def newest() -> str:
    """What the newest draft of the one lesson says."""
    return str(LessonPage.objects.get().get_latest_revision_as_object().body)


def test_publishing_goes_on_with_the_draft_of_the_same_form(trainer: Client) -> None:
    where = address("lessonpage", publish(course_page()))
    key = opened(trainer, where)
    draft(trainer, where, lesson("Nháp.", **key))
    assert trainer.post(where, lesson("Bản cuối.", **key, **PUBLISH)).status_code == 302
    page = LessonPage.objects.get()
    assert (page.live, page.has_unpublished_changes) == (True, False)
    assert ActivityVersion.objects.get().body_html == "<p>Bản cuối.</p>"


def test_a_quiz_keeps_its_sections_once(trainer: Client) -> None:
    where, section = address("quizpage", publish(course_page())), draw_form(BankFactory(questions=5), 3)
    key = opened(trainer, where)
    draft(trainer, where, quiz_form(section, **key))
    assert trainer.post(where, quiz_form(section, **key, **PUBLISH)).status_code == 302
    page = QuizPage.objects.get()
    assert (page.live, len(page.sections)) == (True, 1)


def test_an_article_is_handed_in_once() -> None:
    press = signed_in(PRESS)
    where = address("articlepage", NewsIndexPage.objects.get())
    key = opened(press, where)
    draft(press, where, article_form("action-draft", **key))
    assert press.post(where, article_form("action-submit", **key)).status_code == 302
    page = ArticlePage.objects.get()
    assert page.current_workflow_task_state is not None


def test_a_draft_whose_answer_was_lost_is_sent_again(trainer: Client) -> None:
    where = address("lessonpage", publish(course_page()))
    key = opened(trainer, where)
    first = draft(trainer, where, lesson("Nháp.", **key))
    again = draft(trainer, where, lesson("Nháp hai.", **key))
    assert first["pk"] == again["pk"] == LessonPage.objects.get().pk
    assert "Nháp hai." in newest()


def test_another_form_with_the_same_title_is_still_refused(trainer: Client) -> None:
    where = address("lessonpage", publish(course_page()))
    draft(trainer, where, lesson("Nháp.", **opened(trainer, where)))
    for other in (opened(trainer, where), {}, {"form_key": "khong-phai"}):
        answer = trainer.post(where, lesson("Khác.", **other, **PUBLISH))
        assert answer.status_code == 200
        assert "Nháp." in newest()


def test_the_key_of_a_public_page_opens_nothing(trainer: Client) -> None:
    where = address("lessonpage", publish(course_page()))
    key = opened(trainer, where)
    assert trainer.post(where, lesson(**key, **PUBLISH)).status_code == 302
    answer = trainer.post(where, lesson("Đè lên.", **key, **PUBLISH))
    assert answer.status_code == 200
    assert ActivityVersion.objects.get().body_html == "<p>Một câu.</p>"


def test_the_key_of_anothers_draft_opens_nothing(trainer: Client) -> None:
    where = address("lessonpage", publish(course_page()))
    key = opened(trainer, where)
    draft(trainer, where, lesson("Của tôi.", **key))
    other, account = Client(), AccountFactory()
    account.groups.add(ensure_groups())
    other.force_login(account)
    assert other.post(where, lesson("Của ai.", slug="khac", **key, **PUBLISH)).status_code == 302
    mine, theirs = LessonPage.objects.order_by("pk")
    assert (mine.live, theirs.live) == (False, True)
    assert mine.translation_key != theirs.translation_key


def test_a_key_that_nobody_gave_out_is_only_a_name(trainer: Client) -> None:
    where = address("lessonpage", publish(course_page()))
    trainer.post(where, lesson(form_key=str(uuid4()), **PUBLISH))
    assert LessonPage.objects.get().live


def test_the_form_of_a_page_that_exists_has_no_key(trainer: Client) -> None:
    where = address("lessonpage", publish(course_page()))
    trainer.post(where, lesson(**PUBLISH))
    page = trainer.get(reverse("wagtailadmin_pages:edit", args=[LessonPage.objects.get().pk]))
    assert "form_key" not in page.content.decode()
