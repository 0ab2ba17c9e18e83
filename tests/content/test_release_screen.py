"""The release screen: what is fixed, what it means, who may."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from content.release_plan import plan_of
from content.services.groups import ensure_groups
from content.services.releases import release_page
from courses.models import CourseRelease
from tests.factories import AccountFactory
from tests.factories.assessments import BankFactory
from tests.factories.pages import AT, course_page, lesson_page, publish, quiz_page, video

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client: Client) -> Client:
    account = AccountFactory(first_name="Giảng viên")
    account.groups.add(ensure_groups())
    client.force_login(account)
    return client


@pytest.fixture
def course() -> Any:
    """A published course of a text, a film and a test."""
    page = publish(course_page())
    publish(lesson_page(page, title="Bài đọc"))
    publish(lesson_page(page, title="Bài xem", body=[("video", {"video": video(), "title": ""})]))
    publish(quiz_page(page, BankFactory()))
    return type(page).objects.get(pk=page.pk)


def address(page: Any) -> str:
    return reverse("course_release", args=[page.pk])


def test_the_plan_follows_the_tree_and_says_when_each_is_done(course: Any) -> None:
    course.get_children().last().move(course, "first-child")

    plan = plan_of(course)
    assert [item.page.title for item in plan.items] == ["Kiểm tra", "Bài đọc", "Bài xem"]
    assert [item.rule["kind"] for item in plan.items] == ["quiz", "read", "watch"]
    assert plan.items[2].rule == {"kind": "watch", "share": 0.9}


def test_drafts_are_left_out_and_named(trainer: Client, course: Any) -> None:
    lesson_page(course, title="Bài chưa xong")

    answer = trainer.get(address(course))
    assert "Không nằm trong bản này vì chưa xuất bản" in answer.content.decode()
    assert [lesson.title for lesson in answer.context["plan"].left_out] == ["Bài chưa xong"]


def test_a_trainer_releases_by_typing_the_code(trainer: Client, course: Any) -> None:
    required = [str(page.pk) for page in course.get_children()[:2]]
    sent = {"chosen": "1", "required": required, "code": "cds", "notes": "Bản đầu"}
    answer = trainer.post(address(course), sent, follow=True)

    release = CourseRelease.objects.get()
    assert (release.number, release.notes) == (1, "Bản đầu")
    assert [item.required for item in release.items.all()] == [True, True, False]
    assert "Đã phát hành bản 1" in answer.content.decode()


def test_a_wrong_code_releases_nothing(trainer: Client, course: Any) -> None:
    answer = trainer.post(
        address(course), {"chosen": "1", "required": [course.get_children()[0].pk], "code": "khac"}
    )

    assert "Mã chưa khớp" in answer.content.decode()
    assert not CourseRelease.objects.exists()


def test_a_release_without_anything_required_is_refused(trainer: Client, course: Any) -> None:
    answer = trainer.post(address(course), {"chosen": "1", "code": "CDS"})

    assert "ít nhất một bài bắt buộc" in answer.content.decode()
    assert not CourseRelease.objects.exists()


def test_the_same_outline_again_is_the_same_release(trainer: Client, course: Any) -> None:
    release_page(page=course, at=AT)
    required = [page.pk for page in course.get_children()]
    answer = trainer.post(address(course), {"chosen": "1", "required": required, "code": "CDS"}, follow=True)

    assert CourseRelease.objects.count() == 1
    assert "Không có gì thay đổi" in answer.content.decode()


def test_new_substance_is_demanded_only_when_ticked(course: Any) -> None:
    release_page(page=course, at=AT)
    lesson = course.get_children().first().specific
    lesson.body = [("paragraph", "<p>Luật mới.</p>")]
    lesson.weight = "material"
    publish(lesson, AT + timedelta(days=30))

    assert plan_of(course).items[0].minimum_version == 1
    renewed = plan_of(course, renewed=[lesson.pk])
    assert renewed.items[0].minimum_version == 2
    assert [activity.title for activity in renewed.impact.renewed] == ["Bài đọc"]


def test_a_correction_is_never_demanded(course: Any) -> None:
    release_page(page=course, at=AT)
    lesson = course.get_children().first().specific
    lesson.body = [("paragraph", "<p>Sửa chính tả.</p>")]
    publish(lesson, AT + timedelta(days=30))

    assert not plan_of(course).items[0].can_be_renewed
    assert plan_of(course, renewed=[lesson.pk]).items[0].minimum_version == 1


def test_past_releases_are_shown(trainer: Client, course: Any) -> None:
    release_page(page=course, at=AT, notes="Lần đầu")

    assert "Lần đầu" in trainer.get(address(course)).content.decode()


def test_a_course_page_that_was_never_published_cannot_be_released(trainer: Client) -> None:
    assert "chưa xuất bản" in trainer.get(address(course_page())).content.decode()


def test_somebody_without_the_right_to_publish_is_refused(client: Client, course: Any) -> None:
    from django.contrib.auth.models import Permission

    account = AccountFactory()
    account.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(account)

    client.post(address(course), {"chosen": "1", "required": [course.get_children()[0].pk], "code": "CDS"})
    assert client.get(address(course)).status_code in (302, 403)
    assert not CourseRelease.objects.exists()


def test_a_stranger_is_sent_to_sign_in(client: Client, course: Any) -> None:
    answer = client.get(address(course))

    assert answer.status_code == 302
    assert "/tai-khoan/" in answer["Location"]


def test_the_release_screen_asks_few_questions(
    trainer: Client, course: Any, django_assert_max_num_queries: Any
) -> None:
    trainer.get(address(course))
    with django_assert_max_num_queries(45):
        trainer.get(address(course))
