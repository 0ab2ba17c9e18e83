"""A province of PEOPLE people, five years of posts and COURSES courses, written straight into the tables.

Whatever is written is valid: the facts of each enrolment fold to its progress row (`rebuild_progress --check`).
"""

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from benchmarks.inside import start

PEOPLE = int(os.environ.get("PEOPLE", "200000"))
COURSES = int(os.environ.get("COURSES", "20"))
BATCH = 10_000
FIRST, DAYS = date(2021, 11, 1), 1_825
TARGET, PREFIX = "do-toc-do", "ĐT"


def main() -> None:
    start.setup()
    from reports.models import Target

    if not Target.objects.filter(code=TARGET).exists():
        fill(PEOPLE, COURSES)
    start.tell({"target": TARGET})


def fill(people: int, courses: int) -> None:
    """Half of a course's learners have completed it; each person learns two courses of all."""
    from common import clock
    from people.queries.tree import UnitTree

    here = UnitTree.load().on(clock.today())
    root = next(unit.id for unit in here if unit.level == "tinh" and not unit.is_office)
    lessons = releases(courses)
    people_in(Communes(), range(people), lessons, Random(202))
    target_of(TARGET, root, lessons)
    analyse()


def people_in(units: Any, numbers: range, lessons: list["Lesson"], random: Random) -> None:
    """People with these numbers, posted in `units.on(day)`."""
    from django.db import transaction

    for first in range(numbers.start, numbers.stop, BATCH):
        with transaction.atomic():
            _store(range(first, min(first + BATCH, numbers.stop)), units, lessons, random)


def target_of(code: str, root: int, lessons: list["Lesson"]) -> Any:
    """Half of the courses count, for everybody below the root."""
    from reports.models import Target

    target = Target.objects.create(
        code=code, title="100 % cán bộ (đo tốc độ)", unit_id=root, population={"levels": ["tinh", "xa"]},
        starts_on=FIRST, due_on=date(2030, 12, 15),
    )  # fmt: skip
    target.courses.set({lesson.course for lesson in lessons[: max(1, len(lessons) // 2)]})
    return target


def analyse() -> None:
    """What the planners of both databases know of the tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def releases(courses: int, prefix: str = "do") -> list["Lesson"]:
    """Each course with one lesson in one release."""
    from common import clock
    from courses.models import Activity, Course, CourseRelease, ReleaseItem

    found, at = [], clock.now()
    for number in range(courses):
        course = Course.objects.create(
            code=f"{prefix.upper()}{number}",
            slug=f"{prefix}-{number}",
            title=f"Khóa đo {number}",
            created_at=at,
        )
        activity = Activity.objects.create(kind="lesson", title="Bài đo", created_at=at)
        release = CourseRelease.objects.create(course=course, number=1, title=course.title, released_at=at)
        ReleaseItem.objects.create(
            release=release, activity=activity, position=1, rule={"kind": "read", "seconds": 0}
        )
        found.append(Lesson(course.pk, release.pk, activity.pk))
    return found


def _store(batch: range, units: Any, lessons: list["Lesson"], random: Random) -> None:
    from common.bulk import fresh_keys, insert_rows
    from courses.models import Enrolment, EnrolmentProgress, LearningEvent
    from lms.demo.names import Names
    from people.models import Person, Posting

    names = Names(random)
    people = [_person(number, names, random) for number in batch]
    Person.objects.bulk_create(people)
    columns = ("uuid", "person_id", "unit_id", "position", "starts_on", "ends_on")
    insert_rows(Posting, columns, (row for person in people for row in _posts(person.pk, units, random)))
    learnt = [
        (person.pk, lesson) for person in people for lesson in random.sample(lessons, min(2, len(lessons)))
    ]
    keys = fresh_keys(Enrolment, len(learnt))
    rows = [_learning(key, *one, random) for key, one in zip(keys, learnt, strict=True)]
    columns = ("id", "uuid", "learner_id", "course_id", "release_id", "enrolled_at")
    insert_rows(Enrolment, columns, (row.enrolment for row in rows))
    columns = (
        "uuid",
        "enrolment_id",
        "activity_id",
        "version",
        "kind",
        "occurred_at",
        "recorded_at",
        "evidence",
    )
    insert_rows(LearningEvent, columns, (event for row in rows for event in row.events))
    columns = ("enrolment_id", "state", "done", "required", "started_at", "last_event_at", "completed_at")
    insert_rows(EnrolmentProgress, columns, (row.progress for row in rows))


def _person(number: int, names: Any, random: Random) -> Any:
    """Of every tenth nobody wrote down the year of birth."""
    from common import clock
    from people.models import Person

    name, gender = names.person()
    born = random.randrange(1964, 2004) if random.random() < 0.9 else None
    return Person(
        staff_code=f"{PREFIX}{number:07d}", full_name=name, gender=gender, birth_year=born, created_at=clock.now()
    ).set_keys()  # fmt: skip


def _posts(person: int, units: Any, random: Random) -> Iterator[tuple[Any, ...]]:
    """One post, or two after one another in every third life."""
    begun = FIRST + timedelta(days=random.randrange(DAYS // 2))
    moved = begun + timedelta(days=random.randrange(30, DAYS // 2)) if random.random() < 0.33 else None
    yield (
        uuid.UUID(int=random.getrandbits(128)),
        person,
        random.choice(units.on(begun)),
        "Công chức",
        begun,
        moved,
    )
    if moved:
        yield (
            uuid.UUID(int=random.getrandbits(128)),
            person,
            random.choice(units.on(moved)),
            "Công chức",
            moved,
            None,
        )


def _learning(key: int, person: int, lesson: "Lesson", random: Random) -> "Learning":
    begun = datetime(2021, 11, 1, 2, tzinfo=UTC) + timedelta(minutes=random.randrange(DAYS * 1_200))
    done = begun + timedelta(days=random.randrange(1, 60)) if random.random() < 0.5 else None
    enrolment = (key, _uuid(random), person, lesson.course, lesson.release, begun)
    events = [(_uuid(random), key, None, None, "enrolled", begun, begun, {"release": 1})]
    if done:
        evidence = {"rule": "read", "seconds": 60}
        events.append((_uuid(random), key, lesson.activity, 1, "activity_completed", done, done, evidence))
    state = "completed" if done else "not_started"
    return Learning(enrolment, events, (key, state, 1 if done else 0, 1, done, done, done))


def _uuid(random: Random) -> uuid.UUID:
    return uuid.UUID(int=random.getrandbits(128))


class Communes:
    """The communes of a day: nobody is posted in one that does not exist yet."""

    def __init__(self) -> None:
        from people.queries.tree import UnitTree

        self._tree = UnitTree.load()
        self._known: dict[date, list[int]] = {}

    def on(self, day: date) -> list[int]:
        turn = self._tree.turn(day)
        if turn not in self._known:
            here = self._tree.on(day)
            self._known[turn] = [unit.id for unit in here if unit.level == "xa" and not unit.is_office]
        return self._known[turn]


class Lesson(NamedTuple):
    """Keys of a course, its release and its one lesson."""

    course: int
    release: int
    activity: int


class Learning(NamedTuple):
    """The rows of one enrolment."""

    enrolment: tuple[Any, ...]
    events: list[tuple[Any, ...]]
    progress: tuple[Any, ...]


if __name__ == "__main__":
    main()
