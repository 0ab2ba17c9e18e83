"""A batch: how far it is, what became of each line, its files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certificates.class_queries import batches_for
from certificates.models import CertificateBatch
from certificates.services.batches.starting import again, stop
from common.errors import DomainError
from people.rights import Right
from people.services import audit
from people.views.desk import Desk, page_for

STAGES: dict[str, Any] = {
    "enter": gettext_lazy("Vào sổ và cho số"),
    "draw": gettext_lazy("Lập và ký từng giấy"),
    "print": gettext_lazy("Ghép tệp để in"),
    "zip": gettext_lazy("Đóng gói tệp zip"),
    "sign": gettext_lazy("Đối chiếu từng tệp đã ký"),
}
SHOWN = 200
FILES = {
    "print_file": ("certificates_printed", "giay-chung-nhan.pdf", "application/pdf"),
    "zip_file": ("certificates_packed", "giay-chung-nhan.zip", "application/zip"),
}


@page_for(Right.KEEP_REGISTER)
@never_cache
@require_safe
def batch_page(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """While it is worked on, the page looks again by itself."""
    batch = _batch(desk, uuid)
    done = batch.lines.exclude(certificate=None)
    troubled = batch.lines.exclude(reason="").select_related("enrolment__learner", "certificate")
    context = desk.context(
        batch=batch, stage=STAGES.get(batch.stage, ""), made=done.exclude(certificate__pdf="").count(),
        troubled=troubled[:SHOWN], troubles=troubled.count(), lines=batch.lines.count(), may_export=desk.may_export,
    )  # fmt: skip
    return render(request, "certificates/batch.html", context)


@page_for(Right.KEEP_REGISTER)
@require_POST
def batch_stop(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Stop; what has its number keeps it."""
    batch = _batch(desk, uuid)
    try:
        stop(batch=batch, at=desk.now)
        messages.success(request, _("Đã dừng. Giấy đã vào sổ vẫn giữ số và được lập tệp dần."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("certificate_batch", uuid)


@page_for(Right.KEEP_REGISTER)
@require_POST
def batch_again(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Go on from where it stopped, or make the files anew."""
    batch = _batch(desk, uuid)
    try:
        again(batch=batch, at=desk.now)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("certificate_batch", uuid)


@page_for(Right.EXPORT)
@require_safe
def batch_print(request: HttpRequest, desk: Desk, uuid: UUID) -> FileResponse:
    """All certificates of the class in one file, by unit and given name."""
    return _file(desk, uuid, "print_file")


@page_for(Right.EXPORT)
@require_safe
def batch_zip(request: HttpRequest, desk: Desk, uuid: UUID) -> FileResponse:
    """A file for each, with an index."""
    return _file(desk, uuid, "zip_file")


def _batch(desk: Desk, uuid: UUID) -> CertificateBatch:
    batch = batches_for(desk.account, desk.units).filter(uuid=uuid).first()
    if batch is None:
        raise DomainError(_("Không có việc này trong phạm vi bạn phụ trách."), status=404)
    return batch


def _file(desk: Desk, uuid: UUID, field: str) -> FileResponse:
    batch = _batch(desk, uuid)
    file = getattr(batch, field)
    if not file:
        raise DomainError(_("Tệp chưa có hoặc đã hết hạn giữ: hãy bấm Làm lại tệp."), status=404)
    action, name, kind = FILES[field]
    count = batch.lines.exclude(certificate=None).count()
    audit.exported(action, by=desk.account, at=desk.now, unit=batch.unit, count=count)
    answer = FileResponse(file.open("rb"), content_type=kind, filename=name, as_attachment=True)
    answer.headers["Cache-Control"] = "no-store"
    return answer
