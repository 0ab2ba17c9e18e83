"""Days and moments as officers type them: 31/12/2026, 2026-12-31, 2026-12-31T17:00, with a sentence when wrong."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from common.errors import DomainError

YEARS = range(
    1900, 2200
)  # beyond them a slip of the finger, and no zone can be applied near the calendar's ends


def parse_day(text: str) -> date:
    """A day, day first or ISO."""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if day.year in YEARS:
            return day
    raise DomainError(_("“%(text)s” không phải là ngày. Hãy ghi như 31/12/2026.") % {"text": text})


def parse_moment(text: str) -> datetime:
    """A moment; without a zone it is the province's, a bare day means its last second.

    Beside ISO also as officers write and read it: 17:00 31/12/2026, or the day first.
    """
    moment = parse_datetime(text.strip()) if text.strip()[:4].isdigit() else _as_written(text)
    if moment is None or len(text.strip()) <= 10:
        moment = datetime.combine(parse_day(text), datetime.max.time())
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _as_written(text: str) -> datetime | None:
    """A time of day beside a day, in either order; None for anything else."""
    for pattern in ("%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M"):
        try:
            moment = datetime.strptime(" ".join(text.split()), pattern)  # noqa: DTZ007 - the caller adds the zone
        except ValueError:
            continue
        if moment.year in YEARS:
            return moment
    return None
