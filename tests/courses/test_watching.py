"""Watching is measured on the server: what was really played, no faster than a player can play."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from common.errors import Conflict, DomainError, Implausible
from courses.models import ActivityVersion, Enrolment, LearningEvent, SpanReport, WatchedSpans
from courses.queries.lesson import lesson_for
from courses.services.enrolment import enrol
from courses.services.finishing import finish_activity
from courses.services.progress import rebuild
from courses.services.record import retract
from courses.services.telemetry import expire_reports
from courses.services.watching import Outcome, open_activity, report_spans
from courses.wire import Played
from tests.factories import PersonFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


class Player:
    """One learner before one film of 100 seconds that asks for 90 %."""

    def __init__(self, kind: str = "video") -> None:
        release = ReleaseFactory(items=[kind])
        self.enrolment = enrol(learner=PersonFactory(), course=release.course, at=AT)
        self.item = release.items.get()
        self.activity = self.item.activity
        open_activity(enrolment=self.enrolment, activity=self.activity, at=AT)

    @property
    def version(self) -> ActivityVersion:
        return self.activity.versions.last()

    def report(
        self, spans: list[list[float]], after: float, uuid: UUID | None = None, position: float = 0
    ) -> Outcome:
        report = Played(uuid or uuid4(), [(start, end) for start, end in spans], position)
        return report_spans(
            enrolment=self.enrolment, activity=self.activity, version=self.version, report=report,
            at=AT + timedelta(seconds=after),
        )  # fmt: skip

    def finish(self, after: float) -> None:
        at = AT + timedelta(seconds=after)
        finish_activity(enrolment=self.enrolment, activity=self.activity, version=self.version, at=at)

    @property
    def completions(self) -> int:
        return LearningEvent.objects.filter(kind="activity_completed").count()


@pytest.fixture
def player() -> Player:
    return Player()


def test_watching_ninety_per_cent_completes_the_lesson_with_one_event(player: Player) -> None:
    assert not player.report([[0, 50]], after=50).completed
    done = player.report([[50, 90]], after=90)
    assert (done.completed, done.seconds, done.share) == (True, 90, 0.9)
    player.report([[90, 100]], after=100)
    event = LearningEvent.objects.get(kind="activity_completed")
    assert (event.evidence["seconds"], event.version) == (90, 1)
    assert Enrolment.objects.get().progress.state == "completed"
    assert rebuild(write=False) == []


def test_seeking_to_the_end_does_not_complete(player: Player) -> None:
    report = player.report([[0, 3], [97, 100]], after=10)
    assert (report.completed, report.seconds) == (False, 6)
    with pytest.raises(Conflict, match="Còn thiếu 1:24"):
        player.finish(after=11)
    assert player.completions == 0


def test_the_same_seconds_count_once_however_often_they_are_played(player: Player) -> None:
    for turn in range(1, 6):
        report = player.report([[0, 20]], after=20 * turn)
    assert report.seconds == 20


def test_a_replayed_report_changes_nothing(player: Player) -> None:
    uuid = uuid4()
    first = player.report([[0, 10]], after=10, uuid=uuid)
    again = player.report([[0, 60]], after=70, uuid=uuid)
    assert (first.accepted, again.accepted, again.replayed, again.seconds) == ([uuid], [], [uuid], 10)
    assert SpanReport.objects.count() == 1


def test_more_than_the_clock_allows_is_refused_and_nothing_is_counted(player: Player) -> None:
    with pytest.raises(Implausible):
        player.report([[0, 100]], after=5)
    assert WatchedSpans.objects.get().seconds == 0
    assert SpanReport.objects.get().accepted is False
    assert player.completions == 0


def test_twice_the_speed_is_believed(player: Player) -> None:
    assert player.report([[0, 40]], after=20).accepted


def test_two_devices_reporting_a_moment_apart_are_both_counted(player: Player) -> None:
    for beat in range(1, 5):
        player.report([[10 * beat - 10, 10 * beat]], after=10 * beat)
        report = player.report([[40 + 10 * beat, 50 + 10 * beat]], after=10 * beat + 0.1)
    assert report.seconds == 80


def test_what_was_watched_offline_counts_when_the_phone_is_back(player: Player) -> None:
    assert player.report([[0, 95]], after=600).completed


@pytest.mark.parametrize("spans", [[[-50, 5]], [[0, 5], [99, 5000]], [[0, 5], [-3, -1]]])
def test_a_report_with_seconds_the_film_does_not_have_changes_nothing(
    player: Player, spans: list[list[float]]
) -> None:
    with pytest.raises(Implausible, match="ngoài độ dài"):
        player.report(spans, after=60)
    assert WatchedSpans.objects.get().seconds == 0


def test_outputs_may_be_a_little_longer_than_the_film(player: Player) -> None:
    assert player.report([[99, 101.5]], after=60).seconds == 1


def test_where_one_stopped_is_remembered_inside_the_film(player: Player) -> None:
    player.report([[0, 10]], after=10, position=400)
    assert WatchedSpans.objects.get().position == 100


def test_a_new_film_starts_at_nothing(player: Player) -> None:
    player.report([[0, 80]], after=80)
    newer = ActivityVersion.objects.get()
    newer.pk, newer.number, newer.digest, newer.media = (
        None,
        2,
        "2" * 64,
        {"duration": 100.0, "video": "other"},
    )
    newer.save(force_insert=True)
    assert player.report([[0, 10]], after=100).seconds == 10


def test_a_retracted_completion_is_not_given_back_by_the_next_heartbeat(player: Player) -> None:
    player.report([[0, 95]], after=95)
    retract(event=LearningEvent.objects.get(kind="activity_completed"), reason="Xem hộ", at=AT, by=None)
    assert not player.report([[95, 100]], after=120).completed


def test_a_text_is_finished_after_its_reading_time_and_once(player: Player) -> None:
    reader = Player("lesson")
    reader.item.rule = {"kind": "read", "seconds": 60}
    reader.item.save()
    with pytest.raises(Conflict, match="50 giây"):
        reader.finish(after=10)
    reader.finish(after=61)
    reader.finish(after=62)
    assert reader.completions == 1


def test_a_quiz_is_not_finished_by_saying_so() -> None:
    with pytest.raises(Conflict):
        Player("quiz").finish(after=1000)


def test_an_activity_of_another_course_is_not_found(player: Player) -> None:
    other = Player()
    assert lesson_for(player.enrolment.learner_id, other.activity.uuid) is None
    with pytest.raises(DomainError):
        report_spans(
            enrolment=player.enrolment, activity=other.activity, version=other.version,
            report=Played(uuid4(), []), at=AT,
        )  # fmt: skip


def test_a_heartbeat_costs_three_queries(player: Player, django_assert_num_queries: object) -> None:
    version, item = player.version, player.item
    report = Played(uuid4(), [(0, 10)], position=10)
    with django_assert_num_queries(5) as asked:  # type: ignore[operator]
        report_spans(
            enrolment=player.enrolment, activity=player.activity, version=version, report=report,
            at=AT + timedelta(seconds=10), item=item,
        )  # fmt: skip
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 3


def test_raw_reports_expire_and_their_union_stays(player: Player) -> None:
    player.report([[0, 10]], after=10)
    assert expire_reports(at=AT + timedelta(days=89)) == 0
    assert expire_reports(at=AT + timedelta(days=91)) == 1
    assert WatchedSpans.objects.get().seconds == 10


def test_a_province_may_keep_raw_reports_for_a_shorter_time(player: Player, settings: Any) -> None:
    player.report([[0, 10]], after=10)
    settings.TELEMETRY_DAYS = 7
    assert expire_reports(at=AT + timedelta(days=6)) == 0
    assert expire_reports(at=AT + timedelta(days=8)) == 1
