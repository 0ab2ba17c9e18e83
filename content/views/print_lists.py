"""The print ledger at the desk: run by run, by place, by what was printed; on screen and as XLSX."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.tables import XLSX_TYPE, Column, xlsx_chunks
from content.ledger_queries import PLACE, THING, Asked, Line, Runs, lines, sums
from content.views.print_desk import runs_of
from people import scope
from people.rights import Right
from people.services import audit
from people.views.desk import Desk, desk_page, page_of

ROWS = 25
BY = {"noi": PLACE, "bai": THING}


@desk_page
@require_safe
def print_list(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """The newest first, or sums (`?xem=`), with sums of what stands; `?xuat=xlsx` takes the same along."""
    asked, by = Asked.of(request.GET.dict(), runs_of(desk)), request.GET.get("xem", "")
    shown = sums(asked.runs, BY[by]) if by in BY else lines(asked.runs)
    if request.GET.get("xuat") == "xlsx":
        return _book(desk, shown, by)
    standing = asked.runs.filter(voided_at__isnull=True)
    context = desk.context(
        page=page_of(shown, request, ROWS), asked=asked, by=by if by in BY else "", tabs=_tabs(asked, by),
        copies=standing.aggregate(n=Sum("copies"))["n"] or 0, may_export=desk.may_export,
        scans=standing.aggregate(n=Sum("scans__number"))["n"] or 0,
    )  # fmt: skip
    return render(request, "content/prints/list.html", context)


def _tabs(asked: Asked, by: str) -> list[dict[str, Any]]:
    names = {"": _("Từng đợt"), "noi": _("Theo nơi nhận"), "bai": _("Theo bài, tài liệu")}
    return [
        {
            "label": label,
            "current": key == (by if by in BY else ""),
            "href": f"?{urlencode({'xem': key, 'loc_bai': asked.thing, 'loc_noi': asked.place})}",
        }
        for key, label in names.items()
    ]


def _book(desk: Desk, shown: Runs | list[Line], by: str) -> HttpResponseBase:
    scope.require(desk.account, Right.EXPORT)
    audit.exported("print_ledger_exported", by=desk.account, at=desk.now, count=0)
    heads = _heads(by)
    answer = StreamingHttpResponse(
        xlsx_chunks(
            columns=[Column(head, 40 if not at else 18) for at, head in enumerate(heads)],
            rows=_sum_rows(shown) if isinstance(shown, list) else _run_rows(shown),
            sheet=_("Sổ in"), title=_("Sổ in tài liệu cho bà con"),
        ), content_type=XLSX_TYPE,
    )  # fmt: skip
    answer.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename="so-in.xlsx"
    )
    return answer


def _heads(by: str) -> list[str]:
    if by in BY:
        return [_("Nơi nhận") if by == "noi" else _("Bài, tài liệu"), _("Số bản"), _("Lượt quét")]
    return [_("Bài, tài liệu"), _("Bản"), _("In thành"), _("Nơi nhận"), _("Ngày phát"), _("Số bản"), _("Lượt quét"),
            _("Mã trên giấy"), _("Ghi chú"), _("Đã hủy vì")]  # fmt: skip


def _sum_rows(shown: list[Line]) -> Iterator[tuple[Any, ...]]:
    for one in shown:
        yield one.title, one.copies, one.scans


def _run_rows(shown: Any) -> Iterator[tuple[Any, ...]]:
    """Of lines that carry their scans."""
    for run in shown.iterator(500):
        where, n = run.unit.full_name, run.scanned or 0
        what = (run.title, run.edition, run.paper, where, run.handed_on, run.copies, n)
        yield *what, run.code, run.note, run.void_reason
