"""A trainer composes a test of sections: what is refused, what is counted while writing, what a version tells."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from assessments.models import Attempt, Quiz
from assessments.services.papers import draw_paper
from common.errors import Conflict
from content.models import QuizPage
from content.services.groups import ensure_groups
from content.services.pages import publish_page
from tests.factories import AccountFactory
from tests.factories.assessments import BankFactory, QuestionFactory
from tests.factories.pages import AT, chosen_of, course_page, draw_of, publish, quiz_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client: Client) -> Client:
    account = AccountFactory()
    account.groups.add(ensure_groups())
    client.force_login(account)
    return client


def draw_form(bank: Any, number: int = 5, **values: Any) -> tuple[str, dict[str, Any]]:
    filled = {"title": "", "instruction": "", "bank": bank.pk, "number": number, "category": "", "topics": ""}
    filled |= {"difficulty": "", "level": "", "kind": "", "points": "", "below": "on"}
    return "draw", filled | values


def form(*sections: Any, **values: Any) -> dict[str, Any]:
    fields = {"title": "Thi", "slug": "thi", "intro": "", "pass_percent": "80", "attempts_allowed": "0"}
    fields |= {"minutes": "10", "weight": "minor", "pre_test": "", "sections": streamfield(list(sections))}
    fields |= {"comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}, **usual_rules()}
    return nested_form_data(fields | values)


def usual_rules() -> dict[str, str]:
    """The rules of a sitting as the form opens with them."""
    fields = {name: QuizPage._meta.get_field(name) for name in QuizPage.RULES}
    return {
        name: str(field.get_default()) for name, field in fields.items() if field.get_default() is not None
    } | {"hints_allowed": ""}


def add(client: Client, course: Any, *sections: Any, **values: Any) -> Any:
    address = reverse("wagtailadmin_pages:add", args=["content", "quizpage", course.pk])
    return client.post(address, form(*sections, **{"action-publish": "1"} | values))


def in_script(text: str) -> str:
    """As Wagtail hands the words to its editor."""
    return json.dumps(text)[1:-1]


def test_a_trainer_publishes_a_test_of_two_sections(trainer: Client) -> None:
    bank, chosen = BankFactory(), QuestionFactory(text="Câu ai cũng gặp?")
    one = {"title": "Mở đầu", "instruction": "", "questions": streamfield([]), "points": "2"}
    one["questions"] = {"count": 1, "0": {"deleted": "", "order": "0", "value": chosen.pk, "id": ""}}
    answer = add(trainer, publish(course_page()), ("chosen", one), draw_form(bank, 3))

    assert answer.status_code == 302
    paper, _key = draw_paper(Quiz.objects.get())
    assert paper[0]["text"] == "Câu ai cũng gặp?"
    assert [entry["points"] for entry in paper] == [2, 1, 1, 1]


def test_a_section_that_cannot_be_filled_is_refused_in_the_form_by_its_name(trainer: Client) -> None:
    section = draw_form(BankFactory(questions=3), 5, title="Kiến thức chung")
    answer = add(trainer, publish(course_page()), section)

    assert "Phần “Kiến thức chung” còn thiếu 2 câu dùng được" in answer.content.decode()
    assert not QuizPage.objects.exists()


def test_sections_that_need_the_same_questions_are_not_counted_twice() -> None:
    bank = BankFactory(questions=5)
    page = quiz_page(course_page(), bank, sections=[draw_of(bank, 3), draw_of(bank, 3)])

    with pytest.raises(Conflict, match="Phần “Phần 2” còn thiếu 1 câu"):
        publish_page(page=page, at=AT)
    QuestionFactory(bank=bank)
    publish(page)


@pytest.mark.parametrize(
    ("sections", "sentence"),
    [
        (lambda one, bank: [], "chưa có phần nào"),
        (lambda one, bank: [chosen_of(one), chosen_of(one)], "được chọn hai lần"),
        (lambda one, bank: [draw_of(None, 1)], "còn thiếu 1 câu"),
    ],
)
def test_a_test_that_makes_no_paper_is_not_published(sections: Any, sentence: str) -> None:
    one = QuestionFactory()
    page = quiz_page(course_page(), one.bank, sections=sections(one, one.bank))
    with pytest.raises(Conflict, match=sentence):
        publish_page(page=page, at=AT)


def test_a_category_of_another_bank_and_an_unknown_topic_are_refused(trainer: Client) -> None:
    bank, other = BankFactory(), BankFactory()
    category = other.categories.create(name="An toàn", path="An toàn")
    course = publish(course_page())
    unknown = add(trainer, course, draw_form(bank, 3, topics="không có")).content.decode()
    foreign = add(trainer, course, draw_form(bank, 3, category=category.pk)).content.decode()

    assert in_script("Chưa có chủ đề “không có”") in unknown
    assert in_script("Danh mục này không thuộc ngân hàng đã chọn") in foreign
    assert not QuizPage.objects.exists()


def test_the_studio_counts_what_each_section_finds_while_it_is_written(trainer: Client) -> None:
    bank = BankFactory(questions=4)
    sections = [draw_form(bank, 3, title="Một"), draw_form(bank, 3, title="Hai")]
    html = trainer.post(reverse("quiz_counts"), form(*sections)).content.decode()

    assert "<strong>Một</strong>: rút 3 trong 4 câu dùng được" in html
    assert html.count("còn thiếu 2 câu") == 1
    assert "Mỗi đề có 6 câu" in html


@pytest.mark.parametrize("broken", [{}, {"sections-count": "x"}, {"sections-count": "1"}])
def test_counting_a_broken_form_is_refused(trainer: Client, broken: dict[str, str]) -> None:
    assert trainer.post(reverse("quiz_counts"), broken).status_code == 400


def test_counting_is_for_who_may_write_questions(client: Client) -> None:
    client.force_login(AccountFactory())
    assert client.post(reverse("quiz_counts"), form()).status_code in {302, 403}


def test_the_editor_shows_the_counts_of_what_is_saved(trainer: Client) -> None:
    page = publish(quiz_page(course_page(), BankFactory(questions=4), draw=3))
    html = trainer.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "rút 3 trong 4 câu dùng được" in html
    assert "studio-quiz.js" in html


def test_a_question_is_found_by_words_and_bank(trainer: Client) -> None:
    wanted = QuestionFactory(text="Mã OTP dùng để làm gì?")
    QuestionFactory(text="Câu khác")
    html = trainer.get(reverse("chon-cau-hoi:choose_results"), {"q": "otp"}).content.decode()
    assert ("Mã OTP" in html, "Câu khác" in html) == (True, False)
    by_bank = trainer.get(reverse("chon-cau-hoi:choose"), {"bank": wanted.bank.pk}).json()["html"]
    assert ("Mã OTP" in by_bank, "Câu khác" in by_bank) == (True, False)


def test_a_sample_paper_is_drawn_and_kept_nowhere(trainer: Client) -> None:
    sections = [draw_of(BankFactory(), 3, title="Phần chung", instruction="Chọn câu đúng nhất.")]
    page = quiz_page(publish(course_page()), None, sections=sections)
    page.save_revision()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    trainer.post(address, form(draw_form(BankFactory(), 3, title="Phần chung")))
    html = trainer.get(address, {"mode": "de-mau"}).content.decode()

    assert "Đề mẫu" in html
    assert "<h2>Phần chung</h2>" in html
    assert html.count('class="field question"') == 3
    assert not Attempt.objects.exists()


def test_a_sample_of_a_test_that_is_short_says_why(trainer: Client) -> None:
    page = quiz_page(publish(course_page()), None)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    trainer.post(address, form(draw_form(BankFactory(questions=1), 3)))
    assert "còn thiếu 2 câu" in trainer.get(address, {"mode": "de-mau"}).content.decode()


def test_a_version_tells_the_composition_by_names() -> None:
    one = QuestionFactory()
    sections = [chosen_of(one, title="Chung", points=2), draw_of(one.bank, 1, difficulty="easy", level="0.1")]
    QuestionFactory(bank=one.bank, difficulty="easy", level="0.1")
    page = publish(quiz_page(course_page(), None, sections=sections, shuffle_options=False))

    facts = page.activity.versions.get().facts
    assert facts["sections"][0] == {
        "title": "Chung", "instruction": "", "points": 2.0, "questions": [str(one.uuid)]
    }  # fmt: skip
    assert facts["sections"][1]["bank"] == str(one.bank.uuid)
    assert (facts["sections"][1]["difficulty"], facts["shuffle_options"]) == ("easy", False)


def test_another_version_leaves_the_sections_of_the_one_before() -> None:
    page = publish(quiz_page(course_page(), BankFactory()))
    page.sections = [draw_of(BankFactory(), 3)]
    publish(page)
    publish(page)  # the same again makes none

    quiz = Quiz.objects.get()
    assert list(quiz.sections.values_list("version", "draw")) == [(1, 2), (2, 3)]
    assert (quiz.version, quiz.asked) == (2, 3)
