"""A province, a cadre posted in a commune, and a course completed with nine of ten."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from certificates.models import Certificate
from certificates.services.issuing import issue_certificate
from courses.models import CourseRelease, Enrolment
from courses.models.record import EventKind, EventSource
from courses.services.enrolment import enrol
from courses.services.record import append_event
from people.models import OrgUnit
from people.models.org_unit import Level
from tests.factories.courses import ReleaseFactory
from tests.factories.people import OrgUnitFactory, PersonFactory, PostingFactory

STARTED = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)
COMPLETED = datetime(2026, 10, 18, 2, 0, tzinfo=UTC)
ISSUED = datetime(2026, 10, 18, 17, 30, tzinfo=UTC)  # already the 19th in the province

Complete = Callable[..., Enrolment]


@pytest.fixture
def province(db: None) -> OrgUnit:
    return OrgUnitFactory(
        code="75", name="Đồng Nai", kind="thành phố", full_name="Thành phố Đồng Nai", level=Level.PROVINCE,
        valid_from=date(2026, 4, 30),
    )  # fmt: skip


@pytest.fixture
def commune(db: None) -> OrgUnit:
    return OrgUnitFactory(name="Xuân Định", full_name="Xã Xuân Định")


@pytest.fixture
def release(province: OrgUnit) -> CourseRelease:
    return ReleaseFactory(items=["quiz"])


@pytest.fixture
def complete(release: CourseRelease, commune: OrgUnit) -> Complete:
    """Enrol somebody with a post in the commune and let them complete the course."""

    def finish(at: datetime = COMPLETED, **person: object) -> Enrolment:
        learner = PersonFactory(**{"gender": "nu"} | person)
        PostingFactory(person=learner, unit=commune)
        enrolment = enrol(learner=learner, course=release.course, at=STARTED)
        append_event(
            enrolment=enrolment, kind=EventKind.ASSESSMENT_PASSED, activity=release.items.get().activity, version=1,
            occurred_at=at, recorded_at=at, source=EventSource.QUIZ,
            evidence={"attempt": str(uuid4()), "score": 9, "of": 10, "pass_percent": 60},
        )  # fmt: skip
        return enrolment

    return finish


@pytest.fixture
def certificate(complete: Complete) -> Certificate:
    return issue_certificate(enrolment=complete(), at=ISSUED)
