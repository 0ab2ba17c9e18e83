"""Sign-in by OpenID Connect: another's word for who somebody is, matched with the roster each time anew.

allauth does the protocol; nothing of the provider is stored and no account is linked, so a wrong match of yesterday
opens nothing today.
"""

import logging
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib.auth import logout
from django.http import HttpRequest
from django.shortcuts import render

from common import clock
from common.errors import DomainError
from people import signing_in
from people.services.oidc import account_for

log = logging.getLogger(__name__)


class OidcAdapter(DefaultSocialAccountAdapter):
    """Ends allauth's process where it would look for links or sign somebody up."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        try:
            account = account_for(_claims(sociallogin), at=clock.now())
        except DomainError as refusal:
            page = render(
                request, "account/oidc_refused.html", {"message": str(refusal)}, status=refusal.status
            )
            raise ImmediateHttpResponse(page) from refusal
        if request.user.is_authenticated:
            logout(request)
        raise ImmediateHttpResponse(
            signing_in.begin(
                request,
                account,
                method="socialaccount",
                goes_to=sociallogin.get_redirect_url(request),
                remember=False,
                provider=sociallogin.account.provider,
            )
        )

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **details: Any) -> None:
        """The page says only that it did not work; the log says why."""
        log.warning("OpenID Connect: %s %r", details.get("error"), details.get("exception"))


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    """The signed token's claims, completed by the userinfo of the same subject."""
    data = sociallogin.account.extra_data
    token, info = data.get("id_token") or {}, data.get("userinfo") or {}
    if not token.get("sub") or (info and info.get("sub") != token["sub"]):
        return {}
    return {**info, **token}
