"""Whether a certificate is genuine, for anyone: by QR code, by number, or by the file itself."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from certificates.check_forms import NUMBER, FileForm, NumberForm
from certificates.check_words import VERDICTS
from certificates.queries.register import certificate_by_serial
from certificates.queries.standing import Standing, standing_of
from certificates.serials import as_printed, is_mistyped
from certificates.services.by_number import certificate_by_number
from certificates.services.checking import LARGEST, check_file
from certificates.throttle import View, limited
from common import clock
from common.errors import DomainError

ENVELOPE = 64 * 1024  # bytes of a form around its file


def unlisted(view: View) -> View:
    """No search engine lists who has learnt what."""

    @wraps(view)
    def tagged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return tagged


# A question from a stranger changes nothing, so it needs no token; and a body too large is refused before it is read.
@csrf_exempt
@unlisted
@limited
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The three ways to ask; a readable serial goes on to its page."""
    if request.method == "POST":
        return _answered(request)
    typed = request.GET.get("so-hieu", "").strip()[:40]
    if not typed:
        return _form(request)
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
    return render(request, "certificates/check.html", context | {"asked_at": clock.now()})


def _answered(request: HttpRequest) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST + ENVELOPE:
        raise DomainError(_("Tệp lớn hơn 5 MB nên không phải tệp giấy chứng nhận đã cấp."), status=413)
    return _by_number(request) if "so" in request.POST else _by_file(request)


def _by_file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, file_form=form, status=400)
    now = clock.now()
    name, data = form.cleaned_data["tep"]
    found = check_file(data, at=now)
    context = {
        "found": found, "words": VERDICTS[found.verdict], "asked_at": now,
        "file_name": name,
        "standing": standing_of(found.certificate, clock.local_day(now)) if found.certificate else "",
    }  # fmt: skip
    return render(request, "certificates/check_file.html", context)


def _by_number(request: HttpRequest) -> HttpResponse:
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _form(request, number_form=form, status=400)
    number, year = form.cleaned_data["so"]
    found = certificate_by_number(
        number=number,
        year=year,
        name=form.cleaned_data["ten"],
        birth=form.cleaned_data["sinh"],
        at=clock.now(),
    )
    if found:
        return redirect("certificate_check", serial=found.serial)
    form.add_error(
        None,
        _(
            "Không có giấy chứng nhận nào khớp cả số vào sổ, họ tên và ngày sinh. Xem lại từng mục, hoặc gõ số hiệu."
        ),
    )
    return _form(request, number_form=form, status=404)


def _nothing(request: HttpRequest, typed: str) -> HttpResponse:
    """A letter wrong is told apart from a number that was never given, and a register number led to its form."""
    if NUMBER.match(typed):
        return _form(request, number_form=NumberForm(initial={"so": typed}), status=404)
    serial = as_printed(typed)
    mistyped = not serial or is_mistyped(serial)
    return _form(request, unknown=typed, mistyped=mistyped, status=404)


def _form(
    request: HttpRequest, *, file_form: FileForm | None = None, number_form: NumberForm | None = None,
    unknown: str = "", mistyped: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "file_form": file_form or FileForm(),
        "number_form": number_form or NumberForm(),
        "by_number": number_form is not None,
        "unknown": unknown,
        "mistyped": mistyped,
    }
    return render(request, "certificates/ask.html", context, status=status)
