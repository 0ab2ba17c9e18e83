"""How the demonstration's film with questions was watched: reports, answers, and reports that were not counted."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from common import clock
from courses import spans as arithmetic
from courses.film_questions import is_right
from courses.models import (
    ActivityProgress,
    ActivityVersion,
    Course,
    Enrolment,
    FilmAnswer,
    SpanReport,
    WatchAnomaly,
    WatchedSpans,
)
from courses.services import anomalies
from courses.services.viewing import count_viewing
from people.models import Account, Person

NAMESPACE = UUID("6b1f0f3e-2f0d-4f57-9d0a-5d0f7c1e8a44")
WATCHERS, LEFT = 60, 14  # who finished the lesson, and who left half way
HARD_PART = (0.34, 0.47)  # of the film: what many play twice
Kind = WatchAnomaly.Kind


def tell_watching(*, course: Course, skip: set[int], at: datetime) -> None:
    """Of the lesson whose film asks: whole viewings, second looks, and those who left before the end."""
    version = _asking(course)
    rows = [
        row
        for enrolment, whole in _watchers(course, version, skip)
        for row in _viewing(enrolment, version, whole, at)
    ]
    WatchedSpans.objects.bulk_create(row for row in rows if isinstance(row, WatchedSpans))
    SpanReport.objects.bulk_create(row for row in rows if isinstance(row, SpanReport))
    FilmAnswer.objects.bulk_create(row for row in rows if isinstance(row, FilmAnswer))
    count_viewing(at=at)


def _asking(course: Course) -> ActivityVersion:
    activities = course.releases.latest("number").items.values("activity")
    asking = ActivityVersion.objects.filter(activity__in=activities, facts__questions__isnull=False)
    return asking.latest("number")


def _watchers(course: Course, version: ActivityVersion, skip: set[int]) -> Iterator[tuple[Enrolment, bool]]:
    """Enrolments, each with whether the lesson was finished."""
    learners = Enrolment.objects.filter(course=course).exclude(learner__in=skip).order_by("pk")
    done = ActivityProgress.objects.filter(activity=version.activity).values("enrolment")
    begun = ActivityProgress.objects.filter(enrolment__course=course).values("enrolment")
    yield from ((one, True) for one in learners.filter(pk__in=done)[:WATCHERS])
    yield from ((one, False) for one in learners.filter(pk__in=begun).exclude(pk__in=done)[:LEFT])


def _viewing(enrolment: Enrolment, version: ActivityVersion, whole: bool, at: datetime) -> Iterator[Any]:
    random = Random(enrolment.pk)
    film = float(version.media["duration"])
    when = at - timedelta(days=random.randint(1, 80), minutes=random.randint(0, 600))
    played = list(_played(random, film, whole))
    for number, span in enumerate(played):
        yield SpanReport(
            uuid=uuid5(NAMESPACE, f"{enrolment.uuid}/{number}"), enrolment=enrolment, activity=version.activity,
            spans=[span], received_at=when + number * timedelta(minutes=2),
        )  # fmt: skip
    seen = arithmetic.union(played)
    yield WatchedSpans(
        enrolment=enrolment, activity=version.activity, spans=seen, seconds=round(arithmetic.length(seen), 2),
        position=played[-1][1], opened_at=when, reported_at=when + timedelta(minutes=6), film=version.media["video"],
    )  # fmt: skip
    for question in version.facts["questions"]:
        if question["at"] <= seen[-1][1]:
            yield _answer(enrolment, version, question, random, when)


def _played(random: Random, film: float, whole: bool) -> Iterator[list[float]]:
    end = film if whole else film * random.choice([0.12, 0.3, 0.36, 0.48, 0.5, 0.8])
    yield [0.0, round(end, 2)]
    if whole and random.random() < 0.45:
        yield [round(share * film, 2) for share in HARD_PART]


def _answer(
    enrolment: Enrolment, version: ActivityVersion, question: dict[str, Any], random: Random, at: datetime
) -> FilmAnswer:
    correct = question["key"]["correct"]
    chosen = correct if random.random() < 0.7 else [option["id"] for option in question["options"]][-1:]
    return FilmAnswer(
        uuid=uuid5(NAMESPACE, f"{enrolment.uuid}/{question['id']}"), enrolment=enrolment, activity=version.activity,
        version=version.number, question=question["id"], chosen=chosen, right=is_right(question, chosen), answered_at=at,
    )  # fmt: skip


def tell_uncounted(*, course: Course, people: Iterable[Person], at: datetime) -> None:
    """A few lines for HR to look at; one was looked at already."""
    version = _asking(course)
    film = version.media["duration"]
    told: list[tuple[str, int, dict[str, Any]]] = [
        (Kind.TOO_MUCH, 3, {"seconds": 61.0, "spans": [[0.0, 61.0]]}),
        (Kind.OUTSIDE, 12, {"seconds": 900.0, "spans": [[film, film + 900]]}),
        (Kind.TOO_MUCH, 1, {"seconds": 34.5, "spans": [[20.0, 41.0], [48.0, 61.5]]}),
        (Kind.TOO_OFTEN, 418, {}),
        (Kind.NOT_THEIRS, 2, {}),
    ]
    for hours, (person, (kind, count, detail)) in enumerate(zip(people, told, strict=False)):
        anomalies.note(
            learner_id=person.pk, kind=kind, at=at - timedelta(hours=5 + 20 * hours), activity=version.activity,
            count=count, detail=detail,
        )  # fmt: skip
    anomalies.review(
        anomaly=WatchAnomaly.objects.earliest("last_at"), at=clock.now(), by=Account.objects.get(username="nhansu"),
        note="Đã gọi hỏi: chị mở lại trang cũ sau khi được chuyển sang khóa mới. Không có gì bất thường.",
    )  # fmt: skip
