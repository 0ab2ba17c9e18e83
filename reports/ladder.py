"""The ladder of chasing: who hears when, and when nobody is to be disturbed. Arithmetic only, no database in sight."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

SUNDAY = 6
GATHERS = 3  # days: what would be said so soon after is said along with it


class Audience(StrEnum):
    """Who hears, from the bottom rung up."""

    PERSON = "nguoi"
    OFFICER = "nhan_su"
    HEAD = "lanh_dao"
    LETTER = "cong_van"


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: `days` from the due day, before it negative."""

    audience: Audience
    days: int
    channels: tuple[str, ...] = ()

    def on(self, due_on: date) -> date:
        """The day from which the rung holds."""
        return due_on + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Hours:
    """From `quiet_from` to `quiet_until` nobody hears anything; before `send_at` nothing goes by itself."""

    quiet_from: int = 21
    quiet_until: int = 7
    send_at: int = 8


IN_APP, EMAIL, SMS = "in_app", "email", "sms"
DEFAULT_STEPS = (
    Step(Audience.PERSON, -14, (IN_APP, EMAIL)),
    Step(Audience.PERSON, -3, (IN_APP, EMAIL, SMS)),
    Step(Audience.PERSON, 1, (IN_APP, EMAIL, SMS)),
    Step(Audience.OFFICER, 7, (IN_APP, EMAIL)),
    Step(Audience.HEAD, 14, (IN_APP, EMAIL)),
    Step(Audience.LETTER, 21),
)


def reached(steps: Iterable[Step], audience: Audience, due_on: date, day: date) -> Step | None:
    """The latest rung for this audience whose day has come; earlier ones that were missed are passed over."""
    come = [step for step in steps if step.audience is audience and step.on(due_on) <= day]
    return max(come, key=lambda step: step.days, default=None)


def rung_below(steps: Iterable[Step], audience: Audience) -> Audience | None:
    """Who must have heard on an earlier day before this audience does; nobody is reported who was not told first."""
    order, used = list(Audience), {step.audience for step in steps}
    below = [one for one in order[: order.index(audience)] if one in used]
    return below[-1] if below else None


def waits(steps: Iterable[Step], step: Step) -> int:
    """Days that must lie between the rung below and this one, also where the ladder was put up late; at least one."""
    steps = list(steps)
    below = rung_below(steps, step.audience)
    last = max(
        (one.days for one in steps if one.audience is below and one.days <= step.days), default=step.days
    )
    return max(step.days - last, 1)


def silence(local: datetime, holidays: Collection[date], hours: Hours) -> str:
    """Why nothing goes at this moment of the province: quiet, sunday, holiday; empty when it may."""
    if local.date() in holidays:
        return "holiday"
    if local.weekday() == SUNDAY:
        return "sunday"
    return "quiet" if _is_quiet(local.time(), hours) else ""


def is_too_early(local: datetime, hours: Hours) -> bool:
    """Whether the day's messages still wait for their hour, so that an officer may look and hold back."""
    return local.hour < hours.send_at


def _is_quiet(moment: time, hours: Hours) -> bool:
    if hours.quiet_from == hours.quiet_until:
        return False
    after, before = moment.hour >= hours.quiet_from, moment.hour < hours.quiet_until
    return (after or before) if hours.quiet_from > hours.quiet_until else (after and before)
