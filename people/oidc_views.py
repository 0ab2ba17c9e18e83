"""allauth's two pages of OpenID Connect, with a sentence where the provider is away or answers nonsense."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

log = logging.getLogger(__name__)


def _answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """allauth asks for the provider's description outside its own net."""

    @wraps(view)
    def page(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (RequestException, KeyError) as error:
            log.warning("OpenID Connect: no usable description of the provider (%s)", type(error).__name__)
            return render(
                request, "socialaccount/authentication_error.html", status=HTTPStatus.SERVICE_UNAVAILABLE
            )

    return page


login = _answered(views.login)
callback = _answered(views.callback)
