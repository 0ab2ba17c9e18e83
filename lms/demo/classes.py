"""Classes in halls of the demonstration: one the learner is invited to, one that takes
registrations, one in its hall now, one draft."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from common import clock
from courses.models import Course, CourseRelease, TrainingSession
from courses.models.seat import Seat
from courses.models.session import CostSource, Registration
from courses.queries.assigning import people_under
from courses.queries.releases import newest_release
from courses.services.training.inviting import invite
from courses.services.training.meetings import Slot, add_meeting
from courses.services.training.planning import Plan, begin_due, open_session, plan_session
from courses.services.training.seats import accept, decline
from courses.services.training.ticking import Tick, tick
from people.models import Account, OrgUnit, Person

HALL = "Hội trường UBND xã Xuân Định"


def plan_classes(
    *, main: Course, department: OrgUnit, commune: OrgUnit, learner: Person, at: datetime
) -> None:
    """Twelve seats for a whole commune: the rest wait; three answer, one of them cannot come."""
    by = Account.objects.get(username="nhansu")
    release = newest_release(main)
    assert release
    first = _planned(
        "Tập huấn chuyển đổi số cho cán bộ xã, đợt 1", release, department, Registration.OFF, 12, by, at,
        note="Mang điện thoại thông minh và thẻ căn cước. Để xe tại sân sau.",
    )  # fmt: skip
    for days, start, end in ((9, 8, 11), (9, 13, 16), (10, 8, 11)):
        add_meeting(session=first, slot=_slot(days, start, end, HALL), at=at, by=by)
    near = people_under(commune, clock.local_day(at)).exclude(pk=learner.pk).order_by("sort_key")[:39]
    invite(session=first, people=[learner.pk, *(person.pk for person in near)], at=at, by=by)
    open_session(session=first, at=at, by=by)
    answers = list(Seat.objects.filter(session=first, state="invited").exclude(person=learner)[:3])
    decline(seat=answers.pop(), reason="Đi công tác", at=at, by=None)
    for seat in answers:
        accept(seat=seat, at=at, by=None)
    second = _planned(
        "Dịch vụ công trực tuyến: thực hành", release, department, Registration.FREE, 40, by, at
    )
    add_meeting(session=second, slot=_slot(16, 8, 11, "Trung tâm Chính trị", "Phòng 2"), at=at, by=by)
    open_session(session=second, at=at, by=by)
    _running("Kỹ năng số cho cán bộ ấp, khu phố", release, department, near, at, by)
    _planned("An toàn thông tin cho văn thư", release, department, Registration.APPROVAL, 25, by, at)


def _running(
    title: str, release: CourseRelease, office: OrgUnit, people: Iterable[Person], at: datetime, by: Account
) -> None:
    """In its hall right now, half of the list ticked."""
    session = _planned(title, release, office, Registration.OFF, 30, by, at)
    start = at.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    meeting = add_meeting(
        session=session, slot=Slot(start, start + timedelta(hours=3), HALL), at=at, by=by, anyway=True
    )
    invite(session=session, people=[person.pk for person in people], at=at, by=by)
    open_session(session=session, at=at, by=by)
    begin_due(at=at)
    seats = Seat.objects.filter(session=session).order_by("pk")[:14]
    states = ("present", "present", "late", "present", "absent", "present", "excused")
    ticks = {seat.uuid: Tick("", states[place % 7]) for place, seat in enumerate(seats)}
    tick(meeting=meeting, ticks=ticks, at=at, by=by)


def _planned(
    title: str, release: CourseRelease, office: OrgUnit, registration: str, seats: int, by: Account, at: datetime,
    note: str = "",
) -> TrainingSession:  # fmt: skip
    plan = Plan(
        title=title, release=release, lead_unit=office, capacity=seats, hours=Decimal(8), registration=registration,
        attendance_percent=80, note=note, trainers=[Account.objects.get(username="giangvien")],
        guests=[("Nguyễn Thị Thu Hà", "Trường Chính trị tỉnh")],
        costs={CostSource.LOCAL_BUDGET: 18_500_000, CostSource.SOCIAL: 4_000_000},
    )  # fmt: skip
    return plan_session(plan=plan, at=at, by=by)


def _slot(days: int, start: int, end: int, hall: str, room: str = "") -> Slot:
    day = clock.today() + timedelta(days=days)
    starts, ends = (timezone.make_aware(datetime.combine(day, time(hour))) for hour in (start, end))
    return Slot(starts, ends, hall, room)
