"""A file that cannot be read, or holds too much, is a sentence and leaves nothing."""

import logging
from typing import Any

import pytest
from django.test import Client

from assessments.models import QuestionBank, QuestionImport
from assessments.services import question_imports
from tests.assessments.exchange.word_files import document, paragraph, picture, run
from tests.assessments.import_pages.cast import PNG, kept_files, send

pytestmark = pytest.mark.django_db


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
