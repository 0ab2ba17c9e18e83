"""A film's way: over a line that breaks and a server that dies, converted, played over 3G, and learnt."""

import hashlib
import os
import signal
import struct
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from content.video.commands import ffmpeg_binary
from tests.stories.learner import NAME
from tests.stories.people import Cadre, sign_in
from tests.stories.product import ROOT, environment, running_product
from tests.stories.studio import Studio

pytestmark = [pytest.mark.browser, pytest.mark.queue, pytest.mark.django_db(transaction=True)]
COURSE, LESSON, CODE = "Bón phân hợp lý", "Xem cách bón", "GHI-CHEP"
MB = 1000**2
SLOW = 400_000  # bytes a second: between half and whole a busy machine has time to act
SECONDS = 8


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Eight seconds, made as heavy as five megabytes by a box that players skip."""
    path = tmp_path / "Bón phân.mp4"
    picture = ["-f", "lavfi", "-i", f"testsrc2=size=640x360:rate=25:duration={SECONDS}"]
    sound = ["-f", "lavfi", "-i", f"sine=frequency=440:duration={SECONDS}"]
    make = [
        ffmpeg_binary(),
        "-nostdin",
        "-loglevel",
        "error",
        *picture,
        *sound,
        "-preset",
        "ultrafast",
        str(path),
    ]
    subprocess.run(make, check=True)
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", 5 * MB, b"free") + os.urandom(5 * MB - 8))
    return path


def test_a_film_over_a_line_that_breaks(tmp_path: Path, page: Page, film: Path) -> None:
    data = tmp_path / "var"
    with running_product(data) as address:
        line = page.context.new_cdp_session(page)
        sign_in(page, address, "giangvien")
        _the_film_arrives(page, line, address, film)
        assert hashlib.sha256(film.read_bytes()).hexdigest() in _stored(data)
        _a_lesson_shows_it(page, address)
        port = int(address.rsplit(":", 1)[1])
        learner = [sys.executable, "-m", "tests.stories.learner", CODE]
        subprocess.run(learner, cwd=ROOT, env=environment(data, port), check=True, capture_output=True)
        _a_cadre_watches_it_over_3g(page, line, address)


def _the_film_arrives(page: Page, line: CDPSession, address: str, film: Path) -> None:
    """The line is lost at half, the web is killed meanwhile; nobody presses anything."""
    stood: list[int] = []
    page.on(
        "response", lambda answer: stood.append(_offset(answer)) if answer.request.method == "HEAD" else None
    )
    page.goto(f"{address}/quan-tri/media/video/add/")
    _throttle(line, up=SLOW)
    page.set_input_files("#tep-video", film)
    row = page.locator(".upload-row").first
    _wait_for_half(row)
    _throttle(line, up=SLOW, offline=True)
    expect(row.locator("[data-said]")).to_contain_text("Mất kết nối")
    _kill_web(address)
    _throttle(line)
    expect(row.locator("[data-said]")).to_contain_text("Đã tải lên", timeout=90_000)
    assert stood[-1] > film.stat().st_size // 4  # it went on where it was
    expect(row.locator(".studio-video")).to_contain_text("Sẵn sàng", timeout=120_000)


def _a_lesson_shows_it(page: Page, address: str) -> None:
    studio = Studio(page, address)
    course = studio.write_course(COURSE, CODE)
    studio.write_video_lesson(course, LESSON, "Bón phân")
    studio.release(course)


def _a_cadre_watches_it_over_3g(page: Page, line: CDPSession, address: str) -> None:
    sign_in(page, address, NAME)
    cadre = Cadre(page, address)
    cadre.open(LESSON)
    _throttle(line, down=50_000, up=25_000, latency=400)
    cadre.watch_all()
    expect(page.locator("[data-status]")).to_contain_text("hoàn thành")


def _throttle(
    line: CDPSession, *, down: int = -1, up: int = -1, latency: int = 0, offline: bool = False
) -> None:
    line.send("Network.enable")
    told = {"offline": offline, "latency": latency, "downloadThroughput": down, "uploadThroughput": up}
    line.send("Network.emulateNetworkConditions", told)


def _offset(answer: object) -> int:
    return int(answer.headers.get("upload-offset", 0))  # type: ignore[attr-defined]


def _wait_for_half(row: Locator) -> None:
    for _ in range(300):
        if row.locator("progress").evaluate("bar => bar.value") >= 0.5:
            return
        time.sleep(0.1)
    raise AssertionError(f"the upload does not move: {row.inner_text()}")


def _kill_web(address: str) -> None:
    """As a power cut would; the supervisor starts it again."""
    port = address.rsplit(":", 1)[1]
    running = {int(folder.name): _command(folder) for folder in Path("/proc").glob("[0-9]*")}
    [web] = [pid for pid, words in running.items() if {"lms.supervisor.web", port} <= words]
    os.kill(web, signal.SIGKILL)
    time.sleep(0.5)
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the web did not come back")


def _command(folder: Path) -> set[str]:
    try:
        return set((folder / "cmdline").read_text().split("\0"))
    except OSError:
        return set()


def _stored(data: Path) -> set[str]:
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in (data / "media" / "media").iterdir()}
