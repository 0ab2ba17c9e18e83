"""How long a certificate stands and when it may be renewed; arithmetic of days. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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


@dataclass(frozen=True)
class Accepted:
    """What a course accepts instead of itself; no issuer named means any."""

    issuers: tuple[str, ...]
    least_hours: Decimal
    issued_from: date | None


class Lack(StrEnum):
    """Why a paper from elsewhere does not stand for a course."""

    NO_RULE = "no_rule"
    ISSUER = "issuer"
    HOURS = "hours"
    TOO_OLD = "too_old"


def lacking(accepted: Accepted | None, *, issuer: str, hours: Decimal, issued_on: date) -> list[Lack]:
    """What a paper lacks; names are compared as they were folded by the caller."""
    if accepted is None:
        return [Lack.NO_RULE]
    found = []
    if accepted.issuers and not any(name in issuer for name in accepted.issuers):
        found.append(Lack.ISSUER)
    if hours < accepted.least_hours:
        found.append(Lack.HOURS)
    if accepted.issued_from and issued_on < accepted.issued_from:
        found.append(Lack.TOO_OLD)
    return found
