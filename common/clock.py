"""The only reader of the wall clock; everything below the outermost edge takes `at`."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()  # noqa: TID251 - this is the one place


def today() -> date:
    """The present day in the province's time zone."""
    return local_day(now())


def local_day(moment: datetime) -> date:
    """The day in the province on which `moment` falls."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def start_of_day(day: date) -> datetime:
    """The first moment of `day` in the province."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def end_of_day(day: date) -> datetime:
    """The first moment after `day` in the province; use with `<`."""
    return start_of_day(day + timedelta(days=1))
