"""A paper is drawn at random from usable questions, and its key stays apart."""

import json

import pytest

from assessments.services.papers import draw_paper
from common.errors import Conflict
from tests.factories.assessments import BankFactory, QuestionFactory, QuizFactory
from tests.factories.courses import START

pytestmark = pytest.mark.django_db


def test_the_paper_has_the_promised_number_of_different_questions() -> None:
    paper, key = draw_paper(QuizFactory(draw=5))
    assert len({entry["id"] for entry in paper}) == 5
    assert [entry["id"] for entry in paper] == list(key)


def test_nothing_in_the_paper_tells_which_option_is_correct() -> None:
    paper, _key = draw_paper(QuizFactory())
    assert set(paper[0]) == {"id", "kind", "text", "points", "options"}
    assert set(paper[0]["options"][0]) == {"id", "text"}
    assert "correct" not in json.dumps(paper)
    assert "feedback" not in json.dumps(paper)


def test_two_papers_differ() -> None:
    quiz = QuizFactory(bank=BankFactory(questions=12), draw=10)
    assert len({json.dumps(draw_paper(quiz)[0]) for _ in range(5)}) > 1


@pytest.mark.parametrize(
    "damage",
    [
        {"retired_at": START},
        {"options": "--"},
        {"options": "++-"},
        {"options": "+"},
        {"kind": "multiple", "options": "---"},
    ],
)
def test_retired_and_damaged_questions_are_never_drawn(damage: dict[str, object]) -> None:
    bank = BankFactory(questions=4)
    QuestionFactory(bank=bank, text="Câu hỏng", **damage)
    paper, _key = draw_paper(QuizFactory(bank=bank, draw=4))
    assert "Câu hỏng" not in [entry["text"] for entry in paper]


def test_a_bank_with_too_few_questions_refuses_rather_than_making_an_easier_test() -> None:
    with pytest.raises(Conflict, match="Phần “Phần 1” còn thiếu 1 câu dùng được"):
        draw_paper(QuizFactory(bank=BankFactory(questions=4), draw=5))
