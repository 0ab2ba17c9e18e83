"""Public pages as bytes in the cache, all dropped together when anything public changes."""

from collections.abc import Callable
from functools import cache as once
from functools import wraps
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import get_language

View = Callable[..., HttpResponse]
EPOCH = "public:epoch"
SECONDS = 300


def forget_public_pages() -> None:
    """Once committed, whatever was cached before counts as old."""
    transaction.on_commit(lambda: cache.set(EPOCH, uuid4().hex, None))


def cached_public(view: View) -> View:
    """Keep the whole answer by address, language and display choices; it must depend on nothing else.

    Somebody who is signed in, or asks something in the query, gets a page of their own.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.GET or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        key = _key(request)
        known = cache.get_many([EPOCH, key])
        epoch, (made_in, body) = known.get(EPOCH, ""), known.get(key, (None, b""))
        if made_in == epoch:
            return HttpResponse(body)
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            cache.set(key, (epoch, response.content), SECONDS)
        return response

    return answer


def _key(request: HttpRequest) -> str:
    return f"public:{_build()}:{get_language()}:{_display_key()(request)}:{request.path}"


@once
def _display_key() -> Any:
    """Named in the settings: what a page's frame depends on is known above this app."""
    return import_string(settings.PUBLIC_DISPLAY_KEY)


def _build() -> str:
    """Changes with every release that touches a style or script, so an upgrade never serves old addresses."""
    return getattr(staticfiles_storage, "manifest_hash", "") or ""
