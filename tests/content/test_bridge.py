"""Pages write, courses remember: what each act of a trainer does to the record."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image

from assessments.models import Quiz
from common import clock
from content.models import LessonPage, ShelfItem, Video
from courses.models import Activity, ActivityVersion, Course
from tests.factories.assessments import QuestionFactory
from tests.factories.pages import (
    AT,
    course_page,
    draw_of,
    lesson_page,
    picture,
    publish,
    quiz_page,
    tutorial_page,
    video,
)

pytestmark = pytest.mark.django_db


def test_a_draft_leaves_nothing_in_the_record() -> None:
    lesson = lesson_page(course_page())
    lesson.save_revision()

    assert not Activity.objects.exists()


def test_publishing_makes_an_activity_and_its_first_version() -> None:
    lesson = publish(lesson_page(course_page(), title="Nhập đúng từ đầu"))

    version = ActivityVersion.objects.get()
    assert lesson.activity == version.activity
    assert (version.number, version.kind, version.weight, version.published_at) == (
        1,
        "lesson",
        "material",
        AT,
    )
    assert version.body_html == "<p>Nhập một lần, <b>dùng nhiều lần</b>.</p>"
    assert version.facts == {"minutes": 5, "watch_share": 0.9}


def test_publishing_again_unchanged_makes_no_version() -> None:
    lesson = publish(lesson_page(course_page()))
    publish(lesson)

    assert ActivityVersion.objects.count() == 1


def test_a_correction_is_a_new_version_of_the_same_activity() -> None:
    lesson = publish(lesson_page(course_page()))
    lesson.body = [("paragraph", "<p>Câu đã sửa.</p>")]
    lesson = publish(lesson, AT + timedelta(days=1))

    assert [(version.number, version.weight) for version in lesson.activity.versions.all()] == [
        (1, "material"),
        (2, "minor"),
    ]


def test_an_old_draft_does_not_take_the_activity_away() -> None:
    lesson = lesson_page(course_page())
    before = lesson.save_revision()
    first = publish(lesson)
    before.publish()

    assert LessonPage.objects.get(pk=lesson.pk).activity == first.activity


def test_a_copy_is_a_new_thing_to_learn() -> None:
    lesson = publish(lesson_page(course_page()))
    copy = lesson.copy(update_attrs={"slug": "ban-sao", "title": "Bản sao"}, keep_live=True)

    assert LessonPage.objects.get(pk=copy.pk).activity not in (None, lesson.activity)
    assert Activity.objects.count() == 2


def test_a_moved_lesson_keeps_its_identity() -> None:
    lesson = publish(lesson_page(course_page()))
    lesson.move(course_page(title="Khóa khác", code="KHAC"), "last-child")

    assert LessonPage.objects.get(pk=lesson.pk).activity == lesson.activity


def test_unpublishing_withdraws_and_publishing_brings_back() -> None:
    lesson = publish(lesson_page(course_page()))
    lesson.unpublish()
    assert Activity.objects.get().withdrawn_at is not None
    assert ActivityVersion.objects.count() == 1

    publish(lesson)
    assert Activity.objects.get().withdrawn_at is None


def test_deleting_a_course_page_withdraws_its_lessons_and_keeps_the_record() -> None:
    course = publish(course_page())
    publish(lesson_page(course))
    course.specific.delete()

    assert Activity.objects.get().withdrawn_at is not None
    assert ActivityVersion.objects.exists()
    assert Course.objects.get().code == "CDS"


def test_a_scheduled_publication_makes_its_version_at_go_live() -> None:
    lesson = lesson_page(course_page())
    go_live = clock.now() + timedelta(days=3)
    lesson.go_live_at = go_live
    lesson.save_revision().publish()
    assert not Activity.objects.exists()

    with time_machine.travel(go_live + timedelta(minutes=1), tick=False):
        call_command("publish_scheduled")
        assert ActivityVersion.objects.get().published_at == clock.now()


def test_a_scheduled_lesson_whose_film_is_not_ready_stays_a_draft() -> None:
    film = video(status=Video.Status.WORKING)
    lesson = lesson_page(course_page(), body=[("video", {"video": film, "title": ""})])
    lesson.save_revision().publish()

    assert not LessonPage.objects.get(pk=lesson.pk).live
    assert not ActivityVersion.objects.exists()


def test_a_lesson_freezes_its_film() -> None:
    film = video()
    lesson = publish(lesson_page(course_page(), body=[("video", {"video": film, "title": "Vì sao"})]))

    version = lesson.activity.versions.get()
    assert version.kind == "video"
    assert [output["name"] for output in version.media["outputs"]] == ["240p", "360p"]
    assert (version.media["duration"], version.media["title"]) == (100, "Vì sao")


def test_a_published_picture_outlives_the_library() -> None:
    image = picture()
    block = {"image": image, "alt": "Ba phần", "caption": ""}
    lesson = publish(lesson_page(course_page(), body=[("picture", block)]))

    image.refresh_from_db()
    html = lesson.activity.versions.get().body_html
    assert 'width="640" height="480" loading="lazy"' in html
    assert f"/p/{image.file_hash}-640.webp" in html


def test_a_quiz_page_keeps_the_rule_of_its_quiz() -> None:
    question = QuestionFactory()
    QuestionFactory.create_batch(2, bank=question.bank)
    page = publish(quiz_page(course_page(), question.bank, pass_percent=60))
    assert (Quiz.objects.get().asked, Quiz.objects.get().pass_percent) == (2, 60)

    page.sections = [draw_of(question.bank, 3)]
    publish(page)
    assert Quiz.objects.get().asked == 3


def test_a_course_page_makes_the_course_once() -> None:
    page = publish(course_page())
    page.title = "Chuyển đổi số cho cán bộ xã"
    publish(page)

    assert Course.objects.get().title == "Chuyển đổi số cho cán bộ xã"
    assert type(page).objects.get().course == Course.objects.get()


def test_a_tutorial_carries_a_light_poster() -> None:
    film, whole = video(), io.BytesIO()
    Image.new("RGB", (640, 360), "#0B5D4E").save(whole, "JPEG")
    default_storage.save(f"v/{film.sha256}/poster.jpg", ContentFile(whole.getvalue()))
    page = publish(tutorial_page(video=film))

    address = page.activity.versions.get().facts["poster"]
    with default_storage.open(f"p/{film.sha256}-360.webp") as file:
        assert Image.open(file).size == (360, 202)
    assert address.endswith(f"/p/{film.sha256}-360.webp")


def test_a_tutorial_stands_on_the_shelf_while_it_is_live() -> None:
    page = publish(tutorial_page(video=video(), image=picture()))
    item = ShelfItem.objects.get()
    assert (item.topic, item.seconds, item.bytes) == ("dich-vu-cong", 100, 900_000)
    assert "tra ma ho so tai nha" in item.search_text

    page.unpublish()
    assert not ShelfItem.objects.exists()
