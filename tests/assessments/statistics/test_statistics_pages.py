"""The studio's pages of statistics: numbers, words for what to repair, no names, few questions to the database."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from assessments.services.counting import count_statistics
from tests.assessments.statistics.hall import AT, Hall
from tests.factories.assessments import QuestionFactory
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    """Forty learners; of the last question the strong take the second option, as if its key were wrong."""
    made = Hall()
    for one in range(40):
        strong, even = one < 20, one % 2
        made.sit([0, 0, even, 1] if strong else [1 + even, 2 - even, 1, 0 if even else 2])
    count_statistics(at=AT + timedelta(hours=1))
    return made


def page(studio: Client, name: str, *args: Any, **query: str) -> str:
    answer = studio.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_test_shows_its_figures_and_names_the_key_to_check(studio: Client, hall: Hall) -> None:
    html = page(studio, "quiz_statistics", hall.activity.uuid)
    assert "Đáp án B (“Phương án 1”) được nhóm điểm cao chọn nhiều hơn đáp án đúng" in html
    assert "Người làm tốt các câu khác lại hay sai câu này (độ phân biệt -" in html
    assert "Cronbach’s alpha" in html
    assert "10:0" in html or "9:" in html  # half of the attempts took ten minutes, within a tenth
    assert "đang tính lại" not in html
    learner = hall.quiz.attempts.first().enrolment.learner
    assert learner.full_name not in html


def test_a_question_shows_who_chose_what_with_its_plot_and_its_table(studio: Client, hall: Hall) -> None:
    version = hall.versions[3]
    answer = studio.get(reverse("question_statistics", args=[version.question.uuid]))
    html = answer.content.decode()
    assert "B (“Phương án 1”)" in html
    assert html.count("<polyline") == 3
    assert [one["percents"][2] for one in answer.context["lines"]] == pytest.approx([0, 100, 0])
    assert reverse("question_edit", args=[version.question.pk]) in html


def test_the_worst_question_stands_first_and_columns_sort(studio: Client, hall: Hall) -> None:
    def order(**query: str) -> list[int]:
        html = page(studio, "quiz_statistics", hall.activity.uuid, **query)
        found = [html.index(str(version.question.uuid)) for version in hall.versions]
        return sorted(range(4), key=lambda one: found[one])

    assert order()[0] == 3
    assert order(sort="-discrimination")[-1] == 3
    assert order(sort="discrimination")[0] == 3
    assert order(sort="; drop table") == order()


def test_few_attempts_say_so_and_flag_nothing(studio: Client) -> None:
    hall = Hall()
    hall.sit([1, 1, 1, 1])
    count_statistics(at=AT + timedelta(hours=1))
    html = page(studio, "quiz_statistics", hall.activity.uuid)
    assert "Chưa đủ 30 lượt làm" in html
    assert "hầu như không ai chọn" not in html
    one = page(studio, "question_statistics", hall.versions[0].question.uuid)
    assert ("Chưa đủ 30 lượt trả lời" in one, "<polyline" in one) == (True, False)


def test_what_is_not_counted_yet_says_so(studio: Client) -> None:
    hall = Hall()
    assert "Chưa có ai nộp bài này" in page(studio, "quiz_statistics", hall.activity.uuid)
    assert "Chưa có bài kiểm tra nào" in page(studio, "statistics")
    assert "Chưa có lượt làm nào gặp câu này" in page(studio, "question_statistics", QuestionFactory().uuid)
    hall.sit([0, 0, 0, 0])
    html = page(studio, "quiz_statistics", hall.activity.uuid)
    assert ("đang tính lại" in html, "Chưa có ai nộp bài này" in html) == (True, False)


def test_first_attempts_or_all_by_a_switch(studio: Client, hall: Hall) -> None:
    first = hall.quiz.attempts.first()
    hall.sit([0, 0, 0, 0], enrolment=first.enrolment, number=2)
    count_statistics(at=AT + timedelta(hours=2))
    answer = studio.get(reverse("quiz_statistics", args=[hall.activity.uuid]))
    assert answer.context["summary"].n == 40
    answer = studio.get(reverse("quiz_statistics", args=[hall.activity.uuid]), {"luot": "all"})
    assert answer.context["summary"].n == 41


def test_the_sheet_holds_the_table_and_says_of_when_it_is(studio: Client, hall: Hall) -> None:
    answer = studio.get(reverse("quiz_statistics_sheet", args=[hall.activity.uuid]))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert "Tính đến" in rows[1][0]
    [head] = [place for place, row in enumerate(rows) if "Độ phân biệt" in row]
    assert len(rows) == head + 5
    assert "kiểm tra lại khóa" in rows[head + 1][-1]


def test_the_sheet_of_an_uncounted_test_is_empty_but_opens(studio: Client) -> None:
    answer = studio.get(reverse("quiz_statistics_sheet", args=[Hall().activity.uuid]))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert "Chưa có lượt làm nào" in str(sheet["A2"].value)


def test_the_list_of_questions_marks_and_finds_what_needs_repair(studio: Client, hall: Hall) -> None:
    html = page(studio, "question_list", state="flagged")
    bad = reverse("question_statistics", args=[hall.versions[3].question.uuid])
    assert bad in html
    assert bad in page(studio, "question_edit", hall.versions[3].question.pk)
    assert reverse("statistics") in page(studio, "question_list")


@pytest.mark.parametrize("name", ["statistics", "quiz_statistics", "question_statistics"])
def test_a_page_costs_the_same_however_much_there_is(
    studio: Client, name: str, django_assert_max_num_queries: Any
) -> None:
    def args(hall: Hall) -> list[Any]:
        return {
            "statistics": [], "quiz_statistics": [hall.activity.uuid],
            "question_statistics": [hall.versions[0].question.uuid],
        }[name]  # fmt: skip

    empty, full = Hall(2), Hall(12)
    for hall in (full, Hall(3)):
        hall.sit([0] * len(hall.versions))
    count_statistics(at=AT + timedelta(hours=1))
    for hall in (empty, full):
        studio.get(reverse(name, args=args(hall)))
        with django_assert_max_num_queries(16):
            studio.get(reverse(name, args=args(hall)))


def test_who_may_not_write_questions_is_refused(client: Client) -> None:
    hall = Hall()
    client.force_login(AccountFactory())
    addresses = [
        reverse("statistics"), reverse("quiz_statistics", args=[hall.activity.uuid]),
        reverse("quiz_statistics_sheet", args=[hall.activity.uuid]),
        reverse("question_statistics", args=[hall.versions[0].question.uuid]),
    ]  # fmt: skip
    assert {client.get(address).status_code for address in addresses} <= {302, 403}
