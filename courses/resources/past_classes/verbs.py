"""What people do with a past class: ask, agree, send back, let go, try again, undo."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from common import nudges
from common.errors import Conflict, DomainError, Forbidden
from courses.models import PastClass
from courses.models.past import TAKES, PastState
from courses.queries.past.viewing import may_undo, why_not_approve
from courses.resources.past_classes import job
from courses.services.past.undoing import require_free
from people.models import Account
from people.rights import Right
from people.scope import require
from people.services import audit

CANCELLABLE = (PastState.READING, PastState.CHECKED, PastState.WAITING_APPROVAL, PastState.FAILED)


def ask(past: PastClass, *, adds_people: bool, at: datetime, by: Account) -> PastClass:
    """Ask a second person to record it; papers must be there to look at."""
    require(by, Right.RUN_CLASSES)
    if adds_people:
        require(by, Right.CHANGE_PEOPLE)
    with transaction.atomic():
        now = _in_state(past, PastState.CHECKED, _("Lớp này không còn ở bước kiểm tra."))
        if not now.evidence.exists():
            raise DomainError(_("Hãy kèm ít nhất một giấy tờ minh chứng (quyết định, danh sách có chữ ký…)."))
        taken = sum(now.totals.get(str(status), 0) for status in TAKES)
        if not taken + (now.totals.get("unknown", 0) if adds_people else 0):
            raise DomainError(_("Không có dòng nào để ghi nhận."))
        _set(
            now,
            state=PastState.WAITING_APPROVAL,
            asked_at=at,
            asked_by=by,
            adds_people=adds_people,
            reason="",
        )
        _log("past_class_asked", now, at, by)
    return _fresh(past)


def approve(past: PastClass, *, at: datetime, by: Account) -> PastClass:
    """The second person agrees; a small class is recorded at once."""
    with transaction.atomic():
        now = _decidable(past, by)
        _set(now, state=PastState.QUEUED, approved_at=at, approved_by=by, attempts=0, done=0)
        _log("past_class_approved", now, at, by)
    return _go_on(past, at)


def send_back(past: PastClass, *, reason: str, at: datetime, by: Account) -> PastClass:
    """With a reason that the first one reads."""
    reason = " ".join(reason.split())
    if not reason:
        raise DomainError(_("Hãy ghi lý do để người gửi biết cần sửa gì."))
    with transaction.atomic():
        now = _decidable(past, by)
        _set(now, state=PastState.CHECKED, reason=reason[:400], refused_at=at, refused_by=by, asked_by=None,
             asked_at=None)  # fmt: skip
        _log("past_class_sent_back", now, at, by)
    return _fresh(past)


def let_go(past: PastClass, *, at: datetime, by: Account) -> PastClass:
    """Nobody shall record it; the file goes, what it said stays to be read."""
    require(by, Right.RUN_CLASSES)
    with transaction.atomic():
        now = _locked(past)
        if now.state not in CANCELLABLE or now.rows.filter(event__isnull=False).exists():
            raise Conflict(_("Lớp này đã ghi nhận hoặc đang ghi, nên không bỏ được nữa; có thể hoàn tác."))
        stored, storage = now.file.name, now.file.storage
        _set(now, state=PastState.CANCELLED, file="", lease=None, leased_until=None, finished_at=at)
        _log("past_class_let_go", now, at, by)
        if stored:
            transaction.on_commit(lambda: storage.delete(stored))
    return _fresh(past)


def retry(past: PastClass, *, at: datetime, by: Account) -> PastClass:
    """What failed goes on where it stopped."""
    require(by, Right.RUN_CLASSES)
    with transaction.atomic():
        now = _in_state(past, PastState.FAILED, _("Lớp này không ở trạng thái lỗi."))
        states = (PastState.UNDOING if now.undone_by_id else PastState.QUEUED, PastState.READING)
        _set(now, state=states[0] if now.approved_by_id else states[1], attempts=0, leased_until=None)
    return _go_on(past, at)


def undo(past: PastClass, *, at: datetime, by: Account) -> PastClass:
    """As a whole, by whoever may approve, while nothing rests on it; people added to the register stay there."""
    with transaction.atomic():
        now = _in_state(past, PastState.APPLIED, _("Lớp này chưa ghi nhận, hoặc đã hoàn tác."))
        if not may_undo(by, now):
            raise Forbidden(_("Chỉ người duyệt được lớp này mới hoàn tác."))
        require_free(now)
        _set(now, state=PastState.UNDOING, undone_by=by, attempts=0, leased_until=None)
    return _go_on(past, at)


def _go_on(past: PastClass, at: datetime) -> PastClass:
    if past.totals.get("rows", settings.ROSTER_AT_ONCE + 1) <= settings.ROSTER_AT_ONCE:
        job.run(past.pk, lambda: at)
    else:
        nudges.send("past_class_waits", past.pk)
    return _fresh(past)


def _decidable(past: PastClass, by: Account) -> PastClass:
    now = _in_state(past, PastState.WAITING_APPROVAL, _("Lớp này không còn chờ duyệt."))
    if why := why_not_approve(by, now):
        raise Forbidden(why)
    return now


def _in_state(past: PastClass, state: str, otherwise: str) -> PastClass:
    now = _locked(past)
    if now.state != state:
        raise Conflict(otherwise)
    return now


def _locked(past: PastClass) -> PastClass:
    return PastClass.objects.select_for_update(of=("self",)).select_related("lead_unit").get(pk=past.pk)


def _set(past: PastClass, **values: object) -> None:
    PastClass.objects.filter(pk=past.pk).update(**values)


def _fresh(past: PastClass) -> PastClass:
    past.refresh_from_db()
    return past


def _log(action: str, past: PastClass, at: datetime, by: Account) -> None:
    audit.record(
        action, kind=audit.Kind.CHANGE, by=by, at=at, unit=past.lead_unit, count=past.totals.get("rows", 0),
        detail={"class": past.title},
    )  # fmt: skip
