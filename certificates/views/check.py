"""Whether a certificate is genuine, for anyone: name, course, date, status and nothing more."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from certificates.queries import Standing, certificate_by_serial, standing_of
from certificates.serials import as_printed
from certificates.throttle import View, limited
from common import clock


def unlisted(view: View) -> View:
    """No search engine lists who has learnt what."""

    @wraps(view)
    def tagged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return tagged


@unlisted
@limited
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The form for a typed serial; a readable one goes on to its page."""
    typed = request.GET.get("so-hieu", "").strip()[:40]
    if not typed:
        return render(request, "certificates/ask.html")
    serial = as_printed(typed)
    return redirect("certificate_check", serial=serial) if serial else _nothing(request, typed)


@unlisted
@limited
@require_safe
def check(request: HttpRequest, serial: str) -> HttpResponse:
    """One certificate; the file itself is judged by the signature in it."""
    printed = as_printed(serial)
    certificate = certificate_by_serial(printed) if printed else None
    if certificate is None:
        return _nothing(request, serial[:40])
    standing = standing_of(certificate, clock.today())
    context = {"certificate": certificate, "standing": standing, "words": Standing.WORDS[standing]}
    return render(request, "certificates/check.html", context)


def _nothing(request: HttpRequest, typed: str) -> HttpResponse:
    return render(request, "certificates/ask.html", {"unknown": typed}, status=404)
