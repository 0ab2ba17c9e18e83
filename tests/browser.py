"""A real Chromium for the browser tests: skipped where there is none, a failure where it is required."""

import os
import shutil
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, expect, sync_playwright

from tests.page_diary import diary

# Milliseconds. Only a test that fails waits that long; a loaded machine alone makes none fail.
PATIENCE = 40_000
NAMES = ("chromium", "chromium-browser", "google-chrome")


WANTED = pytest.StashKey[bool]()
# The last `--disable-features` is the one that counts, so it says again what Playwright's own says.
OF_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding",
    "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin",
    "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
    "msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion",
)  # fmt: skip
# What the address bar of a window nobody sees would suggest: two pages of the browser's own and half a second of a core
# for each window, more than most of our pages cost.
SUGGESTIONS = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup")


class Chromium:
    """One browser for all files of tests that follow each other with one; each page gets a context of its own.

    Playwright's loop runs in this thread while it is open, and pyHanko cannot sign or verify inside a loop.
    """

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    def opened(self) -> Browser:
        """The one that is open, or a new one where there is none or it died."""
        if self._browser and self._browser.is_connected():
            return self._browser
        self.closed()
        # Django would take every query of the test for one inside Playwright's loop.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        expect.set_options(timeout=PATIENCE)
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=_path(), args=switches())
        return self._browser

    def tidied(self) -> None:
        """Close what a file of tests left open."""
        for context in self._browser.contexts if self._browser else []:
            context.close()

    def closed(self) -> None:
        if self._browser:
            self._browser.close()
        if self._playwright:
            self._playwright.stop()
        self._browser = self._playwright = None


def switches() -> list[str]:
    """How every Chromium of the tests is started."""
    sandbox = [] if os.getuid() else ["--no-sandbox"]  # Chromium has no sandbox for root
    return [*sandbox, f"--disable-features={','.join(OF_PLAYWRIGHT + SUGGESTIONS)}"]


def _path() -> str:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("no Chromium on this machine, and REQUIRE_BROWSER is set")
        pytest.skip("no Chromium on this machine: browser tests are skipped")
    return path


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Tell the end of a file whether the next test has use for its browser."""
    item.session.stash[WANTED] = "browser" in getattr(nextitem, "fixturenames", ())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    kept = Chromium()
    yield kept
    kept.closed()


@pytest.fixture(scope="module")
def browser(chromium: Chromium, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Handed on to the next file when its first test has a browser as well, else closed: others find no loop."""
    yield chromium.opened()
    if request.session.stash[WANTED]:
        chromium.tidied()
    else:
        chromium.closed()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desktop page in Vietnamese."""
    with browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 800}) as context:
        opened = context.new_page()
        with diary(opened):
            yield opened


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A small phone held upright."""
    size = {"width": 360, "height": 740}
    with browser.new_context(locale="vi-VN", viewport=size, is_mobile=True, has_touch=True) as context:  # type: ignore[arg-type]
        opened = context.new_page()
        with diary(opened):
            yield opened


def fits(page: Page) -> bool:
    """Whether the page is no wider than the screen, once it has arrived: a click returns before there is a page.

    A phone's layout (`clientWidth`) widens with its page, the screen does not; a desktop's scroll bar takes from it.
    """
    page.wait_for_load_state()
    assert page.viewport_size
    wide, layout = page.evaluate(
        "(({scrollWidth, clientWidth}) => [scrollWidth, clientWidth])(document.documentElement)"
    )
    return bool(wide <= min(layout, page.viewport_size["width"]))


def until(page: Page, question: str | Callable[[], object], seconds: float = PATIENCE / 1000) -> None:
    """Ask the page (a script), or the test itself, until the answer is yes.

    `wait_for_function` would need `eval`, which the pages' policy forbids.
    """
    deadline = time.monotonic() + seconds
    while not (_answer(page, question) if isinstance(question, str) else question()):
        assert time.monotonic() < deadline, question
        page.wait_for_timeout(50)


def _answer(page: Page, question: str) -> object:
    """No answer (yet) from a page that gives way to the next one while it is asked."""
    page.wait_for_load_state("domcontentloaded")
    try:
        return page.evaluate(question)
    except Error as error:
        if "context was destroyed" not in str(error):
            raise
        return None
