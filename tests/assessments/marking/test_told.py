"""What the learner is told: where a waiting paper stands, and what was said of it afterwards."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from assessments.models import Attempt
from assessments.services.marking.tasks import take
from courses.models import Enrolment
from people.models import Account
from tests.assessments.marking.conftest import levels, mark, task_of

Named = Callable[..., Account]


def _page(learner: Client, attempt: Attempt) -> str:
    return learner.get(reverse("quiz_attempt", args=[attempt.uuid])).content.decode()


def test_a_waiting_paper_tells_since_when_and_how_much_is_read(
    attempt: Attempt, learner: Client, name: Named
) -> None:
    page = _page(learner, attempt)
    assert "Bài ở hàng chờ chấm từ" in page
    assert "Đã chấm 0/2 câu" in page
    mark(attempt, "plain", name(), 1)
    assert "Đã chấm 1/2 câu" in _page(learner, attempt)
    intro = learner.get(reverse("quiz_intro", args=[attempt.quiz.activity.uuid])).content.decode()
    assert "Đã chấm 1/2 câu" in intro


def test_that_somebody_reads_it_now_is_told(attempt: Attempt, learner: Client, name: Named) -> None:
    from common import clock

    take(task=task_of(attempt, "plain"), by=name(), at=clock.now())
    assert "Có người đang chấm" in _page(learner, attempt)


def test_nothing_said_is_shown_before_the_result(attempt: Attempt, learner: Client, name: Named) -> None:
    mark(attempt, "rubric", name(), levels())
    assert "Nêu thêm ví dụ" not in _page(learner, attempt)


def test_rubric_and_comment_stand_on_the_result_without_the_markers_name(
    attempt: Attempt, learner: Client, name: Named
) -> None:
    marker = name()
    mark(attempt, "rubric", marker, levels(content=1))
    mark(attempt, "plain", marker, 1)
    page = _page(learner, attempt)
    assert "Nêu thêm ví dụ" in page
    assert "Thiếu ý" in page
    assert "1/3" in page
    assert marker.get_full_name() not in page


def test_two_readings_and_the_third_step_are_told_as_what_they_are(
    rule: Callable[..., object], hand_in: Callable[..., Attempt], enrolment: Enrolment, learner: Client, name: Named,
    editor: Account,
) -> None:  # fmt: skip
    rule(second_marker=True)
    attempt = hand_in(enrolment)
    first, second = name("first"), name("second")
    mark(attempt, "rubric", first, levels())
    mark(attempt, "rubric", second, levels(), "second")
    mark(attempt, "plain", first, 2)
    mark(attempt, "plain", second, 0, "second")
    assert "Hai người chấm đang thống nhất điểm" in _page(learner, attempt)
    mark(attempt, "plain", editor, 1, "agreed")
    page = _page(learner, attempt)
    assert all(word in page for word in ("Người chấm 1", "Người chấm 2", "Thống nhất điểm"))
