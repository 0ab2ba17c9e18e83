"""The register (sổ cấp) at the HR desk: searched, filtered by year, exported, limited to the reader's scope."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certificates.forms import RegisterForm
from certificates.queries import Standing, in_register, standing_of, years_in_register
from common import clock
from common.tables import XLSX_TYPE, Column, xlsx_chunks
from people.models import Account
from people.rights import Right
from people.scope import may, require, require_desk, scope_title, visible_unit_ids
from people.services import audit

PER_PAGE = 50


@login_required
@require_safe
def register(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """One line a certificate, newest first; `?xuat=xlsx` gives the same lines as a file."""
    account: Account = request.user  # type: ignore[assignment]
    require_desk(account)
    takes_out = request.GET.get("xuat") == "xlsx"
    if takes_out:
        require(account, Right.EXPORT)
    right = Right.EXPORT if takes_out else Right.SEE_PEOPLE
    units = visible_unit_ids(account, clock.today(), right=right)
    form = RegisterForm(request.GET, years=years_in_register())
    found = in_register(units, clock.today(), search=form.search, year=form.year).select_related("draft")
    asked: dict[str, Any] = {"search": form.search, "year": form.year}
    if takes_out:
        audit.exported("register_exported", by=account, at=clock.now(), count=found.count(), **asked)
        return _exported(found, form.year)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    audit.looked("register_listed", by=account, at=clock.now(), count=page.paginator.count, **asked)
    rows = [(row, standing_of(row), Standing.WORDS[standing_of(row)]) for row in page]
    query = request.GET.copy()
    query["xuat"] = "xlsx"
    export = query.urlencode() if may(account, Right.EXPORT) else ""
    keeps = may(account, Right.KEEP_REGISTER)
    context = {"form": form, "page": page, "rows": rows, "export": export, "keeps": keeps}
    return render(request, "certificates/register.html", context | {"scope_label": scope_title(account)})


def _exported(found: Any, year: int | None) -> StreamingHttpResponse:
    headings = (
        (_("Số vào sổ"), 12), (_("Số hiệu"), 24), (_("Họ và tên"), 28), (_("Ngày sinh"), 16), (_("Chức vụ"), 32),
        (_("Đơn vị"), 28), (_("Khóa học"), 48), (_("Số tiết"), 9), (_("Hoàn thành"), 12), (_("Kết quả"), 14),
        (_("Ngày cấp"), 12), (_("Tình trạng"), 24),
    )  # fmt: skip
    chunks = xlsx_chunks(
        columns=[Column(title, width) for title, width in headings],
        rows=_lines(found),
        sheet=_("Sổ cấp"),
        title=_("Sổ cấp giấy chứng nhận"),
        notes=[_("Xuất ngày %(day)s") % {"day": f"{clock.today():%d/%m/%Y}"}],
    )
    answer = StreamingHttpResponse(chunks, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="so-cap{f"-{year}" if year else ""}.xlsx"'
    return answer


def _lines(found: Any) -> Iterator[list[Any]]:
    for row in found.iterator(chunk_size=1000):
        facts = row.facts
        yield [
            row.register_number, row.serial, facts["name"], facts["birth"].removeprefix("Sinh ngày "),
            facts["position"], facts["unit"], facts["course"], facts["hours"], _day(facts["completed_on"]),
            facts["result"], row.issued_on, str(Standing.WORDS[standing_of(row)]),
        ]  # fmt: skip


def _day(text: str) -> str:
    year, month, day = text.split("-")
    return f"{day}/{month}/{year}"
