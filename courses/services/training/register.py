"""Writes attendance down: the one place that appends it, under the lock of the class."""

import uuid as uuids
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from courses.models import Attendance, AttendanceSheet, Claim, Meeting, Seat, TrainingSession
from courses.models.session import SessionState
from courses.queries.training.attendance import standing
from courses.services.training.credits import settle
from people.models import Account

BATCH = 500


@dataclass(frozen=True)
class Mark:
    """One saying about one seat at one meeting."""

    seat: Seat
    meeting: Meeting
    state: str
    how: str
    at: datetime
    uuid: uuids.UUID = field(default_factory=uuids.uuid4)
    told_at: datetime | None = None
    note: str = ""
    sheet: AttendanceSheet | None = None


class Register:
    """Make one inside a transaction: until it ends nobody else writes in this class.

    After the class has closed every row is a correction: it needs `reason`, and the record follows at once.
    """

    def __init__(
        self, session: TrainingSession, *, at: datetime, by: Account | None, reason: str = ""
    ) -> None:
        rows = TrainingSession.objects.select_for_update(of=("self",)).select_related("release__course")
        self.session = rows.get(pk=session.pk)
        self.at, self.by, self.reason = at, by, reason.strip()
        if self.session.state in {SessionState.DRAFT, SessionState.CANCELLED}:
            raise Conflict(_("Lớp chưa mở hoặc đã hủy nên không điểm danh được."))

    @property
    def closed(self) -> bool:
        return self.session.state == SessionState.CLOSED

    def write(self, marks: Sequence[Mark]) -> list[Attendance]:
        """Append them; what says the same as stands already is left out."""
        if marks and self.closed and not self.reason:
            raise DomainError(_("Lớp đã kết thúc: hãy ghi lý do sửa điểm danh."))
        meetings = {mark.meeting.pk: mark.meeting for mark in marks}
        known = standing(meetings.values(), {mark.seat.pk for mark in marks})
        fresh = [mark for mark in marks if _says_more(mark, known.get((mark.seat.pk, mark.meeting.pk)))]
        rows = [self._row(mark, known.get((mark.seat.pk, mark.meeting.pk))) for mark in fresh]
        Attendance.objects.bulk_create(rows, batch_size=BATCH)
        if rows and self.closed:
            settle(self.session, at=self.at, by=self.by, reason=self.reason)
        return rows

    def keep(self, claims: Iterable[Claim]) -> None:
        """What a person has to judge; one open claim a person and meeting is enough."""
        rows = list(claims)
        waiting = Claim.objects.filter(meeting__session=self.session, decided_at__isnull=True)
        known = set(waiting.values_list("meeting_id", "person_id"))
        fresh = {(row.meeting_id, row.person_id): row for row in reversed(rows)}
        Claim.objects.bulk_create([row for key, row in fresh.items() if key not in known], batch_size=BATCH)

    def _row(self, mark: Mark, before: Attendance | None) -> Attendance:
        return Attendance(
            uuid=mark.uuid, seat=mark.seat, meeting=mark.meeting, state=mark.state, how=mark.how, at=mark.at,
            told_at=mark.told_at, recorded_at=self.at, recorded_by=self.by, sheet=mark.sheet,
            note=(mark.note or (self.reason if self.closed else ""))[:300],
            corrects=before if self.closed else None,
        )  # fmt: skip


def _says_more(mark: Mark, before: Attendance | None) -> bool:
    return before is None or before.state != mark.state
