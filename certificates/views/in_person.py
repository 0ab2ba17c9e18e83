"""Signing in person: what waits for the agency's signature goes out, and comes back signed."""

from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates.class_queries import batches_for, to_sign
from certificates.forms.classes import SignedFilesForm
from certificates.services.batches.starting import take_in
from certificates.services.to_sign import AT_ONCE, take_out
from common.errors import DomainError
from people.rights import Right
from people.views.desk import Desk, page_for, page_of

PER_PAGE, RECENT, MOST_BYTES = 50, 10, 300_000_000


@page_for(Right.KEEP_REGISTER)
@require_safe
def sign_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What waits, and the two steps."""
    return _page(request, desk, SignedFilesForm(), 200)


@page_for(Right.EXPORT)
@require_POST
def sign_out(request: HttpRequest, desk: Desk) -> FileResponse:
    """A zip of what waits, the oldest first."""
    waiting = to_sign(desk.units, desk.today)[:AT_ONCE]
    if not waiting:
        raise DomainError(_("Không có giấy chứng nhận nào chờ ký."))
    bundle = take_out(certificates=waiting, by=desk.account, at=desk.now)
    name = f"cho-ky-{desk.today:%Y-%m-%d}.zip"
    return FileResponse(bundle, content_type="application/zip", filename=name, as_attachment=True)


@page_for(Right.KEEP_REGISTER)
@require_POST
def sign_in(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The signed files; each is checked in the worker, and the batch's page says what became of it."""
    form = SignedFilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, desk, form, 400)
    given = form.cleaned_data["signed_files"]
    if sum(one.size or 0 for one in given) > MOST_BYTES:
        form.add_error("signed_files", _("Quá lớn: tối đa 300 MB một lần, hãy chia thành nhiều lần."))
        return _page(request, desk, form, 400)
    with _one_zip(given) as upload:
        batch = take_in(upload=File(upload), unit=None, by=desk.account, at=desk.now)
    return redirect("certificate_batch", batch.uuid)


def _page(request: HttpRequest, desk: Desk, form: SignedFilesForm, status: int) -> HttpResponse:
    page = page_of(to_sign(desk.units, desk.today), request, PER_PAGE)
    desk.looked("register_listed", count=page.paginator.count)
    recent = batches_for(desk.account, desk.units).filter(kind="signed")[:RECENT]
    context = desk.context(page=page, form=form, recent=recent, at_once=AT_ONCE)
    return render(request, "certificates/sign.html", context, status=status)


def _one_zip(given: list[UploadedFile]) -> IO[bytes]:
    """A zip as it came; single files packed into one."""
    out = TemporaryFile()  # noqa: SIM115 - closed by the caller
    if len(given) == 1 and (given[0].name or "").lower().endswith(".zip"):
        for chunk in given[0].chunks():
            out.write(chunk)
    else:
        with ZipFile(out, "w", ZIP_STORED) as packed:
            for number, one in enumerate(given, start=1):
                packed.writestr(f"{number:03d}-{one.name}", one.read())
    out.seek(0)
    return out
