"""Taking an answer to read: compare-and-set on its row, so that two markers never hold the same one."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.marking.queue import free_for
from assessments.marking.rights import BLIND, tasks_of
from assessments.models import Attempt, MarkingRule, MarkingTask
from assessments.models.marking import Part
from common.errors import Conflict
from people.models import Account

LEASE = timedelta(minutes=30)


def open_tasks(*, attempt: Attempt, at: datetime) -> None:
    """Put what people have to read of a paper into the queue; the rule of that moment says how many read it."""
    waiting = [name for name, mark in (attempt.marks or {}).items() if mark["fraction"] is None]
    if not waiting:
        return
    twice = MarkingRule.objects.filter(quiz=attempt.quiz_id, second_marker=True).exists()
    MarkingTask.objects.bulk_create(
        MarkingTask(attempt=attempt, quiz_id=attempt.quiz_id, question=UUID(name), part=part, since=at)
        for name in waiting
        for part in ((Part.FIRST, Part.SECOND) if twice else (Part.FIRST,))
    )


def take(*, task: MarkingTask, by: Account, at: datetime) -> MarkingTask:
    """Hold the answer for LEASE; refused while somebody else holds it or when it is done."""
    if not _claim(task.pk, by, at):
        raise Conflict(_("Người khác đang chấm bài này, hoặc bài đã chấm xong. Hãy lấy bài khác."))
    task.refresh_from_db()
    return task


def take_next(
    *, by: Account, quiz: int, question: UUID, at: datetime, after: MarkingTask | None = None
) -> MarkingTask | None:
    """The oldest answer to the question that is free, taken; None when none is left. `after` was passed over.

    The third step is never next: whoever reads second would settle alone, a moment after reading blind.
    """
    free = free_for(by, at).filter(quiz=quiz, question=question, part__in=BLIND).order_by("since", "pk")
    if after:
        later = Q(since__gt=after.since) | Q(since=after.since, pk__gt=after.pk)
        free = free.filter(later)
    for pk in free.values_list("pk", flat=True)[:20].iterator():
        if _claim(pk, by, at):
            return MarkingTask.objects.get(pk=pk)
    return None


def release(*, task: MarkingTask, by: Account) -> None:
    """Give an answer back unread; nothing happens if it is no longer one's own."""
    MarkingTask.objects.filter(pk=task.pk, claimed_by=by, done_at__isnull=True).update(
        claimed_by=None, claimed_until=None
    )


def _claim(pk: int, by: Account, at: datetime) -> bool:
    """One statement: of two who ask at the same moment, the second finds nothing left to change."""
    free = Q(claimed_by__isnull=True) | Q(claimed_until__lte=at) | Q(claimed_by=by)
    if not tasks_of(by, at).filter(pk=pk).exists():
        return False
    mine = MarkingTask.objects.filter(free, pk=pk, done_at__isnull=True)
    return bool(mine.update(claimed_by=by, claimed_until=at + LEASE))
