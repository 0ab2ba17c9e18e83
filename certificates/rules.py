"""How long a certificate stands and when it may be renewed; arithmetic of days. Pure."""

from calendar import monthrange
from datetime import date
from enum import StrEnum


class Age(StrEnum):
    """Where a certificate stands between its issue and its end."""

    LASTING = "lasting"  # no end was ever set
    RUNNING = "running"
    ENDING = "ending"  # the time to renew has begun
    ENDED = "ended"


def months_later(day: date, months: int) -> date:
    """The corresponding day, or the month's last where there is none (Civil Code 2015, article 148.3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(issued_on: date, months: int) -> date:
    """The last day on which a certificate stands."""
    return months_later(issued_on, months)


def renewal_opens(expires_on: date, months: int) -> date:
    """The first day on which learning again counts as renewing."""
    return months_later(expires_on, -months)


def age_of(expires_on: date | None, renewal_months: int, on: date) -> Age:
    """What to call it on a day; the last day itself still stands."""
    if expires_on is None:
        return Age.LASTING
    if on > expires_on:
        return Age.ENDED
    return Age.ENDING if on >= renewal_opens(expires_on, renewal_months) else Age.RUNNING
