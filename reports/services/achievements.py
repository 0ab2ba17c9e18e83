"""Record that a unit reached a target, and take a mistaken record back; both rows stay."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import clean, format_day
from people.models import Account, OrgUnit
from people.services.audit import Kind, record
from reports.models import Target, UnitAchievement
from reports.queries.figures import load_facts
from reports.queries.unit_facts import UnitFacts


@transaction.atomic
def record_achievement(
    *, target: Target, unit: OrgUnit, achieved_on: date, evidence: str, at: datetime, by: Account | None
) -> UnitAchievement:
    """The unit reached the target that day; the evidence says where that is written."""
    Target.objects.select_for_update().get(pk=target.pk)  # two clerks at once are one record
    facts = load_facts(target, cutoff=None, known_at=at)
    if not isinstance(facts, UnitFacts):
        raise DomainError(_("Chỉ tiêu này tính theo người, không ghi kết quả của đơn vị."))
    if achieved_on > local_day(at):
        raise DomainError(_("Ngày đạt không thể sau hôm nay."))
    if not clean(evidence):
        raise DomainError(_("Hãy ghi căn cứ: văn bản, biên bản nào xác nhận đơn vị đã đạt."))
    if unit.pk not in {member.unit for member in facts.members(achieved_on)}:
        raise DomainError(
            _("%(unit)s không thuộc chỉ tiêu này vào ngày %(day)s.")
            % {"unit": unit.full_name, "day": format_day(achieved_on)}
        )
    if unit.pk in facts.own:
        raise Conflict(_("%(unit)s đã được ghi đạt rồi.") % {"unit": unit.full_name})
    row = UnitAchievement.objects.create(
        target=target,
        unit=unit,
        achieved_on=achieved_on,
        evidence=clean(evidence),
        recorded_at=at,
        recorded_by=by,
    )
    record("unit_achievement_recorded", kind=Kind.CHANGE, by=by, at=at, unit=unit, detail=_told(row))
    return row


@transaction.atomic
def withdraw_achievement(
    *, achievement: UnitAchievement, reason: str, at: datetime, by: Account | None
) -> UnitAchievement:
    """Take a record back from now on; figures as known before still hold it."""
    Target.objects.select_for_update().get(pk=achievement.target_id)
    if achievement.withdraws_id or UnitAchievement.objects.filter(withdraws=achievement).exists():
        raise Conflict(_("Dòng này đã được rút lại rồi."))
    if not clean(reason):
        raise DomainError(_("Hãy ghi lý do rút lại."))
    row = UnitAchievement.objects.create(
        target=achievement.target, unit=achievement.unit, achieved_on=achievement.achieved_on,
        evidence=clean(reason), withdraws=achievement, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    record("unit_achievement_withdrawn", kind=Kind.CHANGE, by=by, at=at, unit=row.unit, detail=_told(row))
    return row


def _told(row: UnitAchievement) -> dict[str, str]:
    return {"target": row.target.code, "on": row.achieved_on.isoformat(), "evidence": row.evidence}
