"""In a real browser: an upload shows how far it is, a conversion moves by itself, and the result plays."""

from pathlib import Path

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from playwright.sync_api import Page, expect

from common import clock
from content.models import Video, VideoJob
from content.video import job
from tests.factories import AccountFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def studio(page: Page, live_server, settings, monkeypatch: pytest.MonkeyPatch) -> Page:
    """A trainer's browser at the list of videos; conversions wait for the test to run them."""
    monkeypatch.setattr("content.tasks.nudge", lambda job_id: None)
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    account = AccountFactory(username="giangvien-thu", is_superuser=True, is_staff=True)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "people.backends.IdentifierBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": session.session_key or "",
        "url": live_server.url,
    }
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(f"{live_server.url}/quan-tri/media/video/add/")
    page.locator(".upload-plain:not([open]) > summary").click()  # what the drop zone stands for
    return page


def test_from_the_file_to_the_playing_video(studio: Page, live_server, film: Path) -> None:
    studio.set_input_files("#id_file", film)
    expect(studio.locator("#id_title")).to_have_value("film")
    studio.locator("button.button-longrunning").click()
    studio.wait_for_url("**/quan-tri/media/")
    row = studio.locator(".studio-video")
    expect(row).to_contain_text("Đang chờ đến lượt")

    VideoJob.objects.update(
        state="running", lease="0" * 32, leased_until=clock.now(), stage="convert", percent=48
    )
    Video.objects.update(status="working")
    expect(row.locator("progress")).to_have_attribute("value", "48")
    expect(row).to_contain_text("48\u00a0%")

    VideoJob.objects.update(state="queued", lease=None, leased_until=None)
    assert job.run(VideoJob.objects.get().pk, clock.now)
    expect(row).to_contain_text("Sẵn sàng")
    expect(row).to_contain_text("MB")

    film_address = f"{live_server.url}/media/v/{Video.objects.get().sha256}/240.mp4"
    answers: list[int] = []
    studio.on("response", lambda answer: answers.append(answer.status) if "/media/v/" in answer.url else None)
    reached = studio.evaluate(
        """async (address) => {
          const video = Object.assign(document.createElement("video"), { muted: true, src: address });
          document.body.append(video);
          await video.play();
          await new Promise((done) => { video.onended = done; });
          return video.currentTime;
        }""",
        film_address,
    )
    assert reached == pytest.approx(2, abs=0.2)
    assert 206 in answers


def test_a_text_file_gets_its_sentence_without_leaving_the_form(studio: Page, tmp_path: Path) -> None:
    text = tmp_path / "bai.mp4"
    text.write_text("Đây là văn bản.")
    studio.set_input_files("#id_file", text)
    studio.locator("button.button-longrunning").click()
    expect(studio.locator("main")).to_contain_text("không phải là video")
    assert not Video.objects.exists()


def test_a_file_too_large_is_refused_before_it_is_sent(studio: Page, film: Path) -> None:
    studio.eval_on_selector("#id_file", "input => { input.dataset.maxBytes = '1000'; }")
    studio.set_input_files("#id_file", film)
    message = studio.eval_on_selector("#id_file", "input => input.validationMessage")
    assert "quá lớn" in message
    studio.locator("button.button-longrunning").click()
    assert studio.url.endswith("/add/")
    assert not Video.objects.exists()
