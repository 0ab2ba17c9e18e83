"""A target's figure by level and unit, the names behind each cell, and its workbook."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from people.models import Account, OrgUnit
from people.models.org_unit import Level
from people.rights import Right
from people.scope import may
from people.services import audit
from reports.queries.chase import chase_groups
from reports.queries.people import choose, lines, sorted_people
from reports.queries.responsibility import targets_with_responsible
from reports.queries.rows import unit_rows
from reports.queries.unit_lines import unit_lines_of
from reports.rules import Cell, Standing
from reports.services.workbook import write_workbook
from reports.views.page import FigurePage, desk_only, figure_page, may_set_targets
from reports.views.target_parts import SHELVES, districts, groups, shelves
from reports.views.unit_targets import unit_list

PER_PAGE = 50
STANDINGS = {"con-thieu": Standing.MISSING, "hoan-thanh": Standing.COMPLETED, "loai-tru": Standing.EXCLUDED}
GROUPS = {
    "qua-han": "overdue",
    "dung-hoc": "stalled",
    "chua-vao": "never_signed_in",
    "chua-giao": "not_enrolled",
    "dang-hoc": "under_way",
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk_only
def target_list(request: HttpRequest) -> HttpResponse:
    """All targets with their present figure; those of one's own unit or without an answer on request."""
    pages = [figure_page(request, target=target).while_it_lasted() for target in targets_with_responsible()]
    wanted = request.GET.get("muc", "")
    keep = SHELVES.get(wanted, SHELVES[""])
    context = {
        "pages": [page for page in pages if keep(page)],
        "any_target": bool(pages),
        "tabs": shelves(pages, wanted),
        "scope_label": pages[0].scope_label if pages else "",
        "may_edit": may_set_targets(request.user),  # type: ignore[arg-type]
    }
    return render(request, "reports/target_list.html", context)


@desk_only
def target_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Numerator, denominator, excluded, by level and by unit."""
    page = figure_page(request, code=code)
    level, group = page.level, page.form.group()
    rows = [
        line
        for line in unit_lines(page)
        if (not level or line["level"] == level)
        and (not group or page.comparison.key_of(line["id"]) == group)
    ]
    context = {
        **page.context,
        "levels": _levels(page),
        "lines": rows,
        "groups": groups(page),
        "responsible": page.responsible,
        "districts": districts(page, partial(_query, request)),
        "query": _query(request),
    }
    if page.target.counts_units:
        shown = {line["id"] for line in rows}
        context["units"] = [line for line in unit_lines_of(page.figures) if line.unit.id in shown]
        context["sums"] = [
            line for line in rows if line["level"] == Level.DISTRICT and not line["own_denominator"]
        ]
    return render(request, "reports/target_detail.html", context)


@desk_only
def target_people(request: HttpRequest, code: str) -> HttpResponse:
    """The names behind a cell."""
    page = figure_page(request, code=code)
    unit = _unit(page, request.GET.get("don-vi", ""))
    if page.target.counts_units:
        return unit_list(request, page, unit, partial(_query, request))
    wanted, community = request.GET.get("loai", ""), page.form.group()
    members = [
        member
        for member in choose(page.figures, unit=unit)
        if not community or page.comparison.key_of(member.unit) == community
    ]
    shown = [member for member in members if wanted not in STANDINGS or member.standing is STANDINGS[wanted]]
    group = GROUPS.get(request.GET.get("nhom", ""))
    if group:
        chased = set(getattr(chase_groups(page.figures, page.as_of), group))
        shown = [member for member in members if member.person in chased]
    search = request.GET.get("tim", "").strip()
    numbers = Paginator(sorted_people(shown, search), PER_PAGE).get_page(request.GET.get("trang"))
    audit.looked(
        "target_people_listed", by=request.user, at=page.now, count=numbers.paginator.count,  # type: ignore[arg-type]
        unit=OrgUnit.objects.get(pk=unit) if unit else None,
        target=page.target.code, search=search, standing=wanted, group=group or "",
    )  # fmt: skip
    context = {
        **page.context,
        "unit": page.facts.tree.units[unit] if unit else None,
        "tabs": _tabs(request, members, wanted),
        "page": numbers,
        "people": list(lines(page.figures, shown, list(numbers))),
        "search": search,
        "group_title": _group_title(group),
        "query": _query(request),
    }
    return render(request, "reports/target_people.html", context)


@desk_only
def target_export(request: HttpRequest, code: str) -> HttpResponse:
    """The XLSX of what the page shows; names only for those who may take them out of the house."""
    account: Account = request.user  # type: ignore[assignment]
    names = may(account, Right.EXPORT)
    page = figure_page(request, code=code, right=Right.EXPORT if names else Right.SEE_PEOPLE)
    content = write_workbook(page.figures, names=names)
    people = len(page.figures.members)
    audit.exported(
        "target_exported", by=account, at=page.now, count=people if names else 0,
        target=page.target.code, as_of=f"{page.as_of:%d/%m/%Y}", names=names,
    )  # fmt: skip
    response = HttpResponse(content, content_type=XLSX)
    name = f"{page.target.code}-{page.as_of:%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def unit_lines(page: FigurePage) -> list[dict[str, Any]]:
    """Unit rows with what pages need besides: the unit's uuid and depth; only units in scope."""
    tree = page.facts.tree
    by_key = {
        (unit.code, unit.valid_from.isoformat() if unit.valid_from else None): unit
        for unit in tree.units.values()
    }
    found = []
    for row in unit_rows(page.figures):
        unit = by_key[row["code"], row["valid_from"]]
        if page.within is None or unit.id in page.within:
            missing = row["denominator"] - row["numerator"]
            found.append(
                {
                    **row,
                    "id": unit.id,
                    "uuid": unit.uuid,
                    "kind": unit.kind,
                    "missing": missing,
                    "ended": unit.valid_to,
                }
            )
    return found


