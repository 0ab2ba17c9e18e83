"""The calendar of holidays, what a reader chose, and that a message was opened."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict
from people.models import Account, Person
from people.services.audit import Kind, record
from reports.holidays import LUNAR, holidays_of
from reports.models import ChaseMessage, Holiday, ReminderChoice


@transaction.atomic
def add_holiday(*, day: date, name: str, at: datetime, by: Account) -> Holiday:
    """As the Government announced it."""
    holiday, made = Holiday.objects.get_or_create(day=day, defaults={"name": name})
    if not made:
        raise Conflict(_("Ngày này đã có trong lịch nghỉ."))
    record("holiday_added", kind=Kind.CHANGE, by=by, at=at, detail={"day": day.isoformat(), "name": name})
    return holiday


@transaction.atomic
def remove_holiday(*, holiday: Holiday, at: datetime, by: Account) -> None:
    """A working day after all; no history needs it."""
    detail = {"day": holiday.day.isoformat(), "name": holiday.name}
    holiday.delete()
    record("holiday_removed", kind=Kind.CHANGE, by=by, at=at, detail=detail)


def fill_years() -> int:
    """The days of every year that is known, where the year has none yet."""
    years = [year for year in LUNAR if not Holiday.objects.filter(day__year=year).exists()]
    rows = [Holiday(day=day, name=name) for year in years for day, name in holidays_of(year).items()]
    return len(Holiday.objects.bulk_create(rows, ignore_conflicts=True))


def choose_ways(*, person: Person, email: bool, sms: bool, at: datetime) -> ReminderChoice:
    """One's own page stays, whatever is chosen."""
    values = {"email": email, "sms": sms, "changed_at": at}
    return ReminderChoice.objects.update_or_create(person=person, defaults=values)[0]


def opened(*, message: ChaseMessage, at: datetime) -> None:
    """The first time counts."""
    ChaseMessage.objects.filter(pk=message.pk, opened_at__isnull=True).update(opened_at=at)
