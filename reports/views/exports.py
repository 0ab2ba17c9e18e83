"""Files of lists: asked for where the list is, followed and fetched on one page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common import clock
from common.errors import DomainError
from people.rights import Right
from people.views.desk import Desk, page_for, page_of
from people.views.people import as_uuid
from reports.models import ExportFile, JobState, Target
from reports.queries.funnel import funnel_of
from reports.services import jobs
from reports.services.exporting import keeping
from reports.services.exporting.asking import ALWAYS_LATER, AT_ONCE, ask
from reports.services.exporting.dossier.contents import dossier_of
from reports.services.exporting.writing import TYPES
from reports.views.columns import PEOPLE, UNITS
from reports.views.funnel import course_or_404, people_or_404, release_of, seen_of, title_of
from reports.views.lists import people_of_cadres, people_of_figure, selection_of
from reports.views.page import asking, figure_page

Kind = ExportFile.Kind
ROWS = 25


@page_for(Right.EXPORT)
@never_cache
@require_safe
def export_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One's own files, newest first; the page looks again while one is being made."""
    page = page_of(_own(desk), request, ROWS)
    waiting = any(export.is_open for export in page)
    return render(request, "reports/exports.html", desk.context(page=page, waiting=waiting))


@page_for(Right.EXPORT)
@require_POST
def export_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A short list comes at once; a long one is made by a worker."""
    kind, form = request.POST.get("loai", ""), request.POST.get("dang", "")
    title, asked, rows = _asked(kind, request, desk)
    export = ask(kind=kind, form=form, title=title, asked=asked, rows=rows, by=desk.account, at=desk.now)
    if rows > AT_ONCE or kind in ALWAYS_LATER:
        messages.success(request, _("Đang lập tệp. Có thể làm việc khác rồi quay lại trang này để tải."))
        return redirect("export_list")
    from reports.services.exporting import work

    work.run(export.pk, clock.now)
    export.refresh_from_db()
    return redirect("export_file", export.uuid) if export.state == JobState.DONE else redirect("export_list")


@page_for(Right.EXPORT)
@require_safe
def export_file(request: HttpRequest, desk: Desk, uuid: UUID) -> FileResponse:
    """For its maker, as long as the scope it was made in is theirs."""
    export = _one(desk, uuid)
    keeping.hand_out(export=export, by=desk.account, at=desk.now)
    told = export.asked
    name = (
        f"{told.get('target') or told.get('code') or export.kind}-{export.asked_at:%Y-%m-%d}.{export.format}"
    )
    kind = TYPES[export.format]
    answer = FileResponse(export.file.open("rb"), as_attachment=True, filename=name, content_type=kind)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@page_for(Right.EXPORT)
@require_POST
def export_deed(request: HttpRequest, desk: Desk, uuid: UUID, deed: str) -> HttpResponse:
    """Stop it, or make it again."""
    export = _one(desk, uuid)
    try:
        if deed == "dung":
            jobs.stop(export, at=desk.now)
        elif deed == "lam-lai":
            jobs.again(export)
        else:
            raise DomainError(_("Không có việc này."), status=404)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("export_list")


def _own(desk: Desk) -> Any:
    return ExportFile.objects.filter(asked_by=desk.account)


def _one(desk: Desk, uuid: UUID) -> ExportFile:
    export: ExportFile | None = _own(desk).filter(uuid=uuid).first()
    if export is None:
        raise DomainError(_("Không có tệp này trong số tệp bạn đã xuất."), status=404)
    return export


def _asked(kind: str, request: HttpRequest, desk: Desk) -> tuple[str, dict[str, Any], int]:
    """The title, the conditions as plain values, and how many rows there will be."""
    query = QueryDict(request.POST.get("loc", ""), mutable=True)
    if kind == Kind.CADRES:
        asked = {"query": query.urlencode()}
        return _("Danh sách cán bộ"), asked, len(people_of_cadres(query, desk.account, desk))
    if kind == Kind.DOSSIER:
        dossier = dossier_of(as_uuid(request.POST.get("nguon", "")), desk.account, desk.now)
        return (
            dossier.unit.full_name,
            {"unit": str(dossier.unit.uuid), "code": dossier.unit.code},
            dossier.files,
        )
    if kind == Kind.COURSE:
        return _step_asked(request, query, desk)
    target = Target.objects.filter(code=request.POST.get("nguon", "")).first()
    if target is None or target.counts_units:
        raise Http404
    page = figure_page(asking(request, query), target=target, right=Right.EXPORT)
    columns = PEOPLE if kind == Kind.PEOPLE else UNITS
    chosen = [column.key for column in columns if column.key in query.getlist("cot")]
    shown = chosen or [column.key for column in columns if column.shown]
    cutoff = page.figures.cutoff.isoformat() if page.figures.cutoff else None
    figure = {
        "target": target.code, "as_of": page.as_of.isoformat(), "frame": page.figures.frame.value, "cutoff": cutoff,
    }  # fmt: skip
    if kind == Kind.PEOPLE:
        people = people_of_figure(query, page)
        selection = selection_of(query, page).told()
        return target.title, figure | {"selection": selection, "columns": [*shown, "ly-do"]}, len(people)
    level = {"level": page.level, "community": page.form.group(), "columns": shown}
    return target.title, figure | level, len(page.figures.tally.units)


def _step_asked(request: HttpRequest, query: QueryDict, desk: Desk) -> tuple[str, dict[str, Any], int]:
    """The people of a step of one's own course."""
    course = course_or_404(request.user, as_uuid(request.POST.get("nguon", "")))
    told = funnel_of(release_of(list(course.releases.order_by("-number")), query.get("ban", "")))
    key = query.get("buoc", "")
    title = f"{course.title}: {title_of(told, key)}"
    asked = {"course": str(course.uuid), "release": told.release.number, "step": key, "title": title}
    return title, asked, seen_of(desk, people_or_404(told, key)).count()