def _levels(page: FigurePage) -> list[dict[str, Any]]:
    """The population split by the level of each person's unit; the parts add up to the total."""
    cells: dict[str, Cell] = {}
    for unit, cell in page.figures.tally.units.items():
        level = cells.setdefault(page.facts.tree.units[unit].level, Cell())
        level.numerator += cell.own_numerator
        level.denominator += cell.own_denominator
        level.excluded += cell.own_excluded
    return [
        {"level": level.value, "label": level.label, "cell": cells[level.value]}
        for level in Level
        if level.value in cells and (cells[level.value].denominator or cells[level.value].excluded)
    ]


def _unit(page: FigurePage, text: str) -> int | None:
    """The pk behind a unit's uuid; a unit outside the scope does not exist for this person."""
    if not text:
        return None
    try:
        wanted = UUID(text)
    except ValueError as error:
        raise Http404 from error
    for unit in page.facts.tree.units.values():
        if unit.uuid == wanted and (page.within is None or unit.id in page.within):
            return unit.id
    raise Http404


def _tabs(request: HttpRequest, members: list[Any], wanted: str) -> list[dict[str, Any]]:
    names = {
        "con-thieu": _("Còn thiếu"),
        "hoan-thanh": _("Đã hoàn thành"),
        "loai-tru": _("Loại trừ"),
        "": _("Tất cả"),
    }
    counts = {key: sum(member.standing is value for member in members) for key, value in STANDINGS.items()}
    counts[""] = len(members)
    return [
        {
            "label": label,
            "count": counts[key],
            "current": key == wanted and not request.GET.get("nhom"),
            "href": f"?{_query(request, loai=key, trang='', nhom='')}",
        }
        for key, label in names.items()
    ]


def _group_title(group: str | None) -> str:
    return {
        "overdue": _("Quá hạn, chưa mở bài nào"),
        "stalled": _("Dừng học hơn 14 ngày"),
        "never_signed_in": _("Chưa đăng nhập lần nào"),
        "not_enrolled": _("Chưa được giao khóa học"),
        "under_way": _("Đang học, còn trong hạn"),
    }.get(group or "", "")


def _query(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for key, value in changes.items():
        query[key] = value
        if not value:
            del query[key]
    return query.urlencode()
