"""The studio's form of each kind: what a trainer fills in becomes a version, what cannot be answered is refused."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments import kinds
from assessments.models import Question, QuestionFile, QuestionVersion
from assessments.studio.reading import body_in, form_of
from tests.assessments.kinds.bodies import EVERY
from tests.factories.assessments import BankFactory, QuestionFactory, QuizFactory, bank_of
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def _form(options: list[tuple[str, bool]], **more: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"text": "Số nào nhỏ nhất?", "rows": len(options), "shuffle": "on", "points": "1"}
    for place, (text, correct) in enumerate(options):
        data |= {f"options-{place}-text": text} | ({f"options-{place}-is_correct": "on"} if correct else {})
    return data | more


def _add(studio: Client, kind: str, data: dict[str, Any]) -> Any:
    return studio.post(f"{reverse('question_new')}?loai={kind}", data | {"bank": BankFactory(questions=0).pk})


def test_a_sound_question_is_kept_with_its_options(studio: Client) -> None:
    data = _form(
        [("Một", True), ("Hai < ba", False), ("", False)], category="Số / Nhỏ", tags="toán, số", level="0.1"
    )
    assert _add(studio, "single", data).status_code == 302
    question = Question.objects.get()
    body = question.versions.get().body
    assert [(one["text"], one["share"]) for one in body["options"]] == [("Một", 1.0), ("Hai &lt; ba", 0.0)]
    assert (question.category.path, question.category.parent.name) == ("Số / Nhỏ", "Số")
    assert (question.level, question.tags.count(), question.is_sound) == ("0.1", 2, True)


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        ("single", [("Một", True), ("Hai", True)], "phải có đúng một phương án đúng"),
        ("single", [("Một", False), ("Hai", False)], "phải có đúng một phương án đúng"),
        ("multiple", [("Một", False), ("Hai", False)], "phải có ít nhất một phương án đúng"),
        ("single", [("Một", True), (" một", False)], "hai phương án giống hệt nhau"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    studio: Client, kind: str, options: list[tuple[str, bool]], sentence: str
) -> None:
    answer = _add(studio, kind, _form(options))
    assert sentence in answer.content.decode()
    assert 'value="Hai"' in answer.content.decode() or "một" in answer.content.decode()
    assert not Question.objects.exists()


@pytest.mark.parametrize("name", list(EVERY))
def test_every_kind_survives_its_form(name: str) -> None:
    body = kinds.settled(EVERY[name])
    again = kinds.settled(body_in(body["kind"], form_of(body), body))
    assert kinds.problems(again) == []
    if name != "cloze":  # the ids of options in gaps are new each time
        assert kinds.key(again) == kinds.key(body)
    assert kinds.digest(again) == kinds.digest(kinds.settled(body_in(body["kind"], form_of(again), again)))


@pytest.mark.parametrize("name", list(EVERY))
def test_every_kind_has_a_form_and_a_preview(studio: Client, name: str) -> None:
    question = QuestionFactory(body=EVERY[name])
    page = studio.get(reverse("question_edit", args=[question.pk]))
    assert page.status_code == 200
    data = form_of(question.versions.order_by("-number")[0].body) | {"question": question.pk}
    seen = studio.post(reverse("question_preview", args=[question.kind]), data).content.decode()
    assert "<fieldset" in seen
    assert "LỜI GIẢI" not in seen


def test_a_body_that_says_nothing_of_shuffling_keeps_being_shuffled() -> None:
    assert form_of(EVERY["single"])["shuffle"] == "on"


def test_saving_makes_the_next_version_and_saving_the_same_makes_none(studio: Client) -> None:
    question = QuestionFactory()
    address = reverse("question_edit", args=[question.pk])
    for text in ("Câu mới", "Câu mới"):
        data = form_of(question.versions.order_by("-number")[0].body) | {"text": text}
        assert studio.post(address, data).status_code == 302
    question.refresh_from_db()
    assert (question.version, question.text, QuestionVersion.objects.count()) == (2, "Câu mới", 2)


def test_more_rows_are_given_without_script_and_nothing_is_lost(studio: Client) -> None:
    page = _add(
        studio, "single", _form([("Một", True), ("Hai", False)], **{"them-dong": "1"})
    ).content.decode()
    assert 'value="Hai"' in page
    assert "options-4-text" in page
    assert not Question.objects.exists()


def test_a_picture_comes_with_its_question_and_is_shown_to_writers_only(
    studio: Client, client: Client
) -> None:
    data = _form([("Một", True), ("Hai", False)], files=SimpleUploadedFile("hinh.png", PNG))
    assert _add(studio, "single", data).status_code == 302
    version = QuestionVersion.objects.get()
    assert 'src="file:hinh.png"' in version.body["text"]
    address = reverse("question_bank_file", args=[version.files["hinh.png"]])
    assert studio.get(address).headers["Content-Type"] == "image/png"
    client.force_login(AccountFactory())
    assert client.get(address).status_code in {302, 403}


def test_a_file_that_is_no_picture_is_refused(studio: Client) -> None:
    data = _form(
        [("Một", True), ("Hai", False)], files=SimpleUploadedFile("hinh.png", b"<svg onload=alert(1)>")
    )
    assert "không phải hình" in _add(studio, "single", data).content.decode()
    assert not QuestionFile.objects.exists()


def test_retiring_a_question_that_a_test_still_needs_is_refused(studio: Client) -> None:
    quiz = QuizFactory(bank=BankFactory(questions=5), draw=5)
    question = bank_of(quiz).questions.first()
    answer = studio.post(reverse("question_deed", args=[question.pk]), {"viec": "ngung"}, follow=True)
    assert "sẽ không còn đủ câu. Phần “Phần 1” còn thiếu 1 câu" in answer.content.decode()
    question.refresh_from_db()
    assert question.retired_at is None


def test_the_list_finds_by_words_kind_and_doubles(studio: Client) -> None:
    QuestionFactory(text="Câu có dấu: ặ ễ ộ")
    QuestionFactory(text="cau co dau a e o")
    QuestionFactory(body=EVERY["essay"])
    address = reverse("question_list")
    assert "Câu có dấu: ặ ễ ộ" in studio.get(address).content.decode()
    essays = studio.get(address, {"kind": "essay"}).content.decode()
    assert ("Viết về xã mình" in essays, "Câu có dấu" in essays) == (True, False)
    doubles = studio.get(address, {"state": "doubles"}).content.decode()
    assert ("cau co dau" in doubles, "Viết về xã mình" in doubles) == (True, False)
    assert studio.get(reverse("ngan-hang-cau-hoi:index")).status_code == 200


def test_the_list_costs_the_same_however_long(studio: Client, django_assert_max_num_queries: Any) -> None:
    QuestionFactory.create_batch(12)
    studio.get(reverse("question_list"))
    with django_assert_max_num_queries(20):
        studio.get(reverse("question_list"))


def test_who_may_not_write_questions_is_refused(client: Client) -> None:
    client.force_login(AccountFactory())
    question = QuestionFactory()
    for name, args in (("question_list", []), ("question_new", []), ("question_edit", [question.pk])):
        assert client.get(reverse(name, args=args)).status_code in {302, 403}
