"""`import_questions` keeps what can be kept, once, and reports on every question."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Question, QuestionBank
from tests.factories.assessments import QuestionFactory

pytestmark = pytest.mark.django_db

GIFT = """::Mật khẩu::Mật khẩu nào khó đoán? {=Câu dài của mình ~123456 ~Ngày sinh}

::Vỡ::Thiếu ngoặc {=a ~b

::Hai::Hai việc an toàn? {~%50%Khóa máy ~%50%Cập nhật ~Cho mượn OTP}
"""


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def call(text: str = GIFT, *args: str, bank: str = "An toàn thông tin") -> dict[str, Any]:
        source, target = tmp_path / "cau-hoi.txt", tmp_path / "ketqua.json"
        source.write_text(text, encoding="utf-8")
        call_command("import_questions", str(source), "--bank", bank, "--report", str(target), *args)
        return json.loads(target.read_text(encoding="utf-8"))

    return call


def test_each_question_is_imported_or_listed_with_its_number_and_reason(run: Any) -> None:
    made = run()
    assert made["totals"] == {"found": 3, "imported": 2, "rejected": 1, "doubles": 0}
    assert [(line["number"], line["name"], line["status"]) for line in made["questions"]] == [
        (1, "Mật khẩu", "imported"),
        (2, "Vỡ", "rejected"),
        (3, "Hai", "imported"),
    ]
    assert "ngoặc" in made["questions"][1]["reason"]
    kept = Question.objects.get(text="Mật khẩu nào khó đoán?")
    assert kept.bank.name == "An toàn thông tin"
    assert [(option["text"], option["share"]) for option in kept.versions.get().body["options"]] == [
        ("Câu dài của mình", 1),
        ("123456", 0),
        ("Ngày sinh", 0),
    ]


def test_a_second_import_of_the_same_file_makes_no_doubles(run: Any) -> None:
    run()
    made = run()
    assert made["totals"] == {"found": 3, "imported": 2, "rejected": 1, "doubles": 2}
    assert Question.objects.count() == 2


def test_the_same_question_in_another_bank_is_another_question(run: Any) -> None:
    run()
    assert run(GIFT, bank="Ngân hàng khác")["totals"]["doubles"] == 0
    assert Question.objects.count() == 4


def test_a_dry_run_writes_nothing(run: Any) -> None:
    made = run(GIFT, "--dry-run")
    assert made["totals"]["imported"] == 2
    assert not QuestionBank.objects.exists()
    assert not Question.objects.exists()


def test_a_file_without_one_good_question_fails_and_leaves_no_empty_bank(run: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="1 không nhận"):
        run("Hỏi? {=a ~b")
    assert json.loads((tmp_path / "ketqua.json").read_text(encoding="utf-8"))["totals"]["rejected"] == 1
    assert not QuestionBank.objects.exists()


@pytest.mark.parametrize(
    "text", ["", "Một bức thư.", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><quiz>&b;</quiz>"]
)
def test_a_file_that_holds_no_questions_is_refused_with_a_sentence(run: Any, text: str) -> None:
    with pytest.raises(CommandError) as refusal:
        run(text)
    assert len(str(refusal.value)) > 8


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không đọc hoặc ghi được"):
        call_command("import_questions", str(tmp_path / "khong-co.txt"), "--bank", "A")


def test_a_bank_without_a_name_is_refused(run: Any) -> None:
    with pytest.raises(CommandError, match="Tên ngân hàng"):
        run(GIFT, bank="  ")


def test_queries_for_known_questions_do_not_grow_with_the_bank(run: Any) -> None:
    def cost(known: int) -> int:
        bank = QuestionBank.objects.create(name=f"Ngân hàng {known}")
        for number in range(known):
            QuestionFactory(bank=bank, text=f"Câu {number}")
        with CaptureQueriesContext(connection) as asked:
            run(bank=bank.name)
        return len(asked)

    assert cost(0) == cost(12)


CODED = """Câu 1: Thủ đô nước ta?
A. Hà Nội
B. Huế
ĐÁP ÁN
Mã đề 101: 1A
Mã đề 102: 1B
"""


def test_the_codes_of_keys_are_listed_and_one_can_be_chosen(
    run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    made = run(CODED, "--dry-run")
    said = capsys.readouterr().out
    assert ("Mã đề có đáp án: 101, 102." in said, "đã lấy mã 101" in said, "--ma-de" in said) == (True,) * 3
    assert made["key_codes"]["taken"] == "101"
    run(CODED, "--ma-de", "102")
    assert [one["share"] for one in Question.objects.get().versions.get().body["options"]] == [0, 1]


def test_a_code_that_the_file_has_not_is_refused(run: Any) -> None:
    with pytest.raises(CommandError, match="mã đề 105"):
        run(CODED, "--ma-de", "105")
