"""What people do with a roster that has been checked: ask to apply it, agree, refuse, cancel, try again, undo."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common import clock, nudges
from common.errors import Conflict, DomainError, Forbidden
from common.leases import Watch
from people.models import Account, AuditEntry, Roster
from people.models.roster import State
from people.queries.rosters import has_written, why_not_approve
from people.queries.tree import UnitTree
from people.resources import job
from people.resources.applying import apply_in_steps
from people.resources.checking import require_right
from people.resources.endings import Ending, checked_endings, ended_units
from people.resources.impact import with_endings
from people.resources.lease import claim
from people.rosters.reading import Reading
from people.services import audit
from people.services.rosters import drop_file

CANCELLABLE = (State.READING, State.CHECKED, State.WAITING_APPROVAL, State.QUEUED, State.FAILED)


def ask_to_apply(roster: Roster, *, at: datetime, by: Account, endings: Iterable[Ending] = ()) -> Roster:
    """Apply now or soon, or ask a second person when units' numbers change too much; a second click does nothing."""
    require_right(by)
    with transaction.atomic():
        now = _locked(roster)
        if now.state == State.CHECKED:
            _ask(now, at, by, endings)
        elif now.state in (State.READING, State.FAILED, State.CANCELLED):
            raise Conflict(_("Danh sách này chưa kiểm tra xong, nên chưa nạp được."))
    return _go_on(roster, at)


def approve_roster(roster: Roster, *, at: datetime, by: Account) -> Roster:
    """The second person agrees; the roster is applied as the first one asked."""
    with transaction.atomic():
        now = _decidable(roster, by)
        now.state, now.approved_at, now.approved_by = State.QUEUED, at, by
        now.save(update_fields=["state", "approved_at", "approved_by"])
        _log("roster_approved", now, at, by)
    return _go_on(roster, at)


def refuse_roster(roster: Roster, *, reason: str, at: datetime, by: Account) -> Roster:
    """The second person sends it back, with a reason that the first one reads."""
    reason = " ".join(reason.split())
    if not reason:
        raise DomainError(_("Hãy ghi lý do để người gửi biết cần sửa gì."))
    with transaction.atomic():
        now = _decidable(roster, by)
        _back_to_checked(now, reason=reason[:400], refused_at=at, refused_by=by)
        _log("roster_refused", now, at, by)
    roster.refresh_from_db()
    return roster


def withdraw_roster(roster: Roster, *, at: datetime, by: Account) -> Roster:
    """The clerk takes the question back, to mend the roster."""
    require_right(by)
    with transaction.atomic():
        now = _locked(roster)
        if now.state != State.WAITING_APPROVAL:
            raise Conflict(_("Danh sách này không còn chờ duyệt."))
        _back_to_checked(now, reason="")
        _log("roster_withdrawn", now, at, by)
    roster.refresh_from_db()
    return roster


def cancel_roster(roster: Roster, *, at: datetime, by: Account | None) -> Roster:
    """Let go of a roster that nobody shall apply, and of its file."""
    require_right(by)
    with transaction.atomic():
        now = _locked(roster)
        if now.state not in CANCELLABLE or now.batches.filter(undone_at=None).exists():
            raise Conflict(_("Danh sách này đã nạp hoặc đang nạp, nên không bỏ được nữa; có thể hoàn tác."))
        now.state, now.lease, now.leased_until, now.finished_at = State.CANCELLED, None, None, at
        now.save(update_fields=["state", "lease", "leased_until", "finished_at"])
        drop_file(now)
        _log("roster_cancelled", now, at, by)
    roster.refresh_from_db()
    return roster


def retry_roster(roster: Roster, *, at: datetime, by: Account | None) -> Roster:
    """A failed roster goes on where it stopped."""
    require_right(by)
    with transaction.atomic():
        now = _locked(roster)
        if now.state != State.FAILED:
            raise Conflict(_("Danh sách này không ở trạng thái lỗi, nên không có gì để thử lại."))
        now.state = State.UNDOING if now.undone_by_id else State.QUEUED if now.asked_at else State.READING
        now.attempts, now.reason, now.leased_until = 0, "", None
        now.save(update_fields=["state", "attempts", "reason", "leased_until"])
    return _go_on(roster, at)


