"""What a page asked for and complained about, told when its test fails: a lost click leaves no other trace."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Request

LAST = 60


class Diary:
    """The last events of one page, with seconds since it was opened, and the requests still without an answer."""

    def __init__(self) -> None:
        self.opened = time.monotonic()
        self.events: deque[str] = deque(maxlen=LAST)
        self.waiting: dict[Request, float] = {}

    def follow(self, page: Page) -> None:
        page.on("request", self._asked)
        page.on("requestfinished", lambda request: self._ended(request, "ended"))
        page.on("requestfailed", lambda request: self._ended(request, f"failed: {request.failure}"))
        page.on(
            "response", lambda answer: answer.status >= 400 and self.note(f"{answer.status} {answer.url}")
        )
        page.on("console", lambda said: said.type == "error" and self.note(f"console: {said.text}"))
        page.on("pageerror", lambda error: self.note(f"script: {error}"))

    def note(self, event: str) -> None:
        self.events.append(f"{self._now():7.2f}  {event}")

    def told(self) -> str:
        waits = [f"{since:7.2f}  no answer: {request.url}" for request, since in self.waiting.items()]
        return "\n".join([*self.events, *waits])

    def _now(self) -> float:
        return time.monotonic() - self.opened

    def _asked(self, request: Request) -> None:
        self.waiting[request] = self._now()
        self.note(f"{request.method} {request.url}")

    def _ended(self, request: Request, how: str) -> None:
        took = self._now() - self.waiting.pop(request, self._now())
        self.note(f"{how} after {took:.2f} {request.url}")


@contextmanager
def diary(page: Page) -> Iterator[Diary]:
    """pytest shows what is printed here only under a test that failed."""
    kept = Diary()
    kept.follow(page)
    try:
        yield kept
    finally:
        print(kept.told())
