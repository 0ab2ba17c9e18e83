"""In a real browser: only what is played counts, it survives a lost line, and the page says what happens."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from playwright.sync_api import Page, expect

from common import clock
from courses.models import ActivityVersion, Enrolment, LearningEvent, SpanReport, WatchedSpans
from courses.services.enrolment import enrol
from tests.browser import until
from tests.courses.film_page import CAPTIONS, media, picture, signed_in
from tests.factories import AccountFactory, PersonFactory, ReleaseFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTHING_UNSENT = "!Object.keys(localStorage).some((key) => key.startsWith('da-xem/'))"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return picture(tmp_path_factory.mktemp("film"))


@pytest.fixture
def lesson(page: Page, live_server: Any, settings: Any, film: bytes) -> Page:
    """A cadre's browser at a film of eight seconds, the first of two lessons."""
    for name in ("240", "360"):
        default_storage.save(f"v/film/{name}.mp4", ContentFile(film))
    default_storage.save("v/film/vi.vtt", ContentFile(CAPTIONS.encode()))
    release = ReleaseFactory(items=["video", "lesson"])
    ActivityVersion.objects.filter(kind="video").update(media=media(len(film)))
    person = PersonFactory()
    enrol(learner=person, course=release.course, at=clock.now() - timedelta(days=1))
    page.context.add_cookies([signed_in(AccountFactory(person=person), settings, live_server.url)])
    page.goto(f"{live_server.url}/hoc/{release.items.first().activity.uuid}/")
    assert (
        page.evaluate("document.querySelector('video').readyState") == 0
    )  # no byte of the film before it plays
    page.evaluate("document.querySelector('video').preload = 'metadata'")
    until(page, "document.querySelector('video').readyState > 0")
    return page


def play(page: Page, start: float, end: float) -> None:
    """Play from one second to another at twice the speed, then pause."""
    page.evaluate(
        """async ([start, end]) => {
          const video = document.querySelector("video");
          video.muted = true;
          video.currentTime = start;
          await new Promise((done) => video.addEventListener("seeked", done, { once: true }));
          video.playbackRate = 2;
          await video.play();
          await new Promise((done) => {
            video.addEventListener("timeupdate", () => video.currentTime >= end && done());
            video.addEventListener("ended", done);
          });
          video.pause();
        }""",
        [start, end],
    )


def status(page: Page) -> Any:
    return page.locator("[data-status]")


def test_seeking_to_the_end_counts_little_and_watching_completes(lesson: Page) -> None:
    play(lesson, 0, 1)
    play(lesson, 7, 8)
    expect(status(lesson)).to_contain_text(re.compile(r"Còn 0:0\d nữa là đủ 90"))
    expect(lesson.locator("[data-gaps]")).to_contain_text("0:01–0:0")
    assert lesson.locator("[data-after]").is_hidden()
    assert not LearningEvent.objects.filter(kind="activity_completed").exists()
    play(lesson, 0.8, 7.2)
    expect(status(lesson)).to_have_text("Bạn đã xem đủ và hoàn thành bài này.")
    expect(lesson.get_by_role("link", name="Học bài tiếp theo")).to_be_visible()
    assert LearningEvent.objects.filter(kind="activity_completed").count() == 1
    assert Enrolment.objects.get().progress.done == 1


def test_what_was_played_without_a_line_is_sent_when_it_is_back(lesson: Page) -> None:
    lesson.context.set_offline(True)
    play(lesson, 0, 3)
    expect(status(lesson)).to_contain_text("Chưa gửi được 0:0")
    assert WatchedSpans.objects.get().seconds == 0
    lesson.context.set_offline(False)
    lesson.reload()
    until(lesson, NOTHING_UNSENT)
    assert WatchedSpans.objects.get().seconds == pytest.approx(3, abs=0.6)
    lesson.reload()  # the page from before may have sent it while this one was being drawn
    expect(lesson.locator("[data-seconds]")).to_have_text(re.compile("0:0[23]"))


def test_it_goes_on_where_one_stopped_on_another_device(lesson: Page) -> None:
    play(lesson, 0, 4)
    expect(lesson.locator("[data-percent]")).to_contain_text(re.compile("4|5"))
    until(lesson, NOTHING_UNSENT)
    address = lesson.url
    lesson.goto("about:blank")
    lesson.wait_for_timeout(
        500
    )  # leaving sends where this device stopped; what the other one says comes after
    WatchedSpans.objects.update(position=4)
    lesson.goto(address)
    until(lesson, "Math.abs(document.querySelector('video').currentTime - 4) < 0.2")


