"""What classes cost, by year and source, and a person trained; on screen and as XLSX."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.tables import XLSX_TYPE, Column, xlsx_chunks
from courses.models.session import CostSource
from courses.queries.training.costs import ClassCost, by_year, class_costs
from people import scope
from people.rights import Right
from people.services import audit
from people.views.desk import Desk, desk_page, page_of

ROWS = 25


@desk_page
@require_safe
def training_costs(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """`?nam=2026` shows that year's classes; `?xuat=xlsx` takes all of them along."""
    classes = class_costs(desk.units)
    year = request.GET.get("nam", "")
    shown = [one for one in classes if str(one.day.year) == year] if year else classes
    if request.GET.get("xuat") == "xlsx":
        return _book(desk, shown)
    context = desk.context(
        years=by_year(classes), page=page_of(shown, request, ROWS), year=year, sources=CostSource.labels,
        may_export=desk.may_export,
    )  # fmt: skip
    return render(request, "courses/afterwards/costs.html", context)


def _book(desk: Desk, classes: list[ClassCost]) -> HttpResponse | StreamingHttpResponse:
    scope.require(desk.account, Right.EXPORT)
    audit.exported("class_costs_exported", by=desk.account, at=desk.now, count=0)
    titles = [_("Lớp"), _("Đơn vị chủ trì"), _("Ngày"), _("Số người hoàn thành"), *map(str, CostSource.labels),
              _("Cộng (đồng)"), _("Đồng mỗi người")]  # fmt: skip
    columns = [Column(title, 22) for title in titles]
    answer = StreamingHttpResponse(
        xlsx_chunks(
            columns=columns, rows=_rows(classes), sheet=_("Kinh phí"), title=_("Kinh phí các lớp tập huấn")
        ),
        content_type=XLSX_TYPE,
    )
    answer.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename="kinh-phi-lop.xlsx"
    )
    return answer


def _rows(classes: list[ClassCost]) -> Iterator[tuple[Any, ...]]:
    for one in classes:
        yield (one.title, one.office, one.day, one.trained, *one.amounts, one.total, one.per_person)
