"""What people do with their own seats, and what the office does with the seats of others."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError, Forbidden
from courses.models import Meeting, Seat, TrainingSession
from courses.models.seat import OVER, SeatOrigin, SeatState, SeatStep
from courses.models.session import Registration, SessionState
from courses.queries.training.roll import units_of, with_free_seats_and_waiting
from courses.services.training.roll import Roll, seat_in
from people.models import Account, Person
from people.services.audit import Kind, record

OFFICE_STEPS = {SeatStep.APPROVED, SeatStep.REFUSED, SeatStep.REMOVED, SeatStep.INVITED, SeatStep.CONFIRMED}
NEEDS_REASON = {SeatStep.REFUSED, SeatStep.REMOVED}


@transaction.atomic
def register(*, session: TrainingSession, person: Person, at: datetime, by: Account | None) -> Seat:
    """Put oneself down: a free seat, the wait-list, or a request, as the class has it."""
    roll = Roll(session, at=at, by=by)
    _require_open(roll.session, at)
    seat = seat_in(roll.session, person=person)
    if seat and seat.state not in OVER:
        raise Conflict(_("Anh/chị đã có tên trong lớp này rồi."))
    if seat and _was_put_out(seat):
        raise Conflict(_("Đơn vị tổ chức chưa duyệt đăng ký này; anh/chị hãy liên hệ với đơn vị tổ chức."))
    seat = seat or Seat(
        session=roll.session, person=person, unit_id=units_of([person.pk], at).get(person.pk), created_at=at
    )
    seat.origin = SeatOrigin.SELF
    asks = roll.session.registration == Registration.APPROVAL
    roll.move(seat, SeatStep.APPLIED if asks else SeatStep.ENROLLED)
    roll.settle()
    return seat


@transaction.atomic
def accept(*, seat: Seat, at: datetime, by: Account | None) -> Seat:
    """The invited person comes."""
    return _own_step(seat, SeatStep.CONFIRMED, "", at, by)


@transaction.atomic
def decline(*, seat: Seat, reason: str, at: datetime, by: Account | None) -> Seat:
    """The invited person does not come; whoever put themselves down withdraws. The next in turn moves up."""
    invited = seat.origin == SeatOrigin.INVITATION
    if invited and not reason.strip():
        raise DomainError(_("Xin ghi lý do không dự được, để đơn vị tổ chức biết."))
    step = SeatStep.DECLINED if invited else SeatStep.WITHDRAWN
    return _own_step(seat, step, reason.strip(), at, by)


@transaction.atomic
def step_seats(
    *, session: TrainingSession, seats: Iterable[Seat], step: str, reason: str, at: datetime, by: Account
) -> list[Seat]:
    """What the office does with ticked seats, all or none; `reason` is told to those who go."""
    if step not in OFFICE_STEPS:
        raise Forbidden(_("Việc này do chính người được mời làm."))
    if step in NEEDS_REASON and not reason.strip():
        raise DomainError(_("Hãy ghi lý do, người được báo sẽ đọc."))
    roll = Roll(session, at=at, by=by)
    roll.require_planned()
    keys = [seat.pk for seat in seats]
    rows = Seat.objects.filter(session=roll.session, pk__in=keys).select_related("person")
    moved = [
        roll.move(seat, step, reason.strip()) for seat in rows.order_by("waiting_since", "created_at", "pk")
    ]
    roll.settle()
    detail = {"class": session.code, "step": str(SeatStep(step).label)}
    for seat in moved:
        record("class_seat_changed", kind=Kind.CHANGE, by=by, at=at, person=seat.person, detail=detail)
    return moved


@transaction.atomic
def fill_free_seats(*, session: TrainingSession, at: datetime) -> int:
    """What no deed has done (a merge of two records freed a seat): move up whoever waits."""
    return len(Roll(session, at=at, by=None).settle())


def fill_everywhere(*, at: datetime) -> int:
    """The same for every class in which somebody waits beside a free seat."""
    return sum(fill_free_seats(session=session, at=at) for session in with_free_seats_and_waiting())


def _own_step(seat: Seat, step: str, reason: str, at: datetime, by: Account | None) -> Seat:
    roll = Roll(seat.session, at=at, by=by)
    roll.require_planned()
    _require_not_begun(roll.session, at)
    mine = seat_in(roll.session, pk=seat.pk)
    assert mine
    roll.move(mine, step, reason)
    roll.settle()
    return mine


def _require_open(session: TrainingSession, at: datetime) -> None:
    is_over = session.registration_ends_at is not None and at >= session.registration_ends_at
    if session.state != SessionState.OPEN or session.registration == Registration.OFF or is_over:
        raise Conflict(_("Lớp này không nhận đăng ký nữa."))
    _require_not_begun(session, at)


def _require_not_begun(session: TrainingSession, at: datetime) -> None:
    first = Meeting.objects.filter(session=session, cancelled_at__isnull=True).order_by("starts_at").first()
    if first and first.starts_at <= at:
        raise Conflict(_("Lớp đã bắt đầu. Anh/chị hãy báo trực tiếp với giảng viên."))


def _was_put_out(seat: Seat) -> bool:
    last = seat.changes.order_by("-at", "-pk").first()
    return bool(
        last and last.step in NEEDS_REASON and seat.state in {SeatState.DECLINED, SeatState.CANCELLED}
    )
