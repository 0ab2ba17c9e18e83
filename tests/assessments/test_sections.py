"""Sections of a paper: chosen or drawn by category, topic, difficulty, level and kind; never a question twice."""

from typing import Any

import pytest

from assessments.composition import Section, composition_of
from assessments.models import Attempt
from assessments.presenting import of_equal_worth
from assessments.queries.questions import quizzes_left_short
from assessments.services.attempts import start_attempt, submit
from assessments.services.bank import category_at, retire_question, tags_called
from assessments.services.papers import draw_paper
from common.errors import Conflict
from tests.assessments.kinds.bodies import EVERY
from tests.factories.assessments import BankFactory, QuestionFactory, QuizFactory, bank_of
from tests.factories.courses import START

pytestmark = pytest.mark.django_db


def test_an_opinion_among_questions_of_one_point_does_not_turn_them_into_points() -> None:
    one, opinion = QuestionFactory(), QuestionFactory(body=EVERY["likert"])
    dear = QuestionFactory(body=EVERY["short"] | {"points": 2})
    for questions, equal in (((one, opinion), True), ((one, opinion, dear), False)):
        paper, _key = draw_paper(QuizFactory(sections=[Section(questions=questions, draw=len(questions))]))
        assert of_equal_worth(paper) == equal


def texts(quiz: Any) -> list[str]:
    return [entry["text"] for entry in draw_paper(quiz)[0]]


@pytest.fixture
def bank() -> Any:
    """Eight questions that match nothing, to be told from those that do."""
    return BankFactory(questions=8)


@pytest.mark.parametrize(
    ("labels", "asked"),
    [
        ({"difficulty": "hard"}, {"difficulty": "hard"}),
        ({"level": "0.1"}, {"level": "0.1"}),
        ({"body": EVERY["short"]}, {"kind": "short"}),
    ],
)
def test_a_draw_asks_by_what_a_question_says_of_itself(bank: Any, labels: Any, asked: Any) -> None:
    wanted = QuestionFactory(bank=bank, **labels)
    QuestionFactory(**labels)  # of another bank
    quiz = QuizFactory(sections=[Section(bank=bank, draw=1, **asked)])
    assert [entry["id"] for entry in draw_paper(quiz)[0]] == [str(wanted.uuid)]
    assert len(composition_of(quiz).pools[0].questions) == 1


@pytest.mark.parametrize(("below", "found"), [(True, 2), (False, 1)])
def test_a_category_is_asked_with_or_without_those_below_it(bank: Any, below: bool, found: int) -> None:
    top = category_at(bank=bank, path=["An toàn"])
    for path in (["An toàn"], ["An toàn", "Mật khẩu"], ["An toàn khác"]):
        QuestionFactory(bank=bank, category=category_at(bank=bank, path=path))
    quiz = QuizFactory(sections=[Section(bank=bank, draw=1, category=top, below=below)])
    assert len(composition_of(quiz).pools[0].questions) == found


def test_a_question_with_two_of_the_topics_counts_once(bank: Any) -> None:
    topics = tuple(tags_called(["OTP", "VNeID"]))
    QuestionFactory(bank=bank).tags.set(topics)
    QuestionFactory(bank=bank).tags.set(topics[:1])
    quiz = QuizFactory(sections=[Section(bank=bank, draw=2, tags=topics)])
    assert len(composition_of(quiz).pools[0].questions) == 2


def test_sections_stand_in_order_with_their_words_above_their_first_question(bank: Any) -> None:
    chosen = QuestionFactory(text="Câu chọn sẵn?")
    sections = [
        Section(title="Chung", instruction="Đọc kỹ.", questions=(chosen,)),
        Section(title="Riêng", bank=bank, draw=2),
    ]
    paper, _key = draw_paper(QuizFactory(sections=sections))
    assert paper[0]["text"] == "Câu chọn sẵn?"
    assert [entry.get("section", {}).get("title") for entry in paper] == ["Chung", "Riêng", None]
    assert paper[0]["section"]["instruction"] == "Đọc kỹ."


def test_the_same_question_never_comes_twice_though_sections_overlap() -> None:
    bank = BankFactory(questions=4)
    chosen = bank.questions.first()
    sections = [Section(bank=bank, draw=1), Section(questions=(chosen,)), Section(bank=bank, draw=2)]
    paper, _key = draw_paper(QuizFactory(sections=sections))
    assert len({entry["id"] for entry in paper}) == 4
    assert paper[1]["id"] == str(chosen.uuid)


