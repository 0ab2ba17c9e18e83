"""The targets of plan 202/KH-UBND that the demonstration follows."""

from datetime import date

from courses.models import Course
from people.models import OrgUnit
from reports.models import Target
from reports.services.targets import save_target

PLAN = "Kế hoạch số 202/KH-UBND ngày 18/8/2023, mục II.2.a"


def set_targets(*, province: OrgUnit, main: Course, safety: Course, start: date, due: date) -> None:
    """The plan's own 100 % first, then the safety course."""
    shared = {"starts_on": start, "due_on": due, "responsible_unit": "Sở Nông nghiệp và Môi trường"}
    target = Target(
        code="cbql-100", title="100 % cán bộ quản lý các cấp được tập huấn về chuyển đổi số",
        percent=100, legal_basis=PLAN, responsible_person="Chi cục Phát triển nông thôn", **shared,
    )  # fmt: skip
    save_target(target=target, unit=province, levels=["tinh", "huyen", "xa"], courses=[main])
    target = Target(
        code="attt-80", title="80 % cán bộ xã học xong An toàn thông tin", percent=80,
        legal_basis="Kế hoạch số 202/KH-UBND ngày 18/8/2023, mục IV.1.d",
        responsible_person="Phòng Nghiệp vụ", **shared,
    )  # fmt: skip
    save_target(target=target, unit=province, levels=["xa"], courses=[safety])
