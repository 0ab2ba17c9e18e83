"""What a target of a whole province costs in process: counted, read, changed, checked; told as JSON."""

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from benchmarks.inside import big_province, start
from benchmarks.inside.target_lists import pages, spent

RUNS = 7
AGGREGATE = (
    "SELECT p.unit_id, COUNT(DISTINCT p.person_id), COUNT(DISTINCT CASE WHEN g.completed_at IS NOT NULL "
    "THEN p.person_id END) FROM people_posting p LEFT JOIN courses_enrolment e ON e.learner_id = p.person_id "
    "LEFT JOIN courses_enrolmentprogress g ON g.enrolment_id = e.id WHERE p.ends_on IS NULL GROUP BY p.unit_id"
)


def main() -> None:
    start.setup()
    from reports.models import Target

    begun = time.perf_counter()
    if not Target.objects.filter(code=big_province.TARGET).exists():
        big_province.fill(big_province.PEOPLE, big_province.COURSES)
    filled = time.perf_counter() - begun
    start.tell({"filled": filled, **measured(Target.objects.get(code=big_province.TARGET))})


def measured(target: Any) -> dict[str, Any]:
    from common import clock
    from people.queries.tree import UnitTree
    from reports.models import Target, TargetSpan, TargetStep, Touched
    from reports.queries.breakdown import Breakdown
    from reports.queries.facts import Frame
    from reports.queries.figures import compute
    from reports.queries.kept_figures import figure_of, kept_shares
    from reports.queries.kept_marks import can_be_kept
    from reports.services.rollup_check import drift_of
    from reports.services.rollups import catch_up, count_whole, forget_old

    at, today = clock.now(), clock.today()
    Touched.objects.all().delete()  # of the filling; the count that follows reads everybody
    counted = timed(lambda: count_whole(target=target, at=at), 1)
    forget_old(at=at)
    roll_up = target.roll_ups.get()
    tree, past = UnitTree.load(), today - timedelta(days=500)

    def read(day: date, frame: Frame = Frame.NOW, cutoff: datetime | None = None) -> Any:
        return figure_of(target, tree, as_of=day, frame=frame, within=None, now=at, cutoff=cutoff)

    days = [today - timedelta(days=30 * month) for month in range(12)]
    told: dict[str, Any] = {
        "spans": TargetSpan.objects.filter(roll_up=roll_up).count(),
        "steps": TargetStep.objects.filter(roll_up=roll_up).count(),
        "counted": counted,
        "today": timed(lambda: read(today)),
        "past": timed(lambda: read(past)),
        "then": timed(lambda: read(today, Frame.THEN), 3),
        "past_then": timed(lambda: read(past, Frame.THEN), 3),
        "known_then": timed(lambda: read(past, Frame.DAY, clock.end_of_day(past)), 3),
        "learnt_known_then": timed(lambda: read(past, Frame.THEN, clock.end_of_day(past)), 3),
        "known_before": timed(
            lambda: read(today, Frame.NOW, clock.end_of_day(today - timedelta(days=30))), 1
        ),
        "curve": timed(lambda: kept_shares(read(today), days, None)),
        "split": timed(lambda: Breakdown(read(today)).ways, 3),
        "record": timed(lambda: compute(target, as_of=past, known_at=at, frame=Frame.THEN), 1),
        "kept": len([one for one in Target.objects.all() if can_be_kept(one)]),
        "aggregate": timed(lambda: _run(AGGREGATE)),
        "one": median(timed(lambda: catch_up(at=at), 1) for _completed in _completions(target)),
        "moved": timed(lambda: _moved(lambda: catch_up(at=at)), 3),
        "list": {name: spent(page) for name, page in pages(read(today)).items()},
        "checked": timed(lambda: drift_of(roll_up, at), 1),
    }
    drift = drift_of(roll_up, at)
    return {**told, "drift": 0 if drift is None else len(drift.people) + drift.counts}


def _completions(target: Any) -> Iterator[None]:
    """One person after the other completes a course of the target; only the counting that follows is the figure's."""
    from common import clock
    from courses.models import Enrolment
    from courses.services.record import append_event

    waiting = Enrolment.objects.filter(course__in=target.courses.all(), progress__completed_at=None)
    for enrolment in waiting.select_related("release", "course", "learner")[:RUNS]:
        at = clock.now()
        append_event(
            enrolment=enrolment, kind="activity_completed", activity=enrolment.release.items.get().activity,
            version=1, occurred_at=at, recorded_at=at, evidence={"rule": "read", "seconds": 60},
        )  # fmt: skip
        yield


def _moved(work: Callable[[], Any]) -> None:
    """A post changes its category, which any target may ask for."""
    from people.models import Posting

    posting = Posting.objects.filter(ends_on=None).order_by("-pk").first()
    assert posting
    Posting.objects.filter(pk=posting.pk).update(category="" if posting.category else "xa")
    work()


def _run(sql: str) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def timed(work: Callable[[], Any], runs: int = RUNS) -> float:
    """Milliseconds of the clock, the median: the database's own time counts too."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return median(times)


if __name__ == "__main__":
    main()
