"""Ends a class: attendance becomes facts in the record, everybody hears what they have and what they missed."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from common.vietnamese import format_day
from courses.attendance_rules import Held, Outcome
from courses.models import Meeting, TrainingSession
from courses.models.seat import HOLDING
from courses.models.session import TAKES_PEOPLE, SessionState
from courses.queries.training.attendance import live_meetings, was_taken
from courses.queries.training.making_up import open_make_ups
from courses.services.training.credits import Settled, settle
from courses.services.training.roll import Roll
from courses.services.training.telling import path_of, topic_of
from courses.services.training.words import meeting_line
from people.models import Account
from people.services.audit import Kind, record
from people.services.notices import notify


@transaction.atomic
def close_session(*, session: TrainingSession, at: datetime, by: Account) -> Settled:
    """After the last meeting, and only with attendance: an empty class would call everybody absent."""
    roll = Roll(session, at=at, by=by)
    _require_over(roll.session, at)
    TrainingSession.objects.filter(pk=session.pk).update(
        state=SessionState.CLOSED, closed_at=at, closed_by=by
    )
    session.refresh_from_db()
    done = settle(session, at=at, by=by)
    _tell(session, done, at)
    detail = {"class": session.code, "facts": done.added}
    record(
        "class_closed", kind=Kind.CHANGE, by=by, at=at, unit=session.lead_unit, count=len(done.seats),
        detail=detail,
    )  # fmt: skip
    return done


@transaction.atomic
def reopen_session(*, session: TrainingSession, reason: str, at: datetime, by: Account) -> TrainingSession:
    """What was earned stays until the class is closed again; then only what differs is retracted or added."""
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do mở lại lớp."))
    roll = Roll(session, at=at, by=by)
    if roll.session.state != SessionState.CLOSED:
        raise Conflict(_("Lớp này chưa kết thúc."))
    TrainingSession.objects.filter(pk=session.pk).update(
        state=SessionState.RUNNING, closed_at=None, closed_by=None
    )
    session.refresh_from_db()
    detail = {"class": session.code, "reason": reason.strip()}
    record("class_reopened", kind=Kind.CHANGE, by=by, at=at, unit=session.lead_unit, detail=detail)
    return session


@transaction.atomic
def end_early(*, session: TrainingSession, at: datetime, by: Account) -> Settled:
    """Called off half-way, but what was held counts: the meetings to come are dropped, then the class is closed."""
    Roll(session, at=at, by=by).require_planned()
    for meeting in Meeting.objects.filter(session=session, cancelled_at__isnull=True, ends_at__gt=at):
        if meeting.attendance.exists():
            raise Conflict(
                _("Buổi %(when)s đã điểm danh nhưng chưa hết giờ.") % {"when": meeting_line(meeting)}
            )
        meeting.revision += 1
        meeting.cancelled_at = meeting.changed_at = at
        meeting.save(update_fields=["revision", "cancelled_at", "changed_at"])
    return close_session(session=session, at=at, by=by)


def _require_over(session: TrainingSession, at: datetime) -> None:
    if session.state not in TAKES_PEOPLE:
        raise Conflict(_("Lớp chưa mở, đã kết thúc hoặc đã hủy."))
    meetings = live_meetings(session)
    if not meetings or meetings[-1].ends_at > at:
        raise Conflict(_("Lớp còn buổi chưa học xong: hãy đợi hết buổi cuối hoặc bỏ buổi đó."))
    if not was_taken(session):
        raise Conflict(_("Chưa điểm danh buổi nào: hãy điểm danh rồi kết thúc lớp."))


def _tell(session: TrainingSession, done: Settled, at: datetime) -> None:
    """One notice a person; those with the same words together."""
    meetings = {one.pk: one for one in live_meetings(session)}
    asked = _asked_to_make_up(session)
    said: dict[str, list[int]] = {}
    for one in done.seats:
        said.setdefault(_words(one.outcome, meetings, asked.get(one.seat.pk, {})), []).append(one.learner)
    seen = {one.learner for one in done.seats}
    unseen = session.seats.filter(
        state__in=HOLDING, attendance__isnull=True, person__merged_into__isnull=True
    )
    people = unseen.values_list("person_id", flat=True)
    said.setdefault(ABSENT, []).extend(person for person in people if person not in seen)
    for text, learners in said.items():
        title = f"Kết quả dự lớp: {session.title}"
        notify(topic=topic_of(session), title=title, text=text, at=at, path=path_of(session), people=learners)


ABSENT = "Anh/chị không dự buổi nào. Đơn vị tổ chức sẽ xếp vào lớp sau; khóa học trực tuyến vẫn mở nếu có."


def _asked_to_make_up(session: TrainingSession) -> dict[int, dict[int, str]]:
    """By seat: what each lesson that is still open says."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for row in open_make_ups().filter(seat__session=session).select_related("activity"):
        words = f"học bù trực tuyến bài “{row.activity.title}” trong Của tôi, hạn {format_day(row.due_on)}"
        found[row.seat_id][row.activity_id] = words
    return found


def _words(outcome: Outcome, meetings: dict[int, Meeting], asked: dict[int, str]) -> str:
    if not outcome.hours:
        return ABSENT
    hours = f"{outcome.hours.normalize():f}".replace(".", ",")
    head = f"Đã ghi nhận {hours} tiết."
    if outcome.enough:
        return f"{head} Anh/chị đã dự đủ, khóa học được ghi là hoàn thành."
    if outcome.made_up:
        return f"{head} Phần vắng anh/chị đã học trực tuyến, khóa học được ghi là hoàn thành (kết hợp)."
    lines = [_missed(one, meetings, asked) for one in outcome.missed]
    return "\n".join([f"{head} Anh/chị chưa dự đủ thời gian của lớp, còn thiếu:", *lines])


def _missed(one: Held, meetings: dict[int, Meeting], asked: dict[int, str]) -> str:
    line = f"- {meeting_line(meetings[one.meeting])}"  # type: ignore[index]
    make_up = asked.get(one.activity or 0)
    return f"{line}: {make_up}" if make_up else line
