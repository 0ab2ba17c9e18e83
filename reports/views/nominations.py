"""Proposing for commendation after a round: who fits a rule, the list, its dossier, and the decision."""

import tempfile
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.errors import DomainError
from people.models import OrgUnit
from people.rights import Right
from people.services import audit
from people.views.desk import Desk, page_for
from reports.campaign_forms import DecisionForm
from reports.dossier import dossier_chunks, write_dossier
from reports.models import Campaign, CampaignRound, Nomination, RoundResult
from reports.queries.nominations import early_people, helpful_people, standing_nominations, unit_candidates
from reports.services.nominations import nominate, record_commendation, withdraw_nomination
from reports.views.campaign_parts import campaign_in_hand, is_within, round_asked
from reports.views.campaigns import XLSX


@page_for(Right.SET_TARGETS)
@require_safe
def nomination_list(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Who fits a rule, and who is on the list."""
    campaign = campaign_in_hand(desk, uuid)
    return _page(request, desk, campaign, round_asked(campaign, request.GET.get("dot")), DecisionForm())


@page_for(Right.SET_TARGETS)
@require_POST
def nomination_deed(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Propose a unit or a person, take a proposal back, or record the decision."""
    campaign = campaign_in_hand(desk, uuid)
    round, deed = round_asked(campaign, request.POST.get("dot")), request.POST.get("viec")
    if deed == "de-nghi":
        _nominate(request, desk, round)
    elif deed == "rut":
        row = next((row for row in _chosen(request, round)), None)
        if row is None:
            raise DomainError(_("Không có dòng này."), status=404)
        withdraw_nomination(
            nomination=row, reason=request.POST.get("ly-do", ""), at=desk.now, by=desk.account
        )
        messages.success(request, _("Đã rút lại đề nghị. Dòng cũ vẫn ở trong sổ."))
    elif deed == "quyet-dinh":
        form = DecisionForm(request.POST)
        if not form.is_valid() or not _decided(request, form, desk, round):
            return _page(request, desk, campaign, round, form, status=422)
        messages.success(request, _("Đã ghi quyết định khen thưởng."))
    else:
        raise DomainError(_("Không có việc này."), status=400)
    answer = redirect("nomination_list", uuid=campaign.uuid)
    answer["Location"] += f"?dot={round.number}"
    return answer


@page_for(Right.SET_TARGETS)
@require_safe
def nomination_dossier(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponseBase:
    """The proposal with its tables and evidence: one PDF, or the table as XLSX."""
    campaign = campaign_in_hand(desk, uuid)
    round = round_asked(campaign, request.GET.get("dot"))
    result = RoundResult.objects.select_related("round__campaign").filter(round=round).first()
    rows = _seen(desk, standing_nominations(round))
    if result is None or not rows:
        raise DomainError(_("Chưa có ai, đơn vị nào trong danh sách đề nghị."), status=409)
    kind = "xlsx" if request.GET.get("kieu") == "xlsx" else "pdf"
    people = sum(row.person_id is not None for row in rows)
    audit.exported(
        "nomination_exported", by=desk.account, at=desk.now, unit=campaign.organiser, count=people, kind=kind
    )
    name = f"khen-thuong-{campaign.slug}-dot-{round.number}.{kind}"
    if kind == "xlsx":
        answer = StreamingHttpResponse(dossier_chunks(result, rows), content_type=XLSX)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    write_dossier(file, result, rows, desk.today)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")


def _page(
    request: HttpRequest,
    desk: Desk,
    campaign: Campaign,
    round: CampaignRound,
    form: DecisionForm,
    status: int = 200,
) -> HttpResponse:
    result = RoundResult.objects.select_related("round__campaign").filter(round=round).first()
    rows = _seen(desk, standing_nominations(round))
    early = early_people(result, desk.people) if result else []
    helpful = helpful_people(result, desk.people) if result else []
    named = len(early) + len(helpful) + sum(row.person_id is not None for row in rows)
    if named:
        desk.looked("nomination_listed", unit=campaign.organiser, count=named, round=round.number)
    on_list = {(row.unit_id, _key(row)) for row in rows}
    context = desk.context(
        campaign=campaign, round=round, round_number=str(round.number), result=result, rows=rows, form=form,
        units=[one for one in unit_candidates(result) if (one.line.unit.id, None) not in on_list] if result else [],
        early=[one for one in early if one.person.pk not in {person for _unit, person in on_list}],
        helpful=[one for one in helpful if one.person.pk not in {person for _unit, person in on_list}],
        undecided=[row for row in rows if not hasattr(row, "commendation")],
    )  # fmt: skip
    return render(request, "reports/nominations.html", context, status=status)


def _key(row: Nomination) -> int | None:
    return (row.person.merged_into_id or row.person.pk) if row.person else None


def _seen(desk: Desk, rows: list[Nomination]) -> list[Nomination]:
    """Units of the list, and of its people those in scope."""
    keys = [key for row in rows if (key := _key(row)) is not None]
    seen = set(desk.people.filter(pk__in=keys).values_list("pk", flat=True))
    return [row for row in rows if row.person is None or _key(row) in seen]


def _nominate(request: HttpRequest, desk: Desk, round: CampaignRound) -> None:
    unit = OrgUnit.objects.filter(uuid=_uuid(request.POST.get("don-vi"))).first()
    if unit is None or not is_within(unit.pk, desk.units):
        raise DomainError(_("Không có đơn vị này trong phạm vi bạn phụ trách."), status=404)
    person = desk.person(_uuid(request.POST["nguoi"])) if request.POST.get("nguoi") else None
    nominate(
        round=round, unit=unit, person=person, achievement=request.POST.get("thanh-tich", ""),
        reason=request.POST.get("ly-do", ""), at=desk.now, by=desk.account,
    )  # fmt: skip
    messages.success(request, _("Đã thêm vào danh sách đề nghị."))


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return UUID(int=0)


def _chosen(request: HttpRequest, round: CampaignRound) -> list[Nomination]:
    wanted = [_uuid(text) for text in request.POST.getlist("dong")]
    return list(
        Nomination.objects.filter(round=round, uuid__in=wanted).select_related(
            "round__campaign", "unit", "person"
        )
    )


def _decided(request: HttpRequest, form: DecisionForm, desk: Desk, round: CampaignRound) -> bool:
    try:
        rows = _seen(desk, _chosen(request, round))
        record_commendation(round=round, nominations=rows, **form.cleaned_data, at=desk.now, by=desk.account)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
