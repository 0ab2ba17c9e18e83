"""The worker's script, put together from its parts, and the page it shows when nothing else is at hand."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from lms.middleware import policy_header
from lms.static_files import COMMENT_LINES

PARTS = (
    "stores",
    "pages",
    "files",
    "saved",
    "worker",
)  # in this order; a part registers what it answers in `handlers`
SHELL = (
    "css/base.css", "fonts/be-vietnam-pro-400.woff2", "img/sprite.svg", "img/mark.svg", "js/offline.js",
    "js/saved.js", "js/kept.js", "js/shared-device.js", "js/phone.js", "js/signs.js", "js/progress.js", "js/queue.js",
)  # fmt: skip
NEVER = ("/quan-tri/", "/media/", "/tep/", "/_util/")  # nothing there is kept or answered


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Asked for anew by browsers at least daily, so `OFFLINE_PAGES=0` reaches every phone that comes by."""
    text = _script() if settings.OFFLINE_PAGES else _read("off")
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers=headers)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Says that there is no line and lists the pages that this device keeps; the same for everybody."""
    return render(request, "offline.html")


def _script() -> bytes:
    site = {
        "policy": policy_header(settings.CONTENT_POLICY), "static": settings.STATIC_URL, "never": NEVER,
        "doors": [reverse("account_login"), reverse("account_logout")], "offline": reverse("offline"),
        "shell": [reverse("offline"), reverse("saved"), *map(static, SHELL)], "media": settings.MEDIA_URL,
    }  # fmt: skip
    body = b"\n".join(_read(name) for name in PARTS)
    told: dict[str, Any] = {"version": _version(site, body), **site}
    return b"const SITE = " + json.dumps(told).encode() + b";\n" + body


def _version(site: dict[str, Any], body: bytes) -> str:
    return hashlib.sha256(json.dumps(site).encode() + body).hexdigest()[:12]


@lru_cache
def _read(name: str) -> bytes:
    return COMMENT_LINES.sub(b"", (Path(__file__).parent / f"{name}.js").read_bytes())