def undo_roster(roster: Roster, *, at: datetime, by: Account | None) -> Roster:
    """Put people and posts back as they were before; whoever is needed since is kept and listed in `roster.kept`."""
    require_right(by)
    with transaction.atomic():
        now = _locked(roster)
        if now.state in (State.UNDOING, State.UNDONE):
            roster.refresh_from_db()
            return roster
        if not has_written(now):
            raise Conflict(_("Danh sách này chưa ghi gì, hoặc được nạp trước khi có chức năng hoàn tác."))
        now.state, now.undone_by, now.leased_until, now.attempts = State.UNDOING, by, None, 0
        now.save(update_fields=["state", "undone_by", "leased_until", "attempts"])
    return _go_on(roster, at)


def apply_roster(
    roster: Roster, *, at: datetime, by: Account | None, watch: Watch = clock.now
) -> Reading | None:
    """The whole import in this process, asking nobody; None when the work was done before.

    For the operator's command line, whose report takes the place of the result workbook: the file goes at once.
    """
    require_right(by)
    with transaction.atomic():
        now = _locked(roster)
        if now.state in (State.APPLIED, State.UNDONE):
            return None
        if now.state == State.CHECKED or (now.state == State.FAILED and now.asked_at):
            _queue(now, at, by)
    lease = claim(roster.pk, watch)
    if lease is None:
        now.refresh_from_db()
        raise Conflict(now.reason or _("Đang có danh sách khác được nạp. Hãy thử lại sau ít phút."))
    try:
        reading = apply_in_steps(lease, at=at, keep_file=False, reporting=True)
    except BaseException:
        lease.give_back()
        raise
    roster.refresh_from_db()
    return reading


def _ask(roster: Roster, at: datetime, by: Account, endings: Iterable[Ending]) -> None:
    if not roster.has_file:
        raise DomainError(_("Tệp đã được xóa sau một tháng chưa nạp: hãy tải lên lại."))
    tree = UnitTree.load()
    roster.endings = checked_endings(roster, endings, tree)
    if roster.endings:
        ended = ended_units(roster, roster.endings, tree)
        roster.change = with_endings(roster.change, ended, tree, roster.as_of) | {"plain": roster.change}
    roster.save(update_fields=["endings", "change"])
    if not roster.change.get("needed"):
        _queue(roster, at, by)
        return
    roster.state, roster.asked_at, roster.asked_by, roster.reason = State.WAITING_APPROVAL, at, by, ""
    roster.save(update_fields=["state", "asked_at", "asked_by", "reason"])
    _log("roster_approval_asked", roster, at, by)


def _queue(roster: Roster, at: datetime, by: Account | None) -> None:
    if not roster.has_file:
        raise DomainError(_("Tệp đã được xóa sau một tháng chưa nạp: hãy tải lên lại."))
    roster.state, roster.reason, roster.attempts = State.QUEUED, "", 0
    if roster.asked_at is None or not roster.batches.exists():  # who went on after a mishap changes no facts
        roster.asked_at, roster.asked_by = at, by
    roster.save(update_fields=["state", "reason", "attempts", "asked_at", "asked_by"])


def _go_on(roster: Roster, at: datetime) -> Roster:
    """A small roster is done while the clerk waits, unless another is at work; a large one is a worker's."""
    roster.refresh_from_db()
    if roster.state in (State.QUEUED, State.UNDOING):
        if roster.is_small:
            job.run(roster.pk, lambda: at)
            roster.refresh_from_db()
        else:
            nudges.send("roster_waits", roster.pk)
    return roster


def _decidable(roster: Roster, by: Account) -> Roster:
    require_right(by)
    now = _locked(roster)
    if now.state != State.WAITING_APPROVAL:
        raise Conflict(_("Danh sách này không còn chờ duyệt."))
    if why := why_not_approve(by, now):
        raise Forbidden(why)
    return now


def _back_to_checked(roster: Roster, **values: object) -> None:
    plain = roster.change.get("plain", roster.change)  # without the endings that were asked for
    fresh = {"state": State.CHECKED, "asked_at": None, "asked_by": None, "endings": [], "change": plain}
    Roster.objects.filter(pk=roster.pk).update(**fresh, **values)


def _locked(roster: Roster) -> Roster:
    return Roster.objects.select_for_update().get(pk=roster.pk)


def _log(action: str, roster: Roster, at: datetime, by: Account | None) -> None:
    detail = {"roster": str(roster.uuid), "file": roster.file_name, "why": roster.change.get("why", [])}
    audit.record(
        action, kind=AuditEntry.Kind.CHANGE, by=by, at=at, count=roster.change.get("joined", 0), detail=detail
    )
