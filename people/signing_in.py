"""The one way into allauth's stages for sign-ins that no password began."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

from people.models import Account


def begin(
    request: HttpRequest,
    account: Account,
    *,
    method: str,
    goes_to: str | None,
    remember: bool,
    **details: Any,
) -> HttpResponse:
    """Let the stages ask for what is missing; the session ends with the browser unless asked to stay."""
    record_authentication(request, account, method=method, **details)
    request.session.set_expiry(None if remember else 0)
    response: HttpResponse = perform_login(request, Login(user=account, redirect_url=goes_to))
    return response
