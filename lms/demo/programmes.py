"""Around the demonstration's targets: a programme with two plans, numbers of communes, criteria, training plans."""

from datetime import date, datetime
from random import Random

from courses.models import Course
from people.models import OrgUnit
from people.models.org_unit import Level
from reports.models import Criterion, LegalBasis, Plan, Programme, Target, TrainingPlan, UnitNumber
from reports.services.criteria import tag_courses
from reports.services.programmes import Period, begin_next_period, save_plan, save_programme
from reports.services.training_plans import (
    Planned,
    approve_training_plan,
    return_training_plan,
    set_line,
    submit_training_plan,
)

OF_THE_YEAR = "ke-hoach-trong-nam"
SOURCE = "Niên giám (dữ liệu trình diễn)"


def tell_programmes(
    *, main: Course, safety: Course, at: datetime, communes: list[OrgUnit], office: OrgUnit
) -> None:
    """After plan 202 was loaded: its programme gets its courses, plan 240 shares a target with it."""
    programme = Programme.objects.get(code="cds-ntm-2023-2025")
    bases = list(programme.bases.all())
    save_programme(programme=programme, courses=[main, safety], bases=bases, at=at, by=None)
    plan = Plan(
        number="240/KH-UBND", issued_on=date(2022, 11, 4), starts_on=date(2022, 11, 4), ends_on=date(2025, 12, 31),
        title="Chuyển đổi số ngành nông nghiệp và phát triển nông thôn đến năm 2025", programme=programme,
    )  # fmt: skip
    shared = Target.objects.filter(code="cbql-100")
    save_plan(plan=plan, bases=bases[:1], targets=shared, at=at, by=None)
    _next_period(programme, bases, at)
    for criterion in Criterion.objects.select_related("criteria"):
        tag_courses(
            criterion=criterion, courses=[main if "8.4" in criterion.number else safety], at=at, by=None
        )
    _numbers(at, training=shared.get())
    _training_plans([office, *communes], main, safety, at)


def _next_period(programme: Programme, bases: list[LegalBasis], at: datetime) -> None:
    """2026-2030, with an invented plan of this year that shares the targets still open."""
    title = programme.title.replace("2023-2025", "2026-2030")
    period = Period(title, date(2026, 1, 1), date(2030, 12, 31))
    later = begin_next_period(programme=programme, period=period, at=at, by=None)
    plan = Plan(
        code=OF_THE_YEAR, number="15/KH-UBND", issued_on=date(at.year, 1, 15), starts_on=date(at.year, 1, 1),
        ends_on=date(at.year, 12, 31), title="Tập huấn chuyển đổi số trong năm (dữ liệu trình diễn)", programme=later,
    )  # fmt: skip
    save_plan(
        plan=plan,
        bases=bases[:1],
        targets=Target.objects.filter(code__in=["cbql-100", "attt-80"]),
        at=at,
        by=None,
    )


def _numbers(at: datetime, training: Target) -> None:
    """Of four communes in five; written in one go, the service would ask for each unit anew."""
    random, day = Random(26), date(at.year - 1, 12, 31)
    result = Target.objects.get(code="hs-xa-60")
    result.training = training
    result.save(update_fields=["training"])
    rows = []
    for unit in OrgUnit.objects.filter(level=Level.COMMUNE, is_office=False, valid_to__isnull=True):
        if random.random() < 0.8:
            people = random.randrange(14_000, 60_000)
            told: list[tuple[str, int, Target | None]] = [
                ("lao_dong", int(people * 0.58), None),
                ("ho", people // 4, None),
                ("thuc_te", random.randrange(38, 97), result),
            ]
            rows += [
                UnitNumber(
                    unit=unit,
                    measure=measure,
                    value=value,
                    target=target,
                    on=day,
                    source=SOURCE,
                    recorded_at=at,
                )
                for measure, value, target in told
                if unit.exists_on(day)
            ]
    UnitNumber.objects.bulk_create(rows)


def _training_plans(units: list[OrgUnit], main: Course, safety: Course, at: datetime) -> None:
    """One in each state: approved, handed in, returned, being written."""
    plan = Plan.objects.get(code=OF_THE_YEAR)
    for place, unit in enumerate(units[:4]):
        made = TrainingPlan.objects.create(unit=unit, year=at.year, plan=plan, created_at=at)
        for course, classes in ((main, 4 - place), (safety, 1)):
            set_line(training_plan=made, planned=_line(course, classes, at.year))
        if place < 3:
            submit_training_plan(training_plan=made, at=at, by=None)
        if place == 0:
            approve_training_plan(training_plan=made, at=at, by=None)
        if place == 2:
            reason = "Ghi rõ nguồn kinh phí của lớp An toàn thông tin"
            return_training_plan(training_plan=made, reason=reason, at=at, by=None)


def _line(course: Course, classes: int, year: int) -> Planned:
    costs = {"ngan_sach": classes * 12_000_000, "xa_hoi_hoa": 3_000_000}
    return Planned(course, classes, classes * 40, date(year, 2, 1), date(year, 10, 31), costs)
