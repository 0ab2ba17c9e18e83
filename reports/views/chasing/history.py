"""Who was told when, by which way; what failed and is to be mended; the same for one unit, and as a file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import clock
from common.errors import DomainError
from common.tables import CSV_TYPE, Column, csv_chunks
from people import scope
from people.models import Account, OrgUnit, Person
from people.queries.tree import UnitTree
from people.rights import Right
from people.services import audit
from reports.models import ChaseDelivery
from reports.queries.chasing.history import export_rows, messages_for, of_unit, to_mend, unheard
from reports.queries.chasing.proposals import day_of
from reports.services.chasing.sending import send_again
from reports.views.chasing.shared import CHASE, account_of, frame
from reports.views.page import desk_only

PER_PAGE = 50


@desk_only
@require_safe
def chase_history(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    return _history(request, None)


@desk_only
@require_safe
def chase_unit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One unit, as its officer and its head see it: who is still missing, and who was told."""
    unit = scope.require_unit(account_of(request), uuid, clock.today())
    return _history(request, unit)


def _history(request: HttpRequest, unit: OrgUnit | None) -> HttpResponse:
    account, at, day, tree = account_of(request), clock.now(), clock.today(), UnitTree.load()
    rows = messages_for(account, day, tree)
    rows = of_unit(rows, unit, day, tree) if unit else rows
    if request.GET.get("xuat"):
        return _export(account, rows, unit)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    audit.looked("chase_listed", by=account, at=at, unit=unit, count=page.paginator.count)
    context = {
        "page": page, "unit": unit, "missing": _missing(unit, account, tree) if unit else [],
        "may_export": scope.may(account, Right.EXPORT), "may_chase": scope.may(account, CHASE),
    }  # fmt: skip
    return render(request, "reports/chase/history.html", context | frame(account, "chase_history"))


def _missing(unit: OrgUnit, account: Account, tree: UnitTree) -> list[dict[str, Any]]:
    """By plan, who of the unit is still missing, in order of given name."""
    day = clock.today()
    units = scope.visible_unit_ids(account, day, tree)
    below = tree.subtree(unit.pk, day)
    found = day_of(clock.now(), below if units is None else below & units).open
    people = Person.objects.filter(pk__in=set().union(*found.values()) if found else ()).order_by(
        "sort_key", "pk"
    )
    rows = list(people)
    return [
        {"plan": plan, "people": [one for one in rows if one.pk in missing]}
        for plan, missing in found.items()
        if missing
    ]


def _export(account: Account, rows: Any, unit: OrgUnit | None) -> HttpResponse:
    scope.require(account, Right.EXPORT)
    units = scope.visible_unit_ids(account, clock.today(), right=Right.EXPORT)
    rows = rows if units is None else rows.filter(unit__in=units)
    audit.exported("chase_exported", by=account, at=clock.now(), unit=unit, count=rows.count())
    heads = (
        _("Lúc"), _("Người nhận"), _("Đơn vị"), _("Vai trò"), _("Tin"), _("Cách báo"), _("Tình trạng"), _("Lý do"),
        _("Đã mở lúc"),
    )  # fmt: skip
    response = StreamingHttpResponse(
        csv_chunks([Column(head) for head in heads], export_rows(rows)), content_type=CSV_TYPE
    )
    response["Content-Disposition"] = 'attachment; filename="don-doc.csv"'
    return response  # type: ignore[return-value]


@desk_only
@require_safe
def chase_mend(request: HttpRequest) -> HttpResponse:
    """Wrong and missing addresses, and units where nobody reads."""
    account, day, tree = account_of(request), clock.today(), UnitTree.load()
    page = Paginator(to_mend(messages_for(account, day, tree)), PER_PAGE).get_page(request.GET.get("trang"))
    audit.looked("chase_listed", by=account, at=clock.now(), count=page.paginator.count, failed=True)
    context = {
        "page": page,
        "unheard": unheard(account, day, tree)[:50],
        "may_chase": scope.may(account, CHASE),
    }
    return render(request, "reports/chase/mend.html", context | frame(account, "chase_mend"))


@desk_only
@require_POST
def chase_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Send again what failed, to the address as it is now."""
    account, today = account_of(request), clock.today()
    scope.require(account, CHASE)
    row = ChaseDelivery.objects.filter(uuid=uuid).select_related("message__person").first()
    units = scope.visible_unit_ids(account, today, right=CHASE)
    if row is None or (units is not None and row.message.unit_id not in units):
        raise DomainError(_("Không có tin này trong phạm vi bạn phụ trách."), status=404)
    send_again(delivery=row, at=clock.now(), by=account)
    messages.success(request, _("Tin sẽ được gửi lại trong vài phút."))
    return redirect("chase_mend")
