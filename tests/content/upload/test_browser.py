"""In a real browser: a film uploaded in a lesson's chooser is chosen there, and a broken-off one goes on."""

from pathlib import Path

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from playwright.sync_api import Page, expect

from content.models import CatalogueIndexPage, Upload, Video
from tests.content.upload.conftest import tus_of
from tests.factories import AccountFactory
from tests.studio_dialogs import choose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADD = "/quan-tri/media/video/add/"


@pytest.fixture
def studio(page: Page, live_server, settings, monkeypatch: pytest.MonkeyPatch) -> Page:
    """A trainer's browser; conversions wait."""
    monkeypatch.setattr("content.tasks.nudge", lambda job_id: None)
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    account = AccountFactory(username="giangvien-thu", is_superuser=True, is_staff=True)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "people.backends.IdentifierBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    name, value = settings.SESSION_COOKIE_NAME, session.session_key or ""
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])  # type: ignore[list-item]
    return page


def test_a_film_uploaded_in_a_chooser_is_chosen(studio: Page, live_server, film: Path) -> None:
    from content.models import CoursePage

    course = CatalogueIndexPage.objects.get().add_child(
        instance=CoursePage(title="Khóa", slug="khoa", code="K-1", hours=1, summary="x")
    )
    studio.goto(f"{live_server.url}/quan-tri/pages/add/content/lessonpage/{course.pk}/")
    studio.locator("button.c-sf-add-button").last.click()
    studio.get_by_role("option", name="Video", exact=True).click()
    modal = choose(studio)
    modal.get_by_role("tab", name="Tải video lên").click()
    modal.locator("#tep-video-chon").set_input_files(film)
    expect(modal).to_have_count(0)
    expect(studio.locator(".chooser__title").last).to_have_text("film")


def test_a_film_that_was_broken_off_goes_on_when_its_file_is_chosen_again(
    studio: Page, live_server, film: Path
) -> None:
    content = film.read_bytes()
    account = AccountFactory._meta.model.objects.get(username="giangvien-thu")
    half = tus_of(account)
    half.send(half.begin(len(content), film.name), content[:1000])
    studio.goto(live_server.url + ADD)
    expect(studio.locator("[data-unfinished]")).to_contain_text("Chọn lại đúng tệp này")
    studio.set_input_files("#tep-video", film)
    expect(studio.locator(".upload-row [data-said]")).to_contain_text("Đã tải lên")
    assert Upload.objects.count() == 1
    assert Video.objects.get().file.size == len(content)
