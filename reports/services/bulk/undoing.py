"""Taking a piece of a deed back by new facts; what people or others did since is left as it is, and said."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid5

from django.utils.translation import gettext as _

from courses.models import LearningEvent
from courses.models.record import EventKind
from courses.services.many import Deed, Step, change_due_days, take_back, withdraw_many
from reports.models import BulkDeed, BulkLine

Kind, Line = BulkDeed.Kind, BulkLine.State


def undo_piece(deed: BulkDeed, lines: Sequence[BulkLine], at: datetime) -> None:
    """Mark each line undone, or kept and why."""
    retracted = _retracted(lines)
    for line in lines:
        line.why = _why_kept(deed, line, retracted)
        line.state = Line.KEPT if line.why else Line.UNDONE
    steps = [_step(deed, line) for line in lines if not line.why]
    reason = _("Hoàn tác việc hàng loạt")
    told = Deed(at, deed.asked_by, reason)
    if deed.kind == Kind.ASSIGN:
        withdraw_many(steps, told)
    elif deed.kind == Kind.EXTEND:
        change_due_days(steps, told)
    else:
        take_back(steps, told)


def _why_kept(deed: BulkDeed, line: BulkLine, retracted: set[int]) -> str:
    enrolment = line.enrolment
    assert enrolment
    if line.event_id in retracted or (deed.kind == Kind.ASSIGN and enrolment.withdrawn_at):
        return "taken_back"
    progress = getattr(enrolment, "progress", None)
    if deed.kind == Kind.ASSIGN and progress and (progress.started_at or progress.completed_at):
        return "started"
    if deed.kind in (Kind.ASSIGN, Kind.EXTEND) and enrolment.due_on != deed.due_on:
        return "due_changed"
    return ""


def _retracted(lines: Sequence[BulkLine]) -> set[int]:
    rows = LearningEvent.objects.filter(
        kind=EventKind.RETRACTED, corrects__in=[line.event_id for line in lines if line.event_id]
    )
    return {key for key in rows.values_list("corrects_id", flat=True) if key}


def _step(deed: BulkDeed, line: BulkLine) -> Step:
    assert line.enrolment
    takes_back = None if deed.kind == Kind.EXTEND else line.event
    return Step(line.enrolment, uuid5(deed.uuid, f"undo:{line.position}"), line.due_before, takes_back)
