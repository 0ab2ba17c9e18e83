"""Keeping many questions in order: folders, topics, deeds on many, and what a question said before."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Question, QuestionBank, QuestionCategory, QuestionTag
from assessments.services.bank import category_at, revise_question, tags_called
from assessments.services.categories import merge_categories, move_category, rename_category
from assessments.services.tags import merge_tags, rename_tag
from assessments.studio.history import compared
from common.errors import Conflict, DomainError
from people.models import Account, AuditEntry
from tests.factories.assessments import BankFactory, QuestionFactory
from tests.factories.courses import START

pytestmark = pytest.mark.django_db


def folder(bank: QuestionBank, path: str) -> QuestionCategory:
    made = category_at(bank=bank, path=path.split(" / "))
    assert made
    return made


def paths(bank: QuestionBank) -> list[str]:
    return sorted(bank.categories.values_list("path", flat=True))


# folders


def test_renaming_a_folder_renames_the_paths_below_and_no_neighbours(bank: QuestionBank) -> None:
    folder(bank, "An toàn / Mật khẩu / Dài")
    folder(bank, "An toàn khác / Mạng")
    rename_category(category=folder(bank, "An toàn"), name="Bảo mật")
    assert paths(bank) == [
        "An toàn khác", "An toàn khác / Mạng", "Bảo mật", "Bảo mật / Mật khẩu", "Bảo mật / Mật khẩu / Dài",
    ]  # fmt: skip


def test_moving_a_folder_takes_its_questions_along(bank: QuestionBank) -> None:
    question = QuestionFactory(bank=bank, category=folder(bank, "Cũ / Mật khẩu"))
    move_category(category=folder(bank, "Cũ / Mật khẩu"), parent=folder(bank, "Mới"))
    question.category.refresh_from_db()
    assert (question.category.path, question.category.parent.name) == ("Mới / Mật khẩu", "Mới")
    move_category(category=question.category, parent=None)
    assert set(paths(bank)) == {"Cũ", "Mới", "Mật khẩu"}


def test_a_folder_is_not_moved_into_itself_nor_into_another_bank(bank: QuestionBank) -> None:
    inner, outer = folder(bank, "A / B"), folder(bank, "A")
    for parent in (inner, outer, folder(BankFactory(questions=0), "Khác")):
        with pytest.raises(DomainError, match="Không chuyển được"):
            move_category(category=outer, parent=parent)


def test_a_name_that_is_taken_is_refused_and_two_can_be_merged(bank: QuestionBank) -> None:
    one, two = folder(bank, "Mật khẩu"), folder(bank, "Mat khau")
    QuestionFactory(bank=bank, category=folder(bank, "Mat khau / Dài"))
    QuestionFactory(bank=bank, category=folder(bank, "Mật khẩu / Dài"))
    QuestionFactory(bank=bank, category=two)
    with pytest.raises(Conflict, match="dùng Gộp"):
        rename_category(category=two, name="Mật khẩu")
    assert merge_categories(category=two, into=one) == 2
    assert paths(bank) == ["Mật khẩu", "Mật khẩu / Dài"]
    assert Question.objects.filter(category__path="Mật khẩu / Dài").count() == 2


def test_the_page_of_folders_does_each_deed_and_writes_it_down(studio: Client, bank: QuestionBank) -> None:
    address = reverse("question_categories")
    for what in ({"viec": "them", "ten": "Một"}, {"viec": "them", "ten": "Hai"}):
        studio.post(address, {"bank": bank.pk, **what})
    two = bank.categories.get(name="Hai").pk
    page = studio.post(
        address, {"bank": bank.pk, "viec": "chuyen", "danh-muc": two, "kia": "Không"}, follow=True
    )
    assert "không có danh mục “Không”" in page.content.decode()
    studio.post(address, {"bank": bank.pk, "viec": "chuyen", "danh-muc": two, "kia": "Một"})
    studio.post(address, {"bank": bank.pk, "viec": "doi-ten", "danh-muc": two, "ten": "Ba"})
    assert paths(bank) == ["Một", "Một / Ba"]
    page = studio.post(address, {"bank": bank.pk, "viec": "gop", "danh-muc": two}, follow=True)
    assert "danh mục khác" in page.content.decode()
    studio.post(address, {"bank": bank.pk, "viec": "gop", "danh-muc": two, "kia": "Một"})
    assert paths(bank) == ["Một"]
    assert AuditEntry.objects.filter(action="category_changed").count() == 5
    assert "chưa có danh mục" in studio.get(address, {"bank": BankFactory(questions=0).pk}).content.decode()


# topics


def test_topics_are_renamed_and_merged(studio: Client) -> None:
    right, wrong = tags_called(["mật khẩu", "mat khau"])
    both, alone = QuestionFactory(), QuestionFactory()
    both.tags.set([right, wrong])
    alone.tags.set([wrong])
    with pytest.raises(Conflict, match="dùng Gộp"):
        rename_tag(tag=wrong, name="Mật khẩu")
    assert merge_tags(tag=wrong, into=right) == 2
    assert [list(one.tags.all()) for one in (both, alone)] == [[right], [right]]
    data = {"viec": "doi-ten", "chu-de": right.pk, "ten": "Mật khẩu mạnh"}
    assert "Mật khẩu mạnh" in studio.post(reverse("question_tags"), data, follow=True).content.decode()
    assert AuditEntry.objects.get(action="tag_changed").detail["name"] == ["mật khẩu", "Mật khẩu mạnh"]


# many at once


@pytest.mark.parametrize(
    ("data", "action"),
    [
        ({"viec": "chuyen", "danh-muc": "An toàn / Mật khẩu"}, "questions_moved"),
        ({"viec": "gan", "chu-de": "số, an toàn"}, "questions_tagged"),
        ({"viec": "do-kho", "do-kho": "hard"}, "questions_graded"),
    ],
)
def test_the_same_deed_on_many_is_written_down_once(
    studio: Client, bank: QuestionBank, data: dict[str, str], action: str
) -> None:
    chosen, other = QuestionFactory.create_batch(2, bank=bank), QuestionFactory(bank=bank)
    studio.post(reverse("question_many"), {"cau": [one.pk for one in chosen], **data})
    for one in (*chosen, other):
        one.refresh_from_db()
    labels = [
        (one.category and one.category.path, one.tags.count(), one.difficulty) for one in (*chosen, other)
    ]
    assert labels[0] == labels[1] != labels[2] == (None, 0, "")
    assert AuditEntry.objects.get(action=action).detail["questions"] == 2


def test_questions_of_two_banks_are_not_moved_into_one_folder(studio: Client) -> None:
    ticked = [QuestionFactory().pk, QuestionFactory().pk]
    data = {"cau": ticked, "viec": "chuyen", "danh-muc": "A"}
    assert "cùng một ngân hàng" in studio.post(reverse("question_many"), data, follow=True).content.decode()
    assert not QuestionCategory.objects.exists()


def test_nothing_ticked_is_a_sentence_and_the_filters_stay(studio: Client) -> None:
    page = studio.post(reverse("question_many"), {"viec": "gan", "loc": "kind=single"}, follow=True)
    assert page.redirect_chain[-1][0] == f"{reverse('question_list')}?kind=single"
    assert "Hãy đánh dấu ít nhất một câu hỏi" in page.content.decode()


# what it said before


def test_two_versions_stand_side_by_side_with_what_changed_marked(studio: Client) -> None:
    question = QuestionFactory(text="Mật khẩu nào dễ đoán?")
    body = question.versions.get().body | {"text": "Mật khẩu nào khó đoán?"}
    revise_question(question=question, body=body, at=START, by=Account.objects.get(username="soan"))
    page = studio.get(reverse("question_history", args=[question.pk])).content.decode()
    assert ("<del>dễ</del>" in page, "<ins>khó</ins>" in page, "Bản 2" in page) == (True, True, True)
    lines = compared(*question.versions.order_by("number"))
    assert [line.label for line in lines if line.differs] == ["Câu hỏi"]
    assert any(line.label.startswith("Phương án trả lời 1") for line in lines)


def test_markup_of_a_version_is_shown_as_text(studio: Client) -> None:
    question = QuestionFactory(text="<script>alert(1)</script>x")
    page = studio.get(reverse("question_history", args=[question.pk])).content.decode()
    assert "<script>alert(1)" not in page


# writing quickly


def test_saving_goes_on_to_an_empty_form_in_the_same_place(studio: Client, bank: QuestionBank) -> None:
    data: dict[str, Any] = {
        "bank": bank.pk, "text": "Một?", "rows": 2, "options-0-text": "a", "options-0-is_correct": "on",
        "options-1-text": "b", "category": "Lớp 1", "tags": "số", "luu-them": "1",
    }  # fmt: skip
    page = studio.post(f"{reverse('question_new')}?loai=single", data, follow=True).content.decode()
    assert ('value="Lớp 1"' in page, "Một?" in page) == (True, False)
    assert f'<option value="{bank.pk}" selected>' in page
    assert Question.objects.get().text == "Một?"


def test_look_alikes_are_told_while_typing(studio: Client) -> None:
    question = QuestionFactory(text="Mật khẩu nào khó đoán?")
    address = reverse("question_alike")
    assert "Có câu giống" in studio.get(address, {"text": "mat khau nao kho doan"}).content.decode()
    assert not studio.get(address, {"text": question.text, "question": question.pk}).content.strip()
    assert not studio.get(address, {"text": ""}).content.strip()


def test_retiring_and_restoring_are_written_down(studio: Client) -> None:
    question = QuestionFactory()
    for what in ("ngung", "dung-lai"):
        studio.post(reverse("question_deed", args=[question.pk]), {"viec": what})
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "question_retired",
        "question_restored",
    ]


def test_the_pages_of_folders_and_topics_cost_the_same_however_many(
    studio: Client, bank: QuestionBank, django_assert_num_queries: Any
) -> None:
    costs = []
    for number in range(1, 4):
        folder(bank, f"Mục {number}")
        QuestionTag.objects.create(name=f"Chủ đề {number}")
        for name in ("question_categories", "question_tags"):
            with django_assert_num_queries(25, exact=False) as asked:
                studio.get(reverse(name))
            costs.append(len(asked))
    assert costs[2:4] == costs[4:]
