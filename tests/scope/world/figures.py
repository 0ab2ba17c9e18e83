"""What the reports have of a commune: chasing, deeds, files, campaign, training plan, broadcasts."""

from datetime import date, time, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile

from courses.models import (
    Assignment,
    CourseRelease,
)
from people.models import (
    Account,
    OrgUnit,
    Person,
)
from people.models.org_unit import Level
from reports.models import (
    Broadcast,
    BroadcastSlot,
    BulkDeed,
    BulkLine,
    Campaign,
    CampaignRound,
    ChaseDelivery,
    ChaseLetter,
    ChaseListing,
    ChaseMessage,
    ChasePlan,
    ChaseSkip,
    Criterion,
    CriterionSet,
    ExportFile,
    TrainingPlan,
    TrainingPlanLine,
)
from tests.scope.world.roles import AT, CRITERIA
from tests.scope.world.things import Chase


def make_training_plan(unit: OrgUnit, release: CourseRelease) -> TrainingPlan:
    """A plan in the unit's hands with one line."""
    plan = TrainingPlan.objects.create(unit=unit, year=2026, created_at=AT)
    TrainingPlanLine.objects.create(
        training_plan=plan, course=release.course, classes=1, people=30, starts_on=date(2026, 3, 1),
        ends_on=date(2026, 9, 30), costs={"ngan_sach": 5_000_000},
    )  # fmt: skip
    return plan


def make_criteria() -> None:
    """One set with one criterion, the same for all."""
    made = CriterionSet.objects.create(code=CRITERIA, title="Bộ tiêu chí xã", level="xa", starts_on=AT.date())
    Criterion.objects.create(criteria=made, number="8.4", title="Thông tin và Truyền thông")


def make_chase(order: Assignment, unit: OrgUnit, person: Person) -> Chase:
    """One message that went one way and failed another, and a draft whose annex is the commune's."""
    steps = [{"audience": "nguoi", "days": -7, "channels": ["in_app"]}]
    plan = ChasePlan.objects.create(assignment=order, steps=steps, changed_at=AT)
    said = ChaseMessage.objects.create(
        day=AT.date(),
        audience="nguoi",
        person=person,
        unit=unit,
        title=person.full_name,
        text="Còn",
        created_at=AT,
    )
    way = ChaseDelivery.objects.create(
        message=said,
        channel="email",
        state="failed",
        reason="Chưa có thư điện tử.",
        not_before=AT,
        changed_at=AT,
    )
    rung = {"plan": plan, "unit": unit, "due_on": AT.date(), "days": 7, "told_on": AT.date(), "people": 1}
    ChaseListing.objects.create(**rung, audience="nhan_su")
    annex = {
        "day": "2026-03-02",
        "names": [{"name": person.full_name, "position": "", "unit": unit.full_name}],
    }
    letter = ChaseLetter.objects.create(
        plan=plan, due_on=AT.date(), days=7, issuer=unit, subject="đôn đốc", body="Đề nghị.", recipients="Như trên",
        prepared_at=AT, annex=annex,
    )  # fmt: skip
    skip = ChaseSkip.objects.create(unit=unit, reason=f"{person.full_name} ốm", added_at=AT)
    return Chase(plan, skip, way, letter)


def make_bulk(officer: Account, person: Person) -> BulkDeed:
    """Chosen by the officer, not yet described."""
    deed = BulkDeed.objects.create(
        kind="nhac", state="draft", source="Danh sách", asked_at=AT, asked_by=officer, total=1
    )
    BulkLine.objects.create(deed=deed, position=1, person=person)
    return deed


def make_export(officer: Account) -> ExportFile:
    """Done, asked for by the officer, with nobody in it."""
    export = ExportFile(
        kind="can-bo", format="csv", title="Danh sách cán bộ", asked={"query": ""}, state="done", asked_at=AT,
        asked_by=officer, finished_at=AT, heads={"everything": False, "units": []},
    )  # fmt: skip
    export.file.save("ds.csv", ContentFile(b"STT"), save=False)
    export.save()
    return export


def make_campaign(unit: OrgUnit) -> Campaign:
    campaign = Campaign.objects.create(
        slug=f"thi-dua-{unit.code}", title="Thi đua học số", organiser=unit, area=unit, level=Level.COMMUNE,
        is_public=True, created_at=AT,
    )  # fmt: skip
    CampaignRound.objects.create(
        campaign=campaign, number=1, starts_on=AT.date(), ends_on=AT.date() + timedelta(days=9), opened_at=AT
    )
    return campaign


def make_slot(officer: Account, unit: OrgUnit, going: CourseRelease) -> BroadcastSlot:
    slot = BroadcastSlot.objects.create(
        commune=unit, activity=going.items.earliest("pk").activity, day=AT.date(), hour=time(5, 30),
        planned_at=AT, planned_by=officer,
    )  # fmt: skip
    slot.places.set([unit])
    return slot


def make_broadcast(officer: Account, unit: OrgUnit, going: CourseRelease) -> Broadcast:
    return Broadcast.objects.create(
        uuid=uuid4(), activity=going.items.earliest("pk").activity, place=unit, aired_on=AT.date(),
        aired_at=time(5, 30), announcer="Đài", recorded_at=AT, recorded_by=officer,
    )  # fmt: skip
