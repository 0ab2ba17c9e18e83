"""Statistics follow the attempts: new ones are added, changed ones counted anew, and both ways lead to one figure."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.counted import news
from assessments.models import PaperFigures, QuestionFigures, QuizCount
from assessments.periodic import count_statistics as job
from assessments.services import counting
from assessments.services.counting import count_statistics, keeping, rebuild_statistics
from assessments.services.counting.reading import tally_of
from tests.assessments.statistics.hall import AT, Hall

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def hall() -> Hall:
    return Hall()


def kept() -> Any:
    """All that is kept, without primary keys and moments."""
    papers = PaperFigures.objects.order_by("which").values_list("which", "sums", "n", "reliability", "method")
    names = ("which", "version", "sums", "n", "facility", "discrimination", "upper_lower", "flags", "seconds")
    return list(papers), list(QuestionFigures.objects.order_by("which", "version").values_list(*names))


def test_new_attempts_are_added_and_counting_again_changes_nothing(hall: Hall) -> None:
    hall.sit([0, 0, 1, 2])
    assert count_statistics(at=AT + HOUR) == 1
    first = kept()
    assert count_statistics(at=AT + 2 * HOUR) == 0
    assert kept() == first
    hall.sit([1, 0, 0, None], at=AT + 2 * HOUR)
    assert count_statistics(at=AT + 3 * HOUR) == 1
    facilities = (
        QuestionFigures.objects.filter(which="first").order_by("version").values_list("n", "facility")
    )
    assert list(facilities) == [(2, 0.5), (2, 1.0), (2, 0.5), (2, 0.0)]


def test_a_submission_still_being_written_waits_for_the_next_run(hall: Hall) -> None:
    hall.sit([0, 0, 0, 0])
    assert count_statistics(at=AT + timedelta(minutes=4)) == 0
    assert count_statistics(at=AT + timedelta(minutes=6)) == 1


def test_an_attempt_that_came_to_light_late_is_not_lost(hall: Hall) -> None:
    hall.sit([0, 0, 0, 0])
    count_statistics(at=AT + HOUR)
    hall.sit([1, 1, 1, 1], at=AT - HOUR)
    count_statistics(at=AT + 2 * HOUR)
    assert QuizCount.objects.get().attempts == 2


def test_only_the_first_attempt_of_a_learner_counts_as_first(hall: Hall) -> None:
    first = hall.sit([1, 1, 1, 1])
    hall.sit([0, 0, 0, 0], enrolment=first.enrolment, number=2)
    count_statistics(at=AT + HOUR)
    assert dict(PaperFigures.objects.values_list("which", "n")) == {"first": 1, "all": 2}


def test_open_and_waiting_attempts_and_merged_persons_do_not_count(hall: Hall) -> None:
    counted = hall.sit([0, 0, 0, 0])
    hall.sit([0, 0, 0, 0], waiting=True)
    twin = hall.sit([0, 0, 0, 0])
    opened = hall.sit([0, 0, 0, 0])
    type(opened).objects.filter(pk=opened.pk).update(submitted_at=None)
    count_statistics(at=AT + HOUR)
    assert QuizCount.objects.get().attempts == 2
    person = twin.enrolment.learner
    person.merged_into = counted.enrolment.learner
    person.save()
    assert count_statistics(at=AT + 2 * HOUR) == 1
    assert QuizCount.objects.get().attempts == 1


def test_a_replaced_result_has_the_test_counted_anew(hall: Hall) -> None:
    attempt = hall.sit([1, 1, 1, 1])
    hall.sit([0, 1, 0, 1])
    count_statistics(at=AT + HOUR)
    hall.replace(attempt, 1.0, AT + HOUR)
    assert [one.changed for one in news(AT + 2 * HOUR)] == [True]
    assert count_statistics(at=AT + 2 * HOUR) == 1
    assert QuestionFigures.objects.filter(which="first").earliest("version").facility == 1
    assert news(AT + 2 * HOUR) == []


def test_a_large_test_that_changes_all_day_is_counted_anew_once_an_hour(hall: Hall, monkeypatch: Any) -> None:
    monkeypatch.setattr(counting, "LARGE", 0)
    attempt = hall.sit([1, 1, 1, 1])
    count_statistics(at=AT + HOUR)
    hall.replace(attempt, 1.0, AT + HOUR)
    assert count_statistics(at=AT + HOUR + timedelta(minutes=30)) == 0
    assert count_statistics(at=AT + 2 * HOUR) == 1


def test_an_attempt_that_vanished_is_taken_out(hall: Hall) -> None:
    attempt = hall.sit([0, 0, 0, 0])
    count_statistics(at=AT + HOUR)
    attempt.delete()
    assert count_statistics(at=AT + 2 * HOUR) == 1
    assert (QuizCount.objects.get().attempts, QuestionFigures.objects.count()) == (0, 0)
    assert count_statistics(at=AT + 3 * HOUR) == 0


def test_of_two_runs_at_once_the_second_writes_nothing(hall: Hall) -> None:
    hall.sit([0, 0, 0, 0])
    count_statistics(at=AT + HOUR)
    stale = QuizCount.objects.get()
    hall.sit([1, 1, 1, 1])
    rebuild_statistics(quiz=hall.quiz.pk, at=AT + 2 * HOUR)
    late = {"quiz": hall.quiz.pk, "tally": tally_of(hall.quiz.pk, until=AT), "counted_to": AT, "replaced": 0}
    assert not keeping.keep(known=stale, rebuilt_at=AT, at=AT + 3 * HOUR, **late)
    assert not keeping.keep(known=None, rebuilt_at=AT, at=AT + 3 * HOUR, **late)
    assert QuizCount.objects.get().counted_at == AT + 2 * HOUR


def test_papers_from_before_versions_are_passed_over_once(hall: Hall) -> None:
    attempt = hall.sit([0, 0, 0, 0])
    type(attempt).objects.update(key={one: {"correct": []} for one in attempt.key})
    assert [count_statistics(at=AT + HOUR), count_statistics(at=AT + 2 * HOUR)] == [1, 0]
    assert not QuestionFigures.objects.exists()


def test_the_timetable_counts(hall: Hall) -> None:
    hall.sit([0, 0, 0, 0])
    job()
    assert QuizCount.objects.get().attempts == 1


def test_the_run_asks_the_same_however_many_tests(hall: Hall, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        news(AT + HOUR)
    for other in (hall, Hall(), Hall()):
        other.sit([0, 0, 0, 0])
    with django_assert_num_queries(3):
        assert len(news(AT + HOUR)) == 3


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("sit"), st.lists(st.sampled_from([0, 1, 2, None]), min_size=4, max_size=4)),
        st.tuples(st.just("count"), st.none()),
        st.tuples(st.just("replace"), st.sampled_from([0.0, 0.5, 1.0])),
    ),
    max_size=12,
)


@settings(max_examples=25)
@given(STEPS)
def test_counted_as_they_come_or_from_nothing_the_figures_are_the_same(steps: list[tuple[str, Any]]) -> None:
    with transaction.atomic():
        hall, sat = Hall(), []
        for hour, (what, value) in enumerate(steps, start=1):
            now = AT + hour * HOUR
            if what == "sit":
                sat.append(hall.sit(value, at=now))
            elif what == "replace" and sat:
                hall.replace(sat[0], value, now)
            elif what == "count":
                count_statistics(at=now)
        end = AT + 20 * HOUR
        count_statistics(at=end)
        as_they_came = kept()
        if sat:
            assert rebuild_statistics(quiz=hall.quiz.pk, at=end)
        assert kept() == as_they_came
        transaction.set_rollback(True)
