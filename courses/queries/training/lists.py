"""The desk's list of classes and its month: what a row says, in a fixed number of queries."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from common.clock import start_of_day
from courses.models import Meeting, TrainingSession
from courses.models.seat import HOLDING, SeatState
from courses.models.session import SessionState


class Shelf(StrEnum):
    """The tabs of the list."""

    GOING = ""
    DRAFTS = "nhap"
    OVER = "xong"


STATES = {
    Shelf.GOING: [SessionState.OPEN, SessionState.RUNNING],
    Shelf.DRAFTS: [SessionState.DRAFT],
    Shelf.OVER: [SessionState.CLOSED, SessionState.CANCELLED],
}


def shelf_counts(sessions: QuerySet[TrainingSession]) -> dict[str, int]:
    """How many classes each tab holds."""
    counts = {
        shelf.name: Count("pk", filter=Q(state__in=states), distinct=True) for shelf, states in STATES.items()
    }
    return sessions.order_by().aggregate(**counts)


def on_shelf(
    sessions: QuerySet[TrainingSession], shelf: Shelf, search: str = ""
) -> QuerySet[TrainingSession]:
    """The next class first; of those that are over, the last."""
    rows = sessions.filter(state__in=STATES[shelf])
    if search:
        rows = rows.filter(Q(title__icontains=search) | Q(code__iexact=search))
    rows = rows.annotate(starts=Min("meetings__starts_at", filter=Q(meetings__cancelled_at__isnull=True)))
    first = "-starts" if shelf is Shelf.OVER else "starts"
    return rows.select_related("lead_unit", "release").order_by(first, "pk")


def with_counts(page: list[TrainingSession]) -> dict[int, dict[str, Any]]:
    """Of the classes of one page: seats held and waiting, first and last meeting, how many meetings."""
    keys = [session.pk for session in page]
    rows = TrainingSession.objects.filter(pk__in=keys).order_by()
    held, waits = Q(seats__state__in=HOLDING), Q(seats__state=SeatState.WAITING)
    asks = Q(seats__state=SeatState.APPLIED)
    seats = rows.annotate(
        held=Count("seats", filter=held),
        waiting=Count("seats", filter=waits),
        applied=Count("seats", filter=asks),
    ).values("pk", "held", "waiting", "applied")
    live = Meeting.objects.filter(session__in=keys, cancelled_at__isnull=True).order_by()
    times = live.values("session").annotate(
        first=Min("starts_at"), last=Max("starts_at"), meetings=Count("pk")
    )
    found: dict[int, dict[str, Any]] = {row["pk"]: {**row} for row in seats}
    for row in times:
        found[row["session"]].update(row)
    return found


def meetings_of_month(sessions: QuerySet[TrainingSession], first: date) -> QuerySet[Meeting]:
    """Every meeting of the month in order, of classes that are not drafts or cancelled."""
    start, end = start_of_day(first), start_of_day(next_month(first))
    rows = Meeting.objects.filter(starts_at__gte=start, starts_at__lt=end, cancelled_at__isnull=True)
    shown = sessions.exclude(state__in=[SessionState.DRAFT, SessionState.CANCELLED])
    rows = rows.filter(session__in=shown.order_by().values("pk"))
    return rows.select_related("session__lead_unit").order_by("starts_at", "pk")


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first.replace(day=1) + timedelta(days=31)).replace(day=1)


def last_month(first: date) -> date:
    """The first day of the month before."""
    return (first.replace(day=1) - timedelta(days=1)).replace(day=1)
