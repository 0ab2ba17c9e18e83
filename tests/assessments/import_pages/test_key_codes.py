"""A Word file with the keys of several codes: whose key was taken is said, and another can be chosen."""

import re
from typing import Any

import pytest
from django.test import Client

from assessments import periodic
from assessments.models import Question, QuestionBank, QuestionImport
from assessments.services import question_imports
from tests.assessments.import_pages.cast import coded, do, send

pytestmark = pytest.mark.django_db


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
