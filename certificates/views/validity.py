"""How long certificates of each course stand: set by who keeps the register of the whole province."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates.forms.afterwards import ValidityForm
from certificates.models import Validity
from certificates.services.validity import end_validity, set_validity
from common.errors import Forbidden
from courses.models import Course
from people.rights import Right
from people.views.desk import Desk, page_for


@page_for(Right.KEEP_REGISTER)
@require_safe
def validity_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every released course with its rule, or without an end."""
    _whole(desk)
    courses = Course.objects.filter(releases__isnull=False).distinct().order_by("title")
    rows = courses.select_related("certificate_validity").prefetch_related("certificate_validity__renewed_by")
    return render(request, "certificates/validity_list.html", desk.context(courses=rows))


@page_for(Right.KEEP_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def validity_edit(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """The rule of one course; `bo=1` takes the end away for certificates to come."""
    _whole(desk)
    course = get_object_or_404(Course, slug=slug)
    validity = Validity.objects.filter(course=course).prefetch_related("renewed_by").first()
    if request.method == "POST" and request.POST.get("bo"):
        end_validity(course=course, by=desk.account, at=desk.now)
        messages.success(request, _("Giấy cấp từ nay không có thời hạn; giấy đã cấp giữ nguyên ngày cuối."))
        return redirect("validity_list")
    form = ValidityForm(request.POST or None, course=course, validity=validity)
    if form.is_valid():
        set_validity(course=course, by=desk.account, at=desk.now, **form.cleaned_data)
        messages.success(request, _("Đã lưu. Giấy cấp từ nay theo thời hạn này."))
        return redirect("validity_list")
    context = desk.context(form=form, course=course, validity=validity)
    return render(request, "certificates/validity_edit.html", context, status=400 if form.errors else 200)


def _whole(desk: Desk) -> None:
    if desk.units is not None:
        raise Forbidden(_("Thời hạn của giấy chứng nhận do người giữ sổ của toàn tỉnh, thành phố đặt."))
