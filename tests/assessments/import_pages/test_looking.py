"""A file is looked at first: every question as on a paper, doubles and likenesses told."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from assessments.models import Question, QuestionBank, QuestionImport
from assessments.services import import_applying
from assessments.services.importing import import_questions, report
from assessments.services.question_imports import receive_import
from people.models import Account
from tests.assessments.exchange.word_files import document, paragraph, picture, run
from tests.assessments.import_pages.cast import IMPORTS, PNG, do, send
from tests.factories.assessments import BankFactory
from tests.factories.courses import START

pytestmark = pytest.mark.django_db


def test_a_file_is_first_shown_question_by_question_and_nothing_is_kept(
    studio: Client, bank: QuestionBank
) -> None:
    page = studio.get(send(studio, bank).headers["Location"]).content.decode()
    assert ("Nạp 2 câu" in page, "Không nhận" in page, "ngoặc" in page) == (True, True, True)
    assert ("Chọn một đáp án" in page, "Đáp án: Câu dài của mình" in page) == (True, True)
    assert not Question.objects.exists()


def test_each_question_is_seen_as_on_a_paper_with_the_answer_that_was_read(
    studio: Client, bank: QuestionBank
) -> None:
    send(studio, bank)
    address = reverse("question_import_preview", args=[QuestionImport.objects.get().uuid, 1])
    page = studio.get(address).content.decode()
    assert 'type="radio"' in page
    assert "Đáp án đọc được:</b> Câu dài của mình" in page


def test_doubles_are_marked_and_added_only_when_asked(studio: Client, bank: QuestionBank) -> None:
    for _ in range(2):
        send(studio, bank)
        page = do(studio, "nap")
    assert "Không có câu nào để nạp" in page
    assert "Nạp cả 2 câu đã có" in page
    assert Question.objects.count() == 2
    do(studio, "nap", **{"ca-cau-trung": "1"})
    assert Question.objects.count() == 4


def test_a_question_that_reads_like_one_of_the_bank_is_told(studio: Client, bank: QuestionBank) -> None:
    send(studio, bank, "::A::Mật khẩu nào khó đoán? {=Một ~Hai}")
    do(studio, "nap")
    page = studio.get(send(studio, bank, "::A::mat khau nao kho doan {=Ba ~Bốn}").headers["Location"])
    assert "Có câu giống trong ngân hàng" in page.content.decode()


def _names(source: QuestionImport) -> list[str]:
    from assessments import kinds

    return sorted(kinds.files_of(source.rows.get().body))


def test_pictures_of_a_word_file_are_shown_before_and_kept_after(studio: Client, bank: QuestionBank) -> None:
    data = document(
        paragraph("Câu 1. Hình gì?", picture("h")),
        paragraph(run("A. Dấu", "b")),
        "B. Cây",
        files={"h.png": PNG},
    )
    send(studio, bank, data)
    source = QuestionImport.objects.get()
    (name,) = {path.rsplit("/", 1)[-1] for path in _names(source)}
    answer = studio.get(reverse("question_import_picture", args=[source.uuid, 1, name]))
    assert answer.headers["Content-Type"] == "image/png"
    do(studio, "nap")
    assert Question.objects.get().versions.get().files.keys() == {name}


def test_the_template_can_be_filled_in_and_comes_back(studio: Client, bank: QuestionBank) -> None:
    book = load_workbook(io.BytesIO(studio.get(reverse("question_import_template")).content))
    sheet = book.worksheets[0]
    assert sheet.data_validations.dataValidation
    sheet.append(
        ["Chọn một", "Thủ đô?", "Hà Nội", "Huế", *[None] * 6, "A", None, None, None, "Vận dụng", None]
    )
    filled = io.BytesIO()
    book.save(filled)
    send(studio, bank, filled.getvalue())
    do(studio, "nap")
    question = Question.objects.get()
    assert (question.text, question.difficulty, question.tags.count()) == ("Thủ đô?", "hard", 0)


def test_the_lists_cost_the_same_however_much_was_imported(
    studio: Client, bank: QuestionBank, django_assert_num_queries: Any
) -> None:
    send(studio, bank)
    detail = reverse("question_import", args=[QuestionImport.objects.get().uuid])
    costs = []
    for _ in range(2):
        for address in (IMPORTS, detail):
            studio.get(address)
            with django_assert_num_queries(30, exact=False) as asked:
                studio.get(address)
            costs.append(len(asked))
        send(studio, bank, "\n\n".join(f"::{n}::Câu {n}? {{=a ~b}}" for n in range(9)))
        detail = reverse("question_import", args=[QuestionImport.objects.latest("pk").uuid])
    assert costs[:2] == costs[2:]


@pytest.mark.shared
def test_every_sample_gives_on_the_page_what_the_command_gives(shared: Path) -> None:
    teacher = Account.objects.create_superuser("soan", "", "mat-khau-1")
    for path in sorted((shared / "fixtures" / "questions").iterdir()):
        data = path.read_bytes()
        reading, outcomes = import_questions(data=data, bank="Lệnh", at=START, by=teacher, dry_run=True)
        lines = report(reading, outcomes)["questions"]
        source = receive_import(
            bank=BankFactory(questions=0), category="", name=path.name, data=data, at=START, by=teacher
        )
        assert _told(source) == [_line(line) for line in lines], path.name
        if source.rows.filter(status="ready").exists():
            import_applying.ask_to_apply(source=source, doubles_too=False, at=START, by=teacher)
            assert _told(source) == [_line(line) for line in lines], path.name


def _told(source: QuestionImport) -> list[tuple[Any, ...]]:
    return [
        (row.number, row.name, row.kind, row.status == "rejected", row.reason) for row in source.rows.all()
    ]


def _line(line: dict[str, Any]) -> tuple[Any, ...]:
    return line["number"], line["name"][:300], line["type"], line["status"] == "rejected", line["reason"]
