"""The evidence folder: asked for, made by a worker, fetched by whoever asked; every fetch is in the log."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import clock
from common.errors import DomainError
from courses.models import EvidenceFolder
from courses.queries.training.viewing import Viewer
from courses.services.afterwards.folder import ask_for_folder
from courses.views.afterwards.shared import own_or_taught
from courses.views.training.shared import class_page
from people.rights import Right
from people.services import audit


@class_page
@require_POST
def folder_ask(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """It is full of names: with the right to take files out of the house."""
    session = own_or_taught(viewer, uuid, Right.EXPORT)
    ask_for_folder(session=session, at=clock.now(), by=viewer.account)
    messages.success(request, _("Đang làm hồ sơ; trang này cho biết khi nào xong."))
    return redirect("training_afterwards", session.uuid)


@class_page
@require_safe
def folder_file(request: HttpRequest, viewer: Viewer, folder: UUID) -> FileResponse:
    """Only for whoever asked for it, and only while they still run or teach the class."""
    found = EvidenceFolder.objects.filter(uuid=folder, asked_by=viewer.account).exclude(file="")
    row = found.select_related("session__lead_unit").first()
    if row is None:
        raise DomainError(_("Không có hồ sơ này, hoặc đã hết hạn lấy."), status=404)
    session = own_or_taught(viewer, row.session.uuid, Right.EXPORT)
    audit.exported(
        "evidence_folder_read", by=viewer.account, at=clock.now(), unit=session.lead_unit, count=0,
        **{"class": session.code, "sha256": row.sha256},
    )  # fmt: skip
    return FileResponse(
        row.file.open("rb"),
        as_attachment=True,
        filename=f"{session.code}-ho-so.zip",
        content_type="application/zip",
    )
