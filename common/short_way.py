"""Requests answered before Django with a pass: reading what the web server hands over, and standing around the rest.

A pass holds only beside the session cookie that it was given to, so a stolen one opens nothing, and no other site can
send it: it is no cookie. What goes no short way is passed on untouched, its body still to be read.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import parse_cookie

from common.passes import Signer

HEADERS = (
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
)
Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


class ShortWay:
    """Around a WSGI application: `answer(environ, word)` gives the body for what carries the header, or None."""

    def __init__(
        self, application: Application, header: str, answer: Callable[[Environ, str], bytes | None]
    ) -> None:
        self.application, self.header, self.answer = application, header, answer

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        if (word := environ.get(self.header)) and (body := self.answer(environ, word)):
            start_response("200 OK", [*HEADERS, ("Content-Length", str(len(body)))])
            return [body]
        return self.application(environ, start_response)


def fits(environ: Environ, signer: Signer[Any], *, path: str, session: str, most_bytes: int) -> bool:
    """Whether the request posts to this address from the browser session that the pass names."""
    key = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME, "")
    return (
        environ["REQUEST_METHOD"] == "POST"
        and environ.get("PATH_INFO") == path
        and 0 < _length(environ) <= most_bytes
        and session == signer.digest(key)
        and (not settings.SECURE_SSL_REDIRECT or _is_secure(environ))
    )


def body_of(environ: Environ) -> bytes:
    """Read it, and leave it for the long way as well."""
    body: bytes = environ["wsgi.input"].read(_length(environ))
    environ["wsgi.input"] = BytesIO(body)
    return body


def _length(environ: Environ) -> int:
    told = environ.get("CONTENT_LENGTH") or ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def _is_secure(environ: Environ) -> bool:
    """As HttpRequest.is_secure()."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        if name in environ:
            return bool(environ[name].split(",", 1)[0].strip() == secure)
    return environ.get("wsgi.url_scheme") == "https"
