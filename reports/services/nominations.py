"""Propose units and people for commendation, take a proposal back, record the decision that followed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import clean
from people.models import Account, OrgUnit, Person
from people.services.audit import Kind, record
from reports.models import Campaign, CampaignRound, Commendation, Nomination, RoundRow
from reports.queries.nominations import standing_nominations


@transaction.atomic
def nominate(
    *,
    round: CampaignRound,
    unit: OrgUnit,
    person: Person | None = None,
    achievement: str,
    reason: str,
    at: datetime,
    by: Account | None,
) -> Nomination:
    """Propose a team of a closed round, or a person of one of its teams; each once."""
    _lock(round)
    rows = RoundRow.objects.filter(result__round=round)
    if not rows.exists():
        raise DomainError(_("Đợt chưa chốt, chưa lập được đề nghị khen thưởng."))
    if not rows.filter(unit=unit).exists():
        raise DomainError(_("%(unit)s không dự đợt thi đua này.") % {"unit": unit.full_name})
    if not clean(achievement):
        raise DomainError(_("Hãy ghi thành tích: số liệu, việc đã làm."))
    person = person.merged_into or person if person else None
    if any(_is_same(other, unit, person) for other in standing_nominations(round)):
        name = person.full_name if person else unit.full_name
        raise Conflict(_("%(name)s đã có trong danh sách đề nghị.") % {"name": name})
    row = Nomination.objects.create(
        round=round, unit=unit, person=person, achievement=clean(achievement)[:500], reason=clean(reason)[:300],
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    _log("nomination_added", row, at, by)
    return row


def _is_same(other: Nomination, unit: OrgUnit, person: Person | None) -> bool:
    if person is None or other.person is None:
        return person is other.person and other.unit_id == unit.pk
    return (other.person.merged_into_id or other.person_id) == person.pk


@transaction.atomic
def withdraw_nomination(
    *, nomination: Nomination, reason: str, at: datetime, by: Account | None
) -> Nomination:
    """Take a proposal back, also a decided one; both rows stay."""
    _lock(nomination.round)
    if nomination.withdraws_id or Nomination.objects.filter(withdraws=nomination).exists():
        raise Conflict(_("Đề nghị này đã được rút lại rồi."))
    if not clean(reason):
        raise DomainError(_("Hãy ghi lý do rút lại."))
    row = Nomination.objects.create(
        round=nomination.round, unit=nomination.unit, person=nomination.person, achievement=nomination.achievement,
        reason=clean(reason)[:300], withdraws=nomination, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    _log("nomination_withdrawn", row, at, by)
    return row


@transaction.atomic
def record_commendation(
    *,
    round: CampaignRound,
    nominations: Iterable[Nomination],
    honour: str,
    decision_number: str,
    decided_on: date,
    decided_by: str,
    at: datetime,
    by: Account | None,
) -> list[Commendation]:
    """One decision for several proposals of a round."""
    _lock(round)
    wanted = {row.pk for row in nominations}
    open_rows = [row for row in standing_nominations(round) if row.pk in wanted]
    if not wanted or len(open_rows) != len(wanted):
        raise DomainError(_("Hãy chọn người, đơn vị còn trong danh sách đề nghị."))
    if any(hasattr(row, "commendation") for row in open_rows):
        raise Conflict(_("Có người, đơn vị đã ghi quyết định rồi. Hãy mở lại trang để xem."))
    if not (clean(honour) and clean(decision_number) and clean(decided_by)):
        raise DomainError(_("Hãy ghi đủ hình thức khen thưởng, số quyết định và nơi ký."))
    if decided_on > local_day(at):
        raise DomainError(_("Ngày quyết định không thể sau hôm nay."))
    told = {
        "honour": clean(honour),
        "decision_number": clean(decision_number),
        "decided_by": clean(decided_by),
    }
    made = Commendation.objects.bulk_create(
        Commendation(nomination=row, decided_on=decided_on, recorded_at=at, recorded_by=by, **told)
        for row in open_rows
    )
    for row in open_rows:
        _log("commendation_recorded", row, at, by, decision=told["decision_number"])
    return made


def _lock(round: CampaignRound) -> None:
    Campaign.objects.select_for_update().get(pk=round.campaign_id)


def _log(action: str, row: Nomination, at: datetime, by: Account | None, **more: Any) -> None:
    detail = {"campaign": row.round.campaign.title, "round": row.round.number, **more}
    record(action, kind=Kind.CHANGE, by=by, at=at, unit=row.unit, person=row.person, detail=detail)
