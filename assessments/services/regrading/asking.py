"""Asking for a regrade, confirming what its preview shows, giving it up, going on after a mishap."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments import kinds
from assessments.kinds import remedies
from assessments.models import Question, QuestionVersion, Quiz, Regrade
from assessments.services.regrading.work import said_of
from common import nudges
from common.errors import Conflict, DomainError
from common.vietnamese import clean
from people.models import Account
from people.services import audit

Policy, State = Regrade.Policy, Regrade.State


def ask_regrade(
    *,
    question: Question,
    versions: Collection[QuestionVersion],
    policy: str,
    reason: str,
    by: Account | None,
    at: datetime,
    under: QuestionVersion | None = None,
    accepted: Any = None,
    lost: str = Regrade.Lost.KEEP,
) -> Regrade:
    """Begin a regrade of a question's versions; nothing changes before it is confirmed. Refused while one is open."""
    if not versions or any(one.question_id != question.pk for one in versions):
        raise DomainError(_("Hãy chọn ít nhất một bản của câu hỏi để chấm lại."))
    if policy == Policy.UNDER:
        _refuse_misfits(versions, under if under and under.question_id == question.pk else None)
    if policy == Policy.ACCEPT:
        accepted = _acceptable(question, versions, accepted)
    told = {
        "under": under if policy == Policy.UNDER else None,
        "accepted": accepted if policy == Policy.ACCEPT else None,
    }
    return _ask(versions, question=question, policy=policy, lost=lost, reason=reason, by=by, at=at, **told)


def ask_quiz_regrade(
    *, quiz: Quiz, reason: str, by: Account | None, at: datetime, lost: str = Regrade.Lost.KEEP
) -> Regrade:
    """Begin to read every attempt of a test once more, as its questions are graded today."""
    return _ask((), quiz=quiz, policy=Policy.AGAIN, lost=lost, reason=reason, by=by, at=at)


def _ask(
    versions: Collection[QuestionVersion], *, reason: str, by: Account | None, at: datetime, **told: Any
) -> Regrade:
    if not (reason := clean(reason)):
        raise DomainError(_("Hãy nêu lý do chấm lại: người học sẽ đọc thấy."))
    if len(reason) > 300:
        raise DomainError(_("Lý do dài quá 300 chữ cái."))
    try:
        with transaction.atomic():
            regrade = Regrade.objects.create(reason=reason, asked_by=by, asked_at=at, **told)
            regrade.versions.set(versions)
            _logged("regrade_asked", regrade, by, at)
            nudges.send("regrade_waits", regrade.pk)
    except IntegrityError as error:
        raise Conflict(_("Đang có một lần chấm lại chưa xong. Hãy áp dụng hoặc bỏ lần đó trước.")) from error
    return regrade


def _refuse_misfits(versions: Collection[QuestionVersion], under: QuestionVersion | None) -> None:
    if under is None:
        raise DomainError(_("Hãy chọn bản có đáp án đúng."))
    for version in versions:
        found = kinds.misfits(version.body, kinds.carried(version.body, under.body))
        if found:
            told = {"old": version.number, "new": under.number, "why": " ".join(found)}
            raise DomainError(_("Không chấm bản %(old)s theo bản %(new)s được: %(why)s") % told)


def _acceptable(question: Question, versions: Collection[QuestionVersion], accepted: Any) -> Any:
    """The answer in the shape its kind keeps."""
    if question.kind not in remedies.ACCEPTING:
        raise DomainError(_("Loại câu này không nhận thêm đáp án: hãy sửa câu hỏi rồi chấm theo bản mới."))
    if question.kind == "single":
        offered = [{row["id"] for row in one.body["options"]} for one in versions]
        if not all(accepted in ids for ids in offered):
            raise DomainError(_("Hãy chọn một phương án có trong mọi bản được chấm lại."))
    elif question.kind == "numerical":
        if isinstance(accepted, bool) or not isinstance(accepted, int | float):
            raise DomainError(_("Hãy viết đáp án nhận thêm là một số."))
    elif not (accepted := clean(str(accepted or ""))[:300]):
        raise DomainError(_("Hãy viết đáp án nhận thêm."))
    return accepted


@transaction.atomic
def apply_regrade(*, regrade: Regrade, by: Account | None, at: datetime) -> Regrade:
    """Confirmed: from this moment on new submissions are graded the new way, and those before are regraded."""
    begun = Regrade.objects.filter(pk=regrade.pk, state=State.PREVIEWED).update(
        state=State.RUNNING, applied_by=by, applied_at=at, cursor=0, done=0, counts={}, finished_at=None
    )
    if not begun:
        raise Conflict(_("Lần chấm lại này không ở bước chờ xác nhận."))
    regrade.refresh_from_db()
    _logged("regrade_applied", regrade, by, at)
    nudges.send("regrade_waits", regrade.pk)
    return regrade


@transaction.atomic
def cancel_regrade(*, regrade: Regrade, by: Account | None, at: datetime) -> None:
    """Give it up; only before it is confirmed."""
    given_up = Regrade.objects.filter(pk=regrade.pk, applied_at=None).exclude(state=State.CANCELLED)
    if not given_up.update(state=State.CANCELLED, lease=None, leased_until=None, finished_at=at):
        raise Conflict(_("Đã áp dụng thì không bỏ được. Hãy chấm lại lần nữa để trở về."))
    _logged("regrade_cancelled", regrade, by, at)


@transaction.atomic
def resume_regrade(*, regrade: Regrade) -> None:
    """Go on from the last step after a failure."""
    state = State.RUNNING if regrade.applied_at else State.DRAFT
    failed = Regrade.objects.filter(pk=regrade.pk, state=State.FAILED)
    if not failed.update(state=state, tries=0, failure="", finished_at=None, leased_until=None):
        raise Conflict(_("Việc này đang được làm hoặc đã xong."))
    nudges.send("regrade_waits", regrade.pk)


def _logged(action: str, regrade: Regrade, by: Account | None, at: datetime) -> None:
    audit.record(action, kind=audit.Kind.CHANGE, by=by, at=at, detail=said_of(regrade))
