"""Appeals: a learner asks, somebody who did not mark the paper decides; nobody's points go down by asking."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.marking.appealing import appeal_standing
from assessments.marking.queue import code_of, hides_name
from assessments.marking.rights import appeals_seen_by
from assessments.models import Appeal, Attempt, HandMark, PastResult
from assessments.models.marking import Part
from assessments.queries.results import past_results_of
from assessments.services.marking.marks import locked_attempt, stand
from common.errors import Conflict, DomainError, Forbidden
from people.models import Account, AuditEntry
from people.services import audit

MOST_LETTERS = 4_000


@transaction.atomic
def ask_appeal(*, attempt: Attempt, question: str, reason: str, at: datetime) -> Appeal:
    """One appeal a result, within the days; `question` is empty for the whole paper."""
    locked = locked_attempt(attempt.pk)
    standing = appeal_standing(locked, past_results_of(locked))
    if standing.newest and standing.newest.state == Appeal.State.OPEN:
        raise Conflict(_("Đơn phúc khảo trước của bạn đang được xem xét."))
    if not standing.may_ask(at):
        sentence = _(
            "Bài này chưa có kết quả, đã được phúc khảo, hoặc đã quá %(days)s ngày kể từ khi có kết quả."
        )
        raise Conflict(sentence % {"days": settings.APPEAL_DAYS})
    if question and question not in (locked.marks or {}):
        raise DomainError(_("Câu này không thuộc bài của bạn."))
    _refuse_unfit(reason, _("Hãy ghi lý do phúc khảo."))
    asked = UUID(question) if question else None
    return Appeal.objects.create(attempt=locked, question=asked, reason=reason, asked_at=at)


@transaction.atomic
def decide_appeal(
    *, appeal: Appeal, by: Account, answer: str, fractions: Mapping[str, float], at: datetime
) -> Appeal:
    """Keep every mark with a reason, or raise those whose fraction is higher than before; none goes down."""
    attempt = locked_attempt(appeal.attempt_id)
    current = Appeal.objects.get(pk=appeal.pk)
    _refuse_unless_fit_to_decide(current, attempt, by)
    _refuse_unfit(answer, _("Hãy ghi lý do giữ nguyên hay nâng điểm."))
    raised = _raised(attempt, fractions)
    HandMark.objects.bulk_create(
        HandMark(
            attempt=attempt, question=UUID(name), part=Part.APPEAL, fraction=fraction, comment=answer, marker=by, at=at
        )
        for name, fraction in raised.items()
    )  # fmt: skip
    current.state = Appeal.State.RAISED if raised else Appeal.State.KEPT
    current.answer, current.decided_at, current.decided_by = answer, at, by
    hidden = hides_name(attempt)  # while the appeal is open, which it stays until saved
    current.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    if raised:
        stand(attempt, raised, why=PastResult.Why.APPEALED, by=by, at=at, note=answer[:400])
    _log(current, attempt, by, at, hidden=hidden)
    return current


def _refuse_unless_fit_to_decide(appeal: Appeal, attempt: Attempt, by: Account) -> None:
    if appeal.state != Appeal.State.OPEN:
        raise Conflict(_("Đơn này đã có người trả lời."))
    if not appeals_seen_by(by).filter(pk=appeal.pk).exists():
        raise Forbidden(_("Bạn không được giao xem xét đơn này."))
    if attempt.hand_marks.filter(marker=by).exists():
        raise Forbidden(_("Bạn đã chấm bài này; đơn phúc khảo phải do người khác xem xét."))


def _raised(attempt: Attempt, fractions: Mapping[str, float]) -> dict[str, float]:
    raised: dict[str, float] = {}
    for question, fraction in fractions.items():
        before = (attempt.marks or {}).get(question, {}).get("fraction")
        if before is None or not 0 <= fraction <= 1:
            raise DomainError(_("Điểm mới không thuộc bài này hoặc cao hơn điểm của câu."))
        if fraction < before - 1e-6:
            raise Conflict(_("Phúc khảo không làm giảm điểm của người học."))
        if fraction > before + 1e-6:
            raised[question] = fraction
    return raised


def _refuse_unfit(text: str, sentence: str) -> None:
    if not text.strip():
        raise DomainError(sentence)
    if len(text) > MOST_LETTERS:
        raise DomainError(_("Nội dung dài quá %(most)s chữ cái.") % {"most": MOST_LETTERS})


def _log(appeal: Appeal, attempt: Attempt, by: Account, at: datetime, *, hidden: bool) -> None:
    person = None if hidden else attempt.enrolment.learner
    detail = {
        "quiz": attempt.quiz.activity.title, "paper_code": code_of(attempt), "outcome": str(appeal.get_state_display()),
    }  # fmt: skip
    audit.record("appeal_decided", kind=AuditEntry.Kind.CHANGE, by=by, at=at, person=person, detail=detail)
