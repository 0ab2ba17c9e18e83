"""In a real browser: the film stops, asks, goes on; what is skipped or has no line is not lost."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from playwright.sync_api import Page, expect

from common import clock
from courses.film_questions import demands
from courses.models import ActivityVersion, FilmAnswer, LearningEvent, ReleaseItem
from courses.services.enrolment import enrol
from tests.browser import until
from tests.courses.film_asking import question
from tests.courses.film_page import media, signed_in
from tests.courses.test_player_browser import film, play
from tests.factories import AccountFactory, PersonFactory, ReleaseFactory

__all__ = ["film"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST, SECOND = UUID(int=11), UUID(int=12)


@pytest.fixture
def lesson(page: Page, live_server: Any, settings: Any, film: bytes) -> Page:
    """A cadre's browser at a film of eight seconds that asks at 2 and at 5."""
    for name in ("240", "360"):
        default_storage.save(f"v/film/{name}.mp4", ContentFile(film))
    release = ReleaseFactory(items=["video", "lesson"])
    questions = [question(FIRST, 2.0, rewind_to=1.0), question(SECOND, 5.0, must_be_right=True)]
    told = media(len(film)) | {"captions": ""}
    ActivityVersion.objects.filter(kind="video").update(media=told, facts={"questions": questions})
    rule = {"kind": "watch", "share": 0.9, "questions": demands(questions)}
    ReleaseItem.objects.filter(position=1).update(rule=rule)
    person = PersonFactory()
    enrol(learner=person, course=release.course, at=clock.now())
    page.context.add_cookies([signed_in(AccountFactory(person=person), settings, live_server.url)])
    page.goto(f"{live_server.url}/hoc/{release.items.first().activity.uuid}/")
    page.evaluate("document.querySelector('video').preload = 'metadata'")
    until(page, "document.querySelector('video').readyState > 0")
    return page


def start(page: Page) -> None:
    page.evaluate("(v => { v.muted = true; v.playbackRate = 2; v.play(); })(document.querySelector('video'))")


def paused(page: Page) -> Any:
    return page.evaluate("document.querySelector('video').paused")


def choose(page: Page, text: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(text).check()
    dialog.get_by_role("button", name="Trả lời").click()


def test_a_whole_film_with_its_questions(lesson: Page) -> None:
    start(lesson)
    dialog = lesson.get_by_role("dialog", name="Câu hỏi lúc 0:02")
    expect(dialog).to_be_visible()
    assert paused(lesson)
    choose(lesson, "Ý b")
    expect(dialog).to_contain_text("Ý b là của hôm qua.")
    dialog.get_by_role("button", name="Xem lại từ 0:01").click()
    expect(lesson.get_by_role("dialog", name="Câu hỏi lúc 0:05")).to_be_visible()
    lesson.keyboard.press("Escape")  # later
    until(lesson, "document.querySelector('video').ended")
    expect(lesson.locator("[data-status]")).to_have_text("Đã xem đủ. Còn câu hỏi chưa trả lời ở bên dưới.")
    assert not LearningEvent.objects.filter(kind="activity_completed").exists()
    lesson.locator(f"#cau-hoi-{SECOND} [data-ask]").click()
    choose(lesson, "Ý a")
    expect(lesson.get_by_role("dialog")).to_contain_text("Chính xác, bà con nhớ nhé.")
    lesson.get_by_role("button", name="Xem tiếp").click()
    expect(lesson.locator("[data-status]")).to_have_text("Bạn đã xem đủ và hoàn thành bài này.")
    assert LearningEvent.objects.get(kind="activity_completed").evidence["questions"]["right"] == 1
    lesson.reload()
    expect(lesson.locator("[data-questions]")).to_contain_text(re.compile("Chưa đúng.*Đúng", re.DOTALL))


def test_seeking_past_a_question_does_not_ask_it_and_playing_to_it_does(lesson: Page) -> None:
    play(lesson, 2.5, 3.5)
    assert not lesson.get_by_role("dialog").is_visible()
    start(lesson)
    expect(lesson.get_by_role("dialog", name="Câu hỏi lúc 0:05")).to_be_visible()
    choose(lesson, "Ý b")
    expect(lesson.get_by_role("dialog")).to_contain_text("Xem lại đoạn đầu.")
    expect(
        lesson.get_by_role("dialog").get_by_role("button", name="Xem tiếp")
    ).to_be_hidden()  # it must be right


def test_without_a_line_the_answer_waits_and_is_sent_once(lesson: Page) -> None:
    start(lesson)
    expect(lesson.get_by_role("dialog")).to_be_visible()
    lesson.context.set_offline(True)
    choose(lesson, "Ý a")
    expect(lesson.get_by_role("dialog")).to_contain_text("Chưa gửi được câu trả lời.")
    lesson.get_by_role("button", name="Xem tiếp").click()
    lesson.evaluate("document.querySelector('video').pause()")
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('tra-loi/')).length"
    assert lesson.evaluate(kept) == 1
    assert not FilmAnswer.objects.exists()
    lesson.context.set_offline(False)
    until(lesson, f"{kept} === 0")
    assert FilmAnswer.objects.get().right


def test_it_leaves_full_screen_to_ask(lesson: Page) -> None:
    lesson.locator("h1").click()  # a browser wants a hand before it fills the screen
    lesson.evaluate("document.querySelector('video').requestFullscreen()")
    until(lesson, "document.fullscreenElement !== null")
    start(lesson)
    until(lesson, "document.querySelector('dialog').open")
    until(lesson, "document.fullscreenElement === null")
    expect(lesson.get_by_role("dialog", name="Câu hỏi lúc 0:02")).to_be_visible()


def test_without_script_the_questions_are_a_form_below_the_film(browser: Any, lesson: Page) -> None:
    cookies = lesson.context.cookies()
    with browser.new_context(java_script_enabled=False) as context:
        context.add_cookies(cookies)
        plain = context.new_page()
        plain.goto(lesson.url)
        first = plain.locator(f"#cau-hoi-{FIRST}")
        first.get_by_label("Ý a").check()
        first.get_by_role("button", name="Trả lời").click()
        expect(plain.locator(f"#cau-hoi-{FIRST}")).to_contain_text("Chính xác, bà con nhớ nhé.")
        assert plain.url.endswith(f"#cau-hoi-{FIRST}")
