"""In a real browser: the counts below a test's sections follow the hand, and a question is chosen in a dialog."""

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from playwright.sync_api import Page, expect

from content.models import CatalogueIndexPage, CoursePage
from tests.factories import AccountFactory
from tests.factories.assessments import BankFactory, QuestionFactory
from tests.factories.pages import quiz_page
from tests.studio_dialogs import choose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def studio(page: Page, live_server, settings) -> Page:
    """A trainer's browser on a test that draws two of four questions."""
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    account = AccountFactory(is_superuser=True, is_staff=True)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "people.backends.IdentifierBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    name, value = settings.SESSION_COOKIE_NAME, session.session_key or ""
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])  # type: ignore[list-item]
    course = CatalogueIndexPage.objects.get().add_child(
        instance=CoursePage(title="Khóa", slug="khoa", code="K-1", hours=1, summary="x")
    )
    test = quiz_page(course, BankFactory(questions=4))
    page.goto(f"{live_server.url}/quan-tri/pages/{test.pk}/edit/")
    return page


def test_the_counts_follow_what_is_written(studio: Page) -> None:
    counts = studio.locator("[data-section-counts]")
    expect(counts).to_contain_text("rút 2 trong 4 câu dùng được")
    studio.locator("[name='sections-0-value-number']").fill("6")
    expect(counts).to_contain_text("rút 6 trong 4 câu dùng được còn thiếu 2 câu")
    studio.locator("[name='sections-0-value-difficulty']").select_option("hard")
    expect(counts).to_contain_text("trong 0 câu dùng được còn thiếu 6 câu")


def test_a_question_is_chosen_in_a_dialog(studio: Page) -> None:
    QuestionFactory(text="Mã OTP dùng để làm gì?")
    studio.locator("button.c-sf-add-button").last.click()
    studio.get_by_role("option", name="Câu hỏi chọn sẵn").click()
    modal = choose(studio)
    modal.get_by_label("Tìm").fill("OTP")
    modal.get_by_role("link", name="Mã OTP dùng để làm gì?").click()
    expect(modal).to_have_count(0)
    expect(studio.locator(".chooser__title").last).to_have_text("Mã OTP dùng để làm gì?")
    expect(studio.locator("[data-section-counts]")).to_contain_text("1 câu chọn sẵn")
