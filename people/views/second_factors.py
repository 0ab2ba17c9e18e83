"""Who must show a second factor and has which; an administrator resets a lost one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.errors import DomainError, Forbidden
from people.account_forms import ReasonForm
from people.models import Account
from people.queries.rights import asked_for_second_factor
from people.services.second_factor import reset_second_factor
from people.views.desk import Desk, hr_page, page_of

ROWS = 50


def _require_administrator(desk: Desk) -> None:
    if not desk.account.is_superuser:
        raise Forbidden(_("Trang này chỉ dành cho quản trị."))


@hr_page
@require_safe
def second_factor_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everybody who is asked for one."""
    _require_administrator(desk)
    page = page_of(asked_for_second_factor(), request, ROWS)
    return render(request, "people/second_factor_list.html", desk.context(page=page))


@hr_page
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_reset(request: HttpRequest, desk: Desk, username: str) -> HttpResponse:
    """Ask for the reason, then take the lost factor away."""
    _require_administrator(desk)
    account = _account(username)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reset_second_factor(account=account, by=desk.account, reason=form.cleaned_data["reason"], at=desk.now)
        messages.success(request, _("Đã đặt lại. Lần đăng nhập tới, người này phải đặt lớp bảo vệ mới."))
        return redirect("second_factor_list")
    return render(request, "people/second_factor_reset.html", desk.context(one=account, form=form))


def _account(username: str) -> Account:
    account = asked_for_second_factor().filter(username=username).first()
    if account is None:
        raise DomainError(
            _("Không có tài khoản này trong những tài khoản cần lớp bảo vệ thứ hai."), status=404
        )
    return account
