"""A mistake in a key is repaired by a regrade: shown first, then done, the old result kept, later papers alike."""

from typing import Any

import pytest

from assessments.models import Attempt, PastResult, Regrade, RegradeChange
from assessments.queries.papers import bodies_of
from assessments.services.attempts import submit
from assessments.services.regrading.asking import apply_regrade, ask_regrade, cancel_regrade
from common.errors import Conflict, DomainError
from courses.models import EnrolmentProgress, LearningEvent
from courses.queries.folding import progress_of
from people.models import AuditEntry
from tests.assessments import regrading
from tests.assessments.kinds.bodies import EVERY, choice, numerical, short
from tests.assessments.regrading import LATER, SENT, a_quiz, first_version, mended, question_of, regrade, sat
from tests.factories.assessments import bank_of

pytestmark = pytest.mark.django_db


def option(attempt: Attempt, place: int) -> list[str]:
    """The option written at a place, however it was shuffled."""
    body = bodies_of(attempt)[attempt.paper[0]["id"]]
    return [body["options"][place]["id"]]


def answering(place: int) -> Any:
    """Everybody chooses the option called a, b, c…"""
    wanted = f"Phương án {'abc'[place]}"
    return lambda entry, key: [one["id"] for one in entry["options"] if one["text"] == wanted]


def with_key(question: Any, place: int) -> dict[str, Any]:
    """The newest body with another option right."""
    body = question.versions.order_by("-number")[0].body
    rows = [row | {"share": float(at == place)} for at, row in enumerate(body["options"])]
    return body | {"options": rows}


@pytest.fixture
def wrong_key() -> Any:
    """A test of one question whose key says a; b is right."""
    return a_quiz(choice())


def test_who_answered_rightly_by_the_mended_key_passes_and_the_pass_is_of_the_day_they_sat(
    wrong_key: Any,
) -> None:
    attempt = sat(wrong_key, answering(1))
    assert not attempt.passed
    question = question_of(wrong_key)
    mended(question, with_key(question, 1))
    done = regrade(question)
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.earned) == (True, 1)
    event = LearningEvent.objects.get(kind="assessment_passed")
    assert (event.occurred_at, event.recorded_at, event.evidence["score"]) == (SENT, LATER, 1)
    assert EnrolmentProgress.objects.get(enrolment=attempt.enrolment).state == "completed"
    assert done.counts == {"seen": 1, "open": 0, "changed": 1, "up": 1, "down": 0, "passes": 1}


def test_the_result_before_is_kept_with_the_reason(wrong_key: Any) -> None:
    attempt = sat(wrong_key, answering(1))
    question = question_of(wrong_key)
    mended(question, with_key(question, 1))
    regrade(question, reason="Đáp án b mới đúng")
    past = PastResult.objects.get(attempt=attempt)
    assert (past.number, past.score, past.passed, past.note, past.why) == (
        1,
        0,
        False,
        "Đáp án b mới đúng",
        "regraded",
    )
    assert "chosen" not in past.marks[attempt.paper[0]["id"]]


def test_a_preview_names_who_changes_and_changes_nobody(wrong_key: Any) -> None:
    gains, loses = sat(wrong_key, answering(1)), sat(wrong_key, answering(0))
    sat(wrong_key, answering(2))
    question = question_of(wrong_key)
    mended(question, with_key(question, 1))
    shown = regrading.previewed(question)
    assert shown.counts == {"seen": 3, "open": 0, "changed": 2, "up": 1, "down": 1, "passes": 1, "kept": 1}
    told = {one.attempt_id: (one.score_before, one.score_after, one.outcome) for one in shown.changes.all()}
    assert told == {gains.pk: (0, 1, "passes"), loses.pk: (1, 0, "kept")}
    assert not PastResult.objects.exists()
    assert Attempt.objects.get(passed=True) == loses


def test_a_paper_that_is_still_open_is_graded_the_mended_way_when_it_is_handed_in(wrong_key: Any) -> None:
    attempt = regrading.started(wrong_key)
    question = question_of(wrong_key)
    mended(question, with_key(question, 1))
    assert regrade(question).counts == {"seen": 0, "open": 1}
    submit(attempt=attempt, answers={attempt.paper[0]["id"]: option(attempt, 1)}, at=LATER)
    attempt.refresh_from_db()
    assert attempt.passed


def test_a_paper_handed_in_between_preview_and_confirmation_is_regraded_too(wrong_key: Any) -> None:
    question = question_of(wrong_key)
    attempt = regrading.started(wrong_key)
    mended(question, with_key(question, 1))
    shown = regrading.previewed(question)
    submit(attempt=attempt, answers={attempt.paper[0]["id"]: option(attempt, 1)}, at=LATER)
    assert not Attempt.objects.get().passed
    regrading.applied(shown)
    assert Attempt.objects.get().passed
    assert RegradeChange.objects.get().outcome == "passes"


def test_doing_it_twice_is_doing_it_once(wrong_key: Any) -> None:
    sat(wrong_key, answering(1))
    sat(wrong_key, answering(0))
    question = question_of(wrong_key)
    mended(question, with_key(question, 1))
    regrade(question)
    before = list(Attempt.objects.order_by("pk").values())
    again = regrade(question)
    assert again.counts == {"seen": 2, "open": 0}
    assert (list(Attempt.objects.order_by("pk").values()), PastResult.objects.count()) == (before, 2)


def test_a_regrade_is_undone_by_another_that_goes_back_to_the_first_key(wrong_key: Any) -> None:
    attempt = sat(wrong_key, answering(1))
    question = question_of(wrong_key)
    mended(question, with_key(question, 1))
    regrade(question)
    regrade(question, "original", lost="withdraw")
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.earned, PastResult.objects.count()) == (False, 0, 2)
    assert EnrolmentProgress.objects.get(enrolment=attempt.enrolment).state == "not_started"
    regrade(question)
    attempt.refresh_from_db()
    assert attempt.passed
    assert progress_of(attempt.enrolment).state == "completed"


