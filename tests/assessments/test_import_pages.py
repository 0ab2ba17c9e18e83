"""A teacher's file in the studio: looked at first, taken over with one press, undone while nothing holds it."""

import io
import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from assessments import periodic
from assessments.models import Question, QuestionBank, QuestionCategory, QuestionImport
from assessments.services import import_applying, question_imports
from assessments.services.attempts import start_attempt
from assessments.services.importing import import_questions, report
from assessments.services.question_imports import drop_expired, receive_import
from common import clock
from courses.models import Enrolment
from people.models import Account, AuditEntry
from tests.assessments.exchange.test_import_command import GIFT
from tests.assessments.exchange.word_files import document, paragraph, picture, run, table
from tests.factories.assessments import BankFactory, QuizFactory
from tests.factories.courses import START

pytestmark = pytest.mark.django_db
PNG = (Path(__file__).resolve().parents[2] / "lms" / "static" / "img" / "icon-180.png").read_bytes()
IMPORTS = "/quan-tri/cau-hoi/nhap/"


@pytest.fixture
def studio(client: Client) -> Client:
    client.force_login(Account.objects.create_superuser("soan", "", "mat-khau-1"))
    return client


@pytest.fixture
def bank() -> QuestionBank:
    return BankFactory(questions=0)


def send(studio: Client, bank: QuestionBank, data: bytes | str = GIFT, **more: Any) -> Any:
    content = data.encode() if isinstance(data, str) else data
    form = {"bank": bank.pk, "file": SimpleUploadedFile("cau-hoi.txt", content), **more}
    return studio.post(reverse("question_imports"), form)


def do(studio: Client, what: str, **more: str) -> str:
    address = reverse("question_import_deed", args=[QuestionImport.objects.latest("pk").uuid])
    return studio.post(address, {"viec": what, **more}, follow=True).content.decode()


def kept_files() -> list[str]:
    folder = storages["private"]
    return folder.listdir("question-imports")[1] if folder.exists("question-imports") else []


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