def test_the_words_are_beside_the_film_and_lead_into_it(lesson: Page) -> None:
    expect(lesson.get_by_role("heading", name="Lời thoại")).to_be_visible()
    lesson.locator(".transcript a").nth(1).click()
    until(lesson, "document.querySelector('video').currentTime >= 3")
    expect(lesson.locator(".transcript li").nth(1)).to_have_attribute("aria-current", "true")


def test_another_size_goes_on_at_the_same_place(lesson: Page) -> None:
    lesson.evaluate("document.querySelector('video').currentTime = 5")
    lesson.locator("[data-quality]").first.click()
    until(
        lesson,
        "(video => video.src.endsWith('240.mp4') && Math.abs(video.currentTime - 5) < 0.3)(document.querySelector('video'))",
    )


def test_a_report_whose_answer_was_lost_is_sent_again_under_its_name_and_counted_once(lesson: Page) -> None:
    sent: list[str] = []

    def lose(route: Any) -> Any:
        report = route.request.post_data_json["reports"][0]
        if not report["spans"]:
            return route.continue_()
        sent.append(report["uuid"])
        route.fetch()  # the server counts it
        return route.abort()

    play(lesson, 0, 0.6)
    first = lesson.evaluate("document.querySelector('video').currentTime")
    lesson.wait_for_timeout(500)
    lesson.route("**/da-xem/", lose)
    play(lesson, 1, 3)
    second = lesson.evaluate("document.querySelector('video').currentTime")
    until(lesson, lambda: SpanReport.objects.filter(uuid__in=sent).exists())
    assert _unsent(lesson)  # nobody told it
    lesson.unroute("**/da-xem/")
    lesson.reload()
    until(lesson, NOTHING_UNSENT)
    played = second - max(0.0, 1 - first)  # a busy machine pauses late: what the film says it played, no more
    assert WatchedSpans.objects.get().seconds == pytest.approx(played, abs=0.7)
    counted = list(SpanReport.objects.filter(accepted=True).values_list("uuid", flat=True))
    assert len(counted) == len(set(counted))


def test_what_one_person_left_on_a_shared_phone_waits_for_that_person(
    lesson: Page, settings: Any, live_server: Any
) -> None:
    lesson.context.set_offline(True)
    play(lesson, 0, 2)
    lesson.wait_for_timeout(300)
    first = Enrolment.objects.get()
    neighbour = PersonFactory()
    enrol(learner=neighbour, course=first.course, at=clock.now() - timedelta(days=1))
    cookies = lesson.context.cookies()
    lesson.context.clear_cookies()
    lesson.context.add_cookies([signed_in(AccountFactory(person=neighbour), settings, live_server.url)])
    lesson.context.set_offline(False)  # the page of before is still open and tries
    lesson.wait_for_timeout(500)
    lesson.goto(lesson.url)
    lesson.wait_for_timeout(800)
    assert not WatchedSpans.objects.filter(seconds__gt=0).exists()
    assert _unsent(lesson)
    lesson.context.clear_cookies()
    lesson.context.add_cookies(cookies)
    lesson.goto(lesson.url)
    until(lesson, NOTHING_UNSENT)
    assert WatchedSpans.objects.get(seconds__gt=0).enrolment == first


def test_signed_out_it_keeps_what_was_played_and_says_so(lesson: Page) -> None:
    lesson.context.clear_cookies(name="sessionid")
    play(lesson, 0, 2)
    expect(status(lesson)).to_contain_text("Bạn đã đăng xuất nên 0:0")
    assert _unsent(lesson)
    assert WatchedSpans.objects.get().seconds == 0


def test_what_waits_is_drawn_apart_from_what_counts(lesson: Page) -> None:
    lesson.context.set_offline(True)
    play(lesson, 0, 2)
    expect(lesson.locator(".spans .waits")).to_have_count(1)
    expect(lesson.locator("[data-seconds]")).to_have_text("0:00")
    expect(lesson.locator("[data-waiting]")).to_have_text(re.compile("0:0[12]"))


def _unsent(page: Page) -> bool:
    return not page.evaluate(NOTHING_UNSENT)
