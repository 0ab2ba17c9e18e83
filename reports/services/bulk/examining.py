"""Who of a deed's people it concerns, and why the others are left out; asked for the preview and again at the deed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from courses.models import Enrolment
from people.models import Notice
from people.queries.tree import UnitTree
from people.rights import Right
from people.scope import visible_people
from reports.models import BulkDeed

Kind = BulkDeed.Kind
RIGHT = Right.GIVE_COURSES
QUIET = timedelta(hours=24)  # nobody is reminded of one course twice within it


@dataclass
class Examined:
    """The code of why, for those left out; the enrolment in the deed's course, for those who have one."""

    why: dict[int, str] = field(default_factory=dict)
    enrolments: dict[int, Enrolment] = field(default_factory=dict)


def examine(deed: BulkDeed, people: Sequence[int], at: datetime, tree: UnitTree, day: date) -> Examined:
    """Four questions, however many people (a few hundred at a time)."""
    hands = visible_people(deed.asked_by, day, tree, RIGHT).filter(pk__in=people)
    within = set(hands.values_list("pk", flat=True))
    rows = Enrolment.objects.filter(course=deed.course_id, learner__in=people, withdrawn_at__isnull=True)
    found = Examined(enrolments={row.learner_id: row for row in rows.select_related("progress", "release")})
    reminded = _reminded(deed, people, at) if deed.kind == Kind.REMIND else set()
    for person in people:
        why = "outside" if person not in within else _why(deed, found.enrolments.get(person))
        why = why or ("reminded" if person in reminded else "")
        if why:
            found.why[person] = why
    return found


def topic_of(deed: BulkDeed) -> str:
    """What a reminder is filed under: one course, whoever reminds."""
    return f"remind:{deed.course.uuid}" if deed.course else "remind"


def _why(deed: BulkDeed, enrolment: Enrolment | None) -> str:
    if deed.kind == Kind.ASSIGN:
        return "enrolled" if enrolment else ""
    if enrolment is None:
        return "not_enrolled"
    progress = getattr(enrolment, "progress", None)
    if progress and (progress.completed_at or progress.excused_at):
        return "completed" if progress.completed_at else "excused"
    if deed.kind == Kind.EXTEND and deed.due_on and enrolment.due_on and enrolment.due_on >= deed.due_on:
        return "later_due"
    return ""


def _reminded(deed: BulkDeed, people: Sequence[int], at: datetime) -> set[int]:
    told = Notice.objects.filter(topic=topic_of(deed), person__in=people, created_at__gt=at - QUIET)
    return {person for person in told.values_list("person_id", flat=True) if person}
