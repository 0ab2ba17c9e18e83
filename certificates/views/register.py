"""The register (sổ cấp) at the HR desk: searched, filtered, exported, printed, limited to the reader's scope."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certificates.class_queries import to_sign
from certificates.forms.register import RegisterForm
from certificates.models import ExternalCertificate
from certificates.queries.afterwards import ending, mismatched
from certificates.queries.papers import papers_waiting
from certificates.queries.register import in_register, register_offices, years_in_register
from certificates.queries.standing import Standing, standing_of
from certificates.register_lines import columns, sheet_lines
from common import clock
from common.tables import XLSX_TYPE, xlsx_chunks
from people.models import Account
from people.rights import Right
from people.scope import may, require, require_desk, scope_title, visible_people, visible_unit_ids
from people.services import audit

PER_PAGE = 50
SOON = 90  # days, as the page of those near their end offers them


@login_required
@require_safe
def register(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """One line a certificate, newest first; `?xuat=xlsx` gives the same lines as a file."""
    account: Account = request.user  # type: ignore[assignment]
    require_desk(account)
    takes_out = request.GET.get("xuat") == "xlsx"
    if takes_out:
        require(account, Right.EXPORT)
    today = clock.today()
    units = visible_unit_ids(account, today, right=Right.EXPORT if takes_out else Right.SEE_PEOPLE)
    form = RegisterForm(request.GET, years=years_in_register(), offices=register_offices(units, today))
    found = in_register(units, today, search=form.search, year=form.year, office=form.office).select_related(
        "draft"
    )
    asked: dict[str, Any] = {"search": form.search, "year": form.year}
    if takes_out:
        audit.exported("register_exported", by=account, at=clock.now(), count=found.count(), **asked)
        return _exported(found, form.year)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    audit.looked("register_listed", by=account, at=clock.now(), count=page.paginator.count, **asked)
    rows = [(row, standing_of(row, today), Standing.WORDS[standing_of(row, today)]) for row in page]
    context = {"form": form, "page": page, "rows": rows, "scope_label": scope_title(account)}
    return render(request, "certificates/register.html", context | _doors(request, account, units))


def _due(account: Account, units: set[int] | None, today: date, keeps: bool) -> list[tuple[int, str, str]]:
    """What somebody should look at: how many, where, in words; only what there is."""
    papers = papers_waiting(visible_people(account, today), ExternalCertificate.State.SUBMITTED).count()
    drafts = to_sign(units, today).count() if keeps else 0
    ends = ending(units, today, within=SOON, course=None).count()
    found = [
        (papers, reverse("paper_queue"), _("giấy nơi khác chờ xem xét")),
        (drafts, reverse("certificates_to_sign"), _("giấy chờ ký")),
        (ends, f"{reverse('ending_certificates')}?trong={SOON}", _("giấy sắp hết hạn")),
    ]
    return [line for line in found if line[0]]


def _doors(request: HttpRequest, account: Account, units: set[int] | None) -> dict[str, Any]:
    """Where one may go from the register: the same lines as a sheet, the printed book, names that no longer agree."""
    query = request.GET.copy()
    query.pop("page", None)
    query["xuat"] = "xlsx"
    may_export, keeps, today = may(account, Right.EXPORT), may(account, Right.KEEP_REGISTER), clock.today()
    return {
        "export": query.urlencode() if may_export else "",
        "may_print": may_export,
        "keeps": keeps,
        "sets_rules": keeps and visible_unit_ids(account, today, right=Right.KEEP_REGISTER) is None,
        "due": _due(account, units, today, keeps),
        "mismatched": mismatched(units, today)[:5],
    }


def _exported(found: Any, year: int | None) -> StreamingHttpResponse:
    today = clock.today()
    chunks = xlsx_chunks(
        columns=columns(),
        rows=sheet_lines(found, today),
        sheet=_("Sổ cấp"),
        title=_("Sổ cấp giấy chứng nhận"),
        notes=[_("Xuất ngày %(day)s") % {"day": f"{today:%d/%m/%Y}"}],
    )
    answer = StreamingHttpResponse(chunks, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="so-cap{f"-{year}" if year else ""}.xlsx"'
    return answer
