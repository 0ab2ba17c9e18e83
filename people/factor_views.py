"""Setting up a second factor during a sign-in, and allauth's pages where taking one away ends the session."""

import base64
from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import stash_login
from allauth.account.stages import LoginStage
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from common import clock
from people.factor_forms import AppForm, PasskeyForm
from people.models import Account
from people.queries.rights import has_second_factor, needs_second_factor
from people.second_factor import SET_UP, SetUpStage
from people.services.second_factor import add_app, add_passkey, note_factor, recovery_codes

CODES = "second_factor_codes"
in_stage = method_decorator(
    login_stage_required(stage=SetUpStage.key, redirect_urlname="account_login"), name="dispatch"
)


@in_stage
class SetUpView(View):
    """An app to link or a passkey to make; either is enough."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.stage: LoginStage = vars(request)["_login_stage"]  # put there by the decorator
        self.account: Account = self.stage.login.user  # type: ignore[assignment]
        if self.stage.state.get("added"):
            return redirect(CODES)
        if has_second_factor(self.account):  # set up elsewhere meanwhile: this sign-in has not shown it
            return self.stage.abort()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(AppForm(user=self.account), PasskeyForm(user=self.account))

    def post(self, request: HttpRequest) -> HttpResponse:
        if "credential" in request.POST:
            return self._passkey(PasskeyForm(request.POST, user=self.account))
        return self._app(AppForm(request.POST, user=self.account))

    def _app(self, form: AppForm) -> HttpResponse:
        if not form.is_valid():
            return self._page(form, PasskeyForm(user=self.account))
        return self._added(add_app(account=self.account, secret=form.secret, at=clock.now()))

    def _passkey(self, form: PasskeyForm) -> HttpResponse:
        if not form.is_valid():
            return self._page(AppForm(user=self.account), form)
        data = form.cleaned_data
        return self._added(
            add_passkey(
                account=self.account, name=data["name"], credential=data["credential"], at=clock.now()
            )
        )

    def _added(self, factor: Authenticator) -> HttpResponse:
        clear_totp_secret(self.request)
        post_authentication(self.request, factor)
        self.stage.state["added"] = True
        stash_login(self.request, self.stage.login)
        return redirect(CODES)

    def _page(self, app_form: AppForm, passkey_form: PasskeyForm) -> HttpResponse:
        url = get_adapter().build_totp_url(self.account, app_form.secret)
        context = {
            "account": self.account,
            "form": app_form,
            "passkey_form": passkey_form,
            "js_data": {"creation_options": begin_registration(self.account, False)},
            "totp_url": url,
            "totp_svg_data_uri": data_uri(get_adapter().build_totp_svg(url)),
        }
        return render(self.request, "account/second_factor_set_up.html", context)


@in_stage
class CodesView(View):
    """The recovery codes, once, before going on; only to whoever has just set the factor up."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.stage: LoginStage = vars(request)["_login_stage"]
        if not self.stage.state.get("added"):
            return redirect(SET_UP)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        account: Account = self.stage.login.user  # type: ignore[assignment]
        context = {"account": account, "codes": recovery_codes(account)}
        return render(request, "account/second_factor_codes.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.stage.exit()
        return response


def data_uri(svg: str) -> str:
    """The picture inside the page's own address space, as the content policy allows."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


class _Noted:
    """Mixed into allauth's pages: what protects an account changes with a line in the log."""

    request: HttpRequest
    deed: str

    def form_valid(self, form: Any) -> HttpResponse:
        account: Account = self.request.user  # type: ignore[assignment]
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            note_factor(self.deed, account=account, at=clock.now())
        return response


class AddAppView(_Noted, ActivateTOTPView):
    """Link an authenticator app."""

    deed = "second_factor_added"


class AddPasskeyView(_Noted, AddWebAuthnView):
    """Make a passkey."""

    deed = "second_factor_added"


class _EndsTheSession(_Noted):
    """Mixed into the pages that take a factor away: who must have one is not signed in without."""

    deed = "second_factor_removed"

    def form_valid(self, form: Any) -> HttpResponse:
        account: Account = self.request.user  # type: ignore[assignment]
        response = super().form_valid(form)
        if has_second_factor(account) or not needs_second_factor(account):
            return response
        logout(self.request)
        messages.info(self.request, _("Hãy đăng nhập lại để đặt lớp bảo vệ thứ hai mới."))
        return redirect("account_login")


class RemoveAppView(_EndsTheSession, DeactivateTOTPView):
    """Unlink the authenticator app."""


class RemovePasskeyView(_EndsTheSession, RemoveWebAuthnView):
    """Take a passkey away."""
