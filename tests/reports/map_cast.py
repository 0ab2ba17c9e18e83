"""Who the map's tests put on it: a few communes of every age, with people who finished and people who did not."""

from datetime import UTC, date, datetime
from typing import Any

from courses.services.record import append_event
from people.models import OrgUnit
from reports.models import Target
from tests.factories import EnrolmentFactory, PersonFactory, PostingFactory, ReleaseFactory

MAY_2025 = datetime(2025, 5, 5, 3, tzinfo=UTC)


def map_target(**more: Any) -> Target:
    """Of the whole province, everybody in a commune."""
    root = OrgUnit.objects.get(code="75", valid_to=None)
    told = {"code": "ban-do", "title": "100 % cán bộ cấp xã", "population": {"levels": ["xa"]}, **more}
    target = Target.objects.create(unit=root, starts_on=date(2023, 8, 18), due_on=date(2026, 12, 15), **told)
    target.courses.add(ReleaseFactory(items=["lesson"]).course)
    return target


def commune(code: str, day: date = date(2023, 9, 1)) -> OrgUnit:
    """The version of a code that was in force on the day."""
    found = OrgUnit.objects.filter(code=code)
    return next(
        unit for unit in found if (unit.valid_from or day) <= day and (unit.valid_to or date.max) > day
    )


def people(
    target: Target,
    unit: OrgUnit,
    *,
    done: int,
    missing: int,
    at: datetime = MAY_2025,
    known: datetime | None = None,
) -> None:
    """Posted since 2023, finished at `at`, which the record learns at once or when it is `known`."""
    course = target.courses.get()
    release = course.releases.get()
    item = release.items.get()
    for number in range(done + missing):
        person = PersonFactory()
        PostingFactory(person=person, unit=unit, starts_on=date(2023, 1, 1))
        enrolment = EnrolmentFactory(learner=person, release=release, course=course)
        if number < done:
            append_event(
                enrolment=enrolment, kind="activity_completed", activity=item.activity, version=1, occurred_at=at,
                recorded_at=known or at, source="web", evidence={"rule": "read", "seconds": 60},
            )  # fmt: skip
