"""What a first visit moves over the wire, counted by the browser itself with an empty cache."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

CHROMIUM = "/usr/bin/chromium"
PHONE = {"width": 360, "height": 740}


@dataclass(frozen=True)
class FirstView:
    """Heads and bodies of everything the page asked for, compressed as sent."""

    total: int
    requests: dict[str, int]

    @property
    def largest(self) -> str:
        """The four biggest, for the note."""
        biggest = sorted(self.requests.items(), key=lambda item: -item[1])[:4]
        return ", ".join(f"{name} {size / 1000:.1f} KB" for name, size in biggest)


def first_view(port: int, path: str, session: str = "") -> FirstView | None:
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


def _opened(browser: Any, address: str, session: str) -> FirstView:
    context = browser.new_context(viewport=PHONE)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    begun: dict[str, int] = {}  # a film's beginning is fetched and the rest cancelled: it never "finishes"
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on(
        "Network.requestWillBeSent", lambda event: names.update({event["requestId"]: event["request"]["url"]})
    )
    network.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])}),
    )
    network.on("Network.dataReceived", lambda event: begun.update({event["requestId"]: _more(begun, event)}))
    page.goto(address, wait_until="networkidle")
    sizes = begun | sizes
    by_name: dict[str, int] = {}
    for number, size in sizes.items():
        name = names[number].split("?")[0].rstrip("/").rpartition("/")[2] or "/"
        by_name[name] = by_name.get(name, 0) + size
    return FirstView(sum(sizes.values()), by_name)


def _more(begun: dict[str, int], event: dict[str, Any]) -> int:
    return begun.get(event["requestId"], 0) + int(event.get("encodedDataLength") or event["dataLength"])


def _executable() -> str | None:
    from pathlib import Path

    return CHROMIUM if Path(CHROMIUM).exists() else None
