"""What stands in one person's calendar: the meetings they come to, wait for or teach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet

from common.clock import local_day, start_of_day
from courses.models import CalendarFeed, Meeting, Seat, SessionTrainer, TrainingSession
from courses.models.seat import HOLDING, OVER, PENDING, SeatState
from courses.models.session import Registration, SessionState
from people.models import Account, Person

FEED_REACHES_BACK = timedelta(days=180)
MINE = [*HOLDING, *PENDING]


@dataclass(frozen=True)
class Entry:
    """A meeting and what one is to it; `seat` is empty for those who only teach."""

    meeting: Meeting
    seat: Seat | None

    @property
    def certain(self) -> bool:
        """Whether the person comes, and does not only wait or still has to answer."""
        return self.seat is None or self.seat.state == SeatState.CONFIRMED


def entries(
    *, person: int | None, account: int | None, since: datetime, until: datetime | None = None
) -> list[Entry]:
    """In order; three queries however many there are. Meetings that were called off are among them."""
    rows = Meeting.objects.filter(ends_at__gte=since, session__in=_mine(person, account))
    if until:
        rows = rows.filter(ends_at__lt=until)
    seats = Prefetch(
        "session__seats", Seat.objects.filter(person=person, state__in=MINE), to_attr="own_seats"
    )
    rows = rows.select_related("session__lead_unit", "session__release")
    rows = rows.prefetch_related(seats, "session__trainers")
    return [Entry(row, next(iter(row.session.own_seats), None)) for row in rows.order_by("starts_at", "pk")]  # type: ignore[attr-defined]


def by_day(found: Iterable[Entry]) -> list[tuple[date, list[Entry]]]:
    """The days in order, each with its meetings."""
    days = groupby(found, key=lambda entry: local_day(entry.meeting.starts_at))
    return [(day, list(group)) for day, group in days]


def open_to_register(person: int, at: datetime) -> QuerySet[TrainingSession]:
    """Classes that take registrations now and on whose roll the person does not stand."""
    there = Seat.objects.filter(session=OuterRef("pk"), person=person).exclude(state__in=OVER)
    rows = TrainingSession.objects.filter(~Exists(there), state=SessionState.OPEN)
    rows = rows.exclude(registration=Registration.OFF).filter(
        Q(registration_ends_at__isnull=True) | Q(registration_ends_at__gt=at)
    )
    live = Q(meetings__cancelled_at__isnull=True)
    rows = rows.annotate(starts=Min("meetings__starts_at", filter=live)).filter(starts__gt=at)
    return rows.select_related("lead_unit").order_by("starts", "pk")


def class_for(person: Person | None, account: Account, uuid: UUID, at: datetime) -> TrainingSession | None:
    """The class as a cadre may open it: they stand on its roll, teach it, or may register."""
    key = person.pk if person else None
    fits = Q(pk__in=_mine(key, account.pk, [*MINE, *OVER]).order_by().values("pk"))
    if key is not None:
        fits |= Q(pk__in=open_to_register(key, at).order_by().values("pk"))
    rows = TrainingSession.objects.filter(fits, uuid=uuid)
    return rows.select_related("lead_unit", "release__course").first()


def owner_of_feed(key: str) -> Person | None:
    """Whose calendar the address shows; a merged record's address shows the survivor's."""
    feed = CalendarFeed.objects.select_related("person__merged_into").filter(key=key).first()
    return (feed.person.merged_into or feed.person) if feed else None


def feed_start(at: datetime) -> datetime:
    """How far back a feed reaches."""
    return start_of_day(local_day(at - FEED_REACHES_BACK))


def _mine(
    person: int | None, account: int | None, states: list[SeatState] = MINE
) -> QuerySet[TrainingSession]:
    fits = Q(pk__in=Seat.objects.filter(person=person, state__in=states).values("session"))
    if account is not None:
        fits |= Q(pk__in=SessionTrainer.objects.filter(account=account).values("session"))
    return TrainingSession.objects.filter(fits).exclude(state=SessionState.DRAFT)
