"""Signing in with a code sent to the phone: the number, the digits, and the name where a family shares it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from common import clock
from common.errors import DomainError
from people import signing_in
from people.models import Person
from people.phone_forms import ASK_AGAIN, DigitsForm, PhoneForm, WhoForm
from people.queries.phone_codes import wait_seconds
from people.services.phone_codes import account_behind, ask_code, people_behind, spend_code

KEPT = "phone_code"  # the session holds which request is meant; the digits stand nowhere


@method_decorator(never_cache, name="dispatch")
class _Page(View):
    """Strangers only, and many from one address at once."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect("after_sign_in")
        if not settings.SMS_SENDER:
            raise DomainError(_("Ở đây chưa bật đăng nhập bằng mã gửi qua điện thoại."), status=404)
        if not ratelimit.consume(request, action="phone_code"):
            raise DomainError(_("Quá nhiều lượt từ địa chỉ này. Hãy thử lại sau một phút."), status=429)
        self.kept: dict[str, Any] = request.session.get(KEPT) or {}
        return super().dispatch(request, *args, **kwargs)

    @property
    def code_uuid(self) -> UUID:
        return UUID(self.kept["uuid"])


class AskView(_Page):
    """Which phone; the answer does not tell whether anybody knows the number."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(PhoneForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PhoneForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        phone = form.cleaned_data["phone"]
        try:
            code = ask_code(phone=phone, at=clock.now())
        except DomainError as refusal:
            return self._refused(form, phone, refusal)
        goes_to = get_next_redirect_url(request) or self.kept.get("next")
        request.session[KEPT] = {"uuid": str(code.uuid), "phone": phone, "next": goes_to}
        return redirect("phone_code_enter")

    def _refused(self, form: PhoneForm, phone: str, refusal: DomainError) -> HttpResponse:
        if self.kept.get("phone") == phone:  # a code is on its way to this very browser
            messages.warning(self.request, str(refusal))
            return redirect("phone_code_enter")
        form.add_error(None, str(refusal))
        return self._page(form, refusal.status)

    def _page(self, form: PhoneForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "next": get_next_redirect_url(self.request)}
        return render(self.request, "account/phone_code_ask.html", context, status=status)


class _AfterAsking(_Page):
    """Only where a code was asked for."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated and not request.session.get(KEPT):
            return redirect("phone_code_ask")
        return super().dispatch(request, *args, **kwargs)

    def sign_in(self, person: Person, *, remember: bool) -> HttpResponse:
        account = account_behind(code_uuid=self.code_uuid, person_uuid=person.uuid, at=clock.now())
        del self.request.session[KEPT]
        return signing_in.begin(
            self.request, account, method="phone", goes_to=self.kept.get("next"), remember=remember
        )


class EnterView(_AfterAsking):
    """Which digits."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(DigitsForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form, now = DigitsForm(request.POST), clock.now()
        if not form.is_valid():
            return self._page(form)
        if not spend_code(code_uuid=self.code_uuid, typed=form.cleaned_data["code"], at=now):
            form.add_error("code", ASK_AGAIN)
            return self._page(form)
        people = people_behind(code_uuid=self.code_uuid, at=now)
        remember = form.cleaned_data["remember"]
        if len(people) == 1:
            return self.sign_in(people[0], remember=remember)
        request.session[KEPT] = self.kept | {"remember": remember}
        return redirect("phone_code_choose")

    def _page(self, form: DigitsForm) -> HttpResponse:
        now = clock.now()
        context = {"form": form, "phone": self.kept["phone"], **countdown(self.kept["phone"], now)}
        return render(self.request, "account/phone_code_enter.html", context)


class ChooseView(_AfterAsking):
    """Who of the family: names are shown only after the right digits."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kept = request.session.get(KEPT) or {}
        self.people = people_behind(code_uuid=UUID(kept["uuid"]), at=clock.now()) if kept else []
        if kept and not self.people:
            messages.warning(request, str(ASK_AGAIN))
            return redirect("phone_code_ask")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(WhoForm(people=self.people))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = WhoForm(request.POST, people=self.people)
        if not form.is_valid():
            return self._page(form)
        chosen = next(person for person in self.people if str(person.uuid) == form.cleaned_data["person"])
        return self.sign_in(chosen, remember=bool(self.kept.get("remember")))

    def _page(self, form: WhoForm) -> HttpResponse:
        return render(self.request, "account/phone_code_choose.html", {"form": form})


def countdown(phone: str, now: datetime) -> dict[str, Any]:
    """Seconds to wait as two digits for the style sheet, which counts without a script, and the hour for readers."""
    wait = wait_seconds(phone, now)
    at = timezone.localtime(now + timedelta(seconds=wait))
    return {"wait": wait, "wait_tens": wait // 10, "wait_units": wait % 10, "again_at": at}
