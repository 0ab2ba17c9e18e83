"""Who was there: the standing word on each seat and meeting, the list of a meeting, what waits for a decision."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.models import Attendance, Claim, Meeting, Seat, TrainingSession
from courses.models.attendance import CAME
from courses.models.seat import HOLDING
from courses.queries.training.roll import by_unit_and_name

Standing = dict[tuple[int, int], Attendance]


def live_meetings(session: TrainingSession) -> list[Meeting]:
    """Those that take place, in order."""
    return list(session.meetings.filter(cancelled_at__isnull=True).order_by("starts_at", "pk"))


def expected(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """Whoever holds a seat, and whoever was written down for whatever reason."""
    noted = Exists(Attendance.objects.filter(seat=OuterRef("pk")))
    return seats.filter(Q(state__in=HOLDING) | noted)


def standing(
    meetings: Iterable[Meeting], seats: Collection[int] | None = None, *, names: bool = False
) -> Standing:
    """(seat, meeting) → the newest row; one query."""
    rows = Attendance.objects.filter(meeting__in=list(meetings)).order_by("pk")
    if seats is not None:
        rows = rows.filter(seat__in=seats)
    if names:
        rows = rows.select_related("recorded_by__person", "sheet")
    return {(row.seat_id, row.meeting_id): row for row in rows}


def counts_of(session: TrainingSession, meetings: Collection[Meeting]) -> dict[int, Counter[str]]:
    """Of each meeting, how many stand in which state."""
    found: dict[int, Counter[str]] = {meeting.pk: Counter() for meeting in meetings}
    rows = Attendance.objects.filter(meeting__in=meetings).order_by("pk")
    newest = {(seat, meeting): state for seat, meeting, state in rows.values_list("seat", "meeting", "state")}
    for (_seat, meeting), state in newest.items():
        found[meeting][state] += 1
    return found


def came(counts: Counter[str]) -> int:
    """How many were there, whatever part of it."""
    return sum(counts[state] for state in CAME)


def open_claims(session: TrainingSession) -> QuerySet[Claim]:
    """What waits for a decision, the oldest first."""
    rows = Claim.objects.filter(meeting__session=session, decided_at__isnull=True)
    return rows.select_related("person", "meeting")


def known_uuids(uuids: Collection[UUID]) -> set[UUID]:
    """Of these, the ones that came before, whatever became of them."""
    known = set(Attendance.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))
    return known | set(Claim.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))


def was_taken(session: TrainingSession) -> bool:
    """Whether anybody was written down yet."""
    return Attendance.objects.filter(meeting__session=session).exists()


def meeting_now(meetings: list[Meeting], at: datetime) -> Meeting | None:
    """The one that is on or comes next, else the last."""
    ahead = [one for one in meetings if one.ends_at >= at]
    return ahead[0] if ahead else (meetings[-1] if meetings else None)


def never_came(session: TrainingSession) -> QuerySet[Seat]:
    """Of those who were expected, whoever was at no meeting: for the next class's invitation."""
    newer = Attendance.objects.filter(
        seat=OuterRef("seat"), meeting=OuterRef("meeting"), pk__gt=OuterRef("pk")
    )
    there = Attendance.objects.filter(~Exists(newer), seat=OuterRef("pk"), state__in=CAME)
    seats = session.seats.filter(~Exists(there), state__in=HOLDING, person__merged_into__isnull=True)
    return by_unit_and_name(seats)
