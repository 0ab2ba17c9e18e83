"""Another phone number, a lock, an end to all sessions: what an officer does on a person's page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.errors import DomainError
from people.account_forms import PhoneChangeForm, ReasonForm
from people.models import Person
from people.services import account_care
from people.views.desk import Desk, View, hr_page


@hr_page
@require_http_methods(["GET", "HEAD", "POST"])
def phone_change(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Ask for the number, the reason and the name; then the old phone opens nothing."""
    person = desk.person(uuid)
    account_care.refuse_powerful(person, by=desk.account)
    form = PhoneChangeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _changed(form, person, desk):
        messages.success(request, _("Đã đổi số điện thoại. Mọi máy của người này đã bị đăng xuất."))
        return redirect("person_detail", uuid=person.uuid)
    return render(request, "people/phone_change.html", desk.context(person=person, form=form))


def _changed(form: PhoneChangeForm, person: Person, desk: Desk) -> bool:
    given = form.cleaned_data
    try:
        account_care.change_phone(
            person=person,
            phone=given["phone"],
            name_typed=given["name"],
            reason=given["reason"],
            by=desk.account,
            at=desk.now,
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _deed(service: Callable[..., None], template: str, done: Callable[[], str]) -> View:
    """A page that asks for a reason and then does one thing."""

    @hr_page
    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
        person = desk.person(uuid)
        account_care.refuse_powerful(person, by=desk.account)
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            service(person=person, reason=form.cleaned_data["reason"], by=desk.account, at=desk.now)
            messages.success(request, done())
            return redirect("person_detail", uuid=person.uuid)
        context: dict[str, Any] = desk.context(person=person, form=form)
        return render(request, template, context)

    return page


account_lock = _deed(account_care.lock_account, "people/account_lock.html", lambda: _("Đã khóa tài khoản."))
account_unlock = _deed(
    account_care.unlock_account, "people/account_unlock.html", lambda: _("Đã mở khóa tài khoản.")
)
account_sign_out = _deed(
    account_care.sign_out_everywhere,
    "people/account_sign_out.html",
    lambda: _("Mọi máy của người này đã bị đăng xuất."),
)
