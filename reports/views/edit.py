"""Set or change a target; only for those who answer for the whole province."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from common.errors import Forbidden
from people.models import OrgUnit
from people.models.org_unit import Level
from reports.forms import TargetForm
from reports.models import Target
from reports.services.targets import save_target
from reports.views.page import desk_only, may_set_targets


@desk_only
def target_new(request: HttpRequest) -> HttpResponse:
    """An empty form."""
    return _edit(request, Target())


@desk_only
def target_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The form of an existing target."""
    return _edit(request, get_object_or_404(Target, code=code))


def _edit(request: HttpRequest, target: Target) -> HttpResponse:
    if not may_set_targets(request.user):
        raise Forbidden(_("Chỉ nhân sự phụ trách toàn tỉnh, thành phố được đặt chỉ tiêu."))
    form = TargetForm(request.POST or None, instance=target)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        save_target(target=form.instance, unit=_province(), levels=data["levels"], courses=data["courses"])
        messages.success(request, _("Đã lưu chỉ tiêu. Số liệu tính lại ngay từ sổ ghi nhận."))
        return redirect("target_detail", code=form.instance.code)
    context = {"form": form, "target": target if target.pk else None}
    return render(request, "reports/target_form.html", context, status=422 if form.is_bound else 200)


def _province() -> OrgUnit:
    provinces = OrgUnit.objects.filter(level=Level.PROVINCE, is_office=False, valid_to__isnull=True)
    return provinces.order_by("pk").first() or OrgUnit.objects.earliest("pk")
