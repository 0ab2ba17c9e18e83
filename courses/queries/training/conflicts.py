"""What collides: a hall or a trainer taken at that time by another class, and people who are in both."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from common.vietnamese import fold
from courses.models import Meeting, Seat, SessionTrainer, TrainingSession
from courses.models.seat import HOLDING
from courses.models.session import PLANNED


@dataclass(frozen=True)
class Clash:
    """One meeting of another class that is in the way; `what` is the hall's or the trainer's name."""

    kind: str  # place, trainer
    what: str
    other: Meeting


def place_key(hall: str) -> str:
    """By which halls are the same, however their marks and spaces were typed."""
    return " ".join(fold(hall).split())[:200]


def clashes_of(
    session: TrainingSession, *, starts_at: datetime, ends_at: datetime, hall: str, room: str
) -> list[Clash]:
    """What is in the way of a meeting at that time and place; other meetings of the class itself do not count."""
    others = list(_at_that_time(starts_at, ends_at).exclude(session=session))
    found = [Clash("place", other.place, other) for other in others if _same_place(other, hall, room)]
    teaching = _teaching(session, [other.session_id for other in others]) if others else {}
    found += [
        Clash("trainer", name, other) for other in others for name in teaching.get(other.session_id, ())
    ]
    return found


def clashes_in(session: TrainingSession, meetings: Collection[Meeting]) -> list[tuple[Meeting, Clash]]:
    """Of all meetings of a class, for its page."""
    live = [meeting for meeting in meetings if meeting.cancelled_at is None]
    return [
        (meeting, clash)
        for meeting in live
        for clash in clashes_of(
            session,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            hall=meeting.hall,
            room=meeting.room,
        )
    ]


def double_booked(session: TrainingSession) -> QuerySet[Seat]:
    """The seats held by people who hold one in another class at the same time."""
    mine = Meeting.objects.filter(session=session, cancelled_at__isnull=True)
    overlapping = Meeting.objects.filter(
        Exists(mine.filter(starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"))),
        cancelled_at__isnull=True,
        session__state__in=PLANNED,
    ).exclude(session=session)
    elsewhere = Seat.objects.filter(
        person=OuterRef("person"), state__in=HOLDING, session__in=overlapping.values("session")
    )
    return session.seats.filter(Exists(elsewhere), state__in=HOLDING)


def other_classes(person: int, session: TrainingSession) -> QuerySet[Meeting]:
    """The person's meetings in other classes that overlap with this class."""
    mine = Meeting.objects.filter(session=session, cancelled_at__isnull=True)
    held = Seat.objects.filter(person=person, state__in=HOLDING).exclude(session=session)
    return Meeting.objects.filter(
        Exists(mine.filter(starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"))),
        cancelled_at__isnull=True,
        session__in=held.values("session"),
        session__state__in=PLANNED,
    ).select_related("session")


def _at_that_time(starts_at: datetime, ends_at: datetime) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(starts_at__lt=ends_at, ends_at__gt=starts_at, cancelled_at__isnull=True)
    return rows.filter(session__state__in=PLANNED).select_related("session__lead_unit")


def _same_place(other: Meeting, hall: str, room: str) -> bool:
    """One room, or the whole house."""
    if other.place_key != place_key(hall):
        return False
    mine, theirs = place_key(room), place_key(other.room)
    return not mine or not theirs or mine == theirs


def _teaching(session: TrainingSession, others: Collection[int]) -> dict[int, list[str]]:
    """Which of the class's trainers teach which of the other classes: the same account, or a guest of that name."""
    mine = list(session.trainers.values_list("account_id", "name"))
    accounts = {account for account, _name in mine if account}
    guests = {place_key(name) for account, name in mine if not account}
    found: dict[int, list[str]] = {}
    rows = SessionTrainer.objects.filter(session__in=others).order_by("pk")
    for other, account, name in rows.values_list("session_id", "account_id", "name"):
        if account in accounts or (not account and place_key(name) in guests):
            found.setdefault(other, []).append(name)
    return found
