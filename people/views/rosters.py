"""The roster wizard: choose a file, see what it would do, take it over."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.errors import DomainError
from common.vietnamese import format_number
from people.desk_forms import RosterForm
from people.models import Roster, RosterRow
from people.queries.rosters import visible_rosters
from people.resources import apply_roster, dry_run_roster
from people.roster_words import CHANGES, REASONS, WARNINGS
from people.views.desk import Desk, desk_page, hr_page, page_of

ROWS = 50
PAST = 10
Status = RosterRow.Status
_KINDS = {
    Status.CREATED: ("ok", "plus"),
    Status.UPDATED: ("info", "pencil"),
    Status.UNCHANGED: ("", "check"),
    Status.DUPLICATE: ("warn", "circle-alert"),
    Status.REJECTED: ("danger", "circle-alert"),
}


@hr_page
@require_http_methods(["GET", "POST"])
def roster_upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The first step, with the rosters of before."""
    form = RosterForm(
        request.POST or None, request.FILES or None, today=desk.today, initial={"as_of": desk.today}
    )
    status = 200
    if request.method == "POST":
        roster = _dry_run(form, desk) if form.is_valid() else None
        if roster:
            return redirect("roster_detail", roster.uuid)
        status = 400
    past = page_of(visible_rosters(desk.account, desk.today, desk.tree, desk.right), request, PAST)
    return render(request, "people/roster_upload.html", desk.context(form=form, past=past), status=status)


def _dry_run(form: RosterForm, desk: Desk) -> Roster | None:
    file = form.cleaned_data["file"]
    try:
        roster, _reading = dry_run_roster(
            file.read(), file_name=file.name, as_of=form.cleaned_data["as_of"], at=desk.now, by=desk.account
        )
    except DomainError as refusal:
        form.add_error("file", str(refusal))
        return None
    return roster


@desk_page
@require_safe
def roster_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """What the file would do, or did, row by row."""
    roster = _roster(desk, uuid)
    chosen = request.GET.get("ket-qua", "")
    chosen = chosen if chosen in Status.values else ""
    rows = roster.rows.filter(status=chosen) if chosen else roster.rows.all()
    page = page_of(rows.select_related("person"), request, ROWS)
    context = desk.context(
        roster=roster,
        tabs=_tabs(roster, chosen),
        page=page,
        lines=[_line(row) for row in page],
        reasons=_reasons(roster),
        units=_units(roster) if roster.applied_at else [],
        question=_question(roster),
        takes=_takes(roster),
        confirming=request.GET.get("xac-nhan") == "1" and not roster.applied_at,
    )
    return render(request, "people/roster_detail.html", context)


@hr_page
@require_http_methods(["POST"])
def roster_apply(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Take the people over; a double click is one import."""
    roster = _roster(desk, uuid)
    if apply_roster(roster, at=desk.now, by=desk.account) is None:
        messages.info(request, _("Danh sách này đã được nạp trước đó."))
    else:
        messages.success(request, _("Đã nạp danh sách."))
    return redirect("roster_detail", roster.uuid)


def _roster(desk: Desk, uuid: UUID) -> Roster:
    roster = visible_rosters(desk.account, desk.today, desk.tree, desk.right).filter(uuid=uuid).first()
    if roster is None:
        raise DomainError(_("Không có danh sách này trong phạm vi bạn phụ trách."), status=404)
    return roster


def _tabs(roster: Roster, chosen: str) -> list[dict[str, Any]]:
    totals = roster.totals
    tabs: list[tuple[str, Any, int]] = [("", _("Tất cả"), totals["data_rows"])]
    tabs += [(value, label, totals[value]) for value, label in Status.choices if totals[value]]
    return [
        {
            "label": label,
            "count": count,
            "current": value == chosen,
            "href": f"?ket-qua={value}" if value else "?",
        }
        for value, label, count in tabs
    ]


def _line(row: RosterRow) -> dict[str, Any]:
    kind, icon = _KINDS[Status(row.status)]
    said = [REASONS.get(row.reason, row.reason)] if row.reason else []
    said += [WARNINGS.get(code, code) for code in row.warnings]
    changed = [str(CHANGES.get(name, name)) for name in row.data.get("changed", [])]
    shows_change = changed and row.status in (Status.UPDATED, Status.DUPLICATE)
    return {
        "row": row,
        "kind": kind,
        "icon": icon,
        "remarks": said,
        "changed": ", ".join(changed) if shows_change else "",
    }


def _takes(roster: Roster) -> int:
    return int(roster.totals["created"]) + int(roster.totals["updated"])


def _question(roster: Roster) -> str:
    """Names what confirming will do: "Nạp 120 người vào 14 đơn vị?"."""
    people = roster.totals["data_rows"] - roster.totals["rejected"] - roster.totals["duplicate"]
    return _("Nạp %(people)s người vào %(units)s đơn vị?") % {
        "people": format_number(people),
        "units": format_number(roster.totals["units"]),
    }


def _reasons(roster: Roster) -> list[tuple[Any, int]]:
    """Why rows are refused, the commonest first."""
    rejected = roster.rows.filter(status=Status.REJECTED).values_list("reason", flat=True)
    return [(REASONS.get(code, code), number) for code, number in Counter(rejected).most_common()]


def _units(roster: Roster) -> list[dict[str, Any]]:
    """The communes that got people, as links."""
    taken = roster.rows.exclude(status__in=[Status.REJECTED, Status.DUPLICATE])
    pairs = Counter(
        (data["unit"], data["unit_uuid"]) for data in taken.values_list("data", flat=True) if data["unit"]
    )
    return [
        {"name": name, "href": reverse("unit_detail", args=[uuid]), "count": count}
        for (name, uuid), count in sorted(pairs.items())
    ]
