"""Past classes at the desk: sent, looked at row by row, approved, undone."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import clock
from common.errors import DomainError, Forbidden
from common.tables import XLSX_TYPE
from courses.models import PastClass, PastRow
from courses.models.past import PastState
from courses.past_forms import EvidenceForm, PastClassForm
from courses.past_words import CHIPS, LOOKS, REASONS, WARNINGS
from courses.queries.past.viewing import (
    approvers,
    may_undo,
    own_past,
    past_class,
    past_classes,
    runs,
    waiting_for,
    why_not_approve,
)
from courses.queries.training.viewing import Viewer
from courses.resources.past_classes import verbs
from courses.resources.past_classes.checking import submit
from courses.views.training.shared import class_page, context_of
from people import scope
from people.rights import Right
from people.roster_words import STAGES
from people.services import audit
from people.views.desk import page_of

CLASSES, ROWS = 25, 50


@class_page
@require_http_methods(["GET", "POST"])
def past_list(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The workbook goes in here; below it the classes that came before."""
    scope.require_desk(viewer.account)
    form = PastClassForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        scope.require(viewer.account, Right.RUN_CLASSES)
        past = _submitted(request, form, viewer) if form.is_valid() else None
        if past:
            return redirect("past_detail", past.uuid)
    page = page_of(past_classes(viewer), request, CLASSES)
    context = context_of(
        viewer, form=form, page=page, lines=[(past, *CHIPS[PastState(past.state)]) for past in page],
        waiting=waiting_for(viewer), may_plan=viewer.may_plan,
    )  # fmt: skip
    return render(request, "courses/past/list.html", context, status=422 if form.errors else 200)


@class_page
@require_safe
def past_template(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The workbook to fill in."""
    from courses.resources.past_classes.template import template_book

    scope.require(viewer.account, Right.RUN_CLASSES)
    answer = HttpResponse(template_book(), content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename="mau-lop-tap-huan-truoc-day.xlsx"
    )
    return answer


@class_page
@require_safe
def past_detail(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """The class, its papers, its rows by outcome, and what may be done next."""
    scope.require_desk(viewer.account)
    past = past_class(viewer, uuid)
    if past.is_working:
        stage = STAGES.get(past.stage, "")
        return render(request, "courses/past/working.html", context_of(viewer, past=past, stage=stage))
    status = request.GET.get("ket-qua", "")
    rows = past.rows.filter(status=status) if status in PastRow.Status.values else past.rows.all()
    page = page_of(rows, request, ROWS)
    if page.object_list:
        audit.looked(
            "past_class_listed", by=viewer.account, at=clock.now(), unit=past.lead_unit,
            count=past.totals.get("rows", 0), title=past.title,
        )  # fmt: skip
    context = context_of(
        viewer, past=past, page=page, lines=[_line(row) for row in page], tabs=_tabs(past, status),
        chip=CHIPS[PastState(past.state)], evidence=past.evidence.all(), evidence_form=EvidenceForm(),
        **_choices(viewer, past),
    )  # fmt: skip
    return render(request, "courses/past/detail.html", context)


@class_page
@require_POST
def past_deed(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """One of the deeds on a whole class; leads back to its page with what came of it."""
    scope.require(viewer.account, Right.RUN_CLASSES)
    past = own_past(viewer, uuid)
    who: dict[str, Any] = {"at": clock.now(), "by": viewer.account}
    deeds: dict[str, tuple[Callable[[], Any], str]] = {
        "gui": (
            partial(verbs.ask, past, adds_people="them" in request.POST, **who),
            _("Đã gửi người thứ hai duyệt."),
        ),
        "duyet": (partial(verbs.approve, past, **who), _("Đã duyệt.")),
        "tra": (
            partial(verbs.send_back, past, reason=request.POST.get("ly_do", ""), **who),
            _("Đã gửi trả."),
        ),
        "bo": (partial(verbs.let_go, past, **who), _("Đã bỏ và xóa tệp.")),
        "lai": (partial(verbs.retry, past, **who), ""),
        "hoan_tac": (
            partial(verbs.undo, past, **who),
            _("Đã hoàn tác: những lần dự này không còn được tính."),
        ),
    }
    deed, told = deeds.get(request.POST.get("viec", ""), (_nothing, ""))
    try:
        deed()
    except Forbidden:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        if told:
            messages.success(request, told)
    return redirect("past_detail", past.uuid)


def _nothing() -> None:
    raise DomainError(_("Hãy chọn một việc."))


def _submitted(request: HttpRequest, form: PastClassForm, viewer: Viewer) -> PastClass | None:
    file = form.cleaned_data["file"]
    try:
        sent = submit(file.read(), file_name=file.name, at=clock.now(), by=viewer.account)
    except DomainError as refusal:
        form.add_error("file", str(refusal))
        return None
    if sent.again:
        messages.info(request, _("Tệp này đã được gửi trước đó; không có gì thay đổi."))
    return sent.past


def _line(row: PastRow) -> dict[str, Any]:
    kind, icon = LOOKS[PastRow.Status(row.status)]
    remarks = [REASONS.get(row.reason, row.reason)] if row.reason else []
    return {
        "row": row,
        "kind": kind,
        "icon": icon,
        "remarks": remarks + [WARNINGS.get(one, one) for one in row.warnings],
    }


def _tabs(past: PastClass, status: str) -> list[dict[str, Any]]:
    found = past.rows.order_by().values_list("status").annotate(n=Count("pk"))
    counts = dict(found)
    tabs = [{"label": _("Tất cả"), "count": sum(counts.values()), "current": not status, "href": "?"}]
    return tabs + [
        {
            "label": one.label,
            "count": counts[one.value],
            "current": status == one.value,
            "href": f"?ket-qua={one.value}",
        }
        for one in PastRow.Status
        if counts.get(one.value)
    ]


def _choices(viewer: Viewer, past: PastClass) -> dict[str, Any]:
    """What this account may do with it now."""
    waits = past.state == PastState.WAITING_APPROVAL
    keeps = runs(viewer, past)
    why_not = why_not_approve(viewer.account, past) if waits else ""
    return {
        "runs": keeps, "may_undo": may_undo(viewer.account, past), "why_not": why_not,
        "approvers": approvers(past)[:10] if waits and why_not else [],
        "may_add": scope.may_change_people(viewer.account), "unknown": past.totals.get("unknown", 0),
        "may_let_go": keeps and past.state in verbs.CANCELLABLE,
    }  # fmt: skip
