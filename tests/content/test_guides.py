"""The helper's sheet: ten minutes made from the page's own words, or as its author wrote them."""

import io
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from content.printing.guide import guide_of
from tests.factories.pages import course_page, lesson_page, publish, tutorial_page

pytestmark = pytest.mark.django_db


def guide(page: Any) -> Any:
    return guide_of(publish(page).activity.versions.get())


def test_a_page_that_says_nothing_to_helpers_still_makes_ten_minutes() -> None:
    made = guide(tutorial_page())

    assert sum(part.minutes for part in made.parts) == 10
    assert (made.goal, made.prepare) == ("Tra mã hồ sơ tại nhà.", "Giấy biên nhận")
    assert made.parts[1].lines == ["Mở trang <b>dichvucong.gov.vn</b>."] * 2
    assert "Mã hồ sơ nằm ở đâu?" in made.parts[3].lines[0]
    assert "Trên giấy biên nhận" in made.parts[3].lines[0]
    assert made.difficulties[-1] == "Gọi tổ công nghệ số."


def test_what_the_author_wrote_stands_instead() -> None:
    made = guide(
        tutorial_page(
            guide_ask="Ai hỏi & vì sao?\n\n",
            guide_practise="Tra một hồ sơ thật",
            guide_difficulties="Mất giấy\nMờ mã",
        )
    )

    assert made.parts[3].lines == ["Ai hỏi &amp; vì sao?"]
    assert made.parts[2].lines == ["Tra một hồ sơ thật"]
    assert made.difficulties == ["Mất giấy", "Mờ mã"]


def test_a_guide_left_empty_makes_no_new_version() -> None:
    page = publish(tutorial_page())

    assert "guide" not in page.activity.versions.get().facts
    assert publish(page).activity.versions.count() == 1


def test_a_written_guide_is_a_new_version() -> None:
    page = publish(tutorial_page())
    page.guide_ask = "Hỏi gì?"

    assert publish(page).activity.versions.count() == 2


def test_a_lesson_is_told_by_its_headings_else_by_its_words() -> None:
    course = course_page()
    headed = lesson_page(course, body=[("heading", "Vì sao"), ("paragraph", "<p>Bởi thế.</p>")])

    assert guide(headed).parts[1].lines == ["Vì sao"]
    assert guide(lesson_page(course, title="Bài hai")).parts[1].lines == [
        "Nhập một lần, <b>dùng nhiều lần</b>."
    ]


def test_a_tutorial_without_steps_or_questions_has_a_sheet() -> None:
    made = guide(tutorial_page(steps=[], check_questions=[], help_contact=""))

    assert made.parts[1].lines == ["Tra mã hồ sơ tại nhà."]
    assert all(part.lines for part in made.parts)


def test_the_sheet_is_one_page_with_the_way_back(client: Client) -> None:
    publish(tutorial_page())
    answer = client.get("/huong-dan/xem-ho-so-da-xong-chua/in/huong-dan.pdf")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(pages[0].extract_text().split())

    assert len(pages) == 1
    for word in (
        "Tờ cho người hướng dẫn",
        "4 phút",
        "Hay gặp khó ở đâu",
        "Quét mã",
        "bản 1, ngày 02/03/2026",
    ):
        assert word in text
