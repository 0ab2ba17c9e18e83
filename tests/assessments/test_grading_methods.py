"""Which of several tries is *the* result: for the learner, the record and the certificate."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.grading import grade
from assessments.models import PastResult
from assessments.queries.papers import bodies_of
from assessments.queries.results import final_result
from assessments.queries.standing import standing_of
from assessments.services.attempts import saved_answers, start_attempt, submit
from assessments.services.results import replace_result
from courses.models import LearningEvent
from courses.models.record import EventKind
from tests.factories.courses import START


@pytest.fixture
def sit(enrolment, quiz, answers):
    """Sit the test with so many of five right, one hour after another."""

    def all_of(grading, *rights):
        quiz.grading = grading
        quiz.save()
        for hour, right in enumerate(rights):
            at = START + timedelta(hours=hour)
            attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=at)
            submit(attempt=attempt, answers=answers(attempt, right), at=at)
        return standing_of(enrolment, quiz)

    return all_of


def passes():
    return [
        event.evidence["score"]
        for event in LearningEvent.objects.filter(kind=EventKind.ASSESSMENT_PASSED).order_by("pk")
    ]


@pytest.mark.parametrize(
    ("grading", "rights", "result", "recorded", "certificate"),
    [
        ("best", (1, 4, 3), 4, [4, 3], 4),
        ("last", (1, 4, 3), 3, [4, 3], 3),
        ("last", (4, 1), 1, [4], 1),
        ("first", (4, 5), 4, [4], 4),
        ("first", (1, 5), 1, [], None),
        ("average", (2, 5), 3.5, [3.5], 3.5),
        ("average", (1, 4), 2.5, [], None),
    ],
)
def test_the_result_the_record_and_the_certificate_say_the_same(
    sit, enrolment, grading, rights, result, recorded, certificate
):
    standing = sit(grading, *rights)
    assert standing.result.earned == result
    assert passes() == recorded
    assert standing.passed == bool(recorded)
    final = final_result(enrolment)
    assert (final.earned if recorded and final else None) == certificate


def test_the_way_of_grading_told_at_the_newest_start_holds(sit, quiz):
    standing = sit("last", 4, 1)
    quiz.grading = "best"
    quiz.save()
    assert standing.result.earned == 1


def test_a_mark_by_hand_on_a_try_that_does_not_count_passes_nobody(sit):
    standing = sit("first", 1, 2)
    second = standing.attempts[1]
    hand = {entry["id"]: 1.0 for entry in second.paper}
    result = grade(bodies_of(second), saved_answers(second), second.pass_percent, hand)
    replace_result(attempt=second, result=result, why=PastResult.Why.MARKED, by=None, at=START)
    assert (second.passed, passes()) == (True, [])


def test_the_result_page_names_the_result_that_counts(sit, learner):
    standing = sit("average", 2, 5)
    page = learner.get(reverse("quiz_attempt", args=[standing.attempts[1].uuid])).content.decode()
    assert "điểm trung bình các lượt, 3,5/5" in page
    intro = learner.get(reverse("quiz_intro", args=[standing.quiz.activity.uuid])).content.decode()
    assert "đúng 3,5/5 câu" in intro


def test_certificates_of_many_cost_two_questions_more_at_most(sit, enrolment, django_assert_num_queries):
    sit("average", 4, 5)
    with django_assert_num_queries(2):
        final_result(enrolment)
