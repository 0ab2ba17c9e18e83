"""Who marks a test and under which rule; both are logged."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Marker, MarkingRule, Quiz
from common.errors import Conflict, DomainError
from people.models import Account, AuditEntry
from people.remembered import forget_rights
from people.services import audit

Kind = AuditEntry.Kind


@transaction.atomic
def name_marker(*, quiz: Quiz, account: Account | None, role: str, by: Account, at: datetime) -> Marker:
    """Let somebody read the answers of a test, as the first or the second."""
    if role not in Marker.ROLES:
        raise DomainError(_("Hãy chọn người chấm 1 hay người chấm 2."))
    if account is None or not account.is_active:
        raise DomainError(_("Không có tài khoản nào đang dùng với tên đăng nhập này."))
    Quiz.objects.select_for_update().get(pk=quiz.pk)
    if quiz.markers.filter(account=account, ended_at__isnull=True).exists():
        raise Conflict(_("%(name)s đã được giao chấm bài này.") % {"name": account.get_full_name()})
    marker = Marker.objects.create(quiz=quiz, account=account, role=role, given_at=at, given_by=by)
    forget_rights(account)
    _log("marker_named", marker, by, at)
    return marker


@transaction.atomic
def end_marker(*, marker: Marker, by: Account, at: datetime) -> None:
    """The duty ends; what they gave stays, what they hold goes back when its time is over."""
    held = Marker.objects.select_for_update(of=("self",)).select_related("account__person", "quiz__activity")
    current = held.get(pk=marker.pk)
    if current.ended_at:
        return
    current.ended_at = at
    current.save(update_fields=["ended_at"])
    forget_rights(current.account)
    _log("marker_ended", current, by, at)


@transaction.atomic
def set_rule(
    *, quiz: Quiz, anonymous: bool, second_marker: bool, tolerance: int, by: Account, at: datetime
) -> None:
    """The rule for papers handed in from now on; names stay hidden until those that wait are marked."""
    if not 0 <= tolerance <= 100:
        raise DomainError(_("Chênh lệch cho phép từ 0 đến 100 %."))
    Quiz.objects.select_for_update().get(pk=quiz.pk)
    rule = MarkingRule.objects.filter(quiz=quiz).first() or MarkingRule(quiz=quiz)
    if rule.anonymous and not anonymous and quiz.attempts.filter(waiting=True).exists():
        raise Conflict(_("Còn bài chờ chấm không biết tên. Chấm xong mới bỏ được cách chấm này."))
    rule.anonymous, rule.second_marker, rule.tolerance = anonymous, second_marker, tolerance
    rule.save()
    detail = {
        "quiz": quiz.activity.title, "anonymous": anonymous, "second_marker": second_marker, "tolerance": tolerance,
    }  # fmt: skip
    audit.record("marking_rule_set", kind=Kind.CHANGE, by=by, at=at, detail=detail)


def _log(action: str, marker: Marker, by: Account, at: datetime) -> None:
    detail = {
        "quiz": marker.quiz.activity.title,
        "name": marker.account.get_full_name(),
        "part": str(marker.get_role_display()),
    }
    audit.record(action, kind=Kind.ACCOUNT, by=by, at=at, person=marker.account.person, detail=detail)
