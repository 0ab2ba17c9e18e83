"""A target's figure by level and unit, the names behind each cell, and its workbook."""

from collections import Counter
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from people.models import Account, OrgUnit
from people.models.org_unit import Level
from people.rights import Right
from people.scope import may
from people.services import audit
from reports.queries.breakdown import Breakdown
from reports.queries.explained import explained
from reports.queries.people import lines
from reports.queries.residents import estimate
from reports.queries.responsibility import targets_with_responsible
from reports.queries.rows import unit_rows
from reports.queries.selection import GROUPS, STANDINGS, listed
from reports.queries.unit_lines import unit_lines_of
from reports.rules import Cell, Standing
from reports.services.workbook import write_workbook
from reports.views.columns import PEOPLE, UNITS, in_unit_order, list_context
from reports.views.lists import selection_of, unit_pk
from reports.views.page import FigurePage, desk_only, figure_page, may_set_targets
from reports.views.target_parts import SHELVES, districts, groups, shelves, side_by_side
from reports.views.unit_targets import unit_list

PER_PAGE = 50
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
        **list_context(request, page, None, UNITS),
        "levels": _levels(page),
        "lines": in_unit_order(rows, request.GET.get("sort", "")),
        "groups": groups(page),
        "ways": Breakdown(page.figures).ways,
        "explained": explained(page.target),
        "estimate": estimate(page.facts, page.as_of, page.within) if page.target.counts_residents else [],
        "responsible": page.responsible,
        "districts": districts(page, partial(_query, request)),
        "query": _query(request),
        **side_by_side(request, page),
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
    units = request.GET.getlist("don-vi")
    unit = unit_pk(page, units[0]) if len(units) == 1 and units[0] else None
    if page.target.counts_residents:  # heads have no names to list
        return redirect("target_detail", code=code)
    if page.target.counts_units:
        return unit_list(request, page, unit, partial(_query, request))
    asked = selection_of(request.GET, page)
    people = listed(page.figures, asked)
    numbers = Paginator(people.keys(asked.search), PER_PAGE).get_page(request.GET.get("page"))
    audit.looked(
        "target_people_listed", by=request.user, at=page.now, count=numbers.paginator.count,  # type: ignore[arg-type]
        unit=OrgUnit.objects.get(pk=unit) if unit else None,
        target=page.target.code, search=asked.search, standing=asked.standing, group=GROUPS.get(asked.chase, ""),
    )  # fmt: skip
    context = {
        **page.context,
        **list_context(request, page, asked, PEOPLE),
        "unit": page.facts.tree.units[unit] if unit else None,
        "tabs": _tabs(request, people.standings(), asked.standing),
        "page": numbers,
        "people": list(lines(page.figures, people.members(list(numbers)), list(numbers))),
        "search": asked.search,
        "group_title": _group_title(GROUPS.get(asked.chase, ""))
        or Breakdown(page.figures).label(asked.way, asked.part),
        "query": _query(request),
        "without_group": "?" + _query(request, nhom="", page="", loai="con-thieu"),
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
        cutoff=page.figures.cutoff.isoformat() if page.figures.cutoff else "",
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


def _tabs(request: HttpRequest, sizes: Counter[Standing], wanted: str) -> list[dict[str, Any]]:
    names = {
        "con-thieu": _("Còn thiếu"),
        "hoan-thanh": _("Đã hoàn thành"),
        "loai-tru": _("Loại trừ"),
        "": _("Tất cả"),
    }
    counts = {key: sizes[value] for key, value in STANDINGS.items()} | {"": sizes.total()}
    return [
        {
            "label": label,
            "count": counts[key],
            "current": key == wanted and not request.GET.get("nhom"),
            "href": f"?{_query(request, loai=key, page='', nhom='')}",
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
