"""Pictures for templates, and which course or office uses which template."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates.models import CertificatePicture, TemplateDefault
from certificates.services import templates as service
from certificates.services.pictures import add_picture
from certificates.studio.doors import account_of, makers_only, may_seal
from certificates.template_forms import DefaultForm, PictureForm
from common import clock
from common.errors import DomainError
from people.models import OrgUnit
from people.models.org_unit import Level
from people.queries.units import in_force

Use = CertificatePicture.Use


@makers_only
@require_http_methods(["GET", "HEAD", "POST"])
def pictures(request: HttpRequest) -> HttpResponse:
    """What was uploaded, and one more."""
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if told["use"] != Use.BACKGROUND and not may_seal(request):
            raise PermissionDenied
        try:
            add_picture(
                use=told["use"],
                title=told["title"],
                upload=told["file"],
                by=account_of(request),
                at=clock.now(),
            )
        except DomainError as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Đã tải hình lên."))
            return redirect("certificate_pictures")
    context = {"form": form, "pictures": _seen(request), "may_seal": may_seal(request)}
    return render(request, "certificates/studio/pictures.html", context)


@makers_only
@require_safe
def picture_file(request: HttpRequest, sha256: str) -> FileResponse:
    """A seal is shown to those only who may use it."""
    picture = get_object_or_404(_seen(request), sha256=sha256)
    answer = FileResponse(picture.file.open("rb"), content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _seen(request: HttpRequest) -> QuerySet[CertificatePicture]:
    every = CertificatePicture.objects.all()
    return every if may_seal(request) else every.filter(use=Use.BACKGROUND)


@makers_only
@require_http_methods(["GET", "HEAD", "POST"])
def defaults(request: HttpRequest) -> HttpResponse:
    """One line a course or office; a new choice replaces the old one."""
    form = DefaultForm(request.POST if "template" in request.POST else None, offices=_offices())
    if request.method == "POST" and _changed(request, form):
        return redirect("certificate_defaults")
    rows = TemplateDefault.objects.select_related("course", "office", "template").order_by(
        "office", "course__title"
    )
    return render(request, "certificates/studio/defaults.html", {"form": form, "rows": rows})


def _changed(request: HttpRequest, form: DefaultForm) -> bool:
    deed: dict[str, Any] = {"by": account_of(request), "at": clock.now()}
    if "bo" in request.POST:
        pk = request.POST["bo"]
        row = get_object_or_404(TemplateDefault, pk=int(pk) if pk.isdecimal() else 0)
        service.drop_default(default=row, **deed)
        messages.success(request, _("Đã bỏ lựa chọn riêng."))
        return True
    if not form.is_valid():
        return False
    told = form.cleaned_data
    try:
        service.set_default(template=told["template"], course=told["course"], office=told["office"], **deed)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Đã chọn mẫu."))
    return True


def _offices() -> QuerySet[OrgUnit]:
    """Those in force that may issue: offices, the province, communes."""
    issuing = Q(is_office=True) | Q(level__in=[Level.PROVINCE, Level.COMMUNE])
    return OrgUnit.objects.filter(in_force(clock.today())).filter(issuing).order_by("level", "name")
