"""Big files are read and taken over by the worker, which may die."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from assessments import periodic
from assessments.models import Question, QuestionBank, QuestionImport
from assessments.services import import_applying, question_imports
from common import clock
from tests.assessments.import_pages.cast import do, send

pytestmark = pytest.mark.django_db


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
