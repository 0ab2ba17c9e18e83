"""Badges shown to a trainer's phone: taken down exactly once, however often and late the phone sends them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict
from courses.attendance_rules import arrival, in_time
from courses.class_keys import token_key
from courses.class_tokens import BADGE, seat_of_badge
from courses.models import Attendance, Claim, Meeting, Seat, TrainingSession
from courses.models.attendance import CAME, How, Presence
from courses.models.session import TAKES_PEOPLE
from courses.queries.training.attendance import known_uuids, live_meetings, standing
from courses.services.training.register import Mark, Register
from people.models import Account

MOST = 200  # in one batch
BY_MACHINE = {How.SCAN, How.HALL_QR}
AHEAD = timedelta(minutes=2)  # a moment that has not come yet is now


@dataclass(frozen=True)
class Scan:
    """What the phone kept: `code` is the badge's, or a staff code typed in; `at` its moment by the server's clock.

    `told_at` is what the phone's own clock said: a note.
    """

    uuid: UUID
    meeting: UUID
    code: str
    at: datetime
    told_at: datetime | None = None


@dataclass(frozen=True)
class Answer:
    """`state`: recorded, again, held (somebody has to judge), refused."""

    uuid: UUID
    state: str
    text: str


@transaction.atomic
def take_scans(
    *, session: TrainingSession, scans: Sequence[Scan], at: datetime, by: Account, how: str = How.SCAN
) -> list[Answer]:
    """Each scan has its answer; a replay of a uuid changes nothing. A fixed number of statements a batch.

    Where the class was called off each is refused by itself: a batch without answers would lie in the phone for good.
    """
    try:
        register = Register(session, at=at, by=by)
    except Conflict:
        return list(_called_off(session, scans))
    desk = _Desk(register, scans, how)
    answers = [desk.answer(scan) for scan in scans]
    register.write(desk.marks)
    register.keep(desk.claims)
    return answers


class _Desk:
    """One batch against what is known."""

    def __init__(self, register: Register, scans: Sequence[Scan], how: str) -> None:
        self.register, self.how = register, how
        self.known = known_uuids([scan.uuid for scan in scans])
        self.meetings = {one.uuid: one for one in live_meetings(register.session)}
        self.seats = _seats(register.session, scans)
        self.standing: dict[tuple[int, int], Attendance | Mark] = {
            **standing(self.meetings.values(), {seat.pk for seat in self.seats.values()})
        }
        self.marks: list[Mark] = []
        self.claims: list[Claim] = []

    def answer(self, scan: Scan) -> Answer:
        state, text = self._judge(scan)
        self.known.add(scan.uuid)
        return Answer(scan.uuid, state, text)

    def _judge(self, scan: Scan) -> tuple[str, str]:
        if scan.uuid in self.known:
            return "again", _("Đã nhận rồi.")
        seat, meeting = self.seats.get(scan.code), self.meetings.get(scan.meeting)
        if seat is None:
            return "refused", _refusal(scan.code)
        if meeting is None:
            return "refused", _(
                "%(name)s: buổi học này đã bỏ nên lượt này không được ghi. Nếu người ấy dự buổi khác, hãy chọn buổi đó rồi "
                "quét lại; nếu buổi vẫn học, hãy báo đơn vị chủ trì."
            ) % {"name": seat.person.full_name}
        moment = scan.at if scan.at <= self.register.at + AHEAD else self.register.at
        before = self.standing.get((seat.pk, meeting.pk))
        why = self._why_held(seat, meeting, moment, before)
        if before and _was_late_elsewhere(before) and arrival(meeting.starts_at, moment) == Presence.PRESENT:
            why = "" if why == Claim.Why.CONTRADICTS else why
        elif before and before.state in CAME:
            return "again", _("%(name)s đã được điểm danh.") % {"name": seat.person.full_name}
        return (
            self._hold(scan, seat, meeting, moment, why) if why else self._mark(scan, seat, meeting, moment)
        )

    def _why_held(
        self, seat: Seat, meeting: Meeting, moment: datetime, before: Attendance | Mark | None
    ) -> str:
        if not seat.holds:
            return Claim.Why.NOT_ON_ROLL
        if not in_time(meeting.starts_at, meeting.ends_at, moment):
            return Claim.Why.OUT_OF_TIME
        if self.register.session.state not in TAKES_PEOPLE:
            return Claim.Why.AFTER_CLOSING
        return Claim.Why.CONTRADICTS if before and _written(before) > moment else ""

    def _hold(self, scan: Scan, seat: Seat, meeting: Meeting, moment: datetime, why: str) -> tuple[str, str]:
        self.claims.append(
            Claim(
                uuid=scan.uuid, meeting=meeting, person=seat.person, why=why, how=self.how, at=moment,
                told_at=scan.told_at, received_at=self.register.at, received_by=self.register.by,
            )
        )  # fmt: skip
        told = {"name": seat.person.full_name, "why": Claim.Why(why).label}
        return "held", _("%(name)s: đã giữ lại chờ quyết định (%(why)s).") % told

    def _mark(self, scan: Scan, seat: Seat, meeting: Meeting, moment: datetime) -> tuple[str, str]:
        state = arrival(meeting.starts_at, moment)
        mark = Mark(seat, meeting, state, self.how, moment, uuid=scan.uuid, told_at=scan.told_at)
        self.marks.append(mark)
        self.standing[seat.pk, meeting.pk] = mark
        said = _("%(name)s: đến muộn.") if state == "late" else _("%(name)s: có mặt.")
        return "recorded", said % {"name": seat.person.full_name}


def _called_off(session: TrainingSession, scans: Sequence[Scan]) -> Iterator[Answer]:
    seats = _seats(session, scans)
    for scan in scans:
        name = seats[scan.code].person.full_name if scan.code in seats else scan.code[:40]
        text = _(
            "%(name)s: lớp “%(title)s” đã hủy hoặc chưa mở nên lượt này không được ghi. Nếu lớp vẫn học, hãy giữ danh sách "
            "ký tên và báo đơn vị chủ trì."
        )
        yield Answer(scan.uuid, "refused", text % {"name": name, "title": session.title})


def _was_late_elsewhere(row: Attendance | Mark) -> bool:
    """Another scan made it late; a phone that comes back may have seen the person in time."""
    return row.state == Presence.LATE and row.how in BY_MACHINE


def _written(row: Attendance | Mark) -> datetime:
    return row.recorded_at if isinstance(row, Attendance) else row.at


def _seats(session: TrainingSession, scans: Sequence[Scan]) -> dict[str, Seat]:
    """By code as it came; badges of other classes and unknown staff codes are not in it."""
    key = token_key()
    badges = {scan.code: seat_of_badge(scan.code, key=key) for scan in scans}
    typed = {code: code.strip().upper() for code, found in badges.items() if found is None}
    rows = session.seats.select_related("person")
    by_uuid = {seat.uuid: seat for seat in rows.filter(uuid__in=[one for one in badges.values() if one])}
    by_code = {seat.person.staff_code: seat for seat in rows.filter(person__staff_code__in=typed.values())}
    found = dict(_found(badges, typed, by_uuid, by_code))
    gone = {seat.person.merged_into_id for seat in found.values() if seat.person.merged_into_id}
    heirs = {seat.person_id: seat for seat in rows.filter(person__in=gone)} if gone else {}
    return {code: heirs.get(seat.person.merged_into_id or 0, seat) for code, seat in found.items()}


def _found(
    badges: dict[str, UUID | None], typed: dict[str, str], by_uuid: dict[UUID, Seat], by_code: dict[str, Seat]
) -> Iterator[tuple[str, Seat]]:
    for code, uuid in badges.items():
        seat = by_uuid.get(uuid) if uuid else by_code.get(typed[code])
        if seat:
            yield code, seat


def _refusal(code: str) -> str:
    if not code.strip().upper().startswith(f"{BADGE}:"):
        return _("Không ai trong lớp có mã “%(code)s”.") % {"code": code[:40]}
    seat = seat_of_badge(code, key=token_key())
    other = Seat.objects.filter(uuid=seat).select_related("session").first() if seat else None
    if other is None:
        return _("Thẻ này không phải thẻ lớp của hệ thống, hoặc đã in lại.")
    return _("Thẻ này của lớp khác: %(title)s.") % {"title": other.session.title}
