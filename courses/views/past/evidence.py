"""Scans of a class: handed in, and given out to those who look after it; the log says who took one."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import clock
from common.errors import DomainError
from courses.models import EvidenceFile, PastClass, TrainingSession
from courses.past_forms import EvidenceForm
from courses.queries.past.viewing import own_past, past_classes
from courses.queries.training.viewing import Viewer
from courses.services.class_evidence import TYPES, keep_evidence
from courses.views.training.shared import class_page
from people import scope
from people.rights import Right
from people.services import audit


@class_page
@require_POST
def past_evidence(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """For a past class, by whoever runs the leading office's classes."""
    scope.require(viewer.account, Right.RUN_CLASSES)
    past = own_past(viewer, uuid)
    _keep(request, viewer, past)
    return redirect("past_detail", past.uuid)


@class_page
@require_POST
def training_evidence(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """For a planned class, by those who run or teach it."""
    if not viewer.teaches_something:
        scope.require(viewer.account, Right.RUN_CLASSES)
    session = viewer.session(uuid)
    if not (viewer.runs(session) or viewer.teaches(session)):
        viewer.require_runs(session)
    _keep(request, viewer, session)
    return redirect("training_afterwards", session.uuid)


@class_page
@require_safe
def evidence_file(request: HttpRequest, viewer: Viewer, uuid: UUID) -> FileResponse:
    """The scan; never shown inside a page, whatever its bytes pretend."""
    row = EvidenceFile.objects.select_related("session", "past_class__lead_unit").filter(uuid=uuid).first()
    if row is None or not _reads(viewer, row):
        raise DomainError(_("Không có giấy tờ này trong phạm vi anh/chị phụ trách."), status=404)
    owner = row.past_class or row.session
    assert owner
    audit.exported(
        "class_evidence_read", by=viewer.account, at=clock.now(), unit=owner.lead_unit, count=0,
        **{"class": owner.title, "file": row.name},
    )  # fmt: skip
    media = dict(TYPES.values())
    ending = str(row.file.name).rpartition(".")[2]
    return FileResponse(
        row.file.open("rb"), as_attachment=True, filename=f"{row.get_kind_display()}.{ending}",
        content_type=media.get(ending, "application/octet-stream"),
    )  # fmt: skip


def _reads(viewer: Viewer, row: EvidenceFile) -> bool:
    """Signed sheets name everybody: only those who read the whole roll."""
    if row.past_class:
        return past_classes(viewer).filter(pk=row.past_class.pk).exists()
    assert row.session
    return viewer.reads_all(row.session)


def _keep(request: HttpRequest, viewer: Viewer, owner: TrainingSession | PastClass) -> None:
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return
    name = form.cleaned_data["scan"].name
    try:
        keep_evidence(
            owner=owner, kind=form.cleaned_data["kind"], name=name, data=form.data_bytes, at=clock.now(),
            by=viewer.account,
        )  # fmt: skip
        messages.success(request, _("Đã lưu giấy tờ."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
