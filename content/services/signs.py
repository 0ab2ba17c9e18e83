"""Presses that phones kept without a line: each counted once however often it is sent, on a day that can be right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from common.clock import local_day
from content.models import SignReceipt
from content.services import tallies

LONGEST = timedelta(days=31)  # a press is believed to be this old at most
A_YEAR = timedelta(days=400)


@dataclass(frozen=True)
class Sign:
    """One press; `age` is reckoned on the phone alone, so a clock that is wrong by a year cancels out."""

    uuid: UUID
    activity_id: int
    kind: str
    age: timedelta


def moment_of(age: timedelta, *, at: datetime) -> tuple[datetime, bool]:
    """When it was, and whether that had to be bounded: neither to come nor long past."""
    if timedelta(0) <= age <= LONGEST:
        return at - age, False
    return at, True


@transaction.atomic
def take(signs: Sequence[Sign], *, at: datetime) -> tuple[set[UUID], bool]:
    """Count what was not counted yet; which those were, and whether the day of any had to be bounded."""
    counted, bounded = set(), False
    for sign in signs:
        _receipt, new = SignReceipt.objects.get_or_create(uuid=sign.uuid, defaults={"day": local_day(at)})
        when, out_of_reach = moment_of(sign.age, at=at)
        if new:
            counted.add(sign.uuid)
            tallies.count(activity_id=sign.activity_id, kind=sign.kind, at=when)
        bounded = bounded or out_of_reach
    return counted, bounded


def sweep_receipts(*, at: datetime) -> int:
    """Let go of receipts that no phone will ask for any more."""
    deleted, _by_kind = SignReceipt.objects.filter(day__lt=local_day(at - A_YEAR)).delete()
    return deleted
