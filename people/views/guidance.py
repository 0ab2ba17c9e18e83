"""*Công văn, hướng dẫn* at the desk: what came, what was sent and who has opened it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.errors import DomainError, Forbidden
from common.tables import XLSX_TYPE, Column, xlsx_chunks
from people import scope
from people.guidance_documents import TYPES
from people.guidance_forms import GuidanceForm
from people.models import Guidance, GuidanceFile, OrgUnit
from people.queries import guidance as queries
from people.rights import Right
from people.services import audit
from people.services import guidance as deeds
from people.views.desk import Desk, desk_page, page_for, page_of

ROWS = 30


@desk_page
@require_safe
def guidance_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What came to the units one looks after; `?muc=da-gui` what they sent."""
    outgoing = request.GET.get("muc") == "da-gui"
    rows = queries.seen_by(desk.units)
    found = queries.sent(rows, desk.units) if outgoing else queries.received(rows, _own(desk))
    tabs = [
        {"label": _("Nhận được"), "count": None, "current": not outgoing, "href": "?"},
        {"label": _("Đã gửi"), "count": None, "current": outgoing, "href": "?muc=da-gui"},
    ]
    context = desk.context(
        page=page_of(found, request, ROWS), outgoing=outgoing, tabs=tabs,
        may_send=scope.may(desk.account, Right.SEND_GUIDANCE),
    )  # fmt: skip
    return render(request, "people/guidance/list.html", context)


@page_for(Right.SEND_GUIDANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def guidance_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """To units of the scope."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = GuidanceForm(*posted, tree=desk.tree, today=desk.today, visible=desk.units)
    if form.is_valid():
        made = _sent(desk, form)
        if made:
            messages.success(
                request, _("Đã gửi tới %(units)s.") % {"units": deeds.units_said(made.to.count())}
            )
            return redirect("guidance_detail", made.uuid)
    status = 422 if form.is_bound else 200
    return render(request, "people/guidance/form.html", desk.context(form=form), status=status)


@desk_page
@require_safe
def guidance_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponseBase:
    """Opening it is the receipt of the units one looks after; the sender sees everybody's."""
    guidance = _guidance(desk, uuid)
    mine = _opened(request, desk, guidance)
    sends = desk.units is None or guidance.sender_id in desk.units
    receipts = queries.receipts_of(guidance, desk.tree, desk.today) if sends else []
    if sends and request.GET.get("xuat") == "xlsx":
        return _book(desk, guidance, receipts)
    context = desk.context(
        guidance=guidance, files=guidance.files.all(), mine=mine, sends=sends, receipts=receipts,
        read=sum(1 for one in receipts if one.read_at), may_manage=_manages(desk, guidance),
        may_export=desk.may_export,
    )  # fmt: skip
    return render(request, "people/guidance/detail.html", context)


@desk_page
@require_safe
def guidance_file(request: HttpRequest, desk: Desk, uuid: UUID) -> FileResponse:
    """A download, never shown inside a page; taking it is opening it."""
    row = GuidanceFile.objects.select_related("guidance").filter(uuid=uuid).first()
    if row is None or not queries.seen_by(desk.units).filter(pk=row.guidance_id).exists():
        raise DomainError(_("Không có văn bản này trong phạm vi bạn phụ trách."), status=404)
    if row.guidance.withdrawn_at:
        raise DomainError(_("Công văn này đã thu hồi."), status=410)
    _opened(request, desk, row.guidance)
    kind = TYPES[str(row.file.name).rpartition(".")[2]]
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name, content_type=kind)


@page_for(Right.SEND_GUIDANCE)
@require_POST
def guidance_remind(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Those that have not opened it."""
    guidance = _own_guidance(desk, uuid)
    try:
        number = deeds.remind(guidance=guidance, at=desk.now, by=desk.account)
        messages.success(request, _("Đã nhắc %(units)s.") % {"units": deeds.units_said(number)})
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("guidance_detail", guidance.uuid)


@page_for(Right.SEND_GUIDANCE)
@require_POST
def guidance_withdraw(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """With a reason that everybody reads."""
    guidance = _own_guidance(desk, uuid)
    try:
        deeds.withdraw(guidance=guidance, reason=request.POST.get("ly_do", ""), at=desk.now, by=desk.account)
        messages.success(request, _("Đã thu hồi và báo cho các đơn vị."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("guidance_detail", guidance.uuid)


def _heads(desk: Desk) -> list[int]:
    """The units that the account itself stands for: not everything below them."""
    return scope.scope_heads(desk.account, desk.today, desk.tree)


def _own(desk: Desk) -> set[int]:
    return queries.own_units(_heads(desk), desk.tree, desk.today)


def _opened(request: HttpRequest, desk: Desk, guidance: Guidance) -> list[Any]:
    """Asking only whether the page is there (HEAD) opens nothing."""
    mine = queries.opened_for(guidance, _heads(desk), desk.tree, desk.today)
    if request.method == "GET":
        deeds.open_guidance(to=mine, at=desk.now, by=desk.account)
    return mine


def _guidance(desk: Desk, uuid: UUID) -> Guidance:
    found = queries.seen_by(desk.units).filter(uuid=uuid).first()
    if found is None:
        raise DomainError(_("Không có công văn này trong phạm vi bạn phụ trách."), status=404)
    return found


def _manages(desk: Desk, guidance: Guidance) -> bool:
    units = Desk(desk.account, desk.now, desk.today, Right.SEND_GUIDANCE).units
    return units is None or guidance.sender_id in units


def _own_guidance(desk: Desk, uuid: UUID) -> Guidance:
    """Of a unit that one sends for; those who only received it are told so."""
    guidance = _guidance(desk, uuid)
    if not _manages(desk, guidance):
        raise Forbidden(_("Công văn này do đơn vị khác gửi."))
    return guidance


def _sent(desk: Desk, form: GuidanceForm) -> Guidance | None:
    told = form.cleaned_data
    try:
        return deeds.send_guidance(
            sender=OrgUnit.objects.get(uuid=told["sender"]), units=form.addressees(), number=told["number"],
            title=told["title"], text=told["text"], files=told["documents"], at=desk.now, by=desk.account,
        )  # fmt: skip
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None


def _book(desk: Desk, guidance: Guidance, receipts: list[queries.Receipt]) -> StreamingHttpResponse:
    scope.require(desk.account, Right.EXPORT)
    audit.exported(
        "guidance_exported", by=desk.account, at=desk.now, unit=guidance.sender, count=len(receipts),
        title=guidance.title,
    )  # fmt: skip
    heads = (_("Đơn vị"), _("Đã mở"), _("Lúc"), _("Người mở"), _("Nhắc lúc"), _("Số người phụ trách"))
    pieces = xlsx_chunks(
        columns=[Column(title, 24) for title in heads], rows=_rows(receipts), sheet=_("Nơi nhận"),
        title=guidance.title,
    )  # fmt: skip
    answer = StreamingHttpResponse(pieces, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="noi-nhan-cong-van.xlsx"'
    return answer


def _rows(receipts: list[queries.Receipt]) -> Iterator[tuple[Any, ...]]:
    for one in receipts:
        who = one.read_by.get_full_name() or one.read_by.username if one.read_by else None
        opened = "x" if one.read_at else ""
        yield one.unit.full_name, opened, one.read_at, who, one.to.reminded_at, one.officers
