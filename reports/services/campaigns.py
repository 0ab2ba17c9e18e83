"""Set up a campaign, open its rounds, close them for good, begin the next."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import format_day
from people.models import Account
from people.services.audit import Kind, record
from reports.campaign_rules import Place, next_span, standings
from reports.models import Campaign, CampaignRound, CampaignTarget, RoundResult, RoundRow, Target
from reports.overtaken import mark
from reports.queries.campaigns import counted
from reports.services.campaign_notices import tell_teams
from reports.services.guarding import refuse_overtaken

MOST_DAYS = 731  # two years: a longer round is a slip of the finger


@transaction.atomic
def save_campaign(
    *,
    campaign: Campaign,
    weights: Mapping[Target, int],
    starts_on: date,
    ends_on: date,
    at: datetime,
    by: Account | None,
    opened: str | None = None,
) -> Campaign:
    """Store it with its first round; while a round runs, what it counts stays as announced.

    `opened`: its `state_of` when a form was opened; whoever saved since is not written over.
    """
    before = Campaign.objects.select_for_update().filter(pk=campaign.pk).first() if campaign.pk else None
    if before:
        refuse_overtaken(opened, state_of(before), campaign=before.title)
    _refuse_nonsense(weights, starts_on, ends_on)
    campaign.bounds = sorted(set(campaign.bounds))
    latest = latest_round(campaign) if before else None
    if before and latest:
        _refuse_what_was_announced(before, campaign, weights, latest, (starts_on, ends_on))
    if not before:
        campaign.created_at, campaign.created_by = at, by
    campaign.save()
    _set_parts(campaign, weights)
    if latest is None:
        CampaignRound.objects.create(campaign=campaign, number=1, starts_on=starts_on, ends_on=ends_on)
    elif not latest.opened_at:
        CampaignRound.objects.filter(pk=latest.pk).update(starts_on=starts_on, ends_on=ends_on)
    _log("campaign_changed" if before else "campaign_set", campaign, at, by)
    return campaign


def state_of(campaign: Campaign) -> str:
    """What tells a stored campaign from itself after another's change."""
    said = {field.name: str(field.value_from_object(campaign)) for field in Campaign._meta.concrete_fields}
    parts = sorted(campaign.parts.values_list("target_id", "weight"))
    latest = latest_round(campaign)
    return mark([said, parts, latest and (latest.number, str(latest.starts_on), str(latest.ends_on))])


def latest_round(campaign: Campaign) -> CampaignRound | None:
    """The newest round, running or not."""
    return CampaignRound.objects.filter(campaign=campaign).order_by("-number").first()


def _refuse_nonsense(weights: Mapping[Target, int], starts_on: date, ends_on: date) -> None:
    if not weights:
        raise DomainError(_("Hãy chọn ít nhất một chỉ tiêu để tính điểm thi đua."))
    of_units = [target.title for target in weights if target.counts_units]
    if of_units:
        raise DomainError(
            _("“%(title)s” đếm đơn vị, trong từng đơn vị không có tỷ lệ. Hãy chọn chỉ tiêu tính theo người.")
            % {"title": of_units[0]}
        )
    if not 0 <= (ends_on - starts_on).days <= MOST_DAYS:
        raise DomainError(_("Ngày cuối của đợt phải sau ngày đầu, và một đợt không dài quá hai năm."))


def _refuse_what_was_announced(
    before: Campaign,
    after: Campaign,
    weights: Mapping[Target, int],
    latest: CampaignRound,
    days: tuple[date, date],
) -> None:
    """Rules stand for all rounds once the first is open, and so do the days of each."""
    announced = before.rounds.filter(opened_at__isnull=False).exists()
    stored = {part.target_id: part.weight for part in before.parts.all()}
    same = all(
        getattr(before, name) == getattr(after, name) for name in ("area_id", "level", "measure", "bounds")
    )
    if announced and not (same and stored == {target.pk: weight for target, weight in weights.items()}):
        raise Conflict(
            _(
                "Phong trào đã phát động: cách tính đã công bố không đổi. Muốn tính khác, hãy lập phong trào mới."
            )
        )
    if latest.opened_at and (latest.starts_on, latest.ends_on) != days:
        raise Conflict(_("Đợt %(number)s đã phát động, không đổi ngày được.") % {"number": latest.number})


def _set_parts(campaign: Campaign, weights: Mapping[Target, int]) -> None:
    campaign.parts.exclude(target__in=[target.pk for target in weights]).delete()
    for target, weight in weights.items():
        CampaignTarget.objects.update_or_create(campaign=campaign, target=target, defaults={"weight": weight})


