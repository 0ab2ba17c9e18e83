"""Taken over with one press, undone while nothing holds it, dropped or forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from assessments.models import Question, QuestionBank, QuestionCategory, QuestionImport
from assessments.services.attempts import start_attempt
from assessments.services.question_imports import drop_expired
from common import clock
from courses.models import Enrolment
from people.models import AuditEntry
from tests.assessments.import_pages.cast import do, send
from tests.factories.assessments import QuizFactory

pytestmark = pytest.mark.django_db


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
