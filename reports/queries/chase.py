"""Who to chase: the people still missing, each in one group, the most urgent first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from common.clock import end_of_day
from courses.models import EnrolmentProgress
from people.models import Account
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


def chase_groups(figures: Figures, today: date) -> ChaseGroups:
    """Sort the missing of a figure into groups."""
    missing = {member.person for member in figures.members if member.standing is Standing.MISSING}
    rows = {
        row["enrolment__learner_id"]: row
        for row in EnrolmentProgress.objects.filter(
            enrolment__course__in=figures.target.courses.all(),
            enrolment__learner__merged_into__isnull=True,
            completed_at__isnull=True,
        ).values("enrolment__learner_id", "state", "last_event_at", "enrolment__due_on")
    }
    signed_in = set(
        Account.objects.filter(person__isnull=False, last_login__isnull=False).values_list(
            "person_id", flat=True
        )
    )
    groups = ChaseGroups()
    for person in sorted(missing):
        _group(groups, rows.get(person), person in signed_in, today).append(person)
    return groups


def _group(groups: ChaseGroups, row: Mapping[str, Any] | None, signed_in: bool, today: date) -> list[int]:
    if row is None:
        return groups.not_enrolled
    started = row["state"] != "not_started"
    due = row["enrolment__due_on"]
    if not started and isinstance(due, date) and due < today:
        return groups.overdue
    if started and row["last_event_at"] and (end_of_day(today) - row["last_event_at"]).days > STALLED_DAYS:
        return groups.stalled
    if not started and not signed_in:
        return groups.never_signed_in
    return groups.under_way
