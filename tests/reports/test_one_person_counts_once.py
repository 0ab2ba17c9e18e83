"""Online, in a hall, and on a paper from elsewhere: one person, one course, one in the figure."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from certificates.services.external import Paper, accept, set_equivalence, submit
from courses.models import Enrolment
from courses.services.enrolment import enrol
from courses.services.progress import rebuild
from courses.services.record import append_event
from courses.services.training.closing import close_session
from courses.services.training.ticking import all_present
from people.models import Scope
from reports.models import Target
from reports.queries.figures import compute
from tests.courses.training.cast import AFTERWARDS, running
from tests.factories import AccountFactory, OrgUnitFactory, PostingFactory, ReleaseFactory
from tests.factories.training import SeatFactory

pytestmark = pytest.mark.django_db
ONLINE = datetime(2026, 5, 4, 3, tzinfo=UTC)


def test_a_person_who_learnt_the_course_in_three_ways_counts_once() -> None:
    unit = OrgUnitFactory(level="tinh", kind="tỉnh", full_name="Tỉnh Đồng Nai", code="75")
    clerk = AccountFactory()
    Scope.objects.create(account=clerk, unit=unit)
    person = PostingFactory(unit=unit).person
    release = ReleaseFactory(items=["lesson"])
    target = Target.objects.create(
        code="cbql", title="100 % cán bộ", unit=unit, population={"levels": ["tinh"]},
        starts_on=date(2023, 8, 18), due_on=date(2026, 12, 15),
    )  # fmt: skip
    target.courses.add(release.course)

    enrolment = enrol(learner=person, course=release.course, at=ONLINE)
    append_event(
        enrolment=enrolment, kind="activity_completed", activity=release.items.get().activity, version=1,
        occurred_at=ONLINE, recorded_at=ONLINE, evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip

    session = running(release=release)
    SeatFactory(session=session, person=person)
    for meeting in session.meetings.all():
        all_present(meeting=meeting, at=meeting.ends_at, by=clerk)
    close_session(session=session, at=AFTERWARDS, by=clerk)

    set_equivalence(
        course=release.course, by=clerk, at=ONLINE, issuers="Trường Chính trị tỉnh", least_hours=Decimal(1),
        issued_from=date(2024, 1, 1), basis="Công văn số 12",
    )  # fmt: skip
    paper = Paper(
        course=release.course, title="Chuyển đổi số", issuer="Trường Chính trị tỉnh", number="12/2025",
        issued_on=date(2025, 3, 1), hours=Decimal(16),
    )  # fmt: skip
    handed_in = submit(person=person, paper=paper, scan=ContentFile(b"%PDF-", name="a.pdf"), at=AFTERWARDS)
    accept(certificate=handed_in, by=clerk, at=AFTERWARDS)

    assert Enrolment.objects.count() == 1
    kinds = list(enrolment.events.order_by("occurred_at").values_list("kind", flat=True))
    assert sorted(kinds) == ["activity_completed", "enrolled", "recognised", "session_attended"]
    late = AFTERWARDS + timedelta(days=1)
    figures = compute(target, as_of=date(2026, 12, 12), known_at=late)
    assert (figures.tally.total.numerator, figures.tally.total.denominator) == (1, 1)
    assert rebuild(write=False) == []
