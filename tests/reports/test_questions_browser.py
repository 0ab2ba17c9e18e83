"""What cannot be taken back, pressed in a browser: one press only asks, by name; the answer does it."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assessments.models import SurveyContact
from common.clock import now, today
from people.models import Account, OrgUnit
from reports.models import CourseRule, RoundResult, Target
from reports.services.campaigns import open_round
from reports.services.giving import start_rule
from tests.courses.film_page import signed_in
from tests.factories import ScopeFactory
from tests.factories.surveys import SurveyFactory, answered
from tests.reports.campaign_cast import OPENED, campaign_of, people, target_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any, settings: Any) -> Any:
    """Opens an address as somebody."""

    def opened(account: Account, address: str) -> Page:
        page.context.add_cookies([signed_in(account, settings, live_server.url)])
        page.goto(live_server.url + address)
        return page

    return opened


def answer(page: Page, button: str, question: str, confirm: str) -> None:
    page.get_by_role("button", name=button).click()
    asked = page.get_by_role("dialog", name=question)
    expect(asked).to_be_visible()
    asked.get_by_role("button", name=confirm).click()


def test_a_round_is_closed(desk: Any, officer: Account, province: OrgUnit, xuan_dinh: OrgUnit) -> None:
    target = target_of(province)
    people(target, xuan_dinh, 0, 9)
    round = campaign_of(province, {target: 1}, ends_on=today() - timedelta(days=1))
    open_round(round=round, at=OPENED, by=None)
    page = desk(officer, f"/nhan-su/thi-dua/{round.campaign.uuid}/")
    answer(page, "Chốt kết quả", "Chốt kết quả đợt 1 của “Thi đua học số”?", "Chốt kết quả")
    expect(page.get_by_text("chốt lúc")).to_be_visible()
    assert RoundResult.objects.get().round == round


def test_courses_are_taken_back(desk: Any, officer: Account, desk_target: Target) -> None:
    start_rule(target=desk_target, courses=list(desk_target.courses.all()), at=now(), by=officer)
    page = desk(officer, f"/nhan-su/chi-tieu/{desk_target.code}/tu-giao/")
    question = f"Dừng tự giao và thu lại khóa học đã giao theo “{desk_target.title}”?"
    answer(page, "Hoàn tác: dừng và thu lại", question, "Dừng và thu lại")
    expect(page.get_by_role("heading", name="Giao khóa nào")).to_be_visible()
    assert CourseRule.objects.get().ended_at


def test_a_contact_is_deleted(desk: Any) -> None:
    survey = SurveyFactory(anonymous=False)
    for response, text in zip(answered(survey, 2), ("Bà Tư, 0912 345 678", "Ông Năm"), strict=True):
        SurveyContact.objects.create(response=response, text=text)
    owner = ScopeFactory(unit=survey.owner, role="mat_tran").account
    page = desk(owner, f"/nhan-su/phieu/{survey.uuid}/lien-he/")
    row = page.get_by_role("row", name="Bà Tư")
    row.get_by_role("button", name="Đã trả lời, xóa liên hệ").click()
    asked = page.get_by_role("dialog", name="Xóa liên hệ “Bà Tư, 0912 345 678”?")
    asked.get_by_role("button", name="Xóa liên hệ").click()
    expect(page.get_by_role("row", name="Bà Tư")).to_have_count(0)
    assert [one.text for one in SurveyContact.objects.all()] == ["Ông Năm"]
