"""How far the learners of a release come: step by step, where they stop, and after how many days.

Every count is the size of a set of people, so that a step and the list behind it cannot disagree. Withdrawn and excused
enrolments owe nothing and stand outside.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Count, Q

from certificates.models import Certificate
from certificates.queries.standing import latest_standing
from courses.models import ActivityProgress, Course, CourseRelease, Enrolment, ReleaseItem
from courses.models.progress import State
from courses.queries.viewing import FEWEST

ENROLLED, STARTED, COMPLETED, CERTIFIED, EXCUSED = (
    "ghi-danh", "bat-dau", "hoan-thanh", "chung-nhan", "duoc-mien",
)  # fmt: skip
DAY = 24 * 3600


@dataclass
class Step:
    """One step and who has come so far; `days` since they began, by person. `item` where it is one of the outline."""

    key: str
    people: set[int] = field(default_factory=set)
    days: list[float] = field(default_factory=list)
    item: ReleaseItem | None = None
    stopped: set[int] = field(default_factory=set)

    @property
    def count(self) -> int:
        return len(self.people)

    @property
    def stop_key(self) -> str:
        """Of those who have begun and for whom this is the next thing to do."""
        return f"dung-{self.item.position}" if self.item else ""

    @property
    def median_days(self) -> float | None:
        """Of few people it would be one person's pace."""
        return round(median(self.days), 1) if len(self.days) >= FEWEST else None

    def take(self, person: int, began_at: datetime | None, at: datetime) -> None:
        self.people.add(person)
        if began_at and at > began_at:  # a paper may be recorded of somebody who began here later
            self.days.append((at - began_at).total_seconds() / DAY)


@dataclass(frozen=True)
class Funnel:
    """The steps of a release in order; `excused` are told beside them."""

    release: CourseRelease
    steps: Sequence[Step]
    excused: set[int]

    @property
    def enrolled(self) -> int:
        return self.steps[0].count

    @property
    def worst(self) -> Step | None:
        """Where most people have stopped."""
        return max(
            (step for step in self.steps if step.stopped), key=lambda step: len(step.stopped), default=None
        )

    def people(self, key: str) -> set[int] | None:
        """Those behind a cell; None for a key that is none."""
        if key == EXCUSED:
            return self.excused
        for step in self.steps:
            if key == step.key:
                return step.people
            if step.stop_key and key == step.stop_key:
                return step.stopped
        return None


def funnel_of(release: CourseRelease) -> Funnel:
    """Four queries, whatever the number of learners and lessons."""
    items = list(release.items.select_related("activity").order_by("position"))
    rows = list(_enrolments(release).values_list(*COLUMNS))
    done = _done(release)
    certified = _certified(release)
    first = [Step(ENROLLED), Step(STARTED)]
    lessons = [Step(f"bai-{item.position}", item=item) for item in items]
    last = [Step(COMPLETED), Step(CERTIFIED)]
    excused = set()
    for pk, person, enrolled_at, state, started_at, completed_at in rows:
        if state == State.EXCUSED:
            excused.add(person)
            continue
        moments = [enrolled_at, started_at, *(done[pk].get(item.activity_id) for item in items), completed_at]
        moments.append(certified.get(pk))
        for step, at in zip([*first, *lessons, *last], moments, strict=True):
            if at:
                step.take(person, started_at, at)
        if started_at and not completed_at:
            _stop(lessons, done[pk], person)
    first[0].days.clear()  # how long after the learning a course was given says nothing
    return Funnel(release, [*first, *lessons, *last], excused)


@dataclass(frozen=True)
class Line:
    """One release, or one course, in a table of several."""

    enrolled: int
    started: int
    completed: int

    @property
    def percent(self) -> float | None:
        return 100 * self.completed / self.enrolled if self.enrolled else None


def lines_of_releases(course: Course) -> list[tuple[CourseRelease, Line]]:
    """Every release, the newest first; two queries."""
    sums = _sums(Enrolment.objects.filter(course=course), "release")
    return [(release, sums.get(release.pk, Line(0, 0, 0))) for release in course.releases.order_by("-number")]


def lines_of_courses(courses: Iterable[Course]) -> list[tuple[Course, Line]]:
    """Each course with all its releases together; one query."""
    known = list(courses)
    sums = _sums(Enrolment.objects.filter(course__in=known), "course")
    return [(course, sums.get(course.pk, Line(0, 0, 0))) for course in known]


COLUMNS = (
    "pk", "learner_id", "enrolled_at", "progress__state", "progress__started_at", "progress__completed_at",
)  # fmt: skip


def _owing(enrolments: Any) -> Any:
    return enrolments.filter(withdrawn_at__isnull=True, learner__merged_into__isnull=True)


def _enrolments(release: CourseRelease) -> Any:
    return _owing(Enrolment.objects.filter(release=release)).order_by("pk")


def _sums(enrolments: Any, by: str) -> dict[int, Line]:
    rows = _owing(enrolments).exclude(progress__state=State.EXCUSED).order_by().values_list(by)
    counted = rows.annotate(
        n=Count("pk"),
        started=Count("pk", filter=Q(progress__started_at__isnull=False)),
        completed=Count("pk", filter=Q(progress__completed_at__isnull=False)),
    )
    return {key: Line(*numbers) for key, *numbers in counted}


def _done(release: CourseRelease) -> dict[int, dict[int, datetime]]:
    found: dict[int, dict[int, datetime]] = defaultdict(dict)
    rows = ActivityProgress.objects.filter(enrolment__in=_enrolments(release).order_by())
    for enrolment, activity, at in rows.values_list("enrolment_id", "activity_id", "completed_at"):
        found[enrolment][activity] = at
    return found


def _certified(release: CourseRelease) -> dict[int, datetime]:
    """When the certificate that stands was issued."""
    rows = latest_standing(Certificate.objects.filter(enrolment__in=_enrolments(release).order_by()))
    return dict(rows.values_list("enrolment_id", "issued_at"))


def _stop(lessons: Sequence[Step], done: dict[int, datetime], person: int) -> None:
    """At the first thing that must be done and is not."""
    for step in lessons:
        assert step.item
        if step.item.required and step.item.activity_id not in done:
            step.stopped.add(person)
            return
