"""The editor of one template, and its preview drawn by the very code that draws certificates."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.models import CertificateTemplate, TemplateVersion
from certificates.rules.design import Design
from certificates.services import templates as service
from certificates.studio.doors import account_of, makers_only, may_seal
from certificates.template_forms import BoxFormSet, SheetForm, design_from, initial_of, ink_pictures
from certificates.template_words import VARIABLES, sentences
from common import clock
from common.errors import DomainError

SHOWN = 1000  # pixels across


@makers_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit_template(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """GET opens the newest version; POST saves another, and uses it where asked to."""
    template = get_object_or_404(CertificateTemplate.objects.select_related("active"), uuid=uuid)
    newest = service.newest_version(template)
    sheet, boxes = _forms(request, template, newest)
    if request.method == "POST" and sheet.is_valid() and boxes.is_valid():
        if _saved(request, template, sheet, boxes):
            return redirect("certificate_template", uuid)
        newest = service.newest_version(template)
    context = {
        "template": template, "newest": newest, "sheet": sheet, "boxes": boxes, "variables": VARIABLES.items(),
        "problems": [] if template.code else sentences(newest.read()), "design": newest.read(),
        "versions": template.versions.select_related("made_by__person")[:12],
    }  # fmt: skip
    return render(request, "certificates/studio/edit.html", context)


def _forms(
    request: HttpRequest, template: CertificateTemplate, newest: TemplateVersion
) -> tuple[SheetForm, Any]:
    told, boxes = initial_of(newest.read(), template.name)
    kwargs = {"pictures": ink_pictures(may_seal=may_seal(request))}
    if request.method == "POST":
        return SheetForm(request.POST), BoxFormSet(request.POST, form_kwargs=kwargs)
    return SheetForm(initial=told), BoxFormSet(initial=boxes, form_kwargs=kwargs)


def _saved(request: HttpRequest, template: CertificateTemplate, sheet: SheetForm, boxes: Any) -> bool:
    deed: dict[str, Any] = {"by": account_of(request), "at": clock.now()}
    name, design = sheet.cleaned_data["name"], design_from(sheet, boxes)
    try:
        version = service.save_version(template=template, name=name, design=design, **deed)
        if "dung" in request.POST:
            template.refresh_from_db()
            service.use_version(template=template, version=version, **deed)
    except DomainError as refusal:
        messages.error(request, _("Đã lưu nếu hợp lệ, nhưng chưa dùng được. %(why)s") % {"why": refusal})
        return False
    told = {"number": version.number}
    said = (
        _("Đã lưu bản %(number)d và dùng cho giấy cấp từ nay.")
        if "dung" in request.POST
        else _("Đã lưu bản %(number)d.")
    )
    messages.success(request, said % told)
    return True


@makers_only
@require_POST
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The form as it stands, not saved: a PDF in a tab of its own, or a picture for the script."""
    get_object_or_404(CertificateTemplate, uuid=uuid)
    sheet = SheetForm(request.POST)
    boxes = BoxFormSet(request.POST, form_kwargs={"pictures": ink_pictures(may_seal=may_seal(request))})
    if not (sheet.is_valid() and boxes.is_valid()):
        wrong = [
            str(error) for form in (sheet, *boxes) for errors in form.errors.values() for error in errors
        ]
        return JsonResponse({"error": " ".join(wrong)}, status=422)
    return _drawn(design_from(sheet, boxes), request.POST.get("ten-mau", ""), picture="png" in request.GET)


@makers_only
@require_safe
def version_picture(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A version as it is; it never changes."""
    version = get_object_or_404(TemplateVersion, uuid=uuid)
    answer = _drawn(
        version.read(), "", picture="pdf" not in request.GET, width=420 if "nho" in request.GET else SHOWN
    )
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer


def _drawn(design: Design, name: str, *, picture: bool, width: int = SHOWN) -> HttpResponse:
    # What draws takes memory that a web process without an editor need not hold.
    from certificates.rendering import RenderingFailed
    from certificates.rendering import render as draw
    from certificates.rendering.pixels import png_of
    from certificates.rendering.sample import sample_sheet

    try:
        pdf = draw(sample_sheet(name), design)
    except (RenderingFailed, KeyError) as error:
        return JsonResponse({"error": str(error)}, status=422)
    if picture:
        return HttpResponse(png_of(pdf, width), content_type="image/png")
    return HttpResponse(pdf, content_type="application/pdf")
