"""In a real browser: a cadre keeps a lesson, learns it without a line, and it counts once, for nobody else."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from playwright.sync_api import Browser, Page, expect

from common import clock
from courses.models import ActivityVersion, Enrolment, LearningEvent, SpanReport, WatchedSpans
from courses.services.enrolment import enrol
from tests.browser import until
from tests.content.saved_film import KEPT, keep, phone_of
from tests.courses.film_page import CAPTIONS, media, picture, signed_in
from tests.factories import AccountFactory, PersonFactory, ReleaseFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(browser: Browser) -> Any:
    with phone_of(browser) as context:
        yield context.new_page()


@pytest.fixture
def lesson(phone: Page, live_server: Any, settings: Any, tmp_path: Path) -> str:
    """The address of a kept lesson; its learner is signed in and was enrolled yesterday."""
    film = picture(tmp_path)
    for name in ("240", "360"):
        default_storage.save(f"v/film/{name}.mp4", ContentFile(film))
    default_storage.save("v/film/vi.vtt", ContentFile(CAPTIONS.encode()))
    release = ReleaseFactory(items=["video", "lesson"])
    ActivityVersion.objects.filter(kind="video").update(media=media(len(film)))
    person = PersonFactory()
    enrol(learner=person, course=release.course, at=clock.now() - timedelta(days=1))
    phone.context.add_cookies([signed_in(AccountFactory(person=person), settings, live_server.url)])
    address = f"{live_server.url}/hoc/{release.items.first().activity.uuid}/"
    keep(phone, address)
    WatchedSpans.objects.update(opened_at=clock.now() - timedelta(hours=1))
    return address


def watched(page: Page) -> None:
    page.evaluate("document.querySelector('video').muted = true; document.querySelector('video').play()")
    until(page, "document.querySelector('video').ended", 20)


def test_a_kept_lesson_is_learnt_without_a_line_and_counts_once(phone: Page, lesson: str) -> None:
    phone.context.set_offline(True)
    phone.goto(lesson)
    watched(phone)
    until(phone, "Object.keys(localStorage).some((key) => key.startsWith('da-xem/'))")
    assert not SpanReport.objects.exists()
    phone.goto(lesson)  # closed and opened again, still without a line
    expect(phone.get_by_text("Nửa vạch: chờ máy chủ tính")).to_be_visible()
    phone.context.set_offline(False)
    phone.goto(lesson.partition("/hoc/")[0] + "/cua-toi/")
    until(phone, "!Object.keys(localStorage).some((key) => key.startsWith('da-xem/'))")
    phone.goto(lesson)
    expect(phone.get_by_text("Bạn đã hoàn thành bài này")).to_be_visible()
    assert LearningEvent.objects.filter(kind="activity_completed").count() == 1


def test_what_one_watched_is_never_credited_to_another(
    phone: Page, lesson: str, live_server: Any, settings: Any
) -> None:
    phone.context.set_offline(True)
    phone.goto(lesson)
    watched(phone)
    phone.context.clear_cookies()
    other = PersonFactory()
    enrol(learner=other, course=Enrolment.objects.get().course, at=clock.now() - timedelta(days=1))
    phone.context.add_cookies([signed_in(AccountFactory(person=other), settings, live_server.url)])
    phone.context.set_offline(False)
    phone.evaluate("dispatchEvent(new Event('online'))")  # the first one's page is still open
    phone.goto(f"{live_server.url}/cua-toi/")
    expect(phone.get_by_text("Máy này còn phần học chưa gửi của tài khoản khác")).to_be_visible()
    assert not SpanReport.objects.exists()
    phone.goto(lesson)  # the other's own page of the lesson takes the first one's copy away
    until(phone, f"{KEPT}.then((kept) => !kept)")


def test_signing_out_takes_the_lesson_along(phone: Page, lesson: str, live_server: Any) -> None:
    phone.goto(f"{live_server.url}/tai-khoan/logout/")
    phone.get_by_role("button", name="Đăng xuất").last.click()
    until(phone, f"{KEPT}.then((kept) => !kept)")
    phone.context.set_offline(True)
    phone.goto(lesson)
    expect(phone.get_by_role("heading", name="Không có mạng")).to_be_visible()
