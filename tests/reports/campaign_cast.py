"""Communes with people who learnt or did not, a target and a campaign between them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from courses.services.record import append_event
from people.models import OrgUnit, Person, UnitParent
from reports.models import Campaign, CampaignRound, RoundResult, Target
from reports.services.campaigns import close_round, open_round, save_campaign
from tests.factories import EnrolmentFactory, OrgUnitFactory, PersonFactory, PostingFactory, ReleaseFactory

START, END = date(2026, 3, 1), date(2026, 3, 31)
OPENED = datetime(2026, 3, 1, 1, tzinfo=UTC)
AFTER = datetime(2026, 4, 2, 1, tzinfo=UTC)


def target_of(province: OrgUnit, code: str = "thi-dua") -> Target:
    target = Target.objects.create(
        code=code, title=f"100 % cán bộ ({code})", unit=province, population={"levels": ["tinh", "xa"]},
        starts_on=date(2026, 1, 1), due_on=date(2026, 12, 15),
    )  # fmt: skip
    target.courses.add(ReleaseFactory(items=["lesson"]).course)
    return target


def commune(province: OrgUnit, **more: Any) -> OrgUnit:
    unit = OrgUnitFactory(**more)
    UnitParent.objects.create(unit=unit, parent=province)
    return unit


def people(target: Target, unit: OrgUnit, done: int, of: int, day: int = 10, month: int = 3) -> list[Person]:
    """`of` people of a unit, the first `done` of whom completed on the day."""
    course = target.courses.get()
    found = [
        PostingFactory(unit=unit, person=PersonFactory(), starts_on=date(2025, 7, 1)).person
        for _ in range(of)
    ]
    for number, person in enumerate(found):
        enrolment = EnrolmentFactory(learner=person, release=course.releases.get(), course=course)
        if number < done:
            complete(enrolment, datetime(2026, month, day, 3, tzinfo=UTC))
    return found


def complete(enrolment: Any, at: datetime, recorded_at: datetime | None = None) -> None:
    item = enrolment.release.items.get()
    append_event(
        enrolment=enrolment, kind="activity_completed", activity=item.activity, version=1, occurred_at=at,
        recorded_at=recorded_at or at, source="web", evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip


def campaign_of(area: OrgUnit, weights: dict[Target, int], **more: Any) -> CampaignRound:
    """A saved campaign; its first round."""
    told = {"slug": "dot", "title": "Thi đua học số", "organiser": area, "area": area} | more
    days = (told.pop("starts_on", START), told.pop("ends_on", END))
    campaign = save_campaign(
        campaign=Campaign(**told), weights=weights, starts_on=days[0], ends_on=days[1],
        at=OPENED - timedelta(days=1), by=None,
    )  # fmt: skip
    return campaign.rounds.get()


def closed(round: CampaignRound) -> RoundResult:
    open_round(round=round, at=OPENED, by=None)
    return close_round(round=round, at=AFTER, by=None)
