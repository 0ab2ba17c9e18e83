"""The players' reports before Django: with a pass, the everyday report costs one write and little else.

It stands around the WSGI application. A pass (courses.passes) holds only beside the session cookie that it was given to,
so a stolen one opens nothing, and no other site can send it: it is no cookie. Whatever is not an everyday report, also
every refusal, every completion and every trouble with the database, goes the long way through Django, which also replaces
connections that are old or broken, through session, account and CSRF check to views.reports.
"""

import json
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import parse_cookie

from common import clock
from courses import wire
from courses.passes import Pass
from courses.reckoning import Tally
from courses.services import quick
from courses.services.span_rows import rounded
from courses.views.answers import BEAT
from courses.views.limits import too_often
from courses.views.passes import signer

HEADER = "HTTP_X_WATCH_PASS"
HEADERS = (
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
)
_ENCODE = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


class Heartbeats:
    """Answers what it recognises, passes on everything else."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        if (word := environ.get(HEADER)) and (body := answer(environ, word)):
            start_response("200 OK", [*HEADERS, ("Content-Length", str(len(body)))])
            return [body]
        return self.application(environ, start_response)


def answer(environ: Environ, word: str) -> bytes | None:
    """The body for an everyday report; None for all else, of which nothing is written and nothing lost."""
    told = signer().read(word, now=time.time())
    if told is None or not _fits(environ, told) or too_often(told.account):
        return None
    try:
        batch = wire.read(_body(environ))
    except wire.MalformedError:
        return None
    if batch.malformed or batch.film not in (None, told.film):
        return None
    tally = quick.report(told, batch.reports, clock.now())
    return _told(tally, told) if tally else None


def _fits(environ: Environ, told: Pass) -> bool:
    """Whether the pass belongs to this address and this browser's session."""
    session = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME, "")
    return (
        environ["REQUEST_METHOD"] == "POST"
        and environ.get("PATH_INFO") == f"/hoc/{told.lesson}/da-xem/"
        and 0 < _length(environ) <= wire.MOST_BYTES
        and told.session == signer().digest(session)
        and (not settings.SECURE_SSL_REDIRECT or _is_secure(environ))
    )


def _length(environ: Environ) -> int:
    told = environ.get("CONTENT_LENGTH") or ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def _body(environ: Environ) -> bytes:
    """Read it, and leave it for the long way as well."""
    body: bytes = environ["wsgi.input"].read(_length(environ))
    environ["wsgi.input"] = BytesIO(body)
    return body


def _is_secure(environ: Environ) -> bool:
    """As HttpRequest.is_secure()."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        if name in environ:
            return bool(environ[name].split(",", 1)[0].strip() == secure)
    return environ.get("wsgi.url_scheme") == "https"


def _told(tally: Tally, told: Pass) -> bytes:
    taken = [report.uuid for report in tally.accepted] or tally.replayed
    data = {
        "accepted": [str(uuid) for uuid in taken],
        "refused": [],
        "seconds": round(tally.seconds, 1),
        "share": round(tally.seconds / told.duration, 4) if told.duration else 0,
        "completed": told.done,
        "spans": rounded(tally.spans),
        "beat": BEAT,
    }
    return _ENCODE(data).encode()
