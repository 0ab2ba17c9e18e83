"""How long from the tap to the first picture on a slow line, told by the browser itself."""

from statistics import median
from typing import Any

from benchmarks.harness.first_view import PHONE, browser_of

LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 25_000,
}  # 400 kbit/s
RUNS = 5
PATIENCE_MS = 180_000  # a machine that does much else is slow, not broken
# Muted, as a script's tap may only start silent films; sound costs the same bytes.
TAP = """(link) => new Promise((done, failed) => {
  const video = document.querySelector("video");
  video.muted = true;
  const begun = performance.now();
  video.requestVideoFrameCallback(() => done(performance.now() - begun));
  setTimeout(() => failed(new Error("no picture in 60 s")), 60000);
  document.querySelector(link).click();
  if (video.paused) video.play();
})"""


def first_frame(port: int, path: str, link: str, session: str = "") -> tuple[float, list[float]] | None:
    """Median and range in seconds of several visits with an empty cache; None where there is no browser."""
    with browser_of() as browser:
        if browser is None:
            return None
        times = [_visit(browser, f"http://127.0.0.1:{port}{path}", link, session) for _ in range(RUNS)]
    return median(times), [min(times), max(times)]


def _visit(browser: Any, address: str, link: str, session: str) -> float:
    """The page is there already, as for whoever reads how much the film costs; the line is slow from the tap on."""
    with browser.new_context(viewport=PHONE, bypass_csp=True) as context:
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(address, wait_until="networkidle")
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", LINE)
        return float(page.evaluate(TAP, link)) / 1000
