"""Public pages as finished bytes: drawn once, then answered before sessions, accounts and messages wake up.

Each process remembers its own pages. One word in the shared cache, the epoch, changes with every publication;
a process looks at it once a second at most, so nobody reads an old page for longer than that.
"""

import gzip
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from time import monotonic
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
EPOCH = "public:epoch"
LOOK_EVERY = 1.0  # seconds
MOST_PAGES = 500
MARK = "is_public_page"


def cached_public(view: View) -> View:
    """Say that the answer depends on nothing but address, language and display choices of a stranger."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        setattr(response, MARK, response.status_code == 200)
        return response

    return answer


def forget_public_pages() -> None:
    """Once committed, whatever was remembered before counts as old, here at once and elsewhere in a second."""
    transaction.on_commit(_begin_epoch)


def _begin_epoch() -> None:
    memory.forget()
    try:
        cache.set(EPOCH, uuid4().hex, None)
    except RedisError:  # what was published is stored; other processes learn of it when their pages expire
        log.warning(
            "cache unreachable, other processes keep public pages for %s s", settings.PUBLIC_PAGES_SECONDS
        )


@dataclass(frozen=True)
class Kept:
    """A finished page, also packed: it is packed once and sent many times."""

    body: bytes
    packed: bytes
    headers: dict[str, str]
    until: float

    def response(self, request: HttpRequest) -> HttpResponse:
        """What this reader's browser can open."""
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(self.packed if packed else self.body, headers=self.headers)
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
        return response


@dataclass
class Memory:
    """The pages of this process."""

    pages: dict[str, Kept] = field(default_factory=dict)
    epoch: str = ""
    looked_at: float = 0.0

    def forget(self) -> None:
        self.pages.clear()
        self.looked_at = 0.0

    def get(self, key: str) -> Kept | None:
        """The page, unless something was published since or it is too old."""
        now = monotonic()
        if now - self.looked_at > LOOK_EVERY:
            self._look(now)
        kept = self.pages.get(key)
        return kept if kept and kept.until > now else None

    def _look(self, now: float) -> None:
        self.looked_at = now
        try:
            epoch = cache.get(EPOCH, "")
        except RedisError:  # villagers' pages outlive the cache
            log.warning("cache unreachable, public pages stay as they are")
            return
        if epoch != self.epoch:
            self.pages.clear()
        self.epoch = epoch

    def put(self, key: str, response: HttpResponse) -> None:
        """Keep a finished answer."""
        if len(self.pages) >= MOST_PAGES:
            self.pages.clear()
        headers = {**response.headers, "Vary": "Accept-Encoding, Cookie"}
        body, until = response.content, monotonic() + settings.PUBLIC_PAGES_SECONDS
        self.pages[key] = Kept(body, gzip.compress(body, 6, mtime=0), headers, until)


memory = Memory()


class PublicPagesMiddleware:
    """Answers strangers from memory; whoever is signed in, or asks something in the query, is let through."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    @cached_property
    def display_key(self) -> Any:
        """Named in the settings: what a page's frame depends on is known above this app."""
        return import_string(settings.PUBLIC_DISPLAY_KEY)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_stranger(request):
            return self.get_response(request)
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        key = f"{language[:5]}|{self.display_key(request)}|{request.path}"
        kept = memory.get(key)
        if kept:
            return kept.response(request)
        response = self.get_response(request)
        if getattr(response, MARK, False) and not response.cookies:
            memory.put(key, response)
        return response

    @staticmethod
    def _is_stranger(request: HttpRequest) -> bool:
        plain = request.method == "GET" and not request.META.get("QUERY_STRING")
        return bool(
            plain and settings.PUBLIC_PAGES_SECONDS and settings.SESSION_COOKIE_NAME not in request.COOKIES
        )
