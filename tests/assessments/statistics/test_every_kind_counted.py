"""Real attempts with every kind of question: what is counted of each, and when one with an essay begins to count."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments import kinds
from assessments.grading import grade
from assessments.models import Attempt, QuestionFigures, QuizCount
from assessments.queries.papers import bodies_of
from assessments.services.attempts import save_answer, saved_answers, start_attempt, submit
from assessments.services.counting import count_statistics
from assessments.services.results import replace_result
from assessments.statistics.choices import choices
from assessments.studio.statistics.table import choice_lines
from people.models import Account
from tests.assessments.kinds.bodies import EVERY
from tests.factories.assessments import BankFactory, QuestionFactory, QuizFactory
from tests.factories.courses import START

pytestmark = pytest.mark.django_db
BY_HAND = {"essay", "file"}
DAY = timedelta(days=1)


def sit(enrolment: Any, wanted: set[str], right: bool = True) -> Attempt:
    """A paper of these bodies, answered rightly or not at all, each answer saved half a minute after the other."""
    bank = BankFactory(questions=0)
    for name in sorted(wanted):
        QuestionFactory(bank=bank, body=EVERY[name])
    activity = enrolment.release.items.get().activity
    quiz = QuizFactory(activity=activity, bank=bank, draw=len(wanted))
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    for place, (question, body) in enumerate(bodies_of(attempt).items(), start=1):
        answer = "Xã tôi có chợ." if body["kind"] == "essay" else kinds.key(body)
        if right and answer is not None:
            moment = START + timedelta(seconds=30 * place)
            save_answer(attempt=attempt, question=question, chosen=answer, at=moment)
    return submit(attempt=attempt, answers={}, at=START + timedelta(hours=1))


def figures(kind: str) -> QuestionFigures:
    return QuestionFigures.objects.filter(which="first", version__question__kind=kind).earliest("pk")


def test_every_graded_kind_is_counted_and_an_opinion_is_not(enrolment: Any) -> None:
    sit(enrolment, set(EVERY) - BY_HAND)
    count_statistics(at=START + DAY)
    counted = set(QuestionFigures.objects.values_list("version__question__kind", flat=True))
    assert counted == {body["kind"] for body in EVERY.values()} - BY_HAND - {"likert"}
    assert set(QuestionFigures.objects.values_list("facility", flat=True)) == {1.0}


@pytest.mark.parametrize("name", sorted(set(EVERY) - BY_HAND - {"likert"}))
@pytest.mark.parametrize("right", [True, False])
def test_the_table_of_choices_finds_every_answer_a_line(enrolment: Any, name: str, right: bool) -> None:
    sit(enrolment, {name, "single", "short"}, right)
    count_statistics(at=START + DAY)
    row = figures(EVERY[name]["kind"])
    found = choices(row.sums)
    lines = choice_lines(row.version.body, found)
    assert sum(line["count"] for line in lines) == sum(choice.count for choice in found.values()) > 0
    assert all(line["right"] for line in lines if line["count"]) is right
    assert all(line["name"] for line in lines)


def test_an_essay_counts_once_a_person_has_marked_it(enrolment: Any) -> None:
    attempt = sit(enrolment, {"essay", "single"})
    assert attempt.waiting
    assert count_statistics(at=START + DAY) == 0
    essay = next(one for one, body in bodies_of(attempt).items() if body["kind"] == "essay")
    result = grade(bodies_of(attempt), saved_answers(attempt), attempt.pass_percent, {essay: 0.5})
    replace_result(attempt=attempt, result=result, why="marked", by=None, at=START + DAY)
    assert count_statistics(at=START + 2 * DAY) == 1
    assert figures("essay").facility == 0.5
    assert QuizCount.objects.get().attempts == 1


def test_times_are_those_of_answers_as_they_were_given_not_of_the_submission(enrolment: Any) -> None:
    attempt = sit(enrolment, {"single", "short", "true_false"})
    assert attempt.submitted_at == START + timedelta(hours=1)
    count_statistics(at=START + DAY)
    found = QuestionFigures.objects.filter(which="first").values_list("seconds", flat=True)
    assert list(found) == pytest.approx([30] * 3, rel=0.1)


def test_a_form_sent_whole_tells_no_time_and_keeps_the_moments_of_what_it_does_not_change(
    enrolment: Any, quiz: Any, answers: Any
) -> None:
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    given = answers(attempt, 5)
    early = next(iter(given))
    save_answer(attempt=attempt, question=early, chosen=given[early], at=START + timedelta(minutes=1))
    submit(attempt=attempt, answers=given, at=START + timedelta(minutes=9))
    moments = dict(attempt.answers.values_list("question", "saved_at"))
    assert sorted(set(moments.values())) == [START + timedelta(minutes=1), START + timedelta(minutes=9)]
    count_statistics(at=START + DAY)
    timed = QuestionFigures.objects.filter(which="first", seconds__isnull=False)
    assert [str(row.version.question.uuid) for row in timed] == [early]


def test_the_page_of_every_kind_opens(enrolment: Any, client: Client) -> None:
    attempt = sit(enrolment, set(EVERY) - BY_HAND)
    count_statistics(at=START + DAY)
    client.force_login(Account.objects.create_superuser("soan", "", "mat-khau-1"))
    for question in bodies_of(attempt):
        assert client.get(reverse("question_statistics", args=[question])).status_code == 200
