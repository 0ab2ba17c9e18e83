"""In a real browser: speed, keys, listening only, addresses that ran out, and the page without a script."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from playwright.sync_api import Browser, Page, expect

from common import clock
from common.members_films import mark_for_members
from courses.models import ActivityVersion
from courses.services.enrolment import enrol
from tests.browser import until
from tests.courses.film_page import CAPTIONS, SECONDS, made, media, picture, signed_in
from tests.factories import AccountFactory, PersonFactory, ReleaseFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VIDEO = "document.querySelector('video')"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("film")
    film = picture(folder)
    sound = made(folder, "audio.m4a", "-f", "lavfi", "-i", f"sine=duration={SECONDS}", "-c:a", "aac")
    return {"240.mp4": film, "360.mp4": film, "audio.m4a": sound, "vi.vtt": CAPTIONS.encode()}


@pytest.fixture
def lesson(page: Page, live_server: Any, settings: Any, files: dict[str, bytes]) -> str:
    """The address of a lesson with a film and its sound, its learner signed in on the page."""
    for name, content in files.items():
        default_storage.save(f"v/film/{name}", ContentFile(content))
    release = ReleaseFactory(items=["video", "lesson"])
    description = media(len(files["240.mp4"]))
    description["audio"] = [
        {"name": "audio-opus", "url": "/media/v/film/a.none", "bytes": 9_000, "type": "audio/none"},
        {"name": "audio", "url": "/media/v/film/audio.m4a", "bytes": 130_000, "type": "audio/mp4"},
    ]
    ActivityVersion.objects.filter(kind="video").update(media=description)
    person = PersonFactory()
    enrol(learner=person, course=release.course, at=clock.now() - timedelta(days=1))
    page.context.add_cookies([signed_in(AccountFactory(person=person), settings, live_server.url)])
    return f"{live_server.url}/hoc/{release.items.first().activity.uuid}/"


def fetched(page: Page) -> list[str]:
    """Names of the media files that the page asks for from now on."""
    names: list[str] = []
    page.on(
        "request",
        lambda request: names.append(request.url.rpartition("/")[2]) if "/media/" in request.url else None,
    )
    return names


def plays(page: Page, name: str) -> None:
    until(page, f"{VIDEO}.currentSrc.endsWith('{name}') && {VIDEO}.currentTime > 0.3")


def test_buttons_and_keys_change_the_speed(page: Page, lesson: str) -> None:
    page.goto(lesson)
    page.get_by_role("button", name="1,5×").click()
    assert page.evaluate(f"{VIDEO}.playbackRate") == 1.5
    expect(page.get_by_role("button", name="1,5×")).to_have_attribute("aria-pressed", "true")
    page.locator("h1").click()
    page.keyboard.press(">")
    until(page, f"{VIDEO}.playbackRate === 2")
    page.keyboard.press(">")
    page.keyboard.press("<")
    page.keyboard.press("<")
    until(page, f"{VIDEO}.playbackRate === 1.25")
    page.locator("[data-quality='240p']").click()
    page.keyboard.press("k")
    plays(page, "240.mp4")
    assert page.evaluate(f"{VIDEO}.playbackRate") == 1.25  # another file keeps the speed


def test_keys_play_seek_and_switch_subtitles_but_not_while_one_types(page: Page, lesson: str) -> None:
    page.goto(lesson)
    page.evaluate(f"{VIDEO}.muted = true")
    page.keyboard.press(" ")
    until(page, f"!{VIDEO}.paused && {VIDEO}.textTracks[0].mode === 'showing'")
    page.keyboard.press("k")
    assert page.evaluate(f"{VIDEO}.paused")
    page.evaluate(f"{VIDEO}.currentTime = 1")
    page.keyboard.press("ArrowRight")
    until(page, f"{VIDEO}.currentTime === 6")
    page.keyboard.press("j")
    until(page, f"{VIDEO}.currentTime === 0")
    page.keyboard.press("c")
    assert page.evaluate(f"{VIDEO}.textTracks[0].mode") == "hidden"

    page.evaluate("document.querySelector('h1').append(document.createElement('textarea'))")
    page.locator("h1 textarea").press("k")
    page.locator("h1 textarea").press("l")
    assert page.locator("h1 textarea").input_value() == "kl"
    assert page.evaluate(f"{VIDEO}.paused && {VIDEO}.currentTime === 0")

    page.get_by_text("Phím tắt", exact=True).click()
    page.get_by_label("Dùng phím tắt").uncheck()
    page.reload()
    page.keyboard.press("k")
    assert page.evaluate(f"{VIDEO}.paused")


def test_who_saves_data_hears_the_lesson_and_no_picture_is_fetched(page: Page, lesson: str) -> None:
    page.goto(lesson)
    expect(page.locator("[data-audio]")).to_have_text("Chỉ nghe 0,1 MB")  # the one this browser plays
    page.get_by_label("Tiết kiệm dữ liệu").check()
    names = fetched(page)
    page.reload()
    expect(page.locator("[data-audio]")).to_have_attribute("aria-current", "true")
    assert [name for name in names if name != "vi.vtt"] == []  # the cost is known before anything is spent
    page.evaluate(f"{VIDEO}.play()")
    plays(page, "audio.m4a")
    assert not [name for name in names if name.endswith(".mp4")]
    until(page, f"{VIDEO}.currentTime > 1.5")
    page.evaluate(f"{VIDEO}.pause()")  # its report goes at once
    until(page, "document.querySelector('[data-seconds]').textContent !== '0:00'")  # listening counts
    page.evaluate(f"{VIDEO}.play()")
    page.locator("[data-quality='240p']").click()
    plays(page, "240.mp4")
    page.get_by_label("Tiết kiệm dữ liệu").uncheck()
    page.reload()
    expect(page.locator("[data-quality='360p']")).to_have_attribute("aria-current", "true")


def test_an_address_that_ran_out_is_renewed_and_the_film_goes_on(page: Page, lesson: str) -> None:
    mark_for_members("v/film/360.mp4", members_only=True)
    try:
        page.goto(lesson)
        assert "/media/ky/" in page.evaluate(f"{VIDEO}.src")
        page.evaluate(
            f"{VIDEO}.src = {VIDEO}.src.replace(/ky\\/\\d+/, 'ky/1'); {VIDEO}.muted = true;"
            f"{VIDEO}.currentTime = 4; {VIDEO}.play().catch(() => {{}})"
        )
        until(page, f"{VIDEO}.currentTime > 4.2 && !{VIDEO}.error")
    finally:
        mark_for_members("v/film/360.mp4", members_only=False)


def test_without_a_script_the_film_its_subtitles_and_every_size_are_there(
    page: Page, lesson: str, browser: Browser
) -> None:
    with browser.new_context(java_script_enabled=False, locale="vi-VN") as context:
        context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
        plain = context.new_page()
        plain.goto(lesson)
        assert plain.locator("video[controls][src$='360.mp4'] track[src$='vi.vtt']").count() == 1
        for name in ("240p", "360p", "audio"):
            link = plain.locator(f"[data-quality='{name}']")
            assert link.is_visible()
            assert "MB" in link.inner_text()
        assert plain.locator("[data-controls]").is_hidden()
        plain.get_by_role("link", name="Đọc lời thoại").click()
        expect(plain.locator("dd")).to_have_text(["Chào anh chị. Ghi ngay lúc làm."])
        assert plain.locator("dt a").first.get_attribute("href") == f"/hoc/{lesson.split('/hoc/')[1]}#t=0"