def test_chosen_questions_keep_their_order_when_the_test_says_so(bank: Any) -> None:
    chosen = tuple(bank.questions.order_by("-pk")[:6])
    quiz = QuizFactory(sections=[Section(questions=chosen, draw=6)], shuffle_questions=False)
    assert [entry["id"] for entry in draw_paper(quiz)[0]] == [str(question.uuid) for question in chosen]


def test_chosen_questions_are_shuffled_otherwise(bank: Any) -> None:
    quiz = QuizFactory(sections=[Section(questions=tuple(bank.questions.all()), draw=8)])
    assert len({tuple(texts(quiz)) for _ in range(6)}) > 1


def test_options_are_never_shuffled_where_the_test_says_so() -> None:
    question = QuestionFactory(options="+-------")
    written = [option["id"] for option in question.versions.get().body["options"]]
    quiz = QuizFactory(sections=[Section(questions=(question,))], shuffle_options=False)
    for _ in range(4):
        assert [option["id"] for option in draw_paper(quiz)[0][0]["options"]] == written


def test_points_of_a_section_go_before_those_of_the_question(enrolment: Any, answers: Any) -> None:
    activity = enrolment.release.items.get().activity
    sections = [Section(bank=BankFactory(), draw=2, points=2.5), Section(bank=BankFactory(), draw=1)]
    attempt = start_attempt(
        enrolment=enrolment, quiz=QuizFactory(activity=activity, sections=sections), at=START
    )
    done = submit(attempt=attempt, answers=answers(attempt, 1), at=START)
    assert (done.of, done.worth, done.earned, done.passed) == (6, 6, 2.5, False)


def test_an_opinion_is_worth_nothing_whatever_its_section_says() -> None:
    opinion = QuestionFactory(body=EVERY["likert"])
    quiz = QuizFactory(sections=[Section(questions=(opinion,), points=3)])
    assert draw_paper(quiz)[0][0]["points"] == 0


def test_a_chosen_question_that_is_retired_makes_no_paper(enrolment: Any) -> None:
    one = QuestionFactory(retired_at=START)
    activity = enrolment.release.items.get().activity
    quiz = QuizFactory(activity=activity, sections=[Section(title="Chung", questions=(one,))])
    with pytest.raises(Conflict, match="Phần “Chung” còn thiếu 1 câu dùng được"):
        start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    assert not Attempt.objects.exists()


def test_a_test_of_nothing_makes_no_paper() -> None:
    quiz = QuizFactory()
    quiz.version = 7
    with pytest.raises(Conflict, match="chưa có câu hỏi nào"):
        draw_paper(quiz)


def test_a_question_that_a_test_has_chosen_is_not_retired() -> None:
    one = QuestionFactory()
    QuizFactory(sections=[Section(title="Chung", questions=(one,))])
    with pytest.raises(Conflict, match="Phần “Chung” còn thiếu 1 câu"):
        retire_question(question=one, at=START)


def test_overlapping_sections_are_counted_together_before_a_question_is_retired(bank: Any) -> None:
    QuizFactory(sections=[Section(bank=bank, draw=4), Section(bank=bank, draw=4)])
    [(_quiz, lacks)] = quizzes_left_short(bank.questions.first())
    assert lacks == ["Phần “Phần 2” còn thiếu 1 câu dùng được."]


def test_a_test_that_is_short_anyway_does_not_hold_back_other_questions(bank: Any) -> None:
    quiz = QuizFactory(sections=[Section(bank=bank, draw=9, difficulty="hard")])
    retire_question(question=bank.questions.first(), at=START)
    assert bank_of(quiz).questions.filter(retired_at=None).count() == 7


def test_drawing_costs_the_same_whatever_banks_and_sections_hold(django_assert_num_queries: Any) -> None:
    for sections, questions in ((1, 10), (5, 40)):
        bank = BankFactory(questions=questions)
        topics = tuple(tags_called(["OTP"]))
        for question in bank.questions.all():
            question.tags.set(topics)
        one = QuestionFactory()
        parts = [Section(bank=bank, draw=3, tags=topics) for _ in range(sections)]
        quiz = QuizFactory(sections=[*parts, Section(questions=(one,))])
        with django_assert_num_queries(6):
            draw_paper(quiz)
