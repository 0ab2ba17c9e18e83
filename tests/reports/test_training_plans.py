"""A unit's training plan: filled from its targets, handed in, returned, approved, followed by its classes."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from common import clock
from common.errors import Conflict, DomainError
from courses.models import CostLine, Course
from courses.queries.training.costs import class_costs
from people.models import Account, Notice, OrgUnit
from people.queries.tree import UnitTree
from reports.models import Plan, Target, TrainingPlan, TrainingPlanStep
from reports.queries.training_plans import Tracked, tracked
from reports.services import training_plans as services
from reports.services.training_plans import Planned
from tests.factories import ReleaseFactory
from tests.factories.training import MeetingFactory, TrainingFactory

pytestmark = pytest.mark.django_db
NOW, YEAR = datetime(2026, 11, 23, 3, tzinfo=UTC), 2026
ADDRESS = "/nhan-su/ke-hoach-tap-huan/"


@pytest.fixture
def course(desk_target: Target) -> Course:
    return desk_target.courses.get()


@pytest.fixture
def plan(desk_target: Target, xuan_dinh: OrgUnit) -> TrainingPlan:
    return services.begin_training_plan(unit=xuan_dinh, year=YEAR, plan=None, at=NOW, by=None)


def planned(course: Course, classes: int = 2, **more: object) -> Planned:
    facts = {
        "people": 80,
        "starts_on": date(YEAR, 2, 1),
        "ends_on": date(YEAR, 6, 30),
        "costs": {"ngan_sach": 5_000_000},
    }
    return Planned(course, classes, **(facts | more))  # type: ignore[arg-type]


def approved(plan: TrainingPlan) -> TrainingPlan:
    services.submit_training_plan(training_plan=plan, at=NOW, by=None)
    return services.approve_training_plan(training_plan=plan, at=NOW, by=None)


def held(course: Course, unit: OrgUnit, amount: int = 4_000_000, year: int = YEAR) -> object:
    session = TrainingFactory(release=course.releases.get(), lead_unit=unit, state="running", meetings=0)
    MeetingFactory(session=session, starts_at=datetime(year, 5, 5, 1, tzinfo=UTC))
    CostLine.objects.create(session=session, source="ngan_sach", amount=amount)
    return session


def followed(plan: TrainingPlan, today: date = date(YEAR, 11, 23)) -> Tracked:
    plan = TrainingPlan.objects.prefetch_related("lines").get(pk=plan.pk)
    return tracked([plan], class_costs(None), UnitTree.load(), today)[0]


def test_it_begins_with_who_is_missing_of_each_target(plan: TrainingPlan, course: Course) -> None:
    line = plan.lines.get()
    assert (line.course, line.classes, line.people) == (course, 1, 1)
    assert (line.starts_on, line.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    with pytest.raises(Conflict, match="năm 2026"):
        services.begin_training_plan(unit=plan.unit, year=YEAR, plan=None, at=NOW, by=None)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"classes": 0}, "ít nhất một lớp"),
        ({"starts_on": date(2025, 12, 31)}, "nằm trong năm"),
        ({"ends_on": date(2026, 1, 1)}, "nằm trong năm"),
        ({"costs": {"ngan_sach": -1}}, "không thể dưới 0"),
    ],
)
def test_a_line_that_means_nothing_is_refused(
    plan: TrainingPlan, course: Course, more: dict[str, object], words: str
) -> None:
    with pytest.raises(DomainError, match=words):
        services.set_line(training_plan=plan, planned=planned(course, **more))


def test_the_same_course_again_replaces_its_line(plan: TrainingPlan, course: Course) -> None:
    services.set_line(training_plan=plan, planned=planned(course, 3))
    assert [line.classes for line in plan.lines.all()] == [3]


def test_an_empty_plan_is_not_handed_in(plan: TrainingPlan) -> None:
    services.remove_line(line=plan.lines.get())
    with pytest.raises(DomainError, match="chưa có lớp nào"):
        services.submit_training_plan(training_plan=plan, at=NOW, by=None)


def test_returned_with_a_reason_then_approved_and_every_step_stays(
    plan: TrainingPlan, commune_officer: Account, course: Course
) -> None:
    services.submit_training_plan(training_plan=plan, at=NOW, by=None)
    with pytest.raises(Conflict, match="Đã trình"):
        services.set_line(training_plan=plan, planned=planned(course))
    with pytest.raises(DomainError, match="lý do"):
        services.return_training_plan(training_plan=plan, reason=" ", at=NOW, by=None)
    services.return_training_plan(training_plan=plan, reason="Thiếu kinh phí", at=NOW, by=None)
    services.set_line(training_plan=plan, planned=planned(course, 3))
    approved(plan)
    steps = TrainingPlanStep.objects.all()
    assert [step.verb for step in steps] == ["trinh", "tra_lai", "trinh", "duyet"]
    assert [step.said["lines"][0]["classes"] for step in steps] == [1, 1, 3, 3]
    assert Notice.objects.filter(account=commune_officer).count() == 2
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        steps.update(note="khác")


def test_an_approved_plan_is_opened_again_with_a_reason(plan: TrainingPlan) -> None:
    approved(plan)
    services.return_training_plan(training_plan=plan, reason="Bổ sung lớp", at=NOW, by=None)
    plan.refresh_from_db()
    assert (plan.state, plan.approved_at) == ("tra_lai", None)
    assert TrainingPlanStep.objects.last().verb == "dieu_chinh"


def test_classes_and_money_are_followed_by_course_unit_and_year(
    plan: TrainingPlan, course: Course, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    services.set_line(training_plan=plan, planned=planned(course))
    held(course, xuan_dinh)
    held(course, long_phuoc)
    held(course, xuan_dinh, year=YEAR - 1)
    other = ReleaseFactory(items=["lesson"]).course
    held(other, xuan_dinh, 2_000_000)
    told = followed(plan)
    assert (told.held, told.classes, told.budget, told.spent) == (1, 2, 5_000_000, 6_000_000)
    assert [one.course for one in told.unplanned] == [other.pk]
    assert (told.is_over, told.is_late) == (True, True)
    assert not followed(plan, date(YEAR, 6, 30)).is_late


def test_a_whole_plan_on_the_pages(
    client: Client, officer: Account, commune_officer: Account, course: Course, xuan_dinh: OrgUnit
) -> None:
    client.force_login(commune_officer)
    year = clock.today().year
    assert client.post(ADDRESS + "moi/", {"unit": xuan_dinh.uuid, "year": year}).status_code == 302
    plan = TrainingPlan.objects.get()
    own = reverse("training_plan", args=[plan.uuid])
    line = {
        "viec": "ghi", "course": course.pk, "classes": 2, "people": 60, "starts_on": f"1/2/{year}",
        "ends_on": f"1/6/{year}", "tien-ngan_sach": "12.000.000",
    }  # fmt: skip
    assert client.post(own + "dong/", line | {"ends_on": f"1/1/{year + 1}"}).status_code == 422
    assert client.post(own + "dong/", line).status_code == 302
    assert "12.000.000" in client.get(own).content.decode()
    assert client.post(own + "viec/", {"viec": "trinh", "note": "Đợt một"}).status_code == 302
    assert client.post(own + "viec/", {"viec": "luu", "note": "Sửa lén"}).status_code == 409
    assert client.post(own + "duyet/", {"viec": "duyet"}).status_code == 403
    client.force_login(officer)
    assert client.post(own + "duyet/", {"viec": "duyet"}).status_code == 302
    listed = client.get(f"{ADDRESS}?nam={year}&loai=da_duyet")
    assert [row.plan for row in listed.context["rows"]] == [plan]
    assert "Đợt một" in client.get(own).content.decode()
    client.force_login(commune_officer)
    assert client.post(own + "dong/", line).status_code == 422


def test_another_communes_plan_is_not_there(
    client: Client, commune_officer: Account, long_phuoc: OrgUnit, desk_target: Target
) -> None:
    foreign = services.begin_training_plan(unit=long_phuoc, year=YEAR, plan=None, at=NOW, by=None)
    client.force_login(commune_officer)
    own = reverse("training_plan", args=[foreign.uuid])
    assert client.get(own).status_code == 404
    assert client.post(own + "viec/", {"viec": "trinh"}).status_code == 404
    assert client.post(ADDRESS + "moi/", {"unit": long_phuoc.uuid, "year": YEAR}).status_code == 422
    assert not client.get(ADDRESS).context["rows"]


def test_a_plan_of_the_province_has_budget_and_spending(
    client: Client,
    officer: Account,
    plan: TrainingPlan,
    course: Course,
    xuan_dinh: OrgUnit,
    desk_target: Target,
) -> None:
    above = Plan.objects.create(
        code="ke-hoach-202", number="202/KH-UBND", title="Kế hoạch", issued_on=date(2023, 8, 18),
        starts_on=date(2023, 8, 18), ends_on=date(YEAR, 12, 31),
    )  # fmt: skip
    above.targets.add(desk_target)
    services.save_facts(training_plan=plan, plan=above, note="")
    services.set_line(training_plan=plan, planned=planned(course))
    held(course, xuan_dinh)
    client.force_login(officer)
    address = reverse("plan_detail", args=["ke-hoach-202"])
    assert client.get(address).context["money"].budget == 0
    approved(TrainingPlan.objects.get())
    money = client.get(address).context["money"]
    assert (money.budget, money.spent, money.classes, money.left) == (5_000_000, 4_000_000, 1, 1_000_000)


def test_a_year_far_away_is_refused(xuan_dinh: OrgUnit) -> None:
    for year in (NOW.year - 2, NOW.year + 6):
        with pytest.raises(DomainError, match="năm"):
            services.begin_training_plan(unit=xuan_dinh, year=year, plan=None, at=NOW, by=None)
