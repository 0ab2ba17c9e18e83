"""What the pages of campaigns share: which campaigns somebody knows, and a board made ready for the page."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from common.errors import DomainError
from people.views.desk import Desk
from reports.models import Campaign, CampaignRound, Scoring
from reports.queries.campaigns import Board, Line, team_units


def known_campaigns(desk: Desk) -> list[Campaign]:
    """Those of the units in scope, and the announced ones in which a unit in scope competes."""
    rows = Campaign.objects.select_related("organiser", "area").prefetch_related("rounds__result")
    return [campaign for campaign in rows if knows(desk, campaign)]


def knows(desk: Desk, campaign: Campaign) -> bool:
    """Whether the page of this campaign is for this desk."""
    if is_within(campaign.organiser_id, desk.units):
        return True
    if not any(round.opened_at for round in campaign.rounds.all()):
        return False
    assert desk.units is not None
    return any(unit.id in desk.units for unit in team_units(campaign, desk.tree, desk.today))


def is_within(unit: int, units: Collection[int] | None) -> bool:
    """Whether a scope holds the unit."""
    return units is None or unit in units


def campaign_known(desk: Desk, uuid: UUID) -> Campaign:
    """The campaign, or the same answer for unknown and foreign."""
    found = _all().filter(uuid=uuid).first()
    if found is None or not knows(desk, found):
        raise DomainError(_("Không có phong trào thi đua này trong phạm vi bạn phụ trách."), status=404)
    return found


def campaign_in_hand(desk: Desk, uuid: UUID) -> Campaign:
    """The campaign of a unit over which the desk has the page's right."""
    found = _all().filter(uuid=uuid).first()
    if found is None or not is_within(found.organiser_id, desk.units):
        raise DomainError(_("Không có phong trào thi đua này trong phạm vi bạn phụ trách."), status=404)
    return found


def _all() -> Any:
    return Campaign.objects.select_related("organiser", "area").prefetch_related("rounds__result")


def round_asked(campaign: Campaign, number: str | None, *, announced: bool = False) -> CampaignRound:
    """The round of that number, else the newest one that has been announced, else the newest."""
    rounds = [round for round in campaign.rounds.all() if round.opened_at or not announced]
    opened = [round for round in rounds if round.opened_at] or rounds
    if not rounds:
        raise DomainError(_("Không có đợt thi đua này."), status=404)
    return next((round for round in rounds if str(round.number) == number), opened[-1])


@dataclass(frozen=True)
class Group:
    """One size class of a board."""

    label: str
    lines: list[Line]


def groups_of(board: Board) -> list[Group]:
    """With labels only where there are several classes."""
    return [Group(class_label(board.bounds, number), lines) for number, lines in board.classes]


def class_label(bounds: list[int], number: int) -> str:
    """A class in words."""
    marks = sorted(bounds)
    if not marks:
        return ""
    if number == 0:
        return _("Nhóm dưới %(high)s người") % {"high": marks[0]}
    if number == len(marks):
        return _("Nhóm từ %(low)s người") % {"low": marks[-1]}
    return _("Nhóm từ %(low)s đến %(high)s người") % {"low": marks[number - 1], "high": marks[number] - 1}


def rules_of(campaign: Campaign, *, counts: bool) -> list[str]:
    """The rules as the page states them; `counts`: whether it shows numbers of people beside the rates."""
    parts = list(campaign.parts.select_related("target"))
    weigh = len({part.weight for part in parts}) > 1
    names = "; ".join(
        f"{part.target.title} ({_('trọng số')} {part.weight})" if weigh else part.target.title
        for part in parts
    )
    return [
        _("Tính theo: %(targets)s.") % {"targets": names},
        f"{Scoring(campaign.measure).label}.",
        *(_mean(weigh, counts) if len(parts) > 1 else ()),
        _("Xếp theo tỷ lệ, không theo số lượng, trong cùng nhóm quy mô (số người phải học)."),
        _(
            "Bằng tỷ lệ: đơn vị có lượt hoàn thành cuối cùng được tính sớm hơn xếp trên; rồi đến đơn vị có mẫu số lớn hơn; "
            "vẫn bằng thì đồng hạng, và bỏ hạng kế tiếp."
        ),
        _("Đơn vị có chỉ tiêu dưới 5 người phải học được nêu tên, không xếp hạng."),
    ]


def _mean(weigh: bool, counts: bool) -> Iterator[str]:
    """Why the rate is no quotient of the counts beside it."""
    mean = _("trung bình theo trọng số") if weigh else _("trung bình cộng")
    yield _("Tỷ lệ là %(mean)s của tỷ lệ từng chỉ tiêu.") % {"mean": mean}
    if counts:
        yield _("Cột Hoàn thành cộng lượt của mọi chỉ tiêu, nên chia ra có thể khác tỷ lệ.")
