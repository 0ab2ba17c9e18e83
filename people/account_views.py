"""The account's own pages that allauth does not have, or answers otherwise than we want."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from allauth.account.views import LoginView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common import clock
from people.browsers import in_words
from people.models import Account
from people.queries.audit import looks_at
from people.queries.rights import has_second_factor, is_demonstration, needs_second_factor
from people.queries.tree import UnitTree
from people.services.sessions import end_session, end_sessions, follow_key, note_seen, sessions_of

A_MOMENT = timedelta(minutes=1)  # after signing in, seen is the same moment
TOO_MANY = "too_many_login_attempts"


class SignInView(LoginView):
    """allauth's, with 429 for an account on which too many wrong passwords were tried.

    `?ma=` on a printed slip's QR code fills the staff code in; the secret is on paper only.
    """

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"login": self.request.GET.get("ma", "")[:40]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        providers = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
        return super().get_context_data(**kwargs) | {
            "by_phone": self.passthrough_next_url(reverse("phone_code_ask")) if settings.SMS_SENDER else "",
            "sso_name": providers[0]["name"] if providers else "",
            "by_sso": self.passthrough_next_url(reverse("oidc_login")),
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", TOO_MANY):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response


@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    """Who I am here, as the roster knows it, what protects my account, and where I am signed in."""
    account: Account = request.user  # type: ignore[assignment]
    note_seen(session_key=request.session.session_key or "", at=clock.now())
    context = {
        "person": account.person,
        "looks": looks_at(account.person, clock.today(), UnitTree.load()) if account.person else [],
        "devices": [_device(request, session) for session in sessions_of(account)],
        "has_factor": has_second_factor(account),
        "needs_factor": needs_second_factor(account),
        "is_demonstration": is_demonstration(account),
    }
    return render(request, "account/my_account.html", context)


def _device(request: HttpRequest, session: UserSession) -> dict[str, Any]:
    return {
        "number": session.pk,
        "name": in_words(session.user_agent),
        "address": session.ip,
        "since": session.created_at,
        "seen_at": session.last_seen_at if session.last_seen_at - session.created_at > A_MOMENT else None,
        "is_this": session.session_key == request.session.session_key,
    }


@login_required
@require_POST
def end_my_session(request: HttpRequest, number: int) -> HttpResponse:
    """Sign one of my machines out."""
    account: Account = request.user  # type: ignore[assignment]
    end_session(account=account, number=number)
    messages.success(request, _("Máy đó đã bị đăng xuất."))
    return redirect("my_account")


@login_required
@require_POST
def end_my_sessions(request: HttpRequest) -> HttpResponse:
    """Sign all my machines out but this one, which goes on under a new key."""
    account: Account = request.user  # type: ignore[assignment]
    before = request.session.session_key or ""
    end_sessions(account=account, at=clock.now(), keep=before)
    update_session_auth_hash(request, account)
    follow_key(before=before, after=request.session.session_key or "")
    messages.success(request, _("Mọi máy khác đã bị đăng xuất."))
    return redirect("my_account")
