"""How films are watched: the arithmetic on known reports, and counts that outlive the reports without naming anybody."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.models import ActivityVersion, SpanReport, ViewingCount
from courses.periodic import expire_telemetry
from courses.queries.viewing import first_answers, headline_of, stretches_of
from courses.services.enrolment import enrol
from courses.services.viewing import count_viewing
from courses.viewing import Counts, Played, stretches
from tests.courses.film_asking import FIRST, Viewer
from tests.factories import PersonFactory, ReleaseFactory

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
DAY = date(2026, 3, 2)


def played(minute: float, *spans: tuple[float, float], day: date = DAY) -> Played:
    return Played(AT + timedelta(minutes=minute), day, spans)


def counts(*reports: Played, duration: float = 20.0) -> list[tuple[int, float, int]]:
    made = Counts(duration)
    made.add(reports)
    rows = [made.found.get((DAY, place)) for place in range(stretches(duration))]
    return [(row.viewers, round(row.replays, 2), row.stops) if row else (0, 0, 0) for row in rows]


@pytest.mark.parametrize(("seconds", "number"), [(0.5, 1), (20, 4), (21, 5), (500, 100), (3600, 100)])
def test_a_film_is_cut_into_five_seconds_or_a_hundredth(seconds: float, number: int) -> None:
    assert stretches(seconds) == number


def test_a_film_played_through_in_two_reports_is_seen_once_everywhere() -> None:
    assert counts(played(0, (0, 12)), played(1, (12, 20))) == [(1, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 1)]


def test_a_stretch_is_reached_when_half_of_it_was_played() -> None:
    assert [row[0] for row in counts(played(0, (0, 7.4)))] == [1, 0, 0, 0]
    assert [row[0] for row in counts(played(0, (0, 7.4)), played(1, (7.4, 7.6)))] == [1, 1, 0, 0]


def test_what_is_played_again_is_a_replay_and_no_second_viewer() -> None:
    assert counts(played(0, (0, 20)), played(1, (5, 10)), played(2, (5, 7.5)))[1] == (1, 1.5, 1)


def test_half_an_hour_of_silence_is_a_stop() -> None:
    told = counts(played(0, (0, 8)), played(10, (8, 12)), played(60, (12, 20)))
    assert [row[2] for row in told] == [0, 0, 1, 1]


def test_seconds_outside_the_film_are_nowhere() -> None:
    assert counts(played(0, (-5, 3), (19, 400))) == [(1, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 1)]


SPAN = st.tuples(st.integers(0, 19), st.integers(1, 10)).map(
    lambda pair: (float(pair[0]), float(pair[0] + pair[1]))
)


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.lists(SPAN, min_size=1, max_size=3)),
        max_size=8,
        unique_by=lambda r: r[0],
    )
)
def test_the_order_of_arrival_makes_no_difference_and_nobody_counts_twice(
    reports: list[tuple[int, list[tuple[float, float]]]],
) -> None:
    told = [played(minute, *spans) for minute, spans in reports]
    assert counts(*told) == counts(*told[::-1])
    assert all(viewers <= 1 and replays >= 0 for viewers, replays, _stops in counts(*told))


class Film:
    """One lesson with a film of 20 seconds and as many viewers as asked."""

    def __init__(self, viewers: int = 1) -> None:
        release = ReleaseFactory(items=["video"])
        self.activity = release.items.get().activity
        media = {"video": "film", "duration": 20.0, "outputs": []}
        ActivityVersion.objects.update(media=media, published_at=AT - timedelta(days=400))
        self.enrolments = [
            enrol(learner=PersonFactory(), course=release.course, at=AT) for _ in range(viewers)
        ]

    def report(self, who: int, *spans: tuple[float, float], at: datetime = AT, accepted: bool = True) -> None:
        SpanReport.objects.create(
            uuid=uuid4(), enrolment=self.enrolments[who], activity=self.activity, spans=[list(s) for s in spans],
            received_at=at, accepted=accepted,
        )  # fmt: skip

    def viewers(self, since: datetime | None = None) -> list[int]:
        return [one.viewers for one in stretches_of([self.activity], "film", 4, since)]


@pytest.fixture
def film() -> Film:
    return Film(viewers=3)


NIGHT = AT + timedelta(hours=20)


@pytest.mark.django_db
def test_counting_again_changes_nothing_and_new_reports_are_added(film: Film) -> None:
    film.report(0, (0, 20))
    film.report(1, (0, 10))
    assert count_viewing(at=NIGHT) == 1
    assert film.viewers() == [2, 2, 1, 1]
    assert count_viewing(at=NIGHT) == 0
    film.report(2, (0, 5), at=NIGHT)
    film.report(1, (10, 15), at=NIGHT)
    count_viewing(at=NIGHT + timedelta(hours=1))
    assert film.viewers() == [3, 2, 2, 1]
    assert film.viewers(since=NIGHT) == [1, 0, 1, 0]


@pytest.mark.django_db
def test_a_sitting_that_went_on_takes_its_stop_back(film: Film) -> None:
    film.report(0, (0, 5))
    count_viewing(at=AT + timedelta(minutes=1))
    film.report(0, (5, 20), at=AT + timedelta(minutes=5))
    count_viewing(at=NIGHT)
    assert [one.stops for one in stretches_of([film.activity], "film", 4, None)] == [0, 0, 0, 1]


@pytest.mark.django_db
def test_refused_reports_are_not_counted(film: Film) -> None:
    film.report(0, (0, 20), accepted=False)
    assert count_viewing(at=NIGHT) == 0


@pytest.mark.django_db
def test_reports_are_counted_before_they_expire_and_the_counts_stay(film: Film) -> None:
    film.report(0, (0, 20), at=datetime(2020, 1, 1, tzinfo=UTC))
    expire_telemetry()
    assert not SpanReport.objects.exists()
    assert film.viewers() == [1, 1, 1, 1]
    assert not [
        field.name for field in ViewingCount._meta.fields if field.name in ("enrolment", "learner", "person")
    ]


@pytest.mark.django_db
def test_another_film_in_the_same_lesson_is_counted_apart(film: Film) -> None:
    film.report(0, (0, 20), at=AT - timedelta(days=2))
    newer = ActivityVersion.objects.get()
    newer.pk, newer.number, newer.digest, newer.published_at = None, 2, "2" * 64, AT
    newer.media = {"video": "other", "duration": 10.0}
    newer.save(force_insert=True)
    film.report(0, (0, 10), at=AT + timedelta(minutes=1))
    count_viewing(at=NIGHT)
    assert film.viewers() == [1, 1, 1, 1]
    assert [one.viewers for one in stretches_of([film.activity], "other", 2, None)] == [1, 1]


@pytest.mark.django_db
def test_the_headline_and_the_first_answers_count_each_learner_once() -> None:
    viewer = Viewer()
    viewer.watch(0, 40, 50)
    viewer.answer(FIRST, "b")
    viewer.answer(FIRST, "a")
    told = headline_of([viewer.activity], "", None)
    assert (told.viewers, told.seconds, told.completed) == (1, 40, 0)
    assert first_answers([viewer.activity], None) == {str(FIRST): (1, 0)}
