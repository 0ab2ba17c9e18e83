"""How often one address may do something, counted by the minute in the cache."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common import clock


def asks_too_often(request: HttpRequest, what: str, per_minute: int) -> bool:
    """Whether the address did this more often in the present minute; a proxy's word is read as settings say."""
    key = f"{what}:{get_adapter().get_client_ip(request)}:{clock.now():%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    return int(cache.incr(key)) > per_minute


def later(request: HttpRequest) -> HttpResponse:
    """The page that asks to wait."""
    answer = render(request, "429.html", status=429)
    answer.headers["Retry-After"] = "60"
    return answer
