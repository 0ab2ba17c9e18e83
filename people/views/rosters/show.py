"""A roster's own page: what the file would do row by row, how far its import is, or what it did."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from common.vietnamese import format_number
from people.models import Roster, RosterRow
from people.models.roster import WORKING, State
from people.queries.roster_rows import (
    MENDED,
    MOVED,
    WARNED,
    named,
    rows_in,
    special_tabs,
    unclear_units,
)
from people.queries.rosters import approvers, may_undo, why_not_approve
from people.queries.unit_candidates import candidates_for
from people.roster_words import APPROVAL_REASONS, CHANGES, KEPT, REASONS, STAGES, WARNINGS
from people.rosters.choices import Choices
from people.rosters.unit_finder import UnitFinder
from people.scope import visible_unit_ids
from people.views.desk import Desk, desk_page, page_of
from people.views.rosters.shared import anchor, roster_context, roster_or_404

ROWS = 50
Status = RosterRow.Status
KINDS = {
    Status.CREATED: ("ok", "plus"),
    Status.UPDATED: ("info", "pencil"),
    Status.UNCHANGED: ("", "check"),
    Status.DUPLICATE: ("warn", "circle-alert"),
    Status.REJECTED: ("danger", "circle-alert"),
}
SPECIAL = {WARNED: _("Có lưu ý"), MOVED: _("Chuyển đơn vị"), MENDED: _("Đã sửa tay")}


@desk_page
@require_safe
def roster_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """One address for every state, so that reloading is always right."""
    roster = roster_or_404(desk, uuid)
    if roster.state in WORKING:
        return _working(request, desk, roster)
    context = roster_context(desk, roster, **_rows_context(request, roster), **_state_context(desk, roster))
    answer = render(request, "people/roster_detail.html", context)
    if request.headers.get("HX-Request"):
        answer.headers["HX-Refresh"] = "true"  # the bar was polled: the whole page is another one now
    return answer


def _working(request: HttpRequest, desk: Desk, roster: Roster) -> HttpResponse:
    context = roster_context(desk, roster, stage=STAGES.get(roster.stage, ""))
    return render(request, "people/roster_working.html", context)


def _state_context(desk: Desk, roster: Roster) -> dict[str, Any]:
    if roster.state == State.CHECKED:
        return {
            "takes": takes(roster),
            "question": question(roster),
            "unclear": _unclear(desk, roster) if desk.may_change and roster.has_file else [],
            "reasons": _reasons(roster),
            "can_mend": desk.may_change and roster.has_file,
        }
    if roster.state == State.WAITING_APPROVAL:
        refusal = why_not_approve(desk.account, roster, desk.tree)
        return {
            "why": [APPROVAL_REASONS.get(code, code) for code in roster.change.get("why", ())],
            "why_not": refusal,
            "approvers": approvers(roster, desk.tree) if refusal else [],
            "question": question(roster),
        }
    if roster.state in (State.APPLIED, State.UNDONE):
        kept = [(one["name"], KEPT.get(one["why"], one["why"])) for one in roster.kept]
        return {"units": units_of(roster), "may_undo": may_undo(desk.account, roster), "kept": kept}
    return {"may_undo": may_undo(desk.account, roster)}


def _rows_context(request: HttpRequest, roster: Roster) -> dict[str, Any]:
    if not roster.totals:
        return {}
    tab, text = request.GET.get("ket-qua", ""), request.GET.get("tim", "").strip()
    reason = request.GET.get("ly-do", "")
    rows = rows_in(roster, tab)
    rows = rows.filter(reason=reason) if reason in REASONS else rows
    rows = rows.select_related("person")
    page = page_of(named(rows, text, few=roster.is_small) if text else rows, request, ROWS)
    choices, here = roster.chosen, request.GET.urlencode()
    return {
        "tabs": _tabs(roster, tab),
        "tab": tab,
        "search": text,
        "many_sheets": len(roster.layout) > 1,
        "reason": REASONS.get(reason, ""),
        "page": page,
        "lines": [line_of(row, roster, choices, here) for row in page],
    }


def _tabs(roster: Roster, chosen: str) -> list[dict[str, Any]]:
    totals = roster.totals
    tabs: list[tuple[str, Any, int]] = [("", _("Tất cả"), totals["data_rows"])]
    tabs += [(value, label, totals[value]) for value, label in Status.choices if totals[value]]
    tabs += [(tab, SPECIAL[tab], number) for tab, number in special_tabs(roster) if number]
    return [
        {"label": label, "count": count, "current": value == chosen, "href": f"?ket-qua={value}#dong"}
        for value, label, count in tabs
    ]


def line_of(row: RosterRow, roster: Roster, choices: Choices, here: str) -> dict[str, Any]:
    """A row as the table shows it."""
    kind, icon = KINDS[Status(row.status)]
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
        "skipped": bool(choices.mended.get((row.sheet, row.number), {}).get("skip")),
        "anchor": anchor(roster, row.sheet, row.number),
        "mend_href": row_address("roster_row", roster, row, here),
        "skip_href": row_address("roster_row_skip", roster, row, here),
    }


def row_address(name: str, roster: Roster, row: RosterRow, here: str = "") -> str:
    """A row's address by its place in the file, with the page of the table to come back to."""
    query = QueryDict(here, mutable=True)
    query["trang"] = row.sheet
    return f"{reverse(name, args=[roster.uuid, row.number])}?{query.urlencode()}"


def takes(roster: Roster) -> int:
    """How many rows would write something."""
    return int(roster.totals["created"]) + int(roster.totals["updated"])


def question(roster: Roster) -> str:
    """Names what confirming will do: "Nạp 120 người vào 14 đơn vị?"."""
    people = roster.totals["data_rows"] - roster.totals["rejected"] - roster.totals["duplicate"]
    return _("Nạp %(people)s người vào %(units)s đơn vị?") % {
        "people": format_number(people),
        "units": format_number(roster.totals["units"]),
    }


def _reasons(roster: Roster) -> list[tuple[Any, str, int]]:
    """Why rows are refused, the commonest first."""
    rejected = roster.rows.filter(status=Status.REJECTED).values_list("reason", flat=True)
    return [(REASONS.get(code, code), code, number) for code, number in Counter(rejected).most_common()]


def _unclear(desk: Desk, roster: Roster) -> list[dict[str, Any]]:
    """Units that one choice would heal in many rows; those of one row are mended in the row."""
    groups = [group for group in unclear_units(roster) if group.rows > 1]
    rows = RosterRow.objects.in_bulk([group.first for group in groups])
    visible = visible_unit_ids(desk.account, roster.as_of, desk.tree, desk.right) if groups else None
    finder = UnitFinder(desk.tree, roster.as_of)
    return [
        {
            "group": group,
            "reason": REASONS.get(group.reason, group.reason),
            "candidates": candidates_for(group.text, group.reason, finder, visible),
            "href": row_address("roster_row", roster, rows[group.first]),
        }
        for group in groups
    ]


def units_of(roster: Roster) -> list[dict[str, Any]]:
    """The communes that got people, as links."""
    taken = roster.rows.exclude(status__in=[Status.REJECTED, Status.DUPLICATE])
    pairs = Counter(
        (data["unit"], data["unit_uuid"]) for data in taken.values_list("data", flat=True) if data["unit"]
    )
    return [
        {"name": name, "href": reverse("unit_detail", args=[uuid]), "count": count}
        for (name, uuid), count in sorted(pairs.items())
    ]
