"""Who was there: the standing word on each seat and meeting, the list of a meeting, what waits for a decision."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from courses.models import Attendance, Claim, Meeting, Seat, TrainingSession
from courses.models.attendance import CAME
from courses.models.seat import HOLDING
from courses.queries.training.roll import by_unit_and_name

# Whose a row is; its seat may have stayed with a record that was merged away.
LEARNER = Coalesce("seat__person__merged_into", "seat__person")
Standing = dict[tuple[int, int], Attendance]


def live_meetings(session: TrainingSession) -> list[Meeting]:
    """Those that take place, in order."""
    rows = session.meetings.filter(cancelled_at__isnull=True).select_related("activity")
    return list(rows.order_by("starts_at", "pk"))


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
    """Of each meeting, how many people stand in which state; two records of one person count once, as who came."""
    found: dict[int, Counter[str]] = {meeting.pk: Counter() for meeting in meetings}
    rows = Attendance.objects.filter(meeting__in=meetings).order_by("pk").annotate(learner=LEARNER)
    newest = {
        (seat, meeting): (learner, state)
        for seat, meeting, learner, state in rows.values_list("seat", "meeting", "learner", "state")
    }
    people: dict[tuple[int, int], str] = {}
    for (_seat, meeting), (learner, state) in newest.items():
        if people.get((learner, meeting)) not in CAME:
            people[learner, meeting] = state
    for (_learner, meeting), state in people.items():
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
    rows = Attendance.objects.annotate(learner=LEARNER).filter(~Exists(newer), state__in=CAME)
    there = rows.filter(seat__session=OuterRef("session"), learner=OuterRef("person"))
    seats = session.seats.filter(~Exists(there), state__in=HOLDING, person__merged_into__isnull=True)
    return by_unit_and_name(seats)
