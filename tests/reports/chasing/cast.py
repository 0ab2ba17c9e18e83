"""What the stories of chasing share: moments of the province, the worker's day, finishing a course."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from courses.models import Enrolment
from courses.services.record import append_event
from people.models import Person
from reports.models import ChaseMessage, ChasePlan, Target
from reports.services.chasing.daily import prepare_due
from reports.services.chasing.plans import set_ladder
from reports.services.chasing.sending import send_waiting

DUE = date(2026, 11, 10)  # a Tuesday


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """In the province."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def on(days: int, hour: int = 9) -> datetime:
    """So many days from the due day."""
    return moment(DUE + timedelta(days=days), hour)


def put_up(target: Target, *steps: object) -> ChasePlan:
    """The default ladder, or these steps."""
    from reports.ladder import DEFAULT_STEPS

    return set_ladder(target=target, steps=steps or DEFAULT_STEPS, at=on(-40), by=None)  # type: ignore[arg-type]


def work(at: datetime) -> int:
    """One round of the timetable."""
    prepare_due(at=at)
    return send_waiting(at=at, most=500)


def finish(person: Person, at: datetime) -> None:
    """Everything the person is enrolled in."""
    for enrolment in Enrolment.objects.filter(learner=person):
        finish_one(enrolment, at)


def finish_one(enrolment: Enrolment, at: datetime) -> None:
    """One course of one lesson."""
    item = enrolment.release.items.get()
    append_event(
        enrolment=enrolment, kind="activity_completed", activity=item.activity, version=1, occurred_at=at,
        recorded_at=at, source="web", evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip


def told(person: Person) -> list[date]:
    """The days on which somebody got a message of their own."""
    rows = ChaseMessage.objects.filter(person=person, audience="nguoi").order_by("day")
    return list(rows.values_list("day", flat=True))
