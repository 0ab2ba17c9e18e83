"""What a first visit moves over the wire, counted by the browser itself with an empty cache."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

CHROMIUM = "/usr/bin/chromium"
PHONE = {"width": 360, "height": 740}


class Wire:
    """Heads and bodies of everything a page asks for, compressed as sent, counted by the browser from now on."""

    def __init__(self, line: Any) -> None:
        self._names: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._begun: dict[
            str, int
        ] = {}  # a film's beginning is fetched and the rest cancelled: it never "finishes"
        line.send("Network.enable")
        line.on("Network.requestWillBeSent", self._asked)
        line.on("Network.dataReceived", self._came)
        line.on("Network.loadingFinished", self._finished)

    @property
    def total(self) -> int:
        return sum(self._of_each.values())

    @property
    def hosts(self) -> set[str]:
        """Whoever was asked, by host and port; addresses of data are nobody."""
        asked = (url.split("/") for url in self._names.values() if url.startswith(("http:", "https:", "ws:")))
        return {parts[2] for parts in asked}

    @property
    def largest(self) -> str:
        """The four biggest, for the note."""
        by_name: dict[str, int] = {}
        for number, size in self._of_each.items():
            name = self._names[number].split("?")[0].rstrip("/").rpartition("/")[2] or "/"
            by_name[name] = by_name.get(name, 0) + size
        biggest = sorted(by_name.items(), key=lambda item: -item[1])[:4]
        return ", ".join(f"{name} {size / 1000:.1f} KB" for name, size in biggest)

    @property
    def _of_each(self) -> dict[str, int]:
        return {number: size for number, size in (self._begun | self._sizes).items() if number in self._names}

    def _asked(self, event: dict[str, Any]) -> None:
        self._names[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict[str, Any]) -> None:
        size = int(event.get("encodedDataLength") or event["dataLength"])
        self._begun[event["requestId"]] = self._begun.get(event["requestId"], 0) + size

    def _finished(self, event: dict[str, Any]) -> None:
        self._sizes[event["requestId"]] = int(event["encodedDataLength"])


def first_view(port: int, path: str, session: str = "") -> Wire | None:
    """Open the page on a phone's screen; None where there is no browser to ask."""
    with browser_of() as browser:
        return _opened(browser, f"http://127.0.0.1:{port}{path}", session) if browser else None


@contextmanager
def browser_of() -> Iterator[Any]:
    """A Chromium, or nothing where there is none."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        yield None
        return
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=_executable(), args=["--no-sandbox"])
        except Error:
            yield None
            return
        try:
            yield browser
        finally:
            browser.close()


def _opened(browser: Any, address: str, session: str) -> Wire:
    context = browser.new_context(viewport=PHONE)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    wire = Wire(context.new_cdp_session(page))
    page.goto(address, wait_until="networkidle")
    return wire


def _executable() -> str | None:
    from pathlib import Path

    return CHROMIUM if Path(CHROMIUM).exists() else None
