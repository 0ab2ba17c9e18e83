"""A cheap phone on a bad line: 400 kbit/s, 400 ms, a processor four times slower, nothing in its cache."""

from dataclasses import dataclass
from typing import Any

from benchmarks.harness.first_frame import LINE
from benchmarks.harness.first_view import PHONE, Wire

SLOWER = 4
SETTLED_MS = 1_500  # what moves a page or paints it anew does so soon after its last file
SEEN = """() => new Promise((done) => {
  const seen = {lcp: 0, shift: 0};
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { seen.lcp = one.startTime; }))
    .observe({type: "largest-contentful-paint", buffered: true});
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { seen.shift += one.value; }))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(seen), 100);
})"""


@dataclass(frozen=True)
class Visit:
    """Bytes on the wire, seconds to the largest paint, the layout's shifts added, and whom the page asked besides us."""

    bytes: int
    lcp: float
    shift: float
    strangers: frozenset[str]
    largest: str


def visits(browser: Any, address: str) -> tuple[Visit, Visit]:
    """The first, and the same page again."""
    with browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True) as context:
        return _visit(context, address), _visit(context, address)


def _visit(context: Any, address: str) -> Visit:
    page = context.new_page()
    page.set_default_timeout(120_000)
    line = context.new_cdp_session(page)
    wire = Wire(line)
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(SETTLED_MS)
    seen = page.evaluate(SEEN)
    page.close()
    here = address.split("/")[2]
    strangers = frozenset(host for host in wire.hosts if host != here)
    return Visit(wire.total, seen["lcp"] / 1000, seen["shift"], strangers, wire.largest)
