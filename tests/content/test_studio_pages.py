"""Trainers at work: what the page form refuses, previews, the first page, and what is not theirs."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from common.errors import Conflict
from content.models import (
    CatalogueIndexPage,
    HomePage,
    LessonPage,
    TutorialIndexPage,
    TutorialPage,
    Video,
)
from content.services.groups import ensure_groups
from content.services.pages import publish_page
from courses.models import ActivityVersion
from tests.content.test_quiz_sections import usual_rules
from tests.factories import AccountFactory
from tests.factories.assessments import BankFactory
from tests.factories.pages import AT, course_page, lesson_page, publish, quiz_page, tutorial_page, video

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client: Client) -> Client:
    account = AccountFactory()
    account.groups.add(ensure_groups())
    client.force_login(account)
    return client


def lesson_form(body: list[tuple[str, Any]], **values: Any) -> dict[str, Any]:
    fields = {"title": "Bài mới", "slug": "bai-moi", "minutes": "5", "watch_share": "90", "weight": "minor"}
    fields |= {"summary": "", "body": streamfield(body), "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}}
    return nested_form_data(fields | values)


def add_lesson(client: Client, course: Any, body: list[tuple[str, Any]], **values: Any) -> Any:
    address = reverse("wagtailadmin_pages:add", args=["content", "lessonpage", course.pk])
    return client.post(address, lesson_form(body, **values))


def test_a_trainer_writes_and_publishes_a_lesson(trainer: Client) -> None:
    course = publish(course_page())
    body = [("heading", "Mở đầu"), ("paragraph", rich_text("<p>Một câu.</p>"))]
    answer = add_lesson(trainer, course, body, **{"action-publish": "1"})

    assert answer.status_code == 302
    assert ActivityVersion.objects.get().body_html == "<h2>Mở đầu</h2>\n<p>Một câu.</p>"


def test_a_lesson_whose_film_is_being_converted_is_refused_in_the_form(trainer: Client) -> None:
    film = video(status=Video.Status.WORKING, title="Phim mới")
    body = [("video", {"video": film.pk, "title": "", "questions": streamfield([])})]
    answer = add_lesson(trainer, publish(course_page()), body, **{"action-publish": "1"})

    assert "đang chuyển đổi, còn 100" in answer.content.decode()
    assert not LessonPage.objects.exists()


def test_the_same_lesson_may_be_kept_as_a_draft(trainer: Client) -> None:
    film = video(status=Video.Status.WORKING)
    add_lesson(
        trainer,
        publish(course_page()),
        [("video", {"video": film.pk, "title": "", "questions": streamfield([])})],
    )

    assert not LessonPage.objects.get().live


def test_two_films_in_a_lesson_are_refused(trainer: Client) -> None:
    block = ("video", {"video": video().pk, "title": "", "questions": streamfield([])})
    add_lesson(trainer, publish(course_page()), [block, block], **{"action-publish": "1"})

    assert not LessonPage.objects.exists()


def test_a_film_that_failed_says_why() -> None:
    film = video(status=Video.Status.FAILED)
    Video.objects.update(reason="Tệp bị cắt cụt.")
    film.refresh_from_db()
    lesson = lesson_page(course_page(), body=[("video", {"video": film, "title": ""})])

    with pytest.raises(Conflict, match="Tệp bị cắt cụt"):
        publish_page(page=lesson, at=AT)


def test_two_courses_cannot_share_a_code() -> None:
    publish(course_page())
    with pytest.raises(Conflict, match="đã dùng cho khóa"):
        publish_page(page=course_page(title="Khóa khác"), at=AT)


def test_a_published_code_stays() -> None:
    page = publish(course_page())
    page.code = "KHAC"
    with pytest.raises(Conflict, match="không đổi được"):
        publish_page(page=page, at=AT)


def test_a_title_becomes_an_address_without_accents() -> None:
    assert course_page(title="Đưa đò qua sông").slug == "dua-do-qua-song"


@pytest.mark.parametrize("kind", ["lesson", "film", "quiz", "tutorial", "course"])
def test_a_draft_is_previewed_with_its_readers_template(trainer: Client, kind: str) -> None:
    course = publish(course_page())
    page = {
        "lesson": lambda: lesson_page(course, title="Bản xem trước"),
        "film": lambda: lesson_page(
            course, title="Bản xem trước", body=[("video", {"video": video(), "title": ""})]
        ),
        "quiz": lambda: quiz_page(course, BankFactory(), title="Bản xem trước"),
        "tutorial": lambda: tutorial_page(title="Bản xem trước"),
        "course": lambda: course_page(title="Bản xem trước", code="X"),
    }[kind]()
    page.save_revision()
    answer = trainer.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert answer.status_code == 200
    assert "<h1>Bản xem trước</h1>" in answer.content.decode()
    assert "brand" in answer.content.decode()


@pytest.mark.parametrize("kind", ["lessonpage", "quizpage", "tutorialpage", "coursepage"])
def test_an_empty_form_is_previewed_as_far_as_it_goes(trainer: Client, kind: str) -> None:
    course = publish(course_page())
    parent = {"tutorialpage": TutorialIndexPage.objects.get(), "coursepage": CatalogueIndexPage.objects.get()}
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["content", kind, parent.get(kind, course).pk]
    )
    names = ("body", "sections", "steps", "check_questions")
    stream = {name: streamfield([]) for name in names}
    fields = {"title": "Mới bắt đầu", "minutes": "5", "watch_share": "90", "weight": "minor", "hours": "0"}
    fields |= {"pass_percent": "80", "attempts_allowed": "0", "help_contact": rich_text("")}
    fields |= {"audience": "can_bo", "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}} | stream
    fields |= usual_rules()
    assert trainer.post(address, nested_form_data(fields)).json()["is_valid"]

    answer = trainer.get(address)
    assert answer.status_code == 200
    assert "Mới bắt đầu" in answer.content.decode()


def test_the_phone_is_the_first_size_of_a_preview() -> None:
    assert TutorialPage().preview_sizes[0]["device_width"] == 360


def test_the_first_page_shows_courses_and_conversions(trainer: Client) -> None:
    publish(course_page(title="Khóa của tôi"))
    video(status=Video.Status.WORKING, title="Phim đang làm")
    html = trainer.get(reverse("wagtailadmin_home")).content.decode()

    assert "Khóa học của tôi" in html
    assert "Đã xuất bản, chưa phát hành cho người học" in html
    assert "Phim đang làm" in html


def test_trainers_add_courses_but_do_not_touch_the_home(trainer: Client) -> None:
    catalogue, home = CatalogueIndexPage.objects.get(), HomePage.objects.get()

    assert (
        trainer.get(
            reverse("wagtailadmin_pages:add", args=["content", "coursepage", catalogue.pk])
        ).status_code
        == 200
    )
    assert trainer.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).status_code == 302


def test_a_learner_does_not_enter_the_studio(client: Client) -> None:
    client.force_login(AccountFactory())

    assert client.get(reverse("wagtailadmin_home")).status_code in (302, 403)


def change_address(client: Client, page: Any, **act: str) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    body = [("paragraph", rich_text("<p>Một câu.</p>"))]
    return client.post(address, lesson_form(body, slug="dia-chi-moi", **act))


def test_the_address_of_what_was_public_stays(trainer: Client) -> None:
    page = publish(lesson_page(publish(course_page())))
    for act in ({}, {"action-publish": "1"}):
        answer = change_address(trainer, page, **act)
        assert "giữ địa chỉ “bai-mot”" in answer.content.decode()
    page.unpublish()
    assert "giữ địa chỉ “bai-mot”" in change_address(trainer, page).content.decode()


def test_the_address_of_a_draft_may_change(trainer: Client) -> None:
    page = lesson_page(publish(course_page()))

    assert change_address(trainer, page).status_code == 302
