"""Packages of other systems through the command and the studio: each question kept or listed, and given back equal."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from assessments.exchange import moodle_out
from assessments.exchange.item import Item
from assessments.importers.reading import read
from assessments.models import Question, QuestionBank, QuestionImport
from people.models import Account
from tests.assessments.exchange.qti_files import choice, declared, item, match
from tests.assessments.exchange.test_moodle_ways import CHOICES, file, question
from tests.assessments.exchange.test_qti1_ways import choices, given, when, words
from tests.assessments.exchange.test_qti1_ways import item as old_item
from tests.assessments.exchange.test_qti_packages import png
from tests.assessments.exchange.word_files import zipped
from tests.factories.assessments import BankFactory

pytestmark = pytest.mark.django_db
PAIRS = declared("L1 R2", "L2 R1", many="multiple", base="directedPair")
QTI2 = zipped(
    {
        "a/1.xml": item(declared("B"), '<p>Có hình <img src="h.png" alt=""/></p>' + choice()).encode(),
        "a/2.xml": item(PAIRS, match(["L1", "L2"], ["R1", "R2"]), title="Nối").encode(),
        "a/3.xml": item(
            declared(), '<drawingInteraction responseIdentifier="RESPONSE"/>', title="Vẽ"
        ).encode(),
        "a/4.xml": b"<assessmentItem><itemBody>",
        "a/h.png": png(),
    }
)
QTI1 = zipped(
    {"imsmanifest.xml": b"<manifest/>", "q/q.xml": old_item(words("Hỏi") + choices(), when(given("B")))}
)
MOODLE = question(
    "multichoice", CHOICES, '<p>Hình</p><img src="@@PLUGINFILE@@/h.png">', file("h.png")
).replace("</quiz>", question("calculated", CHOICES).removeprefix("<quiz>"))
FILES: dict[str, tuple[bytes, list[str]]] = {
    "qti2.zip": (QTI2, ["imported", "imported", "rejected", "rejected"]),
    "qti1.zip": (QTI1, ["imported"]),
    "moodle.xml": (MOODLE.encode(), ["imported", "rejected"]),
}


@pytest.mark.parametrize("name", FILES)
def test_the_command_tells_of_each_question(name: str, tmp_path: Path) -> None:
    data, expected = FILES[name]
    source, told = tmp_path / name, tmp_path / "ketqua.json"
    source.write_bytes(data)
    call_command("import_questions", str(source), "--bank", "Kho", "--report", str(told))
    lines: list[dict[str, Any]] = json.loads(told.read_text(encoding="utf-8"))["questions"]
    assert [(line["number"], line["status"]) for line in lines] == list(enumerate(expected, start=1))
    assert all(line["reason"].endswith(".") for line in lines if line["status"] == "rejected")
    assert Question.objects.count() == expected.count("imported")


@pytest.mark.parametrize("name", FILES)
def test_the_studio_shows_the_same_before_anything_is_kept(name: str, client: Client) -> None:
    data, _expected = FILES[name]
    client.force_login(Account.objects.create_superuser("soan", "", "mat-khau-1"))
    bank: QuestionBank = BankFactory(questions=0)
    sent = {"bank": bank.pk, "file": SimpleUploadedFile(name, data)}
    page = client.post(reverse("question_imports"), sent, follow=True)
    assert page.status_code == 200
    assert QuestionImport.objects.exists()
    assert not Question.objects.exists()
    text = page.content.decode()
    assert all(
        word in text for word in ("calculated",) * (name == "moodle.xml") + ("Vẽ",) * (name == "qti2.zip")
    )


@pytest.mark.parametrize("name", FILES)
def test_what_was_read_comes_back_equal_from_an_export(name: str) -> None:
    kept = [one for one in read(FILES[name][0]).questions if isinstance(one, Item)]
    data, losses = moodle_out.write(kept)
    again = [one for one in read(data).questions if isinstance(one, Item)]
    assert losses == []
    assert [(one.name, one.body, one.files) for one in again] == [
        (one.name, one.body, one.files) for one in kept
    ]
