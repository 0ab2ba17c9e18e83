"""Days of one cycle, and what happens in it."""

from datetime import UTC, date, datetime

from courses.models import Enrolment, LearningEvent
from courses.services.record import append_event
from people.models import OrgUnit
from reports.documents.wording import pattern_of
from reports.models import Consolidated, ReportCycle
from reports.queries.consolidating import material_of
from reports.services.consolidated import Signing, issue, present
from tests.factories import OrgUnitFactory

OPENED = datetime(2026, 5, 20, tzinfo=UTC)
FROZEN = datetime(2026, 6, 14, 9, tzinfo=UTC)
LATER = datetime(2026, 8, 1, tzinfo=UTC)
SIGNING = Signing("7", "BC-UBND", date(2026, 6, 15), "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "Lê Thị Hằng")


def complete(name: str, on: datetime, known: datetime | None = None) -> LearningEvent:
    enrolment = Enrolment.objects.get(learner__full_name__endswith=name)
    return append_event(
        enrolment=enrolment, kind="activity_completed", activity=enrolment.release.items.get().activity,
        version=1, occurred_at=on, recorded_at=known or on, evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip


def issued(cycle: ReportCycle) -> Consolidated:
    present(report=cycle.consolidated, at=FROZEN, by=None)
    return issue(report=cycle.consolidated, signing=SIGNING, at=LATER, by=None)


def texts(cycle: ReportCycle, at: datetime = FROZEN) -> dict[str, str]:
    return {part.key: part.text for part in pattern_of(material_of(cycle, at))}


def becomes_a_city(province: OrgUnit, day: date) -> None:
    OrgUnit.objects.filter(pk=province.pk).update(valid_to=day)
    OrgUnitFactory(
        code="75",
        kind="thành phố",
        level="tinh",
        name="Đồng Nai",
        full_name="Thành phố Đồng Nai",
        valid_from=day,
    )
