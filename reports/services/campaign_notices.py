"""Tells the officers of the competing units that a round was opened or closed."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext as _

from common.clock import local_day
from common.vietnamese import format_day
from people.models import Account, Scope
from people.queries.tree import UnitTree
from people.queries.units import in_force
from people.rights import Right, roles_with
from people.services.notices import notify
from reports.models import Campaign, CampaignRound
from reports.queries.campaigns import team_units


def tell_teams(round: CampaignRound, *, opened: bool, at: datetime) -> int:
    """One notice to each officer and leader of a team, or of a unit between the teams and the area."""
    campaign, tree, today = round.campaign, UnitTree.load(), local_day(at)
    told = {"number": round.number, "title": campaign.title, "end": format_day(round.ends_on)}
    title = _("Phát động đợt %(number)s: %(title)s") if opened else _("Kết quả đợt %(number)s: %(title)s")
    text = (
        _("Đơn vị bạn tham gia, đến hết ngày %(end)s. Xếp hạng theo tỷ lệ, cùng nhóm quy mô.")
        if opened
        else _("Kết quả đến hết ngày %(end)s đã chốt. Mở bảng xếp hạng để xem.")
    )
    return notify(
        topic=f"campaign:{campaign.uuid}", title=title % told, text=text % told, at=at,
        path=f"/nhan-su/thi-dua/{campaign.uuid}/", accounts=_officers(_concerned(campaign, tree, today), today),
    )  # fmt: skip


def _concerned(campaign: Campaign, tree: UnitTree, day: date) -> set[int]:
    """The teams, and above hamlets the communes; above a commune the province has its own eyes."""
    teams = [unit.id for unit in team_units(campaign, tree, day)]
    above = {up for team in teams for up in tree.ancestors(team, day)}
    units = tree.units
    between = {unit for unit in above if units[unit].level != "tinh" or unit == campaign.area_id}
    return {*teams, *between}


def _officers(units: Collection[int], day: date) -> list[Account]:
    roles = roles_with(Right.SEE_PEOPLE)
    scopes = Scope.objects.filter(in_force(day), role__in=roles).values_list("unit_id", "account_id")
    wanted = {account for unit, account in scopes if unit in units}
    return list(Account.objects.filter(pk__in=wanted, is_active=True).order_by("pk"))
