"""The targets of plan 202/KH-UBND that the demonstration follows: two of people, two of units."""

from datetime import date, datetime, timedelta
from random import Random

from django.conf import settings

from courses.models import Course
from people.models import OrgUnit, Person
from people.queries.tree import UnitTree
from reports.models import Counts, Plan, Target, UnitAchievement
from reports.queries.figures import load_facts
from reports.services.plan_files import load_plan
from reports.services.targets import save_target

PLAN = "Kế hoạch số 202/KH-UBND ngày 18/8/2023, mục"
PHONE = "0251 3822 000"  # invented


def set_targets(
    *,
    province: OrgUnit,
    main: Course,
    safety: Course,
    start: date,
    due: date,
    departments: dict[str, OrgUnit],
    person: Person,
    at: datetime,
) -> None:
    """The plan's own 100 % first, then the safety course; the safety course still waits for a name and a phone."""
    lead, partner = departments["SNNMT"], departments["SKHCN"]
    target = Target(
        code="cbql-100", title="100 % cán bộ quản lý các cấp được tập huấn về chuyển đổi số", percent=100,
        legal_basis=f"{PLAN} II.2.a", responsible_unit=lead, responsible_phone=PHONE, responsible_person=person,
        starts_on=start, due_on=due,
    )  # fmt: skip
    save_target(
        target=target, unit=province, levels=["tinh", "huyen", "xa"], courses=[main], partners=[partner], at=at, by=None
    )  # fmt: skip
    target = Target(
        code="attt-80", title="80 % cán bộ xã học xong An toàn thông tin", percent=80,
        legal_basis=f"{PLAN} IV.1.d", responsible_unit=partner, starts_on=start, due_on=due,
    )  # fmt: skip
    save_target(
        target=target, unit=province, levels=["xa"], courses=[safety], partners=[lead], at=at, by=None
    )


def set_unit_targets(*, province: OrgUnit, departments: dict[str, OrgUnit], due: date, at: datetime) -> None:
    """Units that use the document software today; districts that met criterion 9.5, which are history."""
    lead = departments["SKHCN"]
    target = Target(
        code="qlvb-100", counts=Counts.UNITS, title="100 % địa phương, đơn vị sử dụng phần mềm quản lý văn bản",
        legal_basis=f"{PLAN} II.2.a", responsible_unit=lead, responsible_phone=PHONE, percent=100,
        responsible_person_text="Phòng Chuyển đổi số", starts_on=date(2023, 8, 18), due_on=due,
    )  # fmt: skip
    save_target(target=target, unit=province, levels=["tinh", "xa"], courses=[], at=at, by=None)
    _achieved(target, at, share=0.86, days=(date(2025, 8, 1), at.date()))
    target = Target(
        code="huyen-9-5", counts=Counts.UNITS, percent=60, title="60 % đơn vị cấp huyện đạt chuẩn chỉ tiêu 9.5",
        legal_basis=f"{PLAN} II.2.a", responsible_unit=lead, responsible_phone=PHONE,
        responsible_person_text="Phòng Chuyển đổi số", starts_on=date(2023, 8, 18), due_on=date(2025, 12, 15),
    )  # fmt: skip
    save_target(target=target, unit=province, levels=["huyen"], courses=[], at=at, by=None)
    _achieved(target, at, share=0.7, days=(date(2024, 1, 1), date(2025, 6, 1)))
    load_plan(settings.BASE_DIR / "data" / "plan_202_targets.toml", at=at, by=None)
    plan = Plan.objects.get()
    for told in Target.objects.filter(code__in=["cbql-100", "qlvb-100", "huyen-9-5"]):
        told.plans.add(plan)


def _achieved(target: Target, at: datetime, share: float, days: tuple[date, date]) -> None:
    """Written in one go: the service would read the whole tree again for each of a hundred units."""
    random, (first, last) = Random(95), days
    members = load_facts(target, cutoff=None, known_at=at).members(last)
    tree = UnitTree.load()
    rows = []
    for member in members:
        day = first + timedelta(days=random.randrange(max((last - first).days, 1)))
        if random.random() < share and tree.units[member.unit].exists_on(day):
            rows.append(
                UnitAchievement(
                    target=target,
                    unit_id=member.unit,
                    achieved_on=day,
                    recorded_at=at,
                    evidence=f"Báo cáo của đơn vị ngày {day:%d/%m/%Y} (dữ liệu trình diễn)",
                )
            )
    UnitAchievement.objects.bulk_create(rows)
