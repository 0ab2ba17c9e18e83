"""The word that sets a deed going, and the word that takes it back."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from common import nudges
from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import format_number
from people.models import Account
from people.scope import require
from people.services import audit
from reports.models import BulkDeed, BulkLine, JobState
from reports.services.bulk.choosing import state_of
from reports.services.bulk.examining import RIGHT
from reports.services.jobs import TOPICS

Kind, Line = BulkDeed.Kind, BulkLine.State
ACTIONS = {
    Kind.REMIND: "bulk_reminded",
    Kind.ASSIGN: "bulk_assigned",
    Kind.EXTEND: "bulk_extended",
    Kind.EXCUSE: "bulk_excused",
}
UNDOABLE = (Kind.ASSIGN, Kind.EXTEND, Kind.EXCUSE)


@transaction.atomic
def confirm(
    *, deed: BulkDeed, number: int | None, at: datetime, by: Account, opened: str | None = None
) -> None:
    """`number`: how many people, as the preview said; another number is another list.

    `opened`: the deed's `state_of` on the page where it is confirmed; what was never looked at is not done.
    """
    require(by, RIGHT)
    deed = BulkDeed.objects.select_for_update().get(pk=deed.pk)
    if deed.state != JobState.PREVIEW:
        raise Conflict(_("Việc này đã được xác nhận rồi."))
    if opened and opened != state_of(deed):
        raise Conflict(_("Việc này vừa được sửa ở một trang khác. Hãy xem lại ở đây rồi mới xác nhận."))
    if deed.due_on and deed.due_on < local_day(at):
        raise DomainError(_("Hạn hoàn thành đã qua từ khi xem trước. Hãy chọn hạn khác."))
    people = deed.lines.filter(state=Line.IN).count()
    if not people:
        raise DomainError(_("Không còn ai để làm: xem lý do ở từng người."))
    if number != people:
        said = _("Số người không khớp: việc này làm cho %(n)s người. Hãy xem lại rồi gõ đúng số đó.")
        raise DomainError(said % {"n": format_number(people)})
    deed.state, deed.confirmed_at, deed.total = JobState.WAITING, at, people
    deed.save(update_fields=["state", "confirmed_at", "total"])
    _log(ACTIONS[Kind(deed.kind)], deed, people, at, by)
    nudges.send(TOPICS[BulkDeed], deed.pk)


@transaction.atomic
def undo(*, deed: BulkDeed, at: datetime, by: Account) -> None:
    """By new facts, while the time for it runs; what people did meanwhile stays."""
    require(by, RIGHT)
    deed = BulkDeed.objects.select_for_update().get(pk=deed.pk)
    if not may_undo(deed, at):
        raise Conflict(_("Không hoàn tác được nữa: đã hoàn tác, đã quá hạn hoàn tác, hoặc việc chưa xong."))
    deed.state, deed.undoing, deed.done = JobState.WAITING, True, 0
    deed.total = deed.lines.filter(state=Line.DONE).count()
    deed.finished_at = deed.leased_until = None
    deed.save(update_fields=["state", "undoing", "done", "total", "finished_at", "leased_until"])
    _log("bulk_undone", deed, deed.total, at, by)
    nudges.send(TOPICS[BulkDeed], deed.pk)


def undo_until(deed: BulkDeed) -> datetime | None:
    """Until when; None for what cannot be undone, such as a message that was sent."""
    if deed.kind not in UNDOABLE or deed.finished_at is None or deed.undoing:
        return None
    return deed.finished_at + timedelta(hours=settings.BULK_UNDO_HOURS)


def may_undo(deed: BulkDeed, at: datetime) -> bool:
    """Over or stopped, something was done, and the time still runs."""
    until = undo_until(deed)
    over = deed.state in (JobState.DONE, JobState.CANCELLED, JobState.FAILED)
    return bool(over and until and at <= until and deed.lines.filter(state=Line.DONE).exists())


@transaction.atomic
def discard(*, deed: BulkDeed) -> None:
    """A list that was chosen and not used goes, with its lines; nothing was done."""
    if deed.state not in (JobState.DRAFT, JobState.PREVIEW):
        raise Conflict(_("Việc này đã được xác nhận, không bỏ được nữa."))
    deed.delete()


def _log(action: str, deed: BulkDeed, people: int, at: datetime, by: Account) -> None:
    detail = {"deed": str(deed.uuid), "course": deed.course.code if deed.course else ""}
    detail |= {"due_on": deed.due_on.isoformat()} if deed.due_on else {}
    detail |= {"reason": deed.text} if deed.text and deed.kind == Kind.EXCUSE else {}
    place = audit.place_of(by, at)
    audit.record(action, kind=audit.Kind.CHANGE, by=by, at=at, unit=place, count=people, detail=detail)