@transaction.atomic
def open_round(*, round: CampaignRound, at: datetime, by: Account | None) -> CampaignRound:
    """Announce it: from now on the units see the board, and the rules stand."""
    round = _locked(round)
    if round.opened_at:
        raise Conflict(_("Đợt này đã phát động rồi."))
    if round.ends_on < local_day(at):
        raise DomainError(_("Đợt này đã qua ngày cuối. Hãy sửa ngày rồi phát động."))
    round.opened_at = at
    round.save(update_fields=["opened_at"])
    _log("campaign_round_opened", round.campaign, at, by, round=round.number)
    tell_teams(round, opened=True, at=at)
    return round


@transaction.atomic
def close_round(*, round: CampaignRound, at: datetime, by: Account | None) -> RoundResult:
    """Freeze what the record says of the last day: one row a team, with a digest over rules and rows."""
    round = _locked(round)
    if not round.opened_at:
        raise DomainError(_("Đợt này chưa phát động."))
    if RoundResult.objects.filter(round=round).exists():
        raise Conflict(_("Đợt này đã chốt rồi; kết quả đã chốt không thay đổi."))
    if local_day(at) <= round.ends_on:
        raise DomainError(
            _("Đợt còn đến hết ngày %(day)s, chưa chốt được.") % {"day": format_day(round.ends_on)}
        )
    teams = counted(round, as_of=round.ends_on, known_at=at, cutoff=at)
    places, rules = standings(teams, round.campaign.bounds), _rules(round)
    result = RoundResult.objects.create(
        round=round, as_of=round.ends_on, closed_at=at, closed_by=by, rules=rules, digest=digest_of(rules, places)
    )  # fmt: skip
    RoundRow.objects.bulk_create((_row(result, place) for place in places), batch_size=500)
    _log("campaign_round_closed", round.campaign, at, by, round=round.number, digest=result.digest)
    tell_teams(round, opened=False, at=at)
    return result


@transaction.atomic
def next_round(*, campaign: Campaign, at: datetime, by: Account | None) -> CampaignRound:
    """The same again, right after the last one; it is opened by itself."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    latest = latest_round(campaign)
    if latest is None or not RoundResult.objects.filter(round=latest).exists():
        raise Conflict(_("Hãy chốt đợt hiện nay trước khi lập đợt tiếp theo."))
    starts_on, ends_on = next_span(latest.starts_on, latest.ends_on)
    fresh = CampaignRound.objects.create(
        campaign=campaign, number=latest.number + 1, starts_on=starts_on, ends_on=ends_on
    )
    _log("campaign_round_begun", campaign, at, by, round=fresh.number)
    return fresh


def digest_of(rules: dict[str, Any], places: Iterable[Place]) -> str:
    """SHA-256 of rules and rows in one written form, so that a copy can be compared with the original."""
    told = {"rules": rules, "rows": [_plain(place) for place in places]}
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(place: Place) -> list[Any]:
    team = place.team
    day = team.reached_on.isoformat() if team.reached_on else None
    return [team.unit, place.size_class, place.rank, _parts(place), team.size, day]


def _parts(place: Place) -> list[list[int]]:
    return [[part.target, part.numerator, part.denominator, part.weight] for part in place.team.parts]


def _row(result: RoundResult, place: Place) -> RoundRow:
    team = place.team
    return RoundRow(
        result=result, unit_id=team.unit, size_class=place.size_class, rank=place.rank, parts=_parts(place),
        size=team.size, reached_on=team.reached_on,
    )  # fmt: skip


def _rules(round: CampaignRound) -> dict[str, Any]:
    """What was in force, in the words and numbers of the day."""
    campaign = round.campaign
    return {
        "campaign": str(campaign.uuid),
        "round": round.number,
        "days": [round.starts_on.isoformat(), round.ends_on.isoformat()],
        "area": campaign.area.code,
        "level": campaign.level,
        "measure": campaign.measure,
        "bounds": list(campaign.bounds),
        "targets": [
            [part.target.code, part.target.title, part.target.definition_version, part.weight]
            for part in campaign.parts.select_related("target").order_by("pk")
        ],
    }


def _locked(round: CampaignRound) -> CampaignRound:
    """As it is now; two officers at once come one after the other."""
    Campaign.objects.select_for_update().get(pk=round.campaign_id)
    return CampaignRound.objects.select_related("campaign__organiser", "campaign__area").get(pk=round.pk)


def _log(action: str, campaign: Campaign, at: datetime, by: Account | None, **more: Any) -> None:
    detail = {"campaign": campaign.title, **more}
    record(action, kind=Kind.CHANGE, by=by, at=at, unit=campaign.organiser, detail=detail)
