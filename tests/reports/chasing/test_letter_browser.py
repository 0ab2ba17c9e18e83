"""A letter in a browser: nothing is put down as sent by one press, and the dialog sends what the form holds."""

from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from people.models import Account
from reports.ladder import Audience, Step
from reports.models import ChaseLetter, Target
from tests.courses.film_page import signed_in
from tests.reports.chasing.cast import on, put_up, work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_sending_is_confirmed_by_name_with_what_the_form_holds(
    page: Page, live_server: Any, settings: Any, target: Target, officer: Account
) -> None:
    put_up(target, Step(Audience.PERSON, -3, ("in_app",)), Step(Audience.LETTER, 2))
    work(on(-3))
    with time_machine.travel(on(3)):
        work(on(3))
        letter = ChaseLetter.objects.get()
        page.context.add_cookies([signed_in(officer, settings, live_server.url)])
        page.goto(f"{live_server.url}/nhan-su/don-doc/cong-van/{letter.uuid}/")
        subject = page.get_by_label("Trích yếu")
        subject.fill("")
        page.get_by_role("button", name="Bỏ dự thảo").click()
        page.get_by_role("dialog").get_by_role("button", name="Bỏ dự thảo").click()
        expect(page.get_by_role("dialog")).to_have_count(
            0
        )  # it stepped aside for the field that lacks something
        expect(subject).to_be_focused()
        subject.fill(letter.subject)
        page.get_by_label("Số, ký hiệu").fill("12/UBND-VX")
        page.get_by_label("Ngày ký").fill("13/11/2026")
        page.get_by_role("button", name="Đã ký, đã ban hành").click()
        question = page.get_by_role("dialog", name="Ghi là đã ban hành công văn V/v đôn đốc")
        expect(question).to_contain_text("Phụ lục 2 người")
        question.get_by_role("button", name="Thôi").click()
        expect(question).to_be_hidden()
        page.get_by_role("button", name="Đã ký, đã ban hành").click()
        question.get_by_role("button", name="Đã ban hành").click()
        expect(page.get_by_text("Số 12/UBND-VX, ngày 13/11/2026")).to_be_visible()
    letter.refresh_from_db()
    assert (letter.state, letter.number) == (ChaseLetter.State.SENT, "12/UBND-VX")
