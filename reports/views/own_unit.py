"""For the head of a unit: their people, what each is missing and when it is due, their classes, what waits."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certificates.models import ExternalCertificate
from certificates.queries.papers import papers_waiting
from people.models import Account, OrgUnit
from people.queries.guidance import own_units, received, seen_by
from people.queries.rosters import waiting_for
from people.rights import Right
from people.scope import may, scope_heads
from people.views.desk import Desk, desk_page
from people.views.people import as_uuid
from reports.models import Target
from reports.queries.cycles import waiting_reports
from reports.queries.figures import Frame
from reports.queries.kept_figures import figure_of
from reports.queries.own_unit import classes_of, lacking, rows_of

ROWS = 50


@desk_page
@require_safe
def own_unit(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Of several units one is shown at a time; whoever stands over everything has the leader's page."""
    if desk.units is None:
        return redirect("leader_page")
    heads = [desk.tree.units[key] for key in scope_heads(desk.account, desk.today, desk.tree)]
    if not heads:
        return redirect("desk")
    asked = request.GET.get("don-vi", "")
    unit = desk.unit(as_uuid(asked)) if asked else OrgUnit.objects.get(pk=heads[0].id)
    figures = [
        figure_of(target, desk.tree, as_of=desk.today, frame=Frame.NOW, within=desk.units, now=desk.now)
        for target in Target.objects.all()
    ]
    people = Paginator(lacking(figures, unit.pk, desk.today), ROWS).get_page(request.GET.get("page"))
    desk.looked("unit_people_listed", unit=unit, count=people.paginator.count, missing=True)
    context = desk.context(
        unit=unit,
        heads=heads if len(heads) > 1 else [],
        rows=rows_of(figures, unit.pk),
        page=people,
        classes=classes_of(desk.people, desk.now),
        waits=[one for one in _waiting(desk) if one["count"]],
        may_export=desk.may_export,
        may_act=may(desk.account, Right.GIVE_COURSES),
    )
    return render(request, "reports/own_unit.html", context)


def _waiting(desk: Desk) -> list[dict[str, Any]]:
    """Papers on this desk, each with where it is dealt with."""
    account: Account = desk.account
    mine = own_units(scope_heads(account, desk.today, desk.tree), desk.tree, desk.today)
    unread = received(seen_by(desk.units), mine).filter(unread=True).count()  # type: ignore[misc]
    elsewhere = papers_waiting(desk.people, ExternalCertificate.State.SUBMITTED).count()
    reports, rosters = waiting_reports(account), len(waiting_for(account, desk.tree))
    report = reverse("unit_report", args=[reports[0].cycle.code, reports[0].uuid]) if reports else ""
    return [
        {"label": _("Báo cáo định kỳ chưa nộp"), "count": len(reports), "href": report},
        {"label": _("Danh sách cán bộ chờ duyệt"), "count": rosters, "href": reverse("roster_upload")},
        {"label": _("Công văn chưa mở"), "count": unread, "href": reverse("guidance_list")},
        {"label": _("Giấy nơi khác chờ công nhận"), "count": elsewhere, "href": reverse("paper_queue")},
    ]  # fmt: skip
