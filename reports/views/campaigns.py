"""Campaigns at the desk: the list, the form, the board of a round, its deeds and its workbook; and the public board."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import clock
from common.errors import DomainError
from content.public_cache import cached_public, forget_public_pages
from people.rights import Right
from people.views.desk import Desk, desk_page, page_for
from reports.campaign_forms import CampaignForm
from reports.campaign_sheet import board_chunks
from reports.models import Campaign, CampaignRound, Target
from reports.overtaken import Stale
from reports.queries.campaigns import board_of, changed_since
from reports.services.campaigns import close_round, latest_round, next_round, open_round, save_campaign
from reports.views import campaign_parts as parts

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk_page
@require_safe
def campaign_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Campaigns that one's units run or take part in."""
    found = parts.known_campaigns(desk)
    lines = [(campaign, parts.round_asked(campaign, None)) for campaign in found]
    return render(request, "reports/campaign_list.html", desk.context(lines=lines))


@desk_page
@require_safe
def campaign_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """The board of a round, live or as it was closed."""
    campaign = parts.campaign_known(desk, uuid)
    in_hand = _in_hand(desk, campaign)
    round = parts.round_asked(campaign, request.GET.get("dot"), announced=not in_hand)
    board = board_of(round, today=desk.today, known_at=desk.now)
    mine = desk.units is None or campaign.organiser_id in desk.units
    context = desk.context(
        **_shown(campaign, round, board), counted=desk.units, in_hand=in_hand,
        changes=changed_since(board.result, known_at=desk.now) if board.result and mine else [],
        may_close=not board.result and round.opened_at and round.ends_on < desk.today,
        is_last=round == latest_round(campaign), any_target=True,
    )  # fmt: skip
    return render(request, "reports/campaign_detail.html", context)


@desk_page
@require_safe
def campaign_export(request: HttpRequest, desk: Desk, uuid: UUID) -> StreamingHttpResponse:
    """The board as XLSX: counts of one's own units, rates of all."""
    campaign = parts.campaign_known(desk, uuid)
    in_hand = _in_hand(desk, campaign)
    round = parts.round_asked(campaign, request.GET.get("dot"), announced=not in_hand)
    board = board_of(round, today=desk.today, known_at=desk.now)
    rules = parts.rules_of(campaign, counts=True)
    chunks = board_chunks(campaign, board, parts.groups_of(board), desk.units, rules)
    answer = StreamingHttpResponse(chunks, content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{campaign.slug}-dot-{round.number}.xlsx"'
    return answer


@page_for(Right.SET_TARGETS)
@require_http_methods(["GET", "POST"])
def campaign_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """An empty form."""
    return _edit(request, desk, Campaign())


@page_for(Right.SET_TARGETS)
@require_http_methods(["GET", "POST"])
def campaign_edit(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """The form of an existing campaign."""
    return _edit(request, desk, parts.campaign_in_hand(desk, uuid))


@page_for(Right.SET_TARGETS)
@require_POST
def campaign_deed(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Open the newest round, close it, or begin the next."""
    campaign = parts.campaign_in_hand(desk, uuid)
    round = latest_round(campaign)
    deed = request.POST.get("viec")
    if round is None or deed not in ("mo", "chot", "dot-moi"):
        raise DomainError(_("Không có việc này."), status=400)
    if deed == "mo":
        open_round(round=round, at=desk.now, by=desk.account)
        messages.success(request, _("Đã phát động. Các đơn vị dự thi đã được báo."))
    elif deed == "chot":
        close_round(round=round, at=desk.now, by=desk.account)
        messages.success(request, _("Đã chốt kết quả. Bảng này không thay đổi nữa."))
    else:
        round = next_round(campaign=campaign, at=desk.now, by=desk.account)
        messages.success(
            request, _("Đã lập đợt %(number)s. Xem lại ngày rồi phát động.") % {"number": round.number}
        )
    forget_public_pages()
    address = redirect("campaign_detail", uuid=campaign.uuid)
    address["Location"] += f"?dot={round.number}"
    return address


@cached_public
@require_safe
def campaign_board(request: HttpRequest, slug: str) -> HttpResponse:
    """For everybody: places and whole percentages of teams of five people and more."""
    rows = Campaign.objects.filter(slug=slug, is_public=True, rounds__opened_at__isnull=False).distinct()
    campaign = rows.select_related("organiser", "area").prefetch_related("rounds").first()
    if campaign is None:
        raise DomainError(_("Không có bảng thi đua này."), status=404)
    round = parts.round_asked(campaign, request.GET.get("dot"), announced=True)
    board = board_of(round, today=clock.today(), known_at=clock.now())
    return render(request, "reports/campaign_public.html", _shown(campaign, round, board, announced=True))


def _in_hand(desk: Desk, campaign: Campaign) -> bool:
    hand = Desk(desk.account, desk.now, desk.today, Right.SET_TARGETS)
    return parts.is_within(campaign.organiser_id, hand.units)


def _shown(
    campaign: Campaign, round: CampaignRound, board: Any, *, announced: bool = False
) -> dict[str, Any]:
    rounds = [one for one in campaign.rounds.all() if one.opened_at or not announced]
    tabs = [
        {
            "label": _("Đợt %(number)s") % {"number": one.number},
            "href": f"?dot={one.number}",
            "current": one == round,
        }
        for one in rounds
    ]
    return {
        "campaign": campaign, "round": round, "board": board, "groups": parts.groups_of(board),
        "rules": parts.rules_of(campaign, counts=not announced), "round_number": str(round.number),
        "tabs": tabs if len(tabs) > 1 else [], "today": clock.today(),
    }  # fmt: skip


def _edit(request: HttpRequest, desk: Desk, campaign: Campaign) -> HttpResponse:
    form = CampaignForm(
        request.POST if request.method == "POST" else None,
        instance=campaign, initial=_initial(campaign), tree=desk.tree, today=desk.today, units=desk.units,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _saved(form, desk):
        messages.success(request, _("Đã lưu phong trào. Kiểm tra nhóm quy mô rồi phát động."))
        return redirect("campaign_detail", uuid=form.instance.uuid)
    context = desk.context(
        form=form, campaign=campaign if campaign.pk else None, any_target=Target.objects.exists()
    )
    return render(request, "reports/campaign_form.html", context, status=422 if form.is_bound else 200)


def _initial(campaign: Campaign) -> dict[str, Any]:
    if not campaign.pk:
        return {"bounds": ""}
    stored, latest = (
        list(campaign.parts.select_related("target").order_by("target__due_on", "target_id")),
        latest_round(campaign),
    )
    return {
        "organiser": str(campaign.organiser.uuid), "area": str(campaign.area.uuid),
        "bounds": ", ".join(map(str, campaign.bounds)), "targets": [part.target_id for part in stored],
        "weights": ", ".join(str(part.weight) for part in stored),
        "starts_on": latest and latest.starts_on, "ends_on": latest and latest.ends_on,
    }  # fmt: skip


def _saved(form: CampaignForm, desk: Desk) -> bool:
    data, campaign = form.cleaned_data, form.instance
    campaign.organiser, campaign.area = data["organiser"], data["area"]
    campaign.level, campaign.measure, campaign.bounds = data["level"], data["measure"], data["bounds"]
    campaign.slug = campaign.slug or form.fresh_slug()
    try:
        save_campaign(
            campaign=campaign, weights=form.by_target, starts_on=data["starts_on"], ends_on=data["ends_on"],
            at=desk.now, by=desk.account, opened=form.opened,
        )  # fmt: skip
    except Stale as refusal:
        form.tell_stale(refusal)
        return False
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    forget_public_pages()
    return True
