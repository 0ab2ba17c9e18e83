"""Questions leave the studio in a file: told what it cannot hold, and read again as the same questions."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments import kinds
from assessments.exporting import FORMATS, items_of
from assessments.models import Question, QuestionBank
from assessments.services.bank import add_question
from assessments.services.importing import import_questions
from people.models import AuditEntry
from tests.assessments.import_pages.cast import PNG
from tests.assessments.kinds.bodies import EVERY
from tests.factories.assessments import BankFactory, QuestionFactory
from tests.factories.courses import START

pytestmark = pytest.mark.django_db
EXPORT = "/quan-tri/cau-hoi/xuat/"


def test_losses_are_told_before_the_file_is_made(studio: Client) -> None:
    QuestionFactory(body=EVERY["hotspot"])
    assert "Tải về" not in studio.get(EXPORT).content.decode()
    page = studio.get(EXPORT, {"dang": "gift"}).content.decode()
    assert ("cả câu: GIFT không có loại này" in page, "Tải về" in page) == (True, True)
    assert "trọn vẹn" not in page
    assert not AuditEntry.objects.exists()


def test_the_file_holds_what_the_list_shows_and_is_written_down(studio: Client) -> None:
    QuestionFactory(text="Câu được chọn?")
    other = QuestionFactory(text="Câu khác?")
    QuestionFactory(text="Câu được chọn nhưng đã ngừng dùng?", retired_at=START)
    answer = studio.get(EXPORT, {"dang": "gift", "tai": "1", "q": "được chọn"})
    text = answer.content.decode()
    assert ("Câu được chọn?" in text, other.text in text, "ngừng" in text) == (True, False, False)
    assert 'filename="cau-hoi.txt"' in answer.headers["Content-Disposition"]
    entry = AuditEntry.objects.get(action="questions_exported")
    assert (entry.kind, entry.detail["questions"], entry.detail["format"]) == ("xuat", 1, "gift")


@pytest.mark.parametrize("name", FORMATS)
def test_every_kind_is_written_or_told_in_every_format(studio: Client, name: str) -> None:
    for body in EVERY.values():
        QuestionFactory(body=body)
    assert studio.get(EXPORT, {"dang": name, "tai": "1"}).status_code == 200


@pytest.mark.parametrize("name", FORMATS)
def test_a_bank_taken_out_and_in_again_is_the_same_bank(name: str) -> None:
    bank = BankFactory(questions=3)
    add_question(
        bank=bank, body=kinds.settled(EVERY["true_false"]), at=START, tags=["mật khẩu"] if name != "xlsx" else [],
        difficulty="hard", level="0.1" if name != "gift" else "",
    )  # fmt: skip
    data = FORMATS[name].write(items_of(bank.questions.all()))[0]
    import_questions(data=data.encode() if isinstance(data, str) else data, bank="Bản sao", at=START)
    again = QuestionBank.objects.get(name="Bản sao")
    assert told(again) == told(bank)


def told(bank: QuestionBank) -> list[Any]:
    return sorted(
        (row.kind, row.text, row.difficulty, row.level, sorted(tag.name for tag in row.tags.all()),
         str(kinds.key(_unnamed(row)))) for row in bank.questions.all()
    )  # fmt: skip


def _unnamed(row: Question) -> dict[str, Any]:
    """Ids are new each time: the place of the right option stands for it."""
    body = row.versions.get().body
    return body | {"options": [one | {"id": str(place)} for place, one in enumerate(body.get("options", []))]}


def test_pictures_travel_in_moodle_xml_and_are_named_where_they_cannot(studio: Client) -> None:
    bank = BankFactory(questions=0)
    body = kinds.settled({**EVERY["true_false"], "text": 'Hình <img src="file:a.png" alt="cờ"> này?'})
    add_question(bank=bank, body=body, at=START, files={"a.png": PNG})
    items = items_of(bank.questions.all())
    import_questions(data=FORMATS["moodle"].write(items)[0], bank="Bản sao", at=START)  # type: ignore[arg-type]
    first, again = (one.versions.get() for one in Question.objects.order_by("pk"))
    assert (again.body["text"], again.files) == (first.body["text"], first.files)
    text, losses = FORMATS["gift"].write(items)
    assert ("[cờ]" in str(text), any("hình" in loss.what for loss in losses)) == (True, True)


def test_exporting_costs_the_same_queries_however_many(
    studio: Client, django_assert_num_queries: Any
) -> None:
    costs = []
    for _ in range(2):
        QuestionFactory.create_batch(4)
        with django_assert_num_queries(25, exact=False) as asked:
            studio.get(EXPORT, {"dang": "moodle"})
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_a_file_of_one_bank_can_be_put_into_another_through_the_page(studio: Client) -> None:
    QuestionFactory(text="Chuyển đi được?")
    data = studio.get(EXPORT, {"dang": "moodle", "tai": "1"}).content
    other = BankFactory(questions=0)
    sent = {"bank": other.pk, "file": SimpleUploadedFile("a.xml", data)}
    address = studio.post(reverse("question_imports"), sent).headers["Location"]
    studio.post(f"{address}viec/", {"viec": "nap"})
    assert other.questions.get().text == "Chuyển đi được?"
