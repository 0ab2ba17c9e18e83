"""Policy headers for every answer, packed pages, and refusals as clear sentences."""

import zlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from common.errors import DomainError
from content.public_cache import opened_by

Answer = Callable[[HttpRequest], HttpResponse]


class PackedPagesMiddleware:
    """Pages drawn for one reader leave packed: a third of the bytes over a village line.

    At the fastest level, a tenth of Django's GZipMiddleware's time; Django masks the CSRF token in every page anew, so
    the packed length tells nothing about it. Whole pages of strangers come packed from memory already.
    """

    SMALLEST = 1000  # bytes; below, the line gains nothing

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self._is_page(response):
            patch_vary_headers(response, ("Accept-Encoding",))
            if "gzip" in opened_by(request):
                self._pack(response)
        return response

    def _is_page(self, response: HttpResponse) -> bool:
        return (
            not response.streaming
            and response.headers.get("Content-Type", "").startswith("text/html")
            and "Content-Encoding" not in response.headers
            and len(response.content) >= self.SMALLEST
        )

    @staticmethod
    def _pack(response: HttpResponse) -> None:
        packer = zlib.compressobj(1, zlib.DEFLATED, 31)  # 31: with gzip's own head and foot
        response.content = packer.compress(response.content) + packer.flush()
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))


class LightFilesMiddleware:
    """Pictures, films, letters and style sheets leave without what is said to pages: a first view is a dozen files.

    What guards a file against being taken for a page (`nosniff`, the policy of media) stays.
    """

    FILES = ("image/", "font/", "audio/", "video/", "text/css", "text/javascript")
    OF_PAGES = ("Cross-Origin-Opener-Policy", "Referrer-Policy", "X-Frame-Options", "Content-Language")

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith(self.FILES):
            for name in self.OF_PAGES:
                del response.headers[name]
        return response


class ContentPolicyMiddleware:
    """Content-Security-Policy: nothing inline on our pages; the studio (Wagtail) needs inline pieces."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.strict = policy_header(settings.CONTENT_POLICY)
        self.studio = policy_header(settings.CONTENT_POLICY | settings.STUDIO_POLICY)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = self.studio if request.path.startswith("/quan-tri/") else self.strict
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


def policy_header(policy: dict[str, str]) -> str:
    """As browsers read it."""
    return "; ".join(f"{name} {value}" for name, value in policy.items())


class DomainErrorMiddleware:
    """A DomainError that no view caught, and a wrong method, become a page or JSON with a sentence and status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        refusal = self._refuse(request, _("Địa chỉ này chỉ nhận biểu mẫu gửi từ trang của nó."), 405)
        refusal.headers["Allow"] = response.headers["Allow"]
        return refusal

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Only our own refusals are answered here; a defect must show."""
        return self._refuse(request, str(error), error.status) if isinstance(error, DomainError) else None

    @staticmethod
    def _refuse(request: HttpRequest, message: str, status: int) -> HttpResponse:
        """Answer JSON to scripts and a page to people."""
        if (
            "application/json" in request.headers.get("Accept", "")
            or request.content_type == "application/json"
        ):
            return JsonResponse({"error": message}, status=status)
        return render(request, "refusal.html", {"message": message, "status": status}, status=status)
