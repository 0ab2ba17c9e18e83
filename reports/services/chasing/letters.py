"""Drafts the official letter of a rung; an officer edits it, numbers it, and says that it was sent."""

from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import format_day
from people.models import Account, OrgUnit
from people.queries.letterhead import province_on
from people.services.audit import Kind, record
from reports.ladder import Audience
from reports.models import ChaseLetter, ChasePlan
from reports.overtaken import mark
from reports.queries.chasing.letters import annex_of, filled
from reports.queries.chasing.proposals import Day
from reports.services.guarding import refuse_overtaken

GRACE = timedelta(days=14)
State = ChaseLetter.State
WRITTEN = ("number", "signed_on", "subject", "body", "authority", "signer_post", "signer", "recipients")


def draft_letter(*, plan: ChasePlan, days: int, day: Day, at: datetime) -> ChaseLetter:
    """One a rung and due day; a second call finds the first one's."""
    issuer = _issuer(plan, day.day)
    letter, _made = ChaseLetter.objects.get_or_create(
        plan=plan, due_on=plan.due_on, days=days,
        defaults={
            "issuer": issuer, "prepared_at": at, "subject": "đôn đốc cán bộ hoàn thành tập huấn",
            "body": _body(plan, issuer, day.day), "signer_post": "Thủ trưởng đơn vị",
            "recipients": "Như trên\nLưu: VT",
        },
    )  # fmt: skip
    return letter


def _issuer(plan: ChasePlan, day: date) -> OrgUnit:
    """Whoever answers for the target, else leads the order, else the province."""
    if plan.target:
        return plan.target.responsible_unit or province_on(day) or plan.target.unit
    assert plan.assignment
    return plan.assignment.lead_unit or plan.assignment.unit


def _body(plan: ChasePlan, issuer: OrgUnit, day: date) -> str:
    basis = plan.target.legal_basis if plan.target else ""
    begin = f"Thực hiện {basis}, " if basis else "Theo kế hoạch tập huấn đã giao, "
    told = {step.audience for step in plan.ladder}
    heard = [
        word for rung, word in ((Audience.OFFICER, "nhân sự"), (Audience.HEAD, "lãnh đạo")) if rung in told
    ]
    also = f"; {' và '.join(heard)} các đơn vị đã được thông báo" if heard else ""
    until = format_day(day + GRACE)
    return "\n".join(
        [
            f"{begin}nội dung “{plan.title}” phải hoàn thành trước ngày {format_day(plan.due_on)}. Theo số liệu của hệ "
            "thống Lớp Số, đến hết ngày [ngày] còn [số người] người của [số đơn vị] đơn vị chưa hoàn thành. Những người "
            f"này đã được nhắc trực tiếp{also} (danh sách tại Phụ lục kèm theo).",
            "Để bảo đảm tiến độ, đề nghị Thủ trưởng các đơn vị:",
            f"1. Chỉ đạo cán bộ có tên trong Phụ lục hoàn thành trước ngày {until}.",
            "2. Rà soát danh sách; người đã chuyển công tác, đã nghỉ hoặc thuộc trường hợp được miễn thì cập nhật trên "
            "hệ thống, ghi rõ lý do.",
            f"3. Báo cáo kết quả về {issuer.full_name} trước ngày {until}.",
            _contact(plan) + "Đề nghị các đơn vị quan tâm thực hiện.",
        ]
    )


def _contact(plan: ChasePlan) -> str:
    target = plan.target
    if not target or not target.responsible_phone:
        return ""
    person = (
        target.responsible_person.full_name if target.responsible_person else target.responsible_person_text
    )
    whom = f"{person}, " if person else ""
    return f"Trong quá trình thực hiện, nếu có vướng mắc, xin liên hệ {whom}điện thoại {target.responsible_phone}. "


@transaction.atomic
def save_letter(*, letter: ChaseLetter, at: datetime, by: Account, opened: str | None = None) -> ChaseLetter:
    """Keep what the officer wrote; a letter that was sent stands.

    `opened`: its `state_of` when the form was opened; whoever saved since is not written over, nor sent unseen.
    """
    _require_draft(letter, opened)
    letter.save()
    _log("chase_letter_changed", letter, at, by)
    return letter


@transaction.atomic
def mark_sent(*, letter: ChaseLetter, at: datetime, by: Account, opened: str | None = None) -> ChaseLetter:
    """It has its number and day; its text and annex no longer follow the record. `opened`: as for `save_letter`."""
    _require_draft(letter, opened)
    if not letter.number or not letter.signed_on:
        raise DomainError(_("Hãy ghi số và ngày ký trước khi đánh dấu đã ban hành."))
    if letter.signed_on > local_day(at):
        raise DomainError(_("Ngày ký không thể sau hôm nay."))
    annex = annex_of(letter, at)
    letter.body = filled(letter.body, annex)
    letter.annex = {"day": annex.day.isoformat(), "names": [asdict(name) for name in annex.names]}
    letter.state, letter.sent_at, letter.sent_by = State.SENT, at, by
    letter.save()
    _log("chase_letter_sent", letter, at, by, number=letter.number, people=len(annex.names))
    return letter


@transaction.atomic
def drop_letter(*, letter: ChaseLetter, at: datetime, by: Account, opened: str | None = None) -> None:
    """It is not needed; the rung stays done. `opened`: as for `save_letter`."""
    _require_draft(letter, opened)
    letter.state = State.VOID
    letter.save(update_fields=["state"])
    _log("chase_letter_dropped", letter, at, by)


def state_of(letter: ChaseLetter) -> str:
    """What tells a draft from itself written otherwise."""
    return mark([str(getattr(letter, name)) for name in WRITTEN])


def _require_draft(letter: ChaseLetter, opened: str | None) -> None:
    stored = ChaseLetter.objects.select_for_update().get(pk=letter.pk)
    if stored.state != State.DRAFT:
        raise Conflict(_("Công văn này đã ban hành hoặc đã bỏ, không sửa được."))
    refuse_overtaken(opened, state_of(stored), letter=str(letter.uuid))


def _log(action: str, letter: ChaseLetter, at: datetime, by: Account, **detail: object) -> None:
    record(
        action,
        kind=Kind.CHANGE,
        by=by,
        at=at,
        unit=letter.issuer,
        detail={"plan": letter.plan.title, "letter": str(letter.uuid), **detail},
    )
