"""Puts meetings on the timetable, moves them and calls them off; whoever is touched gets one message."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from courses.models import Activity, Meeting, TrainingSession
from courses.models.session import TAKES_PEOPLE
from courses.queries.training.conflicts import Clash, clashes_of, place_key
from courses.services.training.roll import Roll
from courses.services.training.telling import tell_touched
from courses.services.training.words import meeting_line, when
from people.models import Account
from people.services.audit import Kind, record


@dataclass(frozen=True)
class Slot:
    """When and where, and which lesson of the course."""

    starts_at: datetime
    ends_at: datetime
    hall: str
    room: str = ""
    activity: Activity | None = None


@transaction.atomic
def add_meeting(
    *, session: TrainingSession, slot: Slot, at: datetime, by: Account, anyway: bool = False
) -> Meeting:
    """`anyway`: the clerk has read what is in the way and keeps to it."""
    roll = Roll(session, at=at, by=by)
    roll.require_planned()
    _require_fit(roll.session, slot, anyway=anyway)
    meeting = Meeting(session=roll.session, changed_at=at)
    _put(meeting, slot)
    meeting.save()
    _tell(roll.session, "Thêm buổi học", f"Buổi mới: {meeting_line(meeting)}.", at)
    _log("class_meeting_added", roll.session, meeting, at, by)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, slot: Slot, at: datetime, by: Account, anyway: bool = False
) -> Meeting:
    """Another time or place; a second save of the same tells nobody anything."""
    roll = Roll(meeting.session, at=at, by=by)
    roll.require_planned()
    meeting = _live(meeting)
    before, old = meeting_line(meeting), (meeting.starts_at, meeting.ends_at, meeting.hall, meeting.room)
    moved = old != (slot.starts_at, slot.ends_at, slot.hall, slot.room)
    if moved:
        _require_fit(roll.session, slot, anyway=anyway)
        meeting.revision += 1
        meeting.changed_at = at
    _put(meeting, slot)
    meeting.save()
    if moved:
        text = f"Buổi {before} đổi thành: {meeting_line(meeting)}."
        _tell(roll.session, "Đổi giờ hoặc địa điểm", text, at)
        _log("class_meeting_changed", roll.session, meeting, at, by)
    return meeting


@transaction.atomic
def call_off_meeting(*, meeting: Meeting, at: datetime, by: Account) -> Meeting:
    """The meeting does not take place; it stays for calendars and for what was recorded in it."""
    roll = Roll(meeting.session, at=at, by=by)
    roll.require_planned()
    meeting = _live(meeting)
    if meeting.attendance.exists():
        raise Conflict(_("Buổi này đã điểm danh nên không bỏ được."))
    meeting.cancelled_at = meeting.changed_at = at
    meeting.revision += 1
    meeting.save()
    _tell(roll.session, "Bỏ buổi học", f"Không học buổi {meeting_line(meeting)}.", at)
    _log("class_meeting_called_off", roll.session, meeting, at, by)
    return meeting


def said(clashes: list[Clash]) -> str:
    """What is in the way, by name."""
    words = {"place": _("%(what)s đã có lớp"), "trainer": _("Giảng viên %(what)s đã dạy lớp")}
    return " ".join(
        _("%(start)s “%(title)s” (%(when)s).")
        % {
            "start": words[clash.kind] % {"what": clash.what},
            "title": clash.other.session.title,
            "when": when(clash.other.starts_at, clash.other.ends_at),
        }
        for clash in clashes
    )


def _require_fit(session: TrainingSession, slot: Slot, *, anyway: bool) -> None:
    if slot.ends_at <= slot.starts_at:
        raise DomainError(_("Giờ kết thúc phải sau giờ bắt đầu."))
    overlapping = Meeting.objects.filter(
        session=session, cancelled_at__isnull=True, starts_at=slot.starts_at, hall=slot.hall, room=slot.room
    )
    if overlapping.exists():
        raise Conflict(_("Lớp đã có buổi này rồi."))
    clashes = clashes_of(
        session, starts_at=slot.starts_at, ends_at=slot.ends_at, hall=slot.hall, room=slot.room
    )
    if clashes and not anyway:
        raise Conflict(said(clashes))


def _live(meeting: Meeting) -> Meeting:
    fresh = Meeting.objects.select_related("session__lead_unit").get(pk=meeting.pk)
    if fresh.cancelled_at:
        raise Conflict(_("Buổi này đã bỏ rồi."))
    return fresh


def _put(meeting: Meeting, slot: Slot) -> None:
    meeting.starts_at, meeting.ends_at = slot.starts_at, slot.ends_at
    meeting.hall, meeting.room, meeting.activity = slot.hall, slot.room, slot.activity
    meeting.place_key = place_key(slot.hall)


def _tell(session: TrainingSession, what: str, text: str, at: datetime) -> None:
    if session.state in TAKES_PEOPLE:
        tell_touched(session, title=f"{what}: {session.title}", text=text, at=at)


def _log(action: str, session: TrainingSession, meeting: Meeting, at: datetime, by: Account) -> None:
    detail = {"class": session.code, "meeting": meeting_line(meeting)}
    record(action, kind=Kind.CHANGE, by=by, at=at, unit=session.lead_unit, detail=detail)