@pytest.mark.parametrize(
    ("body", "given", "accepted"),
    [
        (short("Hà Nội"), "Thăng Long", "thăng long"),
        (numerical(12), "13", 13.0),
        (short("5*"), "5 * 3", "5 * 3"),
    ],
)
def test_an_answer_is_accepted_as_well(body: Any, given: str, accepted: Any) -> None:
    quiz = a_quiz(body)
    before, attempt = sat(quiz, EVERY_RIGHT[body["kind"]]), sat(quiz, given)
    regrade(question_of(quiz), "accept", accepted=accepted)
    attempt.refresh_from_db()
    before.refresh_from_db()
    assert attempt.passed
    assert not before.past_results.exists()


EVERY_RIGHT = {"short": "Hà Nội", "numerical": "12"}


def test_two_options_may_be_accepted_one_after_the_other(wrong_key: Any) -> None:
    attempts = [sat(wrong_key, answering(place)) for place in range(3)]
    question = question_of(wrong_key)
    for place in (1, 2):
        options = first_version(question).body["options"]
        regrade(question, "accept", accepted=options[place]["id"])
    for attempt in attempts:
        attempt.refresh_from_db()
    assert [one.passed for one in attempts] == [True, True, True]


def test_a_cancelled_question_gives_everybody_its_points_or_weighs_nothing() -> None:
    for policy, earned, of in (("full", 2, 2), ("out", 1, 1)):
        quiz = a_quiz(questions=2)
        first = question_of(quiz)
        attempt = sat(quiz, lambda entry, key, first=first: [] if entry["id"] == str(first.uuid) else key)
        assert (attempt.earned, attempt.of, attempt.passed) == (1, 2, False)
        regrade(first, policy)
        attempt.refresh_from_db()
        assert (attempt.earned, attempt.of, attempt.passed) == (earned, of, True)


def test_a_cancelled_essay_lets_the_paper_out_of_the_queue_and_a_hand_given_mark_comes_back() -> None:
    quiz = a_quiz(EVERY["essay"])
    attempt = sat(quiz, "Bài làm")
    assert attempt.waiting
    question = question_of(quiz)
    regrade(question, "full")
    attempt.refresh_from_db()
    assert (attempt.waiting, attempt.passed) == (False, True)
    name = attempt.paper[0]["id"]
    Attempt.objects.filter(pk=attempt.pk).update(
        marks={name: attempt.marks[name] | {"by_hand": True, "hand": 0.5}}
    )
    regrade(question, "original", lost="withdraw")
    attempt.refresh_from_db()
    assert (attempt.marks[name]["fraction"], attempt.passed, attempt.waiting) == (0.5, False, False)


def test_questions_beside_the_regraded_one_keep_their_marks() -> None:
    quiz = a_quiz(questions=3)
    attempt = sat(quiz, lambda entry, key: key)
    other = attempt.paper[1]["id"]
    marks = attempt.marks | {other: attempt.marks[other] | {"fraction": 0.5, "right": False}}
    Attempt.objects.filter(pk=attempt.pk).update(marks=marks, score=2.5)
    question = bank_of(quiz).questions.get(uuid=attempt.paper[0]["id"])
    regrade(question, "out")
    attempt.refresh_from_db()
    assert (attempt.earned, attempt.of, attempt.marks[other]["fraction"]) == (1.5, 2, 0.5)
    regrading.quiz_again(quiz)
    attempt.refresh_from_db()
    assert (attempt.earned, attempt.marks[other]["fraction"]) == (2, 1)


def test_a_regrade_without_reason_versions_or_fit_is_refused(wrong_key: Any) -> None:
    question = question_of(wrong_key)
    version = first_version(question)
    other = question_of(a_quiz(short("Một")))
    told = {
        "question": question,
        "versions": [version],
        "policy": "full",
        "reason": "Sai",
        "by": None,
        "at": LATER,
    }
    for change, sentence in (
        ({"reason": "  "}, "nêu lý do"),
        ({"reason": "x" * 301}, "dài quá"),
        ({"versions": []}, "ít nhất một bản"),
        ({"versions": [first_version(other)]}, "ít nhất một bản"),
        ({"policy": "under"}, "bản có đáp án đúng"),
        ({"policy": "under", "under": first_version(other)}, "bản có đáp án đúng"),
        ({"policy": "accept", "accepted": "la"}, "có trong mọi bản"),
    ):
        with pytest.raises(DomainError, match=sentence):
            ask_regrade(**told | change)
    assert not Regrade.objects.exists()


def test_one_regrade_of_a_question_is_open_at_a_time_and_may_be_given_up(wrong_key: Any) -> None:
    question = question_of(wrong_key)
    first = regrading.previewed(question, "full")
    with pytest.raises(Conflict, match="chưa xong"):
        regrading.previewed(question, "out")
    cancel_regrade(regrade=first, by=None, at=LATER)
    with pytest.raises(Conflict, match="không ở bước"):
        apply_regrade(regrade=first, by=None, at=LATER)
    with pytest.raises(Conflict, match="không bỏ được"):
        cancel_regrade(regrade=regrade(question, "out"), by=None, at=LATER)


def test_the_log_says_who_asked_who_confirmed_and_how_many_changed(wrong_key: Any) -> None:
    sat(wrong_key, answering(1))
    regrade(question_of(wrong_key), "full")
    entries = AuditEntry.objects.order_by("pk").values_list("action", "count")
    assert list(entries) == [("regrade_asked", 1), ("regrade_applied", 1), ("regrade_done", 1)]
