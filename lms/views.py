"""Display choices a reader makes for this device: text size, contrast, theme, language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from lms.context import CONTRAST_COOKIE, TEXT_COOKIE, THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 3600


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Return to the page the choice was made on, never to another site."""
    target = request.GET.get("next", "/")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if safe else "/")


def _remember(request: HttpRequest, cookie: str, value: str) -> HttpResponseRedirect:
    """Keep a display choice in a cookie; an empty value forgets it."""
    response = _back(request)
    if value:
        response.set_cookie(
            cookie, value, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        response.delete_cookie(cookie, samesite="Lax")
    return response


# The four choices below are GET forms on purpose: they change nothing but the look on this device, and a
# POST form would put a CSRF cookie on every public page and make it uncacheable.


@require_GET
def set_text_size(request: HttpRequest) -> HttpResponse:
    """Large text on (`chu=to`) or off."""
    return _remember(request, TEXT_COOKIE, "to" if request.GET.get("chu") == "to" else "")


@require_GET
def set_contrast(request: HttpRequest) -> HttpResponse:
    """High contrast on (`tp=cao`) or off."""
    return _remember(request, CONTRAST_COOKIE, "cao" if request.GET.get("tp") == "cao" else "")


@require_GET
def set_theme(request: HttpRequest) -> HttpResponse:
    """Light (`nen=sang`), dark (`nen=toi`), or as the device says."""
    wanted = request.GET.get("nen", "")
    return _remember(request, THEME_COOKIE, wanted if wanted in THEMES else "")


@require_GET
def set_language(request: HttpRequest) -> HttpResponse:
    """The language of the interface (`language=vi|en`)."""
    wanted = request.GET.get("language", "")
    return _remember(
        request, settings.LANGUAGE_COOKIE_NAME, wanted if wanted in dict(settings.LANGUAGES) else ""
    )
