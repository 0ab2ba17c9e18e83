"""The roll of one class under its lock: seats are counted, given and freed, and the wait-list moves up at once."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from common.errors import Conflict
from courses import class_steps
from courses.models import Meeting, Seat, SeatChange, TrainingSession
from courses.models.seat import HOLDING, SeatOrigin, SeatState, SeatStep
from courses.models.session import PLANNED, TAKES_PEOPLE
from courses.services.training.telling import tell_step
from people.models import Account


class Roll:
    """Make one inside a transaction: until it ends nobody else gives seats of this class.

    `free` may be negative where the hall was made smaller: nobody is thrown out, nobody moves up.
    """

    def __init__(self, session: TrainingSession, *, at: datetime, by: Account | None) -> None:
        rows = TrainingSession.objects.select_for_update(of=("self",)).select_related("lead_unit")
        self.session = rows.get(pk=session.pk)
        self.at, self.by = at, by
        self.free = self.session.capacity - self.held()
        self.told: dict[tuple[str, str], list[Seat]] = {}

    def held(self) -> int:
        return Seat.objects.filter(session=self.session, state__in=HOLDING).count()

    def require_planned(self) -> None:
        """Refuse what comes after the end."""
        if self.session.state not in PLANNED:
            raise Conflict(_("Lớp đã kết thúc hoặc đã hủy, danh sách không đổi được nữa."))

    def move(self, seat: Seat, step: str, reason: str = "") -> Seat:
        """Take the step, write it down, and say so to the person unless they did it themselves."""
        target = class_steps.after(step, seat.state if seat.pk else class_steps.NOBODY, free=self.free)
        if target is None:
            raise Conflict(
                _("%(name)s đang ở trạng thái “%(state)s” nên không làm việc này được. Hãy mở lại trang.")
                % {"name": seat.person.full_name, "state": SeatState(seat.state).label}
            )
        if step == SeatStep.INVITED:
            seat.origin = SeatOrigin.INVITATION
        return self._set(seat, target, step, reason)

    def settle(self) -> list[Seat]:
        """Move up whoever waits while seats are free, in turn, then tell all; the last call of each deed.

        Nobody moves up any more once the last meeting has begun.
        """
        up: list[Seat] = []
        if self.free > 0 and self._is_still_to_come():
            waiting = Seat.objects.filter(session=self.session, state=SeatState.WAITING)
            turn = waiting.select_related("person").order_by("waiting_since", "pk")[: self.free]
            up = [self._set(seat, class_steps.promoted(seat.origin), SeatStep.PROMOTED, "") for seat in turn]
        self._tell()
        return up

    def _is_still_to_come(self) -> bool:
        starts = Meeting.objects.filter(session=self.session, cancelled_at__isnull=True).values_list(
            "starts_at", flat=True
        )
        return not starts or max(starts) > self.at

    def _set(self, seat: Seat, target: str, step: str, reason: str) -> Seat:
        held = bool(seat.pk) and seat.holds
        self.free += held - (target in HOLDING)
        seat.session, seat.state = self.session, target
        seat.waiting_since = self.at if target == SeatState.WAITING else None
        seat.save()
        SeatChange.objects.create(
            seat=seat, at=self.at, step=step, state=target, by=self.by, reason=reason[:300]
        )
        if self.by is None or self.by.person_id != seat.person_id or step == SeatStep.PROMOTED:
            self.told.setdefault((step, reason), []).append(seat)
        return seat

    def _tell(self) -> None:
        if self.session.state in TAKES_PEOPLE:
            for (step, reason), seats in self.told.items():
                tell_step(self.session, seats, step, reason, self.at)
        self.told.clear()


def seat_in(session: TrainingSession, **which: Any) -> Seat | None:
    """A seat of the class, read after its lock."""
    return Seat.objects.select_related("person").filter(session=session, **which).first()
