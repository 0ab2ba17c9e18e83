"""Pages drawn in this process and put before a browser with their style sheets: no server, no second database."""

from dataclasses import dataclass
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route

SITE = "https://lop-so.example"


@dataclass(frozen=True)
class Drawn:
    """An address and the page that answers there."""

    path: str
    html: str


def drawn(client: Any, path: str, **data: Any) -> Drawn | None:
    """What the address answers when that is a page to look at."""
    answer = client.get(path, data)
    is_page = answer.status_code in (200, 404) and answer.headers.get("Content-Type", "").startswith(
        "text/html"
    )
    return Drawn(answer.request["PATH_INFO"], answer.content.decode()) if is_page else None


def show(page: Page, what: Drawn) -> None:
    """With its style sheets and its scripts; a script that asks the server for more gets nothing."""
    page.unroute_all()
    page.route("**/*", lambda route: _answer(route, what))
    page.goto(SITE + what.path, wait_until="load")


def _answer(route: Route, what: Drawn) -> None:
    path = route.request.url.removeprefix(SITE).split("?")[0]
    if route.request.is_navigation_request() and route.request.frame.parent_frame is None:
        route.fulfill(body=what.html, content_type="text/html; charset=utf-8")
    elif found := path.startswith("/static/") and _static(path.removeprefix("/static/")):
        route.fulfill(body=found, content_type=guess_type(path)[0] or "application/octet-stream")
    else:
        route.fulfill(status=404, body="")


@cache
def _static(path: str) -> bytes:
    """Nothing where there is no such file; most pages ask for the same ones."""
    found = finders.find(path)
    return Path(str(found)).read_bytes() if found else b""
