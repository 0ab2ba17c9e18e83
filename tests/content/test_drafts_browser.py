"""In a real browser: Publish pressed while the draft of a new page saves itself makes one page, and refuses nothing."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, Route, expect
from wagtail.models import Page as TreePage

from content.models import CoursePage, QuizPage
from content.services.groups import ensure_groups
from tests.factories.assessments import BankFactory
from tests.factories.people import AccountFactory
from tests.stories.studio import PUBLISH, Studio

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def studio(page: Page, live_server: Any) -> Iterator[Studio]:
    account, client = AccountFactory(), Client()
    account.groups.add(ensure_groups())
    client.force_login(account)
    name = django_settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    yield Studio(page, live_server.url)
    page.unroute_all(behavior="ignoreErrors")


class Line:
    """A slow line: the server has what was sent, its answer is still on the way, or lost."""

    def __init__(self, page: Page) -> None:
        self.page, self.waiting = page, list[tuple[Route, Any]]()
        page.route("**/pages/add/**", self._hold)

    def _hold(self, route: Route) -> None:
        if "application/json" in route.request.headers.get("accept", ""):
            self.waiting.append((route, route.fetch()))
        else:
            route.continue_()

    def draft_arrived(self) -> None:
        for _turn in range(200):
            if self.waiting:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("no draft was sent")

    def answer(self) -> None:
        for route, response in self.waiting:
            route.fulfill(response=response)

    def lose(self) -> None:
        for route, _response in self.waiting:
            route.abort()


def press(studio: Studio) -> None:
    studio.page.locator(PUBLISH).evaluate("button => button.click()")


def published(studio: Studio, title: str) -> TreePage:
    expect(studio.page.locator(".messages .success")).to_be_visible()
    expect(studio.page.locator(".messages .error")).to_have_count(0)
    (page,) = TreePage.objects.filter(title=title)
    return page.specific


def begin_course(studio: Studio) -> None:
    catalogue = studio._child_of(studio._home(), "Khóa học")
    studio.page.goto(f"{studio.root}/pages/add/content/coursepage/{catalogue}/")
    for name, value in {"code": "NK-1", "hours": "2", "summary": "Học xong biết ghi nhật ký."}.items():
        studio.page.fill(f"[name={name}]", value)
    watched(studio)


def watched(studio: Studio) -> None:
    """Wagtail looks for changes from the second second on."""
    studio.page.wait_for_timeout(2500)


def test_publish_waits_for_the_answer_to_the_draft(studio: Studio) -> None:
    begin_course(studio)
    line = Line(studio.page)
    studio._name("Ghi nhật ký")
    line.draft_arrived()
    studio.page.fill("[name=summary]", "Viết sau khi bản nháp đã đi.")
    press(studio)
    studio.page.wait_for_timeout(700)
    assert not TreePage.objects.filter(title="Ghi nhật ký", live=True).exists()  # the press waits
    line.answer()
    course = published(studio, "Ghi nhật ký")
    assert isinstance(course, CoursePage)
    assert (course.live, course.slug, course.summary) == (True, "ghi-nhat-ky", "Viết sau khi bản nháp đã đi.")


def test_the_address_has_every_letter_of_a_vietnamese_title(studio: Studio) -> None:
    begin_course(studio)
    slug = studio.page.locator("[name=slug]")
    studio._name("Đăng ký hộ tịch, nộp lệ phí")
    expect(slug).to_have_value("dang-ky-ho-tich-nop-le-phi")
    studio._name(unicodedata.normalize("NFD", "ĐÓNG THUẾ ĐẤT ở xã"))
    expect(slug).to_have_value("dong-thue-dat-o-xa")


def test_publish_pressed_before_the_draft_is_sent(studio: Studio) -> None:
    begin_course(studio)
    studio._name("Ghi nhật ký")
    studio.page.wait_for_timeout(700)  # seen as a change, and held back for half a second
    press(studio)
    assert published(studio, "Ghi nhật ký").live


def test_publish_after_the_answer_was_lost(studio: Studio) -> None:
    begin_course(studio)
    line = Line(studio.page)
    studio._name("Ghi nhật ký")
    line.draft_arrived()
    line.lose()
    studio.page.unroute("**/pages/add/**")
    press(studio)
    assert published(studio, "Ghi nhật ký").live


def test_a_test_with_sections_is_published_once(studio: Studio) -> None:
    bank = BankFactory(name="An toàn", questions=5)
    course = studio.write_course("An toàn thông tin", "AT-1")
    line = Line(studio.page)
    studio._begin("quizpage", course, "Kiểm tra")
    watched(studio)
    studio._add_block("Rút ngẫu nhiên")
    studio.page.select_option("[name=sections-0-value-bank]", label=bank.name)
    studio.page.fill("[name=sections-0-value-number]", "3")
    line.draft_arrived()
    press(studio)
    studio.page.wait_for_timeout(300)
    line.answer()
    quiz = published(studio, "Kiểm tra")
    assert isinstance(quiz, QuizPage)
    assert (quiz.live, len(quiz.sections)) == (True, 1)
