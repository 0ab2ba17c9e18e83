"""Public pages as finished bytes: drawn once, then answered before sessions, accounts and messages wake up.

Each process remembers its own pages. One word in the shared cache, the epoch, changes with every publication;
a process looks at it once a second at most, so nobody reads an old page for longer than that.
"""

import gzip
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from hashlib import sha256
from time import monotonic
from typing import Any
from uuid import uuid4

import brotli
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
REFUSED = re.compile(r"[\w*-]+\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")  # what a reader says it cannot open
BROTLI = 10  # of 11: some milliseconds, once a page and publication


def cached_public(view: View) -> View:
    """Say that the answer depends on nothing but address, language and display choices of a stranger."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        setattr(response, MARK, response.status_code == 200)
        return response

    return answer


def opened_by(request: HttpRequest) -> str:
    """The ways of packing that the reader's browser names, without those that it refuses (`br;q=0`)."""
    return REFUSED.sub("", request.headers.get("Accept-Encoding", ""))


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
    """A finished page, also packed, the smallest first: it is packed once and sent many times.

    Whoever has these very bytes is told so and pays for no page: a browser asks each time, because of `no-cache`.
    """

    body: bytes
    packed: dict[str, bytes]
    headers: dict[str, str]
    until: float
    tag: str

    def response(self, request: HttpRequest) -> HttpResponse:
        """What this reader's browser can open."""
        opens = opened_by(request)
        coding = next((one for one in self.packed if one in opens), "")
        tag = f'"{self.tag}{coding}"'
        if tag in request.headers.get("If-None-Match", ""):
            return self._known(tag)
        response = HttpResponse(self.packed[coding] if coding else self.body, headers=self.headers)
        response.headers["ETag"] = tag
        if coding:
            response.headers["Content-Encoding"] = coding
        response.headers["Content-Length"] = str(len(response.content))
        return response

    def _known(self, tag: str) -> HttpResponse:
        """With the page's own policies: a browser takes what a 304 says over into the page that it has."""
        headers = {name: said for name, said in self.headers.items() if not name.startswith("Content-L")}
        return HttpResponse(status=304, headers={**headers, "ETag": tag})


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

    def put(self, key: str, response: HttpResponse) -> Kept:
        """Keep a finished answer."""
        if len(self.pages) >= MOST_PAGES:
            self.pages.clear()
        headers = {"Cache-Control": "no-cache", **response.headers, "Vary": "Accept-Encoding, Cookie"}
        body, until = response.content, monotonic() + settings.PUBLIC_PAGES_SECONDS
        packed = {"br": brotli.compress(body, quality=BROTLI), "gzip": gzip.compress(body, 6, mtime=0)}
        tag = sha256(body).hexdigest()[:20]
        self.pages[key] = kept = Kept(body, packed, headers, until, tag)
        return kept


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
            return memory.put(key, response).response(request)
        return response

    @staticmethod
    def _is_stranger(request: HttpRequest) -> bool:
        plain = request.method == "GET" and not request.META.get("QUERY_STRING")
        return bool(
            plain and settings.PUBLIC_PAGES_SECONDS and settings.SESSION_COOKIE_NAME not in request.COOKIES
        )
