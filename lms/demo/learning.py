"""A year of learning events for the demonstration, written as facts and folded like any other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from courses.models import Course, Enrolment, LearningEvent, ReleaseItem
from courses.models.record import EventKind, EventSource
from courses.services.progress import rebuild
from lms.demo.calendar import DemoYear, office_hour

NAMESPACE = UUID("0f1c4a52-7a3e-4a0e-9b3f-2c6a7d1e5b90")
HALLS = ["Hội trường tỉnh", "Trung tâm Văn hóa", "Hội trường UBND xã", "Nhà văn hóa xã"]
EXCUSES = ["Nghỉ thai sản", "Nghỉ hưu trong năm", "Nghỉ ốm dài ngày", "Đi học tập trung"]


@dataclass(frozen=True)
class Habits:
    """How a course goes: the share who finish and who stop half way, by commune more or less."""

    finish: float
    stop: float
    excuse: float = 0.02
    hall: float = 0.0  # of those who finish: in a hall, entered later from the signed sheet


def learn(*, course: Course, habits: Habits, year: DemoYear, seed: int, skip: set[int]) -> None:
    """Let the enrolled learn; `skip` are people whose story is told elsewhere."""
    random = Random(seed)
    items = list(course.releases.latest("number").items.select_related("activity"))
    zeal: dict[int, float] = {}
    events: list[LearningEvent] = []
    enrolments = Enrolment.objects.filter(course=course).exclude(learner__in=skip).order_by("learner_id")
    for enrolment in enrolments.select_related("learner").prefetch_related("learner__postings"):
        unit = max(enrolment.learner.postings.all(), key=lambda post: post.starts_on).unit_id
        zeal.setdefault(unit, random.choice([0.62, 0.78, 0.9, 1.0, 1.05, 1.12, 1.25]))
        events.extend(_story(enrolment, items, habits, zeal[unit], year, random))
    LearningEvent.objects.bulk_create(events, batch_size=2000)
    rebuild(Enrolment.objects.filter(course=course), write=True)


def _story(
    enrolment: Enrolment,
    items: list[ReleaseItem],
    habits: Habits,
    zeal: float,
    year: DemoYear,
    random: Random,
) -> Iterator[LearningEvent]:
    luck = random.random()
    start = year.start + timedelta(days=int(random.triangular(5, 300, 120)))
    if luck < habits.excuse:
        yield _excused(enrolment, start, random)
    elif luck < habits.excuse + habits.finish * zeal:
        if random.random() < habits.hall:
            yield _in_a_hall(enrolment, min(start, year.today - timedelta(days=30)), random)
        else:
            yield from _items(enrolment, items, start, year.today, random)
    elif luck < habits.excuse + habits.finish * zeal + habits.stop:
        yield from _items(enrolment, items[: random.randint(1, len(items) - 1)], start, year.today, random)


def _items(
    enrolment: Enrolment, items: list[ReleaseItem], start: date, today: date, random: Random
) -> Iterator[LearningEvent]:
    day = start
    for item in items:
        day += timedelta(days=random.choice([0, 0, 1, 2, 4]))
        if day >= today:
            return
        yield done_item(enrolment, item, day, random)


def done_item(enrolment: Enrolment, item: ReleaseItem, day: date, random: Random) -> LearningEvent:
    submitted = item.rule.get("submitted", False)
    quiz = item.rule["kind"] == "quiz" and not submitted
    at = office_hour(day, random)
    evidence: dict[str, Any]
    if quiz:
        evidence = {"score": random.choice([4, 4, 5, 5, 5]), "of": 5, "pass_percent": 60}
    else:
        evidence = {
            "rule": "submitted" if submitted else item.rule["kind"],
            "seconds": random.randint(70, 300),
        }
    return LearningEvent(
        uuid=uuid5(NAMESPACE, f"{enrolment.uuid}/{item.activity.uuid}"),
        enrolment=enrolment,
        activity=item.activity,
        version=item.minimum_version,
        kind=EventKind.ASSESSMENT_PASSED if quiz else EventKind.ACTIVITY_COMPLETED,
        occurred_at=at,
        recorded_at=at,
        source=EventSource.QUIZ if quiz else EventSource.WEB,
        evidence=evidence,
    )


def _in_a_hall(enrolment: Enrolment, day: date, random: Random) -> LearningEvent:
    """A class day, known to the system some weeks after."""
    at = office_hour(day, random)
    return LearningEvent(
        uuid=uuid5(NAMESPACE, f"{enrolment.uuid}/hall"),
        enrolment=enrolment,
        kind=EventKind.SESSION_ATTENDED,
        occurred_at=at,
        recorded_at=at + timedelta(days=random.randint(3, 25)),
        source=EventSource.PAPER,
        backfilled=True,
        evidence={"session": f"Lớp tập huấn ngày {day:%d/%m/%Y}", "hours": 8, "place": random.choice(HALLS)},
    )


def _excused(enrolment: Enrolment, day: date, random: Random) -> LearningEvent:
    at = office_hour(day, random)
    return LearningEvent(
        uuid=uuid5(NAMESPACE, f"{enrolment.uuid}/excused"),
        enrolment=enrolment,
        kind=EventKind.EXCUSED,
        occurred_at=at,
        recorded_at=at,
        evidence={"reason": random.choice(EXCUSES)},
    )
