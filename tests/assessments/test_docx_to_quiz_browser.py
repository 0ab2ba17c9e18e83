"""In a real browser: a teacher's Word file becomes questions, a published test and a released course."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect

from assessments.models import Question, QuestionBank, Quiz
from content.services.groups import ensure_groups
from courses.models import CourseRelease
from tests.assessments.exchange.word_files import document, paragraph, run
from tests.factories.assessments import BankFactory
from tests.factories.people import AccountFactory
from tests.stories.studio import Studio

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _word_file(folder: Path) -> Path:
    """The usual layout: the right option in bold, one answer written out, one question without any key."""
    blocks: list[str] = []
    for number in range(1, 4):
        blocks += [f"Câu {number}. Mật khẩu nào khó đoán nhất, trường hợp {number}?", "A. 123456"]
        blocks += [paragraph(run("B. Một câu dài của mình", "b")), "C. Ngày sinh", "D. Tên xã"]
    blocks += ["Câu 4. Ai được biết mã OTP?", "A. Chỉ mình tôi", "B. Cán bộ ngân hàng", "Đáp án: A"]
    blocks += ["Câu 5. Câu không có đáp án?", "A. Một", "B. Hai"]
    path = folder / "an-toan.docx"
    path.write_bytes(document(*blocks))
    return path


@pytest.fixture
def teacher(page: Page, live_server: Any) -> Page:
    account, client = AccountFactory(), Client()
    account.groups.add(ensure_groups())
    client.force_login(account)
    name = django_settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    return page


def test_a_teacher_from_a_word_file_to_a_published_test(
    teacher: Page, live_server: Any, tmp_path: Path
) -> None:
    bank: QuestionBank = BankFactory(name="An toàn thông tin", questions=0)
    _import(teacher, live_server.url, bank, _word_file(tmp_path))
    assert Question.objects.filter(bank=bank).count() == 4
    studio = Studio(teacher, live_server.url)
    course = studio.write_course("An toàn thông tin", "GHI-CHEP")
    studio.write_test(course, "Kiểm tra an toàn", bank.name, draw=4)
    section = Quiz.objects.get().sections.get()
    assert (section.bank, section.draw) == (bank, 4)
    studio.release(course)
    assert CourseRelease.objects.get().items.get().activity == Quiz.objects.get().activity


def _import(page: Page, address: str, bank: QuestionBank, file: Path) -> None:
    page.goto(f"{address}/quan-tri/cau-hoi/nhap/")
    page.select_option("[name=bank]", label=bank.name)
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Đọc thử tệp").click()
    expect(page.get_by_role("link", name="1 Không nhận")).to_be_visible()
    page.locator("details").first.get_by_text("Xem câu như người học thấy").click()
    shown = page.frame_locator("details iframe").first
    expect(shown.get_by_text("Đáp án đọc được: Một câu dài của mình")).to_be_visible()
    page.get_by_role("button", name="Nạp 4 câu").click()
    expect(page.get_by_text("Đã nạp 4 câu.")).to_be_visible()


def test_questions_are_written_one_after_the_other_without_the_mouse(teacher: Page, live_server: Any) -> None:
    bank: QuestionBank = BankFactory(questions=0)
    teacher.goto(f"{live_server.url}/quan-tri/cau-hoi/new/?ngan-hang={bank.pk}")
    teacher.fill("[name=text]", "Thủ đô nước ta?")
    teacher.fill("[name=options-3-text]", "Huế")
    teacher.press("[name=options-3-text]", "Enter")
    expect(teacher.locator("[name=options-4-text]")).to_be_focused()
    teacher.keyboard.type("Hà Nội")
    teacher.check("[name=options-4-is_correct]")
    teacher.press("[name=options-4-text]", "Alt+ArrowUp")
    expect(teacher.locator("[name=options-3-text]")).to_have_value("Hà Nội")
    teacher.press("[name=options-3-text]", "Control+Enter")
    expect(teacher.locator("[name=text]")).to_have_value("")
    question = Question.objects.get()
    options = [(one["text"], one["share"]) for one in question.versions.get().body["options"]]
    assert options == [("Hà Nội", 1), ("Huế", 0)]
    teacher.fill("[name=text]", "thu do nuoc ta")
    expect(teacher.get_by_text("Có câu giống câu này")).to_be_visible()
