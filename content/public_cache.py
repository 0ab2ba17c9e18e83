"""Public pages as bytes in the cache, all dropped together when anything public changes."""

from collections.abc import Callable
from functools import wraps
from uuid import uuid4

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

View = Callable[..., HttpResponse]
EPOCH = "public:epoch"
SECONDS = 300


def forget_public_pages() -> None:
    """Once committed, whatever was cached before counts as old."""
    transaction.on_commit(lambda: cache.set(EPOCH, uuid4().hex, None))


def cached_public(display_key: Callable[[HttpRequest], str]) -> Callable[[View], View]:
    """Keep the view's whole answer by address, language and display choices; it must depend on nothing else."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in ("GET", "HEAD") or request.GET:
                return view(request, *args, **kwargs)
            key = f"public:{_build()}:{get_language()}:{display_key(request)}:{request.path}"
            known = cache.get_many([EPOCH, key])
            epoch, (made_in, body) = known.get(EPOCH, ""), known.get(key, (None, b""))
            if made_in == epoch:
                return HttpResponse(body)
            response = view(request, *args, **kwargs)
            if response.status_code == 200:
                cache.set(key, (epoch, response.content), SECONDS)
            return response

        return answer

    return decorate


def _build() -> str:
    """Changes with every release that touches a style or script, so an upgrade never serves old addresses."""
    return getattr(staticfiles_storage, "manifest_hash", "") or ""
