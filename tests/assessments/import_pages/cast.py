"""What a teacher does with a file of questions: sends it, presses a button."""

from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.models import QuestionBank, QuestionImport
from tests.assessments.exchange.test_import_command import GIFT
from tests.assessments.exchange.word_files import document, table

PNG = (Path(__file__).resolve().parents[3] / "lms" / "static" / "img" / "icon-180.png").read_bytes()
IMPORTS = "/quan-tri/cau-hoi/nhap/"


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


def coded(own: str = "") -> bytes:
    asked = ["Câu 1: Thủ đô nước ta?", "A. Hà Nội", "B. Huế", "Câu 2: Sông lớn?", "A. Sông Đà", "B. Sông Mã"]
    return document(own, *asked, table(["Câu", "101", "102"], ["1", "A", "B"], ["2", "B", "A"]))
