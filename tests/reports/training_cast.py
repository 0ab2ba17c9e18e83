"""Somebody who has completed a course, for tests of programmes, criteria and training plans."""

from datetime import UTC, datetime
from typing import Any

from courses.models import Course
from courses.services.record import append_event
from people.models import OrgUnit, Person
from tests.factories import EnrolmentFactory, PostingFactory

LEARNT_AT = datetime(2026, 3, 3, tzinfo=UTC)
PAPER = {"certificate": "c", "issuer": "i", "number": "1"}


def learnt(course: Course, unit: OrgUnit, person: Person | None = None, at: datetime = LEARNT_AT) -> Any:
    """A person of the unit, new unless given, with the course on record."""
    person = person or PostingFactory(unit=unit).person
    enrolment = EnrolmentFactory(learner=person, release=course.releases.get(), course=course)
    append_event(enrolment=enrolment, kind="recognised", occurred_at=at, recorded_at=at, evidence=PAPER)
    return person