def test_one_press_takes_it_over_and_forgets_the_file(
    studio: Client, bank: QuestionBank, django_capture_on_commit_callbacks: Any
) -> None:
    QuestionCategory.objects.create(bank=bank, name="Lớp 1", path="Lớp 1")
    send(studio, bank, category=bank.categories.get().pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert "Đã nạp 2 câu" in do(studio, "nap")
    source = QuestionImport.objects.get()
    assert (source.state, source.file.name, source.rows.filter(body__isnull=False).count()) == (
        "applied",
        "",
        0,
    )
    assert {question.category.path for question in Question.objects.all()} == {"Lớp 1"}
    assert Question.objects.get(text="Mật khẩu nào khó đoán?").versions.get().made_by.username == "soan"
    assert AuditEntry.objects.get(action="questions_imported").detail["questions"] == 2


def test_pressing_twice_imports_once(studio: Client, bank: QuestionBank) -> None:
    send(studio, bank)
    do(studio, "nap")
    assert "không còn ở bước xem trước" in do(studio, "nap")
    assert Question.objects.count() == 2


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


def test_undoing_stops_using_what_came_in(studio: Client, bank: QuestionBank) -> None:
    send(studio, bank)
    do(studio, "nap")
    assert "ngừng dùng 2 câu" in do(studio, "hoan-tac")
    assert not Question.objects.filter(retired_at__isnull=True).exists()
    assert "không hoàn tác được nữa" in do(studio, "hoan-tac")
    assert AuditEntry.objects.filter(action="question_import_undone").count() == 1


def test_undoing_is_refused_once_a_paper_holds_a_question(
    studio: Client, bank: QuestionBank, enrolment: Enrolment
) -> None:
    send(studio, bank)
    do(studio, "nap")
    quiz = QuizFactory(activity=enrolment.release.items.get().activity, bank=bank, draw=2)
    start_attempt(enrolment=enrolment, quiz=quiz, at=clock.now())
    assert "đã có bài làm dùng câu hỏi" in do(studio, "hoan-tac")
    assert Question.objects.filter(retired_at__isnull=True).count() == 2


def test_dropping_a_file_leaves_nothing(
    studio: Client, bank: QuestionBank, django_capture_on_commit_callbacks: Any
) -> None:
    send(studio, bank)
    with django_capture_on_commit_callbacks(execute=True):
        do(studio, "bo")
    source = QuestionImport.objects.get()
    assert (source.state, source.file.name, source.rows.count()) == ("dropped", "", 0)


def test_a_file_left_for_a_week_expires(
    bank: QuestionBank, studio: Client, django_capture_on_commit_callbacks: Any
) -> None:
    send(studio, bank)
    source = QuestionImport.objects.get()
    assert drop_expired(at=source.uploaded_at + timedelta(days=6)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert drop_expired(at=source.uploaded_at + timedelta(days=8)) == 1
    assert not QuestionImport.objects.get().file


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode(
    "utf-16-le"
)  # Word writes a password-protected .docx as OLE
BOMB = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><quiz>&b;</quiz>"


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        (b"", 400, "Hãy chọn tệp|Tệp trống"),
        (b"MZ\0\1\2", 400, "không chứa chữ"),
        (b"PK\x03\x04xx", 400, "Tệp nén bị hỏng"),
        (LOCKED, 400, "Tệp có mật khẩu"),
        (BOMB, 400, "."),
        ("<quiz><question>", 400, "."),
        ("Kính gửi các đồng chí.", 400, "Không nhận ra dạng tệp"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_and_leaves_nothing(
    studio: Client, bank: QuestionBank, data: bytes | str, status: int, sentence: str, caplog: Any
) -> None:
    before = kept_files()
    with caplog.at_level(logging.WARNING):
        answer = send(studio, bank, data)
    assert answer.status_code == status
    assert any(part in answer.content.decode() for part in sentence.split("|"))
    assert not data or "file of questions refused" in caplog.text
    assert not QuestionImport.objects.exists()
    assert kept_files() == before


def test_a_picture_of_fifty_megabytes_is_refused_with_its_question(
    studio: Client, bank: QuestionBank
) -> None:
    big = PNG + b"\0" * 50 * 2**20
    data = document(
        paragraph("Câu 1. Hình gì?", picture("h")),
        paragraph(run("A. Một", "b")),
        "B. Hai",
        files={"h.png": big},
    )
    assert len(data) < 2**20  # zeros shrink: the bound is on what comes out
    page = studio.get(send(studio, bank, data).headers["Location"]).content.decode()
    assert ("quá lớn" in page, ">Nạp " in page) == (True, False)


def test_a_file_larger_than_the_bound_is_refused_before_it_is_read(
    studio: Client, bank: QuestionBank, monkeypatch: Any
) -> None:
    monkeypatch.setattr(question_imports, "MAX_FILE", 100)
    answer = send(studio, bank)
    assert (answer.status_code, "Tệp quá lớn" in answer.content.decode()) == (413, True)


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


def _names(source: QuestionImport) -> list[str]:
    from assessments import kinds

    return sorted(kinds.files_of(source.rows.get().body))


def test_a_big_file_is_read_and_taken_over_by_the_worker(
    studio: Client, bank: QuestionBank, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(question_imports, "READ_AT_ONCE", 10)
    monkeypatch.setattr(import_applying, "KEPT_AT_ONCE", 1)
    monkeypatch.setattr(import_applying, "STEP", 1)
    with django_capture_on_commit_callbacks() as waiting:
        page = studio.get(send(studio, bank).headers["Location"]).content.decode()
    assert "Đang đọc tệp" in page
    for tell in waiting:
        tell()
    assert QuestionImport.objects.get().state == "checked"
    with django_capture_on_commit_callbacks() as waiting:
        assert "Đang nạp: 0/2 câu" in do(studio, "nap")
    for tell in waiting:
        tell()
    assert (QuestionImport.objects.get().state, Question.objects.count()) == ("applied", 2)


def test_a_worker_that_died_is_followed_by_one_that_goes_on(
    studio: Client, bank: QuestionBank, monkeypatch: Any
) -> None:
    monkeypatch.setattr(import_applying, "KEPT_AT_ONCE", 0)
    send(studio, bank)
    do(studio, "nap")
    source = QuestionImport.objects.get()
    at = source.applied_at
    QuestionImport.objects.update(worked_at=at)  # somebody is at it
    assert not import_applying.apply_import(pk=source.pk, watch=lambda: at + timedelta(minutes=1))
    assert import_applying.apply_import(pk=source.pk, watch=lambda: at + timedelta(minutes=6))
    assert Question.objects.count() == 2


def test_a_big_file_that_cannot_be_read_says_why_on_its_page(
    studio: Client, bank: QuestionBank, monkeypatch: Any
) -> None:
    monkeypatch.setattr(question_imports, "READ_AT_ONCE", 0)
    address = send(studio, bank, "Kính gửi các đồng chí.").headers["Location"]
    periodic.work_on_import(QuestionImport.objects.get().pk)
    assert "Không nhận ra dạng tệp" in studio.get(address).content.decode()
    assert not QuestionImport.objects.get().file


def test_the_timetable_sends_again_what_lost_its_message(
    studio: Client, bank: QuestionBank, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(question_imports, "READ_AT_ONCE", 0)
    send(studio, bank)
    assert periodic.requeue_imports() == 0
    QuestionImport.objects.update(uploaded_at=clock.now() - timedelta(minutes=9))
    with django_capture_on_commit_callbacks(execute=True):
        assert periodic.requeue_imports() == 1
    assert QuestionImport.objects.get().state == "checked"


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


def coded(own: str = "") -> bytes:
    asked = ["Câu 1: Thủ đô nước ta?", "A. Hà Nội", "B. Huế", "Câu 2: Sông lớn?", "A. Sông Đà", "B. Sông Mã"]
    return document(own, *asked, table(["Câu", "101", "102"], ["1", "A", "B"], ["2", "B", "A"]))


def keys_shown(page: str) -> list[str]:
    return [key.strip() for key in re.findall(r"<p>Đáp án: ([^<]*)</p>", page)]


def test_the_preview_says_whose_key_was_taken_and_reads_again_with_another(
    studio: Client, bank: QuestionBank
) -> None:
    page = studio.get(send(studio, bank, coded()).headers["Location"]).content.decode()
    assert "đã lấy mã 101" in page
    assert keys_shown(page) == ["Hà Nội", "Sông Mã"]
    page = do(studio, "ma-de", **{"ma-de": "102"})
    assert "đã lấy mã" not in page
    assert keys_shown(page) == ["Huế", "Sông Đà"]
    do(studio, "nap")
    right = [one["text"] for body in bodies(bank) for one in body["options"] if one["share"] == 1]
    assert right == ["Huế", "Sông Đà"]


def bodies(bank: QuestionBank) -> list[Any]:
    return [one.versions.latest("number").body for one in Question.objects.filter(bank=bank).order_by("pk")]


def test_a_code_that_the_file_has_not_changes_nothing(studio: Client, bank: QuestionBank) -> None:
    send(studio, bank, coded("Mã đề 102"))
    page = do(studio, "ma-de", **{"ma-de": "777"})
    assert "Tệp không có đáp án của mã đề này." in page
    assert keys_shown(page) == ["Huế", "Sông Đà"]


def test_a_large_file_is_read_again_by_the_worker(
    studio: Client, bank: QuestionBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(studio, bank, coded())
    monkeypatch.setattr(question_imports, "READ_AT_ONCE", 10)
    assert "Đang đọc tệp" in do(studio, "ma-de", **{"ma-de": "102"})
    periodic.work_on_import(QuestionImport.objects.get().pk)
    source = QuestionImport.objects.latest("pk")
    assert (source.state, source.key_code, source.key_note) == ("checked", "102", "")
    assert source.rows.count() == 2


def test_a_file_that_was_taken_over_is_not_read_again(studio: Client, bank: QuestionBank) -> None:
    send(studio, bank, coded())
    do(studio, "nap")
    assert "không còn ở bước xem trước" in do(studio, "ma-de", **{"ma-de": "102"})
