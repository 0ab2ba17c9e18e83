"""The paper sheet: the template, the upload looked at row by row before it is written, and the signed picture."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from common.errors import DomainError
from common.tables import XLSX_TYPE
from common.vietnamese import format_number
from courses.attendance_forms import SheetForm
from courses.models import AttendanceSheet, TrainingSession
from courses.queries.training.papers import lines_of
from courses.queries.training.viewing import Viewer
from courses.services.training.sheets import apply_sheet, keep_sheet, look_at, write_blank
from courses.views.training.shared import class_page, context_of, require_open_for, seen, taught_class
from people.services import audit

SHOWN = 5_000  # rows with a problem in one look: a class has no more


@class_page
@require_safe
def attendance_blank(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """The roll as a table to be ticked."""
    session = taught_class(viewer, uuid)
    lines = list(lines_of(viewer.seats(session), viewer.day))
    audit.exported(
        "class_printed", by=viewer.account, at=clock.now(), unit=session.lead_unit, count=len(lines),
        **{"class": session.code, "printed": "attendance.xlsx"},
    )  # fmt: skip
    answer = HttpResponse(content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{session.code}-diem-danh.xlsx"'
    write_blank(answer, session, lines)  # type: ignore[arg-type] # an answer is written to like a file
    return answer


@class_page
@require_http_methods(["GET", "POST"])
def attendance_sheet(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """The files are kept; what writing them would do is shown next."""
    session = taught_class(viewer, uuid)
    form = SheetForm(request.POST or None, request.FILES or None)
    status = 422 if form.is_bound else 200
    if request.method == "POST":
        require_open_for(viewer, session)
        if form.is_valid():
            try:
                sheet = _kept(form, session, viewer)
            except DomainError as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("attendance_sheet_look", session.uuid, sheet.uuid)
    context = context_of(viewer, session=session, form=form)
    return render(request, "courses/training/sheet.html", context, status=status)


@class_page
@require_http_methods(["GET", "POST"])
def attendance_sheet_look(request: HttpRequest, viewer: Viewer, uuid: UUID, sheet: UUID) -> HttpResponse:
    """Row by row, then written once."""
    session = taught_class(viewer, uuid)
    found = _sheet(session, sheet)
    if request.method == "POST":
        require_open_for(viewer, session)
        return _written(request, viewer, found)
    reading = look_at(found)
    context = context_of(
        viewer, session=session, sheet=found, reading=reading, shown=f":{SHOWN}", most=SHOWN,
        several=len({row.sheet for row in reading.rows}) > 1, done=found.rows.exists(),
        closed=session.state == "closed",
    )  # fmt: skip
    return render(request, "courses/training/sheet_look.html", context)


@class_page
@require_safe
def attendance_sheet_scan(request: HttpRequest, viewer: Viewer, uuid: UUID, sheet: UUID) -> FileResponse:
    """The signed picture, for those of the class only."""
    session = taught_class(viewer, uuid)
    found = _sheet(session, sheet)
    if not found.scan:
        raise DomainError(_("Bảng này không kèm bản chụp."), status=404)
    seen(viewer, session, 1, "class_sheet_opened")
    name = str(found.scan.name).rpartition("/")[2]
    answer = FileResponse(found.scan.open("rb"), as_attachment=True, filename=f"{session.code}-{name}")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _kept(form: SheetForm, session: TrainingSession, viewer: Viewer) -> AttendanceSheet:
    table, scan = form.cleaned_data["table"], form.cleaned_data["scan"]
    return keep_sheet(
        session=session, name=table.name, table=table.read(), scan=scan.read() if scan else b"",
        at=clock.now(), by=viewer.account,
    )  # fmt: skip


def _written(request: HttpRequest, viewer: Viewer, sheet: AttendanceSheet) -> HttpResponse:
    said: Any = request.POST
    try:
        confirmed = said.get("con_lai", "")
        rows = apply_sheet(
            sheet=sheet, guests="khach" in said, reason=said.get("ly_do", ""),
            presumed=int(confirmed) if confirmed.isdecimal() else None, at=clock.now(), by=viewer.account,
        )  # fmt: skip
        told = ngettext(
            "Đã ghi %(n)s lượt điểm danh từ bảng.", "Đã ghi %(n)s lượt điểm danh từ bảng.", len(rows)
        )
        messages.success(request, told % {"n": format_number(len(rows))})
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("attendance", sheet.session.uuid)


def _sheet(session: TrainingSession, uuid: UUID) -> AttendanceSheet:
    found = session.sheets.select_related("session__lead_unit").filter(uuid=uuid).first()
    if found is None:
        raise DomainError(_("Không có bảng này trong lớp."), status=404)
    return found
