"""Two weeks on a commune's loudspeakers and its invitations: a programme, what sounded, the numbers behind the estimate."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

from common import clock
from content.models import InviteOpening
from content.queries import tutorials
from content.services.invites import make_invite
from courses.models import Activity
from people.models import Account, OrgUnit
from people.services.new_units import create_unit
from reports.models import Measure
from reports.queries.loudspeaker.week import monday_of
from reports.services.broadcasts import Aired, Planned, plan_slots, record_broadcast
from reports.services.unit_numbers import Stated, state_number

HAMLETS = (("Nông Doanh", 412), ("Bảo Thị", 386), ("Bảo Định", 455))
DAWN, EVENING = time(5, 15), time(17, 30)
EARSHOT = 65


def sound(*, commune: OrgUnit, at: datetime) -> None:
    """Planned by the commune's officer; half of what was planned for past days is logged."""
    by, today = Account.objects.get(username="nhansu-xa"), clock.local_day(at)
    hamlets = [_hamlet(commune, number, name, by, at) for number, (name, _homes) in enumerate(HAMLETS, 1)]
    _state(commune, hamlets, today, at, by)
    rows = tutorials().filter(version__media__loudspeaker__url__isnull=False)
    keys = list(rows.values_list("version__activity", flat=True)[:4])
    for week, activity in enumerate(Activity.objects.filter(pk__in=keys).order_by("title")):
        first = monday_of(today) - timedelta(days=7 * (1 - week // 2))
        hour = EVENING if week % 2 else DAWN
        days = [first + timedelta(days=n) for n in (range(1, 6, 2) if week % 2 else range(0, 5, 2))]
        planned = Planned(commune, activity, days, hour, hamlets)
        for slot in plan_slots(said=planned, uuid=uuid4(), at=at, by=by):
            if slot.day < today:
                said = Aired(
                    activity, hamlets[: 2 if week % 2 else 3], slot.day, hour, "Nguyễn Thị Lan", slot
                )
                record_broadcast(said=said, uuid=uuid4(), at=at, by=by)


def invite(*, commune: OrgUnit, at: datetime) -> None:
    """Two links by which the commune invites, opened on a few days."""
    by = Account.objects.get(username="nhansu-xa")
    for occasion, opened in (
        ("Sinh hoạt chi hội phụ nữ ấp Bảo Thị", (14, 9, 3)),
        ("Ngày hội đoàn kết khu dân cư", (31, 6)),
    ):
        made = make_invite(uuid=uuid4(), unit=commune, activity=None, occasion=occasion, at=at, by=by)
        for days, number in enumerate(opened):
            day = clock.local_day(at) - timedelta(days=days)
            InviteOpening.objects.create(invite=made, day=day, number=number)


def _hamlet(commune: OrgUnit, number: int, name: str, by: Account, at: datetime) -> OrgUnit:
    return create_unit(
        name=name, code=f"{commune.code}-A{number}", kind="ấp", parent=commune, valid_from=date(2026, 5, 1), at=at, by=by
    )  # fmt: skip


def _state(commune: OrgUnit, hamlets: list[OrgUnit], today: date, at: datetime, by: Account) -> None:
    on, source = today - timedelta(days=40), "Ủy ban nhân dân xã đếm (ví dụ)"
    for unit, (_name, homes) in zip(hamlets, HAMLETS, strict=True):
        state_number(said=Stated(unit, Measure.HOUSEHOLDS, on, Decimal(homes), source), at=at, by=by)
    state_number(said=Stated(commune, Measure.HEARS, on, Decimal(EARSHOT), source), at=at, by=by)
