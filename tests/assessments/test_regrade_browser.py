"""In a real browser: a trainer mends a key, looks at whom it changes, confirms; the learner reads the new result."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect

from assessments.models import Attempt
from people.models import Account
from tests.assessments.kinds.bodies import choice
from tests.assessments.regrading import a_quiz, question_of, sat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def attempt() -> Attempt:
    """Answered b, which is right; the key says a."""
    chosen = "Phương án b"
    return sat(
        a_quiz(choice()), lambda entry, key: [one["id"] for one in entry["options"] if one["text"] == chosen]
    )


def signed_in(page: Page, account: Account, address: str) -> Page:
    client = Client()
    client.force_login(account)
    name = django_settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
    return page


def test_a_trainer_mends_a_key_and_the_learner_reads_the_new_result(
    page: Page, phone: Page, live_server: Any, attempt: Attempt
) -> None:
    trainer = Account.objects.create_superuser("giang-vien", "", "mat-khau-1")
    question = question_of(attempt.quiz)
    signed_in(page, trainer, live_server.url).goto(f"{live_server.url}/quan-tri/cau-hoi/edit/{question.pk}/")
    page.uncheck("[name=options-0-is_correct]")
    page.check("[name=options-1-is_correct]")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu câu hỏi, bản 2.")).to_be_visible()

    page.get_by_role("link", name="Chấm lại…").click()
    expect(page.get_by_text("Đáp án: Phương án a")).to_be_visible()
    page.get_by_label("Lý do").fill("Đáp án b mới đúng")
    page.get_by_role("button", name="Tính thử").click()
    expect(page.get_by_text("1 lượt đã nộp có nội dung này: 1 lượt tăng điểm")).to_be_visible()
    expect(page.get_by_role("row", name=attempt.enrolment.learner.full_name)).to_contain_text("Nay đạt")
    page.get_by_label("Tôi đã xem ai đổi kết quả").check()
    page.get_by_role("button", name="Áp dụng cho 1 lượt").click()
    expect(page.get_by_role("heading", name="Đã đổi")).to_be_visible()

    learner = Account.objects.create_user("hoc-vien", "", "mat-khau-1", person=attempt.enrolment.learner)
    signed_in(phone, learner, live_server.url).goto(f"{live_server.url}/kiem-tra/luot/{attempt.uuid}/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đúng 1/1 câu")
    expect(phone.get_by_text("0/1 điểm, chưa đạt → 1/1 điểm, đạt")).to_be_visible()
    expect(phone.get_by_text("Lý do: Đáp án b mới đúng")).to_be_visible()
