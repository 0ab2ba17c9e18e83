"""How often one address may ask: generous enough for an office behind one line, too slow for guessing serials."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from people.throttle import asks_too_often, later

PER_MINUTE = 60
View = Callable[..., HttpResponse]


def limited(view: View) -> View:
    """Count requests by address and minute; the sixty-first is asked to wait."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if asks_too_often(request, "xac-minh", PER_MINUTE):
            return later(request)
        return view(request, *args, **kwargs)

    return guarded
