"""Policy headers for every answer, and refusals as clear sentences."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from common.errors import DomainError

Answer = Callable[[HttpRequest], HttpResponse]


class ContentPolicyMiddleware:
    """Content-Security-Policy: nothing inline on our pages; the studio (Wagtail) needs inline pieces."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.strict = self._header(settings.CONTENT_POLICY)
        self.studio = self._header(settings.CONTENT_POLICY | settings.STUDIO_POLICY)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = self.studio if request.path.startswith("/quan-tri/") else self.strict
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    @staticmethod
    def _header(policy: dict[str, str]) -> str:
        return "; ".join(f"{name} {value}" for name, value in policy.items())


class DomainErrorMiddleware:
    """A DomainError that no view caught becomes a page or JSON with its sentence and status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer JSON to scripts and a page to people."""
        if not isinstance(error, DomainError):
            return None
        if (
            "application/json" in request.headers.get("Accept", "")
            or request.content_type == "application/json"
        ):
            return JsonResponse({"error": str(error)}, status=error.status)
        return render(request, "refusal.html", {"message": str(error)}, status=error.status)
