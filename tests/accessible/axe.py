"""What axe finds wrong with the page before a browser (WCAG 2.2 A and AA)."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS: dict[str, Any] = {
    "runOnly": TAGS,
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
# A place in a picture is as small as the picture makes it (2.5.8, "essential"); the grid is for keyboards and no scripts.
EVERYTHING = {"exclude": [[".hotspot .cells"]]}
THEMES = ("light", "dark")
SCRIPT = Axe().axe_script
RUN = "([context, options]) => axe.run(context, options).then((found) => found.violations)"


def faults(page: Page, theme: str) -> list[str]:
    """A line for each rule broken, with the first places."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    options = OPTIONS | {"rules": OPTIONS["rules"] | _excused(page)}
    if not page.evaluate("'axe' in window"):  # half a megabyte, which a page in two themes needs once
        page.evaluate(SCRIPT)
    return [f"{theme}: {_line(one)}" for one in page.evaluate(RUN, [EVERYTHING, options])]


def _excused(page: Page) -> dict[str, dict[str, bool]]:
    """The screen of a hall shows a code that lives half a minute: it must load anew by itself (2.2.1, "essential")."""
    return {"meta-refresh": {"enabled": False}} if page.url.endswith("/man-hinh/") else {}


def _line(broken: dict[str, Any]) -> str:
    places = [" ".join(map(str, node["target"])) for node in broken["nodes"]]
    why = broken["nodes"][0]["failureSummary"].splitlines()[1:2]
    return f"{broken['id']} × {len(places)}: {', '.join(places[:3])} ({' '.join(why).strip()})"
