"""The list of templates, and what is done with one besides editing it."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from certificates.models import CertificateTemplate
from certificates.services import templates as service
from certificates.studio.doors import account_of, makers_only
from common import clock
from common.errors import DomainError


@makers_only
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """In use first; archived ones behind a link."""
    archived = "cat" in request.GET
    rows = CertificateTemplate.objects.filter(archived_at__isnull=not archived).select_related("active")
    rows = rows.annotate(chosen=Count("defaults")).prefetch_related("versions").order_by("-code", "name")
    listed = [(row, row.versions.all()[0]) for row in rows]
    return render(request, "certificates/studio/list.html", {"rows": listed, "archived": archived})


@makers_only
@require_POST
def copy_template(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A new template of the same look."""
    template = get_object_or_404(CertificateTemplate, uuid=uuid)
    made = service.create_template(
        name=(_("Bản sao của %(name)s") % {"name": template.name})[:120],
        design=service.newest_version(template).read(), by=account_of(request), at=clock.now(),
    )  # fmt: skip
    messages.success(request, _("Đã sao chép. Hãy đổi tên và sửa mẫu mới."))
    return redirect("certificate_template", made.uuid)


@makers_only
@require_POST
def template_deed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Undo the last save, put away, bring back."""
    template = get_object_or_404(CertificateTemplate, uuid=uuid)
    deed, said = DEEDS.get(request.POST.get("viec", ""), (None, ""))
    if deed is None:
        return redirect("certificate_templates")
    try:
        deed(template=template, by=account_of(request), at=clock.now())
        messages.success(request, str(said))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("certificate_template", uuid)


DEEDS = {
    "hoan-tac": (service.undo_save, gettext_lazy("Đã trở lại bản trước.")),
    "cat": (service.archive_template, gettext_lazy("Đã cất mẫu đi; giấy đã cấp không đổi.")),
    "lay-lai": (service.restore_template, gettext_lazy("Đã lấy lại mẫu.")),
}
