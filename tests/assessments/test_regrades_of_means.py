"""A regrade where not the best try counts: the pass goes, stays or waits by the same rules, and its learner hears of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from assessments.models import Attempt, Quiz, RegradeChange
from assessments.queries.results import held_passes
from assessments.queries.standing import standing_of
from assessments.services.attempts import start_attempt, submit
from assessments.services.regrading.deciding import withdraw_held_passes
from certificates.services.issuing import issue_certificate
from courses.models import Enrolment, EnrolmentProgress, LearningEvent
from courses.queries.folding import progress_of
from people.models import Account, Notice
from tests.assessments.kinds.bodies import choice
from tests.assessments.regrading import (
    LATER,
    SENT,
    a_quiz,
    applied,
    enrolled,
    mended,
    previewed,
    question_of,
    regrade,
)
from tests.factories import OrgUnitFactory

pytestmark = pytest.mark.django_db
Sat = Callable[..., tuple[Quiz, Enrolment]]


@pytest.fixture
def sat() -> Sat:
    """One question whose key says a, answered so several times; the key has been mended to b since."""

    def all_of(grading: str, *rights: bool) -> tuple[Quiz, Enrolment]:
        quiz = a_quiz(choice(), pass_percent=50)
        quiz.grading = grading
        quiz.save()
        enrolment = enrolled(quiz)
        body = question_of(quiz).versions.get().body
        for hour, right in enumerate(rights):
            at = SENT + timedelta(hours=hour)
            attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=at)
            entry = attempt.paper[0]
            key = attempt.key[entry["id"]]["correct"]
            other = [body["options"][-1]["id"]]  # wrong by either key
            submit(attempt=attempt, answers={entry["id"]: key if right else other}, at=at)
        options = [row | {"share": float(place == 1)} for place, row in enumerate(body["options"])]
        mended(question_of(quiz), body | {"options": options})
        return quiz, enrolment

    return all_of


def state(enrolment: Enrolment) -> str:
    stored = EnrolmentProgress.objects.get(enrolment=enrolment).state
    assert stored == progress_of(enrolment).state  # no drift
    return str(stored)


@pytest.mark.parametrize(
    ("grading", "rights"),
    [
        ("first", (True, False)),
        ("last", (False, True)),
        ("average", (True, True)),
        ("average", (True, False)),
    ],
)
@pytest.mark.parametrize("lost", ["keep", "withdraw"])
def test_a_lost_pass_stays_or_goes_as_the_trainer_said(
    sat: Sat, grading: str, rights: tuple[bool, ...], lost: str
) -> None:
    quiz, enrolment = sat(grading, *rights)
    assert (standing_of(enrolment, quiz).passed, state(enrolment)) == (True, "completed")
    regrade(question_of(quiz), lost=lost)
    assert state(enrolment) == ("completed" if lost == "keep" else "not_started")
    assert LearningEvent.objects.filter(kind="retracted").exists() == (lost == "withdraw")


@pytest.mark.parametrize("grading", ["first", "last", "average"])
def test_a_certificate_holds_the_pass_until_it_is_taken_back(sat: Sat, grading: str) -> None:
    quiz, enrolment = sat(grading, True, True)
    OrgUnitFactory(level="tinh", kind="tỉnh")
    issue_certificate(enrolment=enrolment, at=LATER)
    regrade(question_of(quiz), lost="withdraw")
    assert state(enrolment) == "completed"
    assert held_passes([enrolment.pk]).exists()
    by = Account.objects.create_superuser("nhan-su", "", "mat-khau-1")
    withdraw_held_passes(enrolment=enrolment, reason="Thu hồi", by=by, at=LATER + timedelta(days=1))
    assert state(enrolment) == "not_started"


def test_its_learner_hears_of_it_once_without_the_score(sat: Sat) -> None:
    quiz, enrolment = sat("best", True, True)
    regrade(question_of(quiz))
    notice = Notice.objects.get(person=enrolment.learner, topic=f"quiz:{quiz.activity.uuid}")
    assert notice.title.startswith("Đã chấm lại")
    assert "Đáp án sai" in notice.text
    assert RegradeChange.objects.count() == Attempt.objects.count() == 2


@pytest.mark.parametrize("rights", [(True, True), (True, False)])
@pytest.mark.parametrize(("lost", "held"), [("keep", False), ("withdraw", False), ("withdraw", True)])
def test_the_preview_of_a_mean_says_what_applying_will_do(
    sat: Sat, rights: tuple[bool, ...], lost: str, held: bool
) -> None:
    quiz, enrolment = sat("average", *rights)
    if held:
        OrgUnitFactory(level="tinh", kind="tỉnh")
        issue_certificate(enrolment=enrolment, at=LATER)
    asked = previewed(question_of(quiz), lost=lost)
    told = list(asked.changes.order_by("attempt").values_list("attempt", "outcome", "certified"))
    assert {outcome for _attempt, outcome, _certified in told} == {
        "kept" if lost == "keep" else "held" if held else "withdrawn"
    }
    assert state(enrolment) == "completed"
    applied(asked)
    assert list(asked.changes.order_by("attempt").values_list("attempt", "outcome", "certified")) == told


@pytest.mark.parametrize(("lost", "outcome"), [("keep", "kept"), ("withdraw", "withdrawn")])
def test_a_mean_that_fails_though_no_try_does_is_foreseen(lost: str, outcome: str) -> None:
    quiz = a_quiz(choice(), choice(text="<p>Câu nặng?</p>", points=4), pass_percent=60)
    quiz.grading = "average"
    quiz.save()
    enrolment, question = enrolled(quiz), question_of(quiz)
    body = question.versions.get().body
    for hour, heavy in enumerate((True, False)):  # 5 of 5, then 1 of 5: three fifths on average
        at = SENT + timedelta(hours=hour)
        attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=at)
        right = {
            entry["id"]: attempt.key[entry["id"]]["correct"]
            for entry in attempt.paper
            if heavy or entry["points"] == 1
        }
        submit(attempt=attempt, answers=right, at=at)
    assert standing_of(enrolment, quiz).passed
    options = [row | {"share": float(place == 1)} for place, row in enumerate(body["options"])]
    mended(question, body | {"options": options})
    asked = previewed(question, lost=lost)
    told = list(asked.changes.order_by("attempt").values_list("attempt", "outcome"))
    assert [found for _attempt, found in told] == [outcome, outcome]
    assert asked.counts[outcome] == 2
    applied(asked)
    assert list(asked.changes.order_by("attempt").values_list("attempt", "outcome")) == told
    assert state(enrolment) == ("completed" if lost == "keep" else "not_started")
