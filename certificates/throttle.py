"""How often one address may ask: generous enough for an office behind one line, too slow for guessing serials."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common import clock

PER_MINUTE = 60
View = Callable[..., HttpResponse]


def limited(view: View) -> View:
    """Count requests by address and minute; the sixty-first is asked to wait."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _count(request) > PER_MINUTE:
            answer = render(request, "429.html", status=429)
            answer.headers["Retry-After"] = "60"
            return answer
        return view(request, *args, **kwargs)

    return guarded


def _count(request: HttpRequest) -> int:
    key = f"xac-minh:{get_adapter().get_client_ip(request)}:{clock.now():%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    return int(cache.incr(key))
