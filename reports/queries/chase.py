"""Who to chase: the people still missing, each in one group, the most urgent first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from common.bulk import among
from common.clock import local_day
from courses.models import EnrolmentProgress
from people.models import Account
from reports.models import Target
from reports.queries.completions import sets_of
from reports.queries.figures import Figures
from reports.rules import Standing

STALLED_DAYS = 14


@dataclass(slots=True)
class ChaseGroups:
    """Person keys by reason; each missing person stands in exactly one group."""

    overdue: list[int] = field(default_factory=list)
    stalled: list[int] = field(default_factory=list)
    never_signed_in: list[int] = field(default_factory=list)
    not_enrolled: list[int] = field(default_factory=list)
    under_way: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Chasing:
    """What sorts the missing: the row of the enrolment (of several the last), and who has ever signed in."""

    rows: Mapping[int, Mapping[str, Any]]
    signed_in: Collection[int]

    def group(self, person: int, day: date) -> str:
        """The name of the group of somebody who is missing."""
        row = self.rows.get(person)
        if row is None:
            return "not_enrolled"
        started = row["state"] != "not_started"
        due = row["enrolment__due_on"]
        if not started and isinstance(due, date) and due < day:
            return "overdue"
        if started and row["last_event_at"] and day >= _stalls_on(row["last_event_at"]):
            return "stalled"
        return "never_signed_in" if not started and person not in self.signed_in else "under_way"

    def turns(self, person: int) -> list[date]:
        """The days on which time alone moves the person into another group."""
        row = self.rows.get(person)
        if row is None:
            return []
        due, last = row["enrolment__due_on"], row["last_event_at"]
        days = [due + timedelta(days=1)] if due else []
        return [*days, _stalls_on(last)] if last else days


def chasing(target: Target, people: Collection[int] | None = None) -> Chasing:
    """Few queries; `people` limits them."""
    rows = EnrolmentProgress.objects.filter(
        enrolment__course__in=_courses(target),
        enrolment__learner__merged_into__isnull=True,
        enrolment__withdrawn_at__isnull=True,
    )
    accounts = Account.objects.filter(person__isnull=False, last_login__isnull=False)
    if people is None:
        rows = rows.filter(completed_at__isnull=True)
    else:  # of few people who has completed is asked below: SQLite would walk the index of all who have not
        rows = rows.filter(enrolment__learner__in=among(list(people)))
        accounts = accounts.filter(person__in=among(list(people)))
    told = rows.order_by("enrolment").values(
        "enrolment__learner_id", "state", "last_event_at", "enrolment__due_on", "completed_at"
    )
    return Chasing(
        {row["enrolment__learner_id"]: row for row in told if row["completed_at"] is None},
        set(accounts.values_list("person_id", flat=True)),
    )


def _courses(target: Target) -> Any:
    """Also those of programmes: whoever learns in one has been given something to learn."""
    plain = not (target.learning or {}).get("programmes")
    return target.courses.all() if plain else frozenset().union(*sets_of(target))


def chase_groups(figures: Figures, today: date) -> ChaseGroups:
    """Sort the missing of a figure into groups."""
    missing = {member.person for member in figures.members if member.standing is Standing.MISSING}
    known, groups = chasing(figures.target), ChaseGroups()
    for person in sorted(missing):
        getattr(groups, known.group(person, today)).append(person)
    return groups


def _stalls_on(last: datetime) -> date:
    """The first day at whose end more than STALLED_DAYS whole days have passed."""
    return local_day(last) + timedelta(days=STALLED_DAYS + 1)
