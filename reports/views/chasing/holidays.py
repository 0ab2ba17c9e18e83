"""The calendar of holidays: everybody at the desk looks, HR of the province keeps it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common import clock
from common.errors import DomainError
from reports.chase_forms import HolidayForm
from reports.models import Holiday
from reports.services.chasing.manners import add_holiday, remove_holiday
from reports.views.chasing.shared import account_of, frame, require_whole
from reports.views.page import desk_only, may_set_targets


@desk_only
@require_http_methods(["GET", "POST"])
def chase_holidays(request: HttpRequest) -> HttpResponse:
    """From this year on."""
    account = account_of(request)
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require_whole(account)
        if form.is_valid() and _added(form, request):
            return redirect("chase_holidays")
    context = {
        "holidays": Holiday.objects.filter(day__year__gte=clock.today().year),
        "form": form,
        "whole": may_set_targets(account),
        "today": clock.today(),
    }
    status = 422 if form.is_bound else 200
    return render(
        request, "reports/chase/holidays.html", context | frame(account, "chase_holidays"), status=status
    )


def _added(form: HolidayForm, request: HttpRequest) -> bool:
    try:
        add_holiday(**form.cleaned_data, at=clock.now(), by=account_of(request))
    except DomainError as refusal:
        form.add_error("day", str(refusal))
        return False
    messages.success(request, _("Đã thêm ngày nghỉ."))
    return True


@desk_only
@require_POST
def chase_holiday_remove(request: HttpRequest, key: int) -> HttpResponse:
    """It is a working day after all."""
    account = account_of(request)
    require_whole(account)
    remove_holiday(holiday=get_object_or_404(Holiday, pk=key), at=clock.now(), by=account)
    messages.success(request, _("Đã bỏ ngày nghỉ."))
    return redirect("chase_holidays")
