"""A pre-test is done by handing it in; what was gained by the test after it is a figure."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.gain import ClassGain, Gain, mean_of
from assessments.models import Attempt, Quiz
from assessments.pairs import gain_of, gains_by_release
from assessments.services.attempts import start_attempt, submit
from courses.models import Enrolment, EnrolmentProgress, LearningEvent
from courses.services.enrolment import enrol
from courses.services.progress import rebuild
from people.models import Account
from tests.factories.assessments import QuizFactory
from tests.factories.courses import START, ReleaseFactory
from tests.factories.people import AccountFactory, PersonFactory

LATER = START + timedelta(minutes=10)
PERCENT = st.floats(0, 100)


@pytest.fixture
def release(db: None) -> Any:
    """A test before, that needs only be handed in, and one after."""
    made = ReleaseFactory(items=["quiz", "quiz"])
    made.items.filter(position=1).update(rule={"kind": "quiz", "submitted": True})
    before, after = (QuizFactory(activity=item.activity) for item in made.items.order_by("position"))
    Quiz.objects.filter(pk=after.pk).update(pre_test=before)
    return made


@pytest.fixture
def pair(release: Any) -> tuple[Quiz, Quiz]:
    before, after = Quiz.objects.select_related("activity").order_by("pk")
    return before, after


def learner(release: Any) -> Enrolment:
    return enrol(learner=PersonFactory(), course=release.course, at=START)


@pytest.fixture
def sit(answers: Any) -> Any:
    def sat(enrolment: Enrolment, quiz: Quiz, right: int) -> Attempt:
        attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
        return submit(attempt=attempt, answers=answers(attempt, right), at=LATER)

    return sat


def kinds(enrolment: Enrolment) -> list[str]:
    events = LearningEvent.objects.filter(enrolment=enrolment).exclude(kind="enrolled")
    return list(events.order_by("pk").values_list("kind", flat=True))


def test_handing_in_a_pre_test_completes_it_though_little_was_known(
    release: Any, pair: Any, sit: Any
) -> None:
    enrolment = learner(release)
    attempt = sit(enrolment, pair[0], 1)

    event = LearningEvent.objects.get(enrolment=enrolment, kind="activity_completed")
    assert event.evidence == {"rule": "submitted", "seconds": 600, "attempt": str(attempt.uuid)}
    assert (event.source, event.occurred_at) == ("quiz", LATER)
    assert EnrolmentProgress.objects.get(enrolment=enrolment).done == 1
    assert list(rebuild(Enrolment.objects.all(), write=False)) == []


def test_handing_it_in_again_adds_nothing_and_a_pass_is_a_fact_of_its_own(
    release: Any, pair: Any, sit: Any
) -> None:
    enrolment = learner(release)
    for right in (0, 1):
        sit(enrolment, pair[0], right)
    assert kinds(enrolment) == ["activity_completed"]
    sit(enrolment, pair[0], 5)
    assert kinds(enrolment) == ["activity_completed", "assessment_passed"]


def test_the_test_after_it_still_has_to_be_passed(release: Any, pair: Any, sit: Any) -> None:
    enrolment = learner(release)
    sit(enrolment, pair[0], 0)
    sit(enrolment, pair[1], 1)
    assert EnrolmentProgress.objects.get(enrolment=enrolment).completed_at is None
    sit(enrolment, pair[1], 5)
    assert EnrolmentProgress.objects.get(enrolment=enrolment).completed_at == LATER
    assert list(rebuild(Enrolment.objects.all(), write=False)) == []


def test_a_release_that_asks_for_a_pass_is_not_completed_by_handing_in(
    enrolment: Enrolment, quiz: Quiz, sit: Any
) -> None:
    sit(enrolment, quiz, 0)
    assert kinds(enrolment) == []


def test_the_gain_goes_from_the_first_result_before_to_the_best_after(
    release: Any, pair: Any, sit: Any
) -> None:
    enrolment = learner(release)
    for right in (1, 4):
        sit(enrolment, pair[0], right)
    assert gain_of(enrolment, pair[1]) is None
    for right in (4, 3):
        sit(enrolment, pair[1], right)
    assert gain_of(enrolment, pair[1]) == Gain(before=20, after=80)
    assert gain_of(enrolment, pair[0]) is None


def test_a_result_that_waits_for_a_person_is_not_yet_one(release: Any, pair: Any, sit: Any) -> None:
    enrolment = learner(release)
    sit(enrolment, pair[0], 1)
    Attempt.objects.filter(pk=sit(enrolment, pair[1], 5).pk).update(waiting=True)
    assert gain_of(enrolment, pair[1]) is None


def test_a_release_tells_the_means_of_those_who_have_both(
    release: Any, pair: Any, sit: Any, django_assert_num_queries: Any
) -> None:
    assert gains_by_release(pair[1]) == []
    for before, after in ((1, 4), (2, 5)):
        enrolment = learner(release)
        sit(enrolment, pair[0], before)
        sit(enrolment, pair[1], after)
    sit(learner(release), pair[0], 5)  # never came back
    sit(learner(release), pair[1], 0)  # was not there before

    with django_assert_num_queries(2):
        [row] = gains_by_release(pair[1])
    assert (row.course, row.number) == (release.course.title, release.number)
    assert row.gain == ClassGain(pairs=2, before=30, after=90)
    assert row.gain.points == 60
    assert row.gain.normalised == pytest.approx(6 / 7)


def test_nothing_can_be_gained_by_who_knew_everything() -> None:
    assert ClassGain(pairs=3, before=100, after=90).normalised is None
    assert mean_of([]) is None


@given(st.lists(st.builds(Gain, PERCENT, PERCENT), min_size=1))
def test_the_gain_of_the_means_is_the_mean_of_the_gains(gains: list[Gain]) -> None:
    found = mean_of(gains)
    assert found is not None
    assert found.points == pytest.approx(sum(gain.points for gain in gains) / len(gains), abs=1e-6)
    assert found.normalised is None or found.normalised <= 1 + 1e-9


def test_the_pages_of_a_pre_test_ask_for_no_pass(client: Client, release: Any, pair: Any, sit: Any) -> None:
    enrolment = learner(release)
    client.force_login(AccountFactory(person=enrolment.learner))
    assert (
        "không cần đạt, nộp bài là xong"
        in client.get(reverse("quiz_intro", args=[pair[0].activity.uuid])).content.decode()
    )
    page = client.get(reverse("quiz_attempt", args=[sit(enrolment, pair[0], 1).uuid])).content.decode()
    assert "Bài đầu vào không cần đạt" in page
    assert "Chưa đạt" not in page
    assert "Học tiếp" in page


def test_the_result_after_shows_what_was_gained(client: Client, release: Any, pair: Any, sit: Any) -> None:
    enrolment = learner(release)
    account: Account = AccountFactory(person=enrolment.learner)
    client.force_login(account)
    sit(enrolment, pair[0], 1)
    page = client.get(reverse("quiz_attempt", args=[sit(enrolment, pair[1], 5).uuid])).content.decode()
    assert "<dt>Trước khi học</dt><dd>20\u00a0%</dd>" in page
    assert "+80 điểm phần trăm" in page


def test_a_test_without_pair_shows_no_gain(
    client: Client, enrolment: Enrolment, quiz: Quiz, sit: Any
) -> None:
    client.force_login(Account.objects.get(person=enrolment.learner))
    page = client.get(reverse("quiz_attempt", args=[sit(enrolment, quiz, 5).uuid])).content.decode()
    assert "Trước khi học" not in page
